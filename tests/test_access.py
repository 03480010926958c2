"""Who gets what: tests/access.csv, replayed over HTTP.

The file is written from the rules, never from what the product answers. A line is an address as the resolver
has it, the objects that fill its parameters, a method, and what each actor of `tests.town` gets: a status, or
"masuk" for a redirect to the sign-in page.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.urls import URLPattern, get_resolver, resolve

from tests.builders.access_rules import KNOWN, OBJECT_PAGES, RULES, address_of, body_of, outcome, plain_route
from tests.cast import Cast
from tests.crawl import crawl
from tests.tools import needs
from tests.town import ACTORS, READS, Town, make_town, state, tokens_in
from tests.writes import watched

PAPERS = (".pdf", "/unduh/", "/tampil/")


@pytest.fixture
def town(cast: Cast, settings: LazySettings, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return make_town(cast)


def addresses(resolver: Any, prefix: str = "") -> Iterator[str]:
    """Every address that there is."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield plain_route(route)
        else:
            yield from addresses(entry, route)


def test_every_address_has_its_rules() -> None:
    assert {it for it in addresses(get_resolver()) if not OBJECT_PAGES.fullmatch(it)} == KNOWN


def test_every_rule_speaks_of_every_actor() -> None:
    assert all(tuple(rule)[3:] == ACTORS and None not in rule.values() for rule in RULES)


def broken_rules(town: Town, actor: str, rules: list[dict[str, str]]) -> dict[str, str]:
    """The rules that the product broke for this actor, with what happened; each request is taken back."""
    client, before, found = town.browser(actor), state(), {}
    cookies = deepcopy(client.cookies)
    for rule in rules:
        client.cookies = deepcopy(cookies)
        with transaction.atomic(), watched(before) as changed:
            send = getattr(client, rule["method"].lower())
            body = {} if rule["method"] == "GET" else body_of(rule["pattern"], town)
            response = send(address_of(rule, town), body)
            wrong = wrong_with(response, rule, actor, changed)
            transaction.set_rollback(True)
        if wrong:
            found[f"{rule['method']} /{rule['pattern']} {rule['of']}"] = wrong
    return found


def wrong_with(response: Any, rule: dict[str, str], actor: str, changed: Callable[[], bool]) -> str:
    """How an answer breaks its rule, shows what is another's, or changes something although it refuses."""
    answer, leaked = outcome(response), tokens_in(response) - READS.get(actor, set())
    if answer != rule[actor]:
        return f"answered {answer}, not {rule[actor]}"
    if leaked:
        return f"showed what is {', '.join(leaked)}'s"
    refused = rule["method"] != "GET" and answer not in ("200", "302")
    return "refused and changed something" if refused and changed() else ""


PAPER_RULES = [rule for rule in RULES if rule["pattern"].endswith((".pdf", ".xlsx", ".docx"))]
PAGES = [rule for rule in RULES if rule not in PAPER_RULES]


@pytest.mark.parametrize("actor", ACTORS)
def test_pages_answer_everybody_by_the_rules(town: Town, actor: str) -> None:
    assert broken_rules(town, actor, PAGES) == {}


@needs("pdftotext")
@pytest.mark.parametrize("actor", ACTORS)
def test_papers_answer_everybody_by_the_rules(town: Town, actor: str) -> None:
    assert broken_rules(town, actor, PAPER_RULES) == {}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"sari": "404"}, "answered 200, not 404"),
        ({"of": "neighbour 1", "sari": "404"}, ""),
        ({"of": "neighbour 1", "sari": "200"}, "answered 404, not 200"),
    ],
)
def test_a_broken_rule_is_found(town: Town, change: dict[str, str], wrong: str) -> None:
    rule = next(
        it for it in RULES if it["pattern"].endswith("aspek/<str:aspect_code>/") and it["of"] == "bendo 1"
    )

    assert list(broken_rules(town, "sari", [rule | change]).values()) == ([wrong] if wrong else [])


def test_a_leak_is_found(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = next(it for it in RULES if it["pattern"].endswith("riwayat/") and it["of"] == "bendo")
    monkeypatch.setitem(READS, "sari", {"neighbour"})

    assert list(broken_rules(town, "sari", [rule]).values()) == ["showed what is bendo's"]


def outside_the_admin(address: str) -> bool:
    return not address.startswith("/admin/")


@needs("pdftotext")
@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor not in ("anonymous", "dedi")])
def test_links_lead_everybody_to_their_own_and_nowhere_else(town: Town, actor: str) -> None:
    answers = crawl(town.browser(actor), "/", outside_the_admin)

    assert [it for it, found in answers.items() if found.status_code not in (200, 302)] == []
    assert {resolve(urlsplit(it).path).route for it in answers} <= KNOWN
    seen = {name for answer in answers.values() for name in tokens_in(answer)}
    assert seen == READS.get(actor, set())


def test_links_lead_a_visitor_to_the_public_pages_alone(town: Town) -> None:
    assert set(crawl(town.browser("anonymous"), "/masuk/", outside_the_admin)) == {
        "/masuk/",
        "/masuk/?next=/",
        "/",
        "/sandi/lupa/",
        "/panduan/",
        "/keaslian/",
        "/hasil/",
        "/aksesibilitas/",
    }


@needs("pdftotext")
def test_the_search_for_tokens_finds_them_in_pages_papers_and_headers(town: Town) -> None:
    sari = town.browser("sari")
    sheet = f"/kertas-kerja/{town.sheets['bendo'].pk}"

    for page in (
        "aspek/1/",
        "aspek/2/",
        "rincian/i1/",
        "profil/",
        "riwayat/",
        "kertas-kerja.pdf",
    ):
        assert tokens_in(sari.get(f"{sheet}/{page}")) == {"bendo"}, page
    answer = sari.get("/healthz")
    assert tokens_in(answer) == set()
    answer["Content-Disposition"] = 'inline; filename="rahasiakota1064.pdf"'
    assert tokens_in(answer) == {"city"}
