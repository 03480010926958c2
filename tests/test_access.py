"""Who gets what: tests/access.csv, replayed over HTTP.

The file is written from the rules, never from what the product answers. A line is an address as the resolver
has it, the objects that fill its parameters, a method, and what each actor of `tests.town` gets: a status, or
"masuk" for a redirect to the sign-in page.
"""

import csv
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import URLPattern, get_resolver, resolve
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from kinerja.accounts.models import User
from tests.cast import PASSWORD, Cast
from tests.crawl import crawl
from tests.iku.paper_bodies import paper_bodies
from tests.iku.town import bodies as iku_bodies
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


def plain(route: str) -> str:
    """An address whose regular expressions, which the admin has, are written like other parameters."""
    return re.sub(r"\^?\(\?P<(\w+)>[^)]*\)", r"<\1>", route).rstrip("$")


def addresses(resolver: Any, prefix: str = "") -> Iterator[str]:
    """Every address that there is."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield plain(route)
        else:
            yield from addresses(entry, route)


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
    named |= {"magetan": town.cast.places.regency.pk, "madiun": town.cast.places.city.pk}
    named["period"] = town.sheets["bendo"].stage.period_id
    named |= {person: getattr(town.cast, person).pk for person in ACTORS if person != "anonymous"}
    named |= {f"{name}_file": file.pk for name, file in town.files.items()}
    named |= {f"{name}_upload": upload.pk for name, upload in town.uploads.items()}
    named["magetan_scan"] = town.scan.pk
    for name, iku in town.iku.items():
        named |= iku.objects(name)
    named |= {"instrument": town.instrument.pk, "other_instrument": town.other_instrument.pk}
    named |= {name: stage.pk for name, stage in town.stages.items()}
    named["indicator"] = town.instrument.indicators.get(no=1).pk
    named["other_indicator"] = town.other_instrument.indicators.get(no=1).pk
    named |= link_parts(town.cast.sari) | link_parts(town.cast.dedi)
    for word in rule["of"].split():
        if word.startswith("?"):
            query = [word]
        else:
            address = re.sub(r"<[^>]+>", str(named.get(word, word)), address, count=1)
    return address + query[0]


def body_of(pattern: str, town: Town) -> dict[str, Any]:
    """What a form at this address would send if all in it were right."""
    bendo, neighbour = town.cast.places.bendo, town.cast.places.neighbour
    profile = {"desa": "15", "kelurahan": "1", "reason": "Pemekaran", "head_name": "Nama Lain", "version": 2}
    bodies = {
        "baris/<str:code>/": {"n": "20", "d": "32", "version": 1},
        "rincian/<str:code>/": {"version": 1, "n-name": "Lain", "n-date": "", "n-place": ""},
        "desa-kelurahan/": {"i2-version": 1, "i2-shown": "", "i2-kelurahan-1": "n"},
        "bukti/<uuid:evidence_id>/": {"code": "i2", "pages": "1"},
        "bukti/<uuid:evidence_id>/lepas/": {"code": "i1"},
        "buku-kerja/<uuid:upload_id>/": {"row": "i1:1"},
        "profil/": profile,
        "profil/pastikan/": profile,
        "profil/buka/": {"reason": "Jumlah desa keliru"},
        "telaah/<layer:layer>/baris/<str:code>/": {"verdict": "agrees", "version": 0, "entry_version": 1},
        "telaah/<layer:layer>/perbaikan/<str:code>/": {"note": "Lampirkan SK"},
        "telaah/<layer:layer>/langkah/": {"action": "begin_desk"},
        "langkah/": {"action": "request_signoff"},
        "ikut-serta/": {"action": "decline", "note": "Surat camat"},
        "penilaian-juri/<uuid:stage_id>/": {"ballot": uuid4(), "reason": "Keliru"},
        "penilaian-juri/<uuid:stage_id>/<uuid:worksheet_id>/": {
            "action": "save",
            "version": 0,
            "nilai-i1": "80",
        },
        "tahap/<uuid:stage_id>/peserta/": {"action": "pilih"},
        "masuk/": {"username": "sari", "password": PASSWORD},
        "sandi/": {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
        "sandi/lupa/": {"account": "sari"},
        "admin/indicators/instrument/<uuid:instrument_id>/salin/": {
            "code": "uji-2031",
            "year": "2031",
            "data_year": "2030",
        },
        "akun/<uuid:person_id>/peran/": {"role": "operator", "region": neighbour.pk},
        "admin/indicators/instrument/<uuid:instrument_id>/bobot/": {
            "bobot-i1": "55",
            "semula-i1": "60",
            "bobot-i2": "45",
            "semula-i2": "40",
        },
        "admin/indicators/instrument/<uuid:instrument_id>/susunan/": {"nomori": "1"},
        "admin/indicators/indicator/<uuid:indicator_id>/pratinjau/": {"n": "18", "d": "32", "version": 0},
        "akun/baru/": {"name": "Rini", "username": "rini", "role": "operator", "region": bendo.pk},
    }
    bodies |= iku_bodies(town.iku["bendo"])
    bodies |= paper_bodies()
    return bodies.get(pattern) or bodies.get(pattern.rpartition("<uuid:worksheet_id>/")[2], {})


def outcome(response: Any) -> str:
    to_the_door = response.status_code == 302 and urlsplit(response["Location"]).path in DOORS
    return "masuk" if to_the_door else str(response.status_code)


def broken_rules(town: Town, actor: str, rules: list[dict[str, str]]) -> dict[str, str]:
    """The rules that the product broke for this actor, with what happened; each request is taken back."""
    client, before, found = town.browser(actor), state(), {}
    cookies = deepcopy(client.cookies)
    for rule in rules:
        client.cookies = deepcopy(cookies)
        with transaction.atomic():
            send = getattr(client, rule["method"].lower())
            body = {} if rule["method"] == "GET" else body_of(rule["pattern"], town)
            response = send(address_of(rule, town), body)
            wrong = wrong_with(response, rule, actor, before)
            transaction.set_rollback(True)
        if wrong:
            found[f"{rule['method']} /{rule['pattern']} {rule['of']}"] = wrong
    return found


def wrong_with(response: Any, rule: dict[str, str], actor: str, before: Any) -> str:
    """How an answer breaks its rule, shows what is another's, or changes something although it refuses."""
    answer, leaked = outcome(response), tokens_in(response) - READS.get(actor, set())
    if answer != rule[actor]:
        return f"answered {answer}, not {rule[actor]}"
    if leaked:
        return f"showed what is {', '.join(leaked)}'s"
    refused = rule["method"] != "GET" and answer not in ("200", "302")
    return "refused and changed something" if refused and state() != before else ""


PAPERS = [rule for rule in RULES if rule["pattern"].endswith((".pdf", ".xlsx", ".docx"))]
PAGES = [rule for rule in RULES if rule not in PAPERS]


@pytest.mark.parametrize("actor", ACTORS)
def test_pages_answer_everybody_by_the_rules(town: Town, actor: str) -> None:
    assert broken_rules(town, actor, PAGES) == {}


@needs("pdftotext")
@pytest.mark.parametrize("actor", ACTORS)
def test_papers_answer_everybody_by_the_rules(town: Town, actor: str) -> None:
    assert broken_rules(town, actor, PAPERS) == {}


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
