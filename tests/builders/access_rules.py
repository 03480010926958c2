"""The lines of tests/access.csv: the address of each, what it is sent, and what came of it."""

import csv
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from kinerja.accounts.models import User
from tests.cast import PASSWORD
from tests.iku.paper_bodies import paper_bodies
from tests.iku.town import bodies as iku_bodies
from tests.town import ACTORS, Town

with (Path(__file__).parents[1] / "access.csv").open(encoding="utf-8", newline="") as file:
    RULES = list(csv.DictReader(file))
KNOWN = {rule["pattern"] for rule in RULES}
# One page of each kind of object in the admin is crawled instead: tests/test_access_admin.py.
OBJECT_PAGES = re.compile(r"admin/\w+/\w+/(add/|<path:object_id>/(change/|delete/|history/)?)")
DOORS = {"/masuk/", "/admin/login/"}  # the second leads to the first
NEW_PASSWORD = "lima-gajah-hijau-berenang"


def plain_route(route: str) -> str:
    """An address whose regular expressions, which the admin has, are written like other parameters."""
    return re.sub(r"\^?\(\?P<(\w+)>[^)]*\)", r"<\1>", route).rstrip("$")


def link_parts(person: User) -> dict[str, str]:
    token = default_token_generator.make_token(person)
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return {f"uid_of_{person.username}": uid, f"link_of_{person.username}": token}


def address_of(rule: dict[str, str], town: Town) -> str:
    """The rule's address with its objects in it; a word that names no object stands for itself."""
    address, *query = f"/{rule['pattern']}", ""
    named: dict[str, Any] = {"nothing": uuid4()} | {name: sheet.pk for name, sheet in town.sheets.items()}
    named |= {"magetan": town.cast.places.regency.pk, "madiun": town.cast.places.city.pk}
    period = town.sheets["bendo"].stage.period
    named |= {"period": period.pk, "running": period.code}
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
    bodies: dict[str, dict[str, Any]] = {
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
