"""The menu: one table of data, and what each page of the product counts as in it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver

from assessments.models import Worksheet
from assessments.workflow import State
from kinerja.accounts.models import User
from kinerja.navigation import MENU, Group, frame
from tests.builders.access_rules import RULES
from tests.cast import Cast
from tests.town import Town, make_town

ROOT = Path(__file__).parent.parent.parent
FILES = (".pdf", ".xlsx", ".docx", ".csv", ".png", "/unduh/", "/tampil/", "healthz", "sesi/")
# Pages that are inside no entry of the menu, each with the reason.
OUTSIDE = {
    "account": "one's own account, from the head beside the name",
    "accessibility": "from the foot",
    "authenticity": "public, from the foot and from the QR of a paper",
    "authenticity_code": "public, from the QR of a paper",
    "guide": "from the foot",
    "indicator_preview": "from the admin of an instrument",
    "password_change": "from one's own account, and before anything else where a password is to be changed",
    "password_forgotten": "before somebody is signed in",
    "password_new": "by a link, before somebody is signed in",
    "password_sent": "before somebody is signed in",
    "person_history": "from a name in any history",
    "published": "public, from the foot",
    "results": "public, from the foot",
    "revision": "from the admin of an instrument",
    "revision_preview": "from the admin of an instrument",
    "scans": "where the paper is: `SCANNED`",
    "sign_in": "before somebody is signed in",
}
# Pages inside two entries, of which one person is offered only one, or sees the first as current.
SHARED = {"home": ["Daftar kertas kerja", "Beranda"], "comparison": ["Peringkat", "Instrumen"]}


def addresses(resolver: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of every address of the product that has a name, without Django's admin."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield from [(entry.name, route)] if entry.name else ()
        elif entry.namespace != "admin":
            yield from addresses(entry, route)


def readable_routes() -> set[str]:
    """The routes of pages: those that answer a GET of somebody with more than 405, and not with a file."""
    gets = [rule for rule in RULES if rule["method"] == "GET" and not rule["pattern"].endswith(FILES)]
    return {rule["pattern"] for rule in gets if set(list(rule.values())[3:]) - {"405", "masuk"}}


def test_every_page_is_inside_one_entry_or_has_a_reason_to_be_outside() -> None:
    readable = readable_routes()
    pages = {name for name, route in addresses(get_resolver()) if route in readable}
    inside = {name: [entry.label for entry in MENU if entry.holds(name)] for name in pages}

    assert {name for name, labels in inside.items() if not labels} == set(OUTSIDE)
    assert {name: labels for name, labels in inside.items() if len(labels) > 1} == SHARED


def test_every_name_of_the_table_is_an_address() -> None:
    names = {name for name, _ in addresses(get_resolver())}
    listed = {name for entry in MENU for name in (entry.target, *entry.also) if not name.endswith("*")}

    assert listed - names == set()


def test_the_table_stands_in_the_order_of_its_groups() -> None:
    order = list(Group)

    assert list(MENU) == sorted(MENU, key=lambda entry: order.index(entry.group))


@pytest.fixture
def town(cast: Cast, settings: LazySettings, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return make_town(cast)


def tabs_of(client: Client, address: str) -> list[tuple[str, bool]]:
    """The labels of the menu, and which one is current."""
    response = client.get(address)
    visit = response.context["frame"]["visit"]
    found = [
        (tab["label"], tab["current"])
        for tab in visit.on(response.context.get("worksheet"), response.context.get("period")).tabs()
    ]
    assert all(f">{label}</a>" in response.content.decode() for label, _ in found)
    return found


OWN = ["Kertas kerja", "Bukti dukung", "Profil kecamatan", "Riwayat", "IKU"]


@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("", "Kertas kerja"),
        ("aspek/1/", "Kertas kerja"),
        ("semua/", "Kertas kerja"),
        ("rincian/i1/", "Kertas kerja"),
        ("desa-kelurahan/", "Kertas kerja"),
        ("periksa/", "Kertas kerja"),
        ("formulir-lama/", "Kertas kerja"),
        ("buku-kerja/", "Kertas kerja"),
        ("ikut-serta/", "Kertas kerja"),
        ("bukti/", "Bukti dukung"),
        ("bukti/baris/i1/", "Bukti dukung"),
        ("profil/", "Profil kecamatan"),
        ("riwayat/", "Riwayat"),
    ],
)
def test_a_page_of_a_worksheet_shows_the_tabs_of_the_worksheet(town: Town, page: str, current: str) -> None:
    address = f"/kertas-kerja/{town.sheets['bendo'].pk}/{page}"

    assert tabs_of(town.browser("sari"), address) == [(label, label == current) for label in OWN]


def test_a_page_that_refuses_or_is_not_there_shows_the_tabs_of_its_worksheet(town: Town) -> None:
    sari, address = town.browser("sari"), f"/kertas-kerja/{town.sheets['bendo'].pk}"

    assert [label for label, _ in tabs_of(sari, f"{address}/telaah/administrasi/")] == OWN
    assert [label for label, _ in tabs_of(sari, f"{address}/aspek/99/")] == OWN


def test_no_page_shows_the_tabs_of_another_ones_worksheet(town: Town) -> None:
    address = f"/kertas-kerja/{town.sheets['neighbour'].pk}/"

    assert [label for label, _ in tabs_of(town.browser("sari"), address)] == ["Beranda", "IKU"]


@pytest.mark.parametrize(("state", "label"), [(State.DRAFT, "Bukti dukung"), (State.SUBMITTED, "Telaah")])
def test_a_worksheet_is_reviewed_once_it_is_sent(town: Town, state: State, label: str) -> None:
    sheet = town.sheets["bendo"]
    Worksheet.objects.filter(pk=sheet.pk).update(state=state)
    labels = [label for label, _ in tabs_of(town.browser("asri"), f"/kertas-kerja/{sheet.pk}/riwayat/")]

    assert labels[labels.index("Kertas kerja") + 1] == label


def test_the_frame_and_its_menu_take_two_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    request = RequestFactory().get("/")
    request.user, request.session = User.objects.get(pk=cast.asri.pk), SessionStore()

    with django_assert_num_queries(2):  # memberships, the periods
        frame(request)["frame"]["visit"].on(None, None).tabs()


def attributes_set(tree: ast.Module) -> Iterator[tuple[int, ast.expr]]:
    """The line and the object of every attribute that is set or deleted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield node.lineno, node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            yield node.lineno, node.args[0]


def requests_written_to(tree: ast.Module) -> list[int]:
    """The lines that set an attribute of what is called a request."""
    return [
        line for line, owner in attributes_set(tree) if ast.unparse(owner).rpartition(".")[2] == "request"
    ]


def test_nothing_travels_on_a_request() -> None:
    modules = [
        path for top in ("kinerja", "indicators", "assessments") for path in (ROOT / top).rglob("*.py")
    ]

    assert [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules
        for line in requests_written_to(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


@pytest.mark.parametrize(
    "line",
    [
        "request.worksheet = 1",
        "self.request.worksheet: int = 1",
        "setattr(request, 'worksheet', 1)",
        "del request.a",
    ],
)
def test_what_would_travel_on_a_request_is_found(line: str) -> None:
    assert requests_written_to(ast.parse(line)) == [1]
