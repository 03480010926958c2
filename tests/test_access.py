"""Who gets what: tests/access.csv, replayed over HTTP.

The file is written from the rules, never from what the product answers. A line is an address as the resolver
has it, the objects that fill its parameters, a method, and what each actor of `tests.town` gets: a status, or
"masuk" for a redirect to the sign-in page.
"""

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from kinerja.accounts.models import User
from tests.cast import PASSWORD, Cast
from tests.tools import needs
from tests.town import ACTORS, READS, Town, make_town, state, tokens_in

with (Path(__file__).parent / "access.csv").open(encoding="utf-8", newline="") as file:
    RULES = list(csv.DictReader(file))
KNOWN = {rule["pattern"] for rule in RULES}
# One page of each kind of object in the admin is crawled instead: tests/test_access_admin.py.
OBJECT_PAGES = re.compile(r"admin/\w+/\w+/(add/|<path:object_id>/(change/|delete/|history/)?)")
PAPERS = (".pdf", "/unduh/", "/tampil/")
DOORS = {"/masuk/", "/admin/login/"}  # the second leads to the first
NEW_PASSWORD = "lima-gajah-hijau-berenang"


@pytest.fixture
def town(cast: Cast, settings: LazySettings, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return make_town(cast)


def addresses(resolver: Any, prefix: str = "") -> Iterator[str]:
    """Every address as one text; the admin's regular expressions are written like other parameters."""
    for entry in resolver.url_patterns:
        address = prefix + re.sub(r"\^?\(\?P<(\w+)>[^)]*\)", r"<\1>", str(entry.pattern)).rstrip("$")
        if isinstance(entry, URLPattern):
            yield address
        else:
            yield from addresses(entry, address)


def test_every_address_has_its_rules() -> None:
    assert {it for it in addresses(get_resolver()) if not OBJECT_PAGES.fullmatch(it)} == KNOWN


def test_every_rule_speaks_of_every_actor() -> None:
    assert all(tuple(rule)[3:] == ACTORS and None not in rule.values() for rule in RULES)


def link_parts(person: User) -> dict[str, str]:
    token = default_token_generator.make_token(person)
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return {f"uid_of_{person.username}": uid, f"link_of_{person.username}": token}


def address_of(rule: dict[str, str], town: Town) -> str:
    """The rule's address with its objects in it; a word that names no object stands for itself."""
    address, *query = f"/{rule['pattern']}", ""
    named = {"nothing": uuid4()} | {name: sheet.pk for name, sheet in town.sheets.items()}
    named |= {person: getattr(town.cast, person).pk for person in ACTORS if person != "anonymous"}
    named |= {f"{name}_file": file.pk for name, file in town.files.items()}
    named |= link_parts(town.cast.sari) | link_parts(town.cast.dedi)
    for word in rule["of"].split():
        if word.startswith("?"):
            query = [word]
        else:
            address = re.sub(r"<[^>]+>", str(named.get(word, word)), address, count=1)
    return address + query[0]


def body_of(pattern: str, town: Town) -> dict[str, Any]:
    """What a form at this address would send if all in it were right."""
    bendo = town.cast.places.bendo
    bodies = {
        "baris/<str:code>/": {"n": "20", "d": "32", "version": 1},
        "bukti/<uuid:evidence_id>/": {"code": "i2", "pages": "1"},
        "bukti/<uuid:evidence_id>/lepas/": {"code": "i1"},
        "profil/": {"head_name": "Nama Lain", "version": 2},
        "masuk/": {"username": "sari", "password": PASSWORD},
        "sandi/": {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
        "sandi/lupa/": {"account": "sari"},
        "akun/baru/": {"name": "Rini", "username": "rini", "role": "operator", "region": bendo.pk},
    }
    return bodies.get(pattern.rpartition("<uuid:worksheet_id>/")[2], {})


def outcome(response: Any) -> str:
    to_the_door = response.status_code == 302 and urlsplit(response["Location"]).path in DOORS
    return "masuk" if to_the_door else str(response.status_code)


def cases() -> list[Any]:
    return [
        pytest.param(
            rule,
            id=f"{rule['method']} /{rule['pattern']} {rule['of']}".strip(),
            marks=[needs("pdftotext")] if rule["pattern"].endswith(PAPERS) else [],
        )
        for rule in RULES
    ]


@pytest.mark.parametrize("rule", cases())
def test_address_answers_everybody_by_the_rule(town: Town, rule: dict[str, str]) -> None:
    """And shows nobody what is another's, and changes nothing where it refuses."""
    address, body, before = address_of(rule, town), body_of(rule["pattern"], town), state()
    answers, leaks, changes = {}, {}, []
    for actor in ACTORS:
        client = town.browser(actor)
        with transaction.atomic():
            response = getattr(client, rule["method"].lower())(address, body)
            answers[actor] = outcome(response)
            leaks[actor] = tokens_in(response) - READS.get(actor, set())
            if answers[actor] != "200" and answers[actor] != "302" and state() != before:
                changes.append(actor)
            transaction.set_rollback(True)

    assert answers == {actor: rule[actor] for actor in ACTORS}
    assert {actor: found for actor, found in leaks.items() if found} == {}
    assert changes == []


class Links(HTMLParser):
    """The addresses on this site that a page links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or ""
        if tag == "a" and target.startswith("/"):
            self.found.add(target.partition("#")[0])


def crawl(client: Client, start: str, *, skip: str) -> dict[str, Any]:
    """Every answer that links lead to from `start`, by its address; not those whose address begins with `skip`."""
    answers: dict[str, Any] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        answers[address] = response = client.get(address)
        found = {response["Location"]} if response.status_code == 302 else set()
        if response["Content-Type"].startswith("text/html"):
            found |= Links(response.content.decode()).found
        waiting += [it for it in found - answers.keys() if not it.startswith(skip) and it not in waiting]
    return answers


@needs("pdftotext")
@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor not in ("anonymous", "dedi")])
def test_links_lead_everybody_to_their_own_and_nowhere_else(town: Town, actor: str) -> None:
    answers = crawl(town.browser(actor), "/", skip="/admin/")

    assert {
        it: answer.status_code for it, answer in answers.items() if answer.status_code not in (200, 302)
    } == {}
    assert {resolve(urlsplit(it).path).route for it in answers} <= KNOWN
    seen = {name for answer in answers.values() for name in tokens_in(answer)}
    assert seen == READS.get(actor, set())


def test_links_lead_a_visitor_to_the_public_pages_alone(town: Town) -> None:
    assert set(crawl(town.browser("anonymous"), "/masuk/", skip="/admin/")) == {
        "/masuk/",
        "/masuk/?next=/",
        "/",
        "/sandi/lupa/",
        "/panduan/",
        "/aksesibilitas/",
    }


@needs("pdftotext")
def test_the_search_for_tokens_finds_them_in_pages_papers_and_headers(town: Town) -> None:
    sari = town.browser("sari")
    sheet = f"/kertas-kerja/{town.sheets['bendo'].pk}"

    for page in ("aspek/1/", "aspek/2/", "profil/", "riwayat/", "kertas-kerja.pdf"):
        assert tokens_in(sari.get(f"{sheet}/{page}")) == {"bendo"}, page
    answer = sari.get("/healthz")
    assert tokens_in(answer) == set()
    answer["Content-Disposition"] = 'inline; filename="rahasiakota1064.pdf"'
    assert tokens_in(answer) == {"city"}
