"""One family of refusals: every member has one of three statuses, and a page that says its sentence."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client

from kinerja.refusals import Closed, Incomplete, Moved, Refusal, Stale

ROOT = Path(__file__).parent.parent.parent


def family(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for child in kind.__subclasses__():
        yield child
        yield from family(child)


def load_every_service() -> None:
    """Import whatever raises: a member is known only once its module is."""
    for top in ("kinerja", "indicators", "assessments"):
        for file in (ROOT / top).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            if "kinerja.refusals import" in text and "migrations" not in file.parts:
                import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


def test_every_kind_has_its_status() -> None:
    assert [kind.status for kind in (Closed, Moved, Stale, Incomplete)] == [403, 409, 409, 422]


def test_a_member_has_the_status_of_its_kind_and_a_name_of_its_own() -> None:
    load_every_service()
    kinds = (Closed, Moved, Stale, Incomplete)
    members = [it for it in family() if it not in kinds]

    assert [it for it in members if "status" in vars(it)] == []
    assert [it for it in members if not issubclass(it, kinds)] == []
    assert len({it.__name__ for it in members}) == len(members) >= 20


def test_every_status_has_a_page() -> None:
    assert [it for it in (403, 409, 422) if not (ROOT / f"templates/{it}.html").exists()] == []


def test_what_stands_there_now_comes_with_it() -> None:
    assert Stale("baris lain").current == "baris lain"


@pytest.mark.usefixtures("db")
@pytest.mark.urls("tests.kinerja.faulty_urls")
def test_an_uncaught_refusal_says_why(client: Client) -> None:
    page = client.get("/ditolak/belum-dibuka/").content.decode()

    assert "Pengisian baru dibuka besok." in page
