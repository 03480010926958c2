"""The offices of the cast, each with a token of its own in everything that it wrote.

Where a token turns up in an answer to somebody who may not see that kecamatan, something leaked.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from assessments.entry.services.profile import save_profile
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.iku.models import RegencyTemplate
from assessments.models import Assignment, Evidence, Nomination, SignedScan, Stage, WorkbookUpload, Worksheet
from assessments.workflow import Paper
from indicators.editions.compile import write_instrument
from indicators.models import Instrument
from kinerja.accounts.models import User
from tests.builders.instrument_documents import document, indicator, input_
from tests.builders.jurors import add_jury
from tests.builders.made_files import CATALOGUE, PAGE, TREE, raw_pdf
from tests.cast import Cast, sign_in
from tests.iku.paper_bodies import taking_iku
from tests.iku.town import Iku, write_iku
from tests.offices import Office, make_office

TOKENS = {"bendo": "rahasiabendo4821", "neighbour": "rahasiatetangga7395", "city": "rahasiakota1064"}
ACTORS = (
    *("anonymous", "dedi", "eka", "sari", "camat", "tono", "maya"),
    *("yuni", "vera", "asri", "lina", "joko", "indra", "root_user"),
)
# Whose answers each may read; the others none: jurors judge presentations, indra looks after instruments.
READS = {
    "sari": {"bendo"},
    "camat": {"bendo"},
    "tono": {"neighbour"},
    "maya": {"city"},
    "vera": {"bendo", "neighbour"},
    "asri": {"bendo", "neighbour", "city"},
    "lina": {"bendo", "neighbour", "city"},
    "root_user": {"bendo", "neighbour", "city"},
}
OFFICE_FILES = "application/vnd.openxmlformats-officedocument."
APPS = ("accounts", "regions", "indicators", "assessments", "iku")


@dataclass(frozen=True)
class Town:
    """Everybody, the worksheets by the names of TOKENS, and an instrument in the rows of each province."""

    cast: Cast
    sheets: dict[str, Worksheet]
    instrument: Instrument
    other_instrument: Instrument
    files: dict[str, Evidence]
    uploads: dict[str, WorkbookUpload]
    scan: SignedScan
    stages: dict[str, Stage]
    iku: dict[str, Iku]

    def browser(self, actor: str) -> Client:
        """A browser in which the actor has signed in; anonymous has not."""
        client = Client()
        return client if actor == "anonymous" else sign_in(client, getattr(self.cast, actor))


def small_document(**changes: Any) -> dict[str, Any]:
    """Two aspects of one row each: enough for every page, and printed in a moment."""
    first = indicator(1, weight="60", inputs=[input_("n", details="optional"), input_("d")])
    second = indicator(2, weight="40", inputs=[input_("n", villages=["desa", "kelurahan"]), input_("d")])
    return document([[first]], [[second]], **{"kind": "sheet"} | changes)


def make_town(cast: Cast) -> Town:
    office = make_office(cast, taking_iku(small_document()))
    sheets = {"bendo": office.bendo, "neighbour": office.neighbour, "city": office.city_sheet}
    for (name, sheet), operator in zip(sheets.items(), (cast.sari, cast.tono, cast.maya), strict=True):
        write_tokens(sheet, operator, TOKENS[name])
    own, other = (
        small_document(code=code, owner=owner) for code, owner in (("uji-a", "35"), ("uji-b", "33"))
    )
    at_work = list(zip(sheets.items(), (cast.sari, cast.tono, cast.maya), strict=True))
    files = {name: keep_file(sheet, operator, TOKENS[name]) for (name, sheet), operator in at_work}
    uploads = {name: keep_upload(sheet, operator, TOKENS[name]) for (name, sheet), operator in at_work}
    scan = keep_scan(sheets["bendo"], cast)
    stages = add_stages(office, cast)
    iku = {name: write_iku(sheet.district, operator, TOKENS[name]) for (name, sheet), operator in at_work}
    for regency in (cast.places.regency, cast.places.other_regency):
        RegencyTemplate.objects.create(regency=regency, duty="Membantu Bupati")
    return Town(
        cast, sheets, write_instrument(own), write_instrument(other), files, uploads, scan, stages, iku
    )


def keep_scan(sheet: Worksheet, cast: Cast) -> SignedScan:
    """A signed berita acara of Kabupaten Magetan."""
    content = ContentFile(raw_pdf(CATALOGUE, TREE, PAGE), "pindaian.pdf")
    return SignedScan.objects.create(
        paper=Paper.MINUTES,
        period=sheet.stage.period,
        regency=cast.places.regency,
        name="berita acara.pdf",
        kind="pdf",
        size=content.size,
        sha256="pindaian",
        file=content,
        uploaded_at=timezone.now(),
        uploaded_by=cast.vera,
    )


def add_stages(office: Office, cast: Cast) -> dict[str, Stage]:
    """Magetan sent Bendo to an interview, for which Joko sits in the jury; then the province chooses one."""
    interview = add_jury(office, no=2, name="Wawancara", quota=1, quota_scope=Stage.Scope.REGENCY)
    Nomination.objects.create(
        stage=interview,
        worksheet=office.bendo,
        rank=1,
        total=1,
        nominated_at=timezone.now(),
        nominated_by=cast.vera,
    )
    Assignment.objects.create(stage=interview, judge=cast.joko, assigned_by=cast.kiki)
    return {"interview": interview, "finals": add_jury(office, no=3, quota=1)}


def keep_upload(sheet: Worksheet, by: User, token: str) -> WorkbookUpload:
    """A workbook that waits for its confirmation, with the token in its name and in a note."""
    rows = {
        "i1": asdict(Content("filled", {"n": "20", "d": "32"}, note=f"{token} berkas")),
        "i2": asdict(Content("none_occurred", {}, reason=f"{token} alasan")),
    }
    return WorkbookUpload.objects.create(
        worksheet=sheet,
        by=by,
        name=f"{token}.xlsx",
        sha256=token,
        answers=rows,
        versions={"i1": 1, "i2": 1},
        created_at=timezone.now(),
    )


def keep_file(sheet: Worksheet, by: User, token: str) -> Evidence:
    """A file of evidence with the token in its name."""
    content = ContentFile(raw_pdf(CATALOGUE, TREE, PAGE), "bukti.pdf")
    evidence = Evidence.objects.create(
        worksheet=sheet,
        name=f"{token}.pdf",
        kind="pdf",
        size=content.size,
        sha256=token,
        file=content,
        uploaded_at=timezone.now(),
        uploaded_by=by,
    )
    evidence.links.create(code="i1")
    return evidence


def write_tokens(sheet: Worksheet, by: User, token: str) -> None:
    """The token in every text that an operator can write."""
    rows = {
        "i1": Content("filled", {"n": "18", "d": "32"}, note=f"{token} catatan"),
        "i2": Content("none_occurred", {}, reason=f"{token} alasan"),
    }
    lines = [{"name": f"{token} rincian", "date": "", "place": f"{token} tempat"}]
    for code, content in rows.items():
        details = {"items": {"n": lines}} if code == "i1" else None
        save_row(load_worksheet(sheet), code=code, content=content, version=0, by=by, details=details)
    texts = {"head_name": f"{token} camat", "address": f"{token} alamat"}
    save_profile(worksheet=sheet, values=texts, version=1, by=by)


def parts_of(body: bytes) -> Iterator[bytes]:
    """Every part of text of a workbook or letter: where a text stands in it is no matter."""
    with ZipFile(BytesIO(body)) as file:
        yield from (file.read(name) for name in file.namelist() if name.endswith((".xml", ".rels")))


def tokens_in(response: Any) -> set[str]:
    """Whose tokens stand in an answer: in its text, its headers, or the PDF that it is."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type", "").startswith(OFFICE_FILES):
        body = b"".join(parts_of(body))
    if response.get("Content-Type") == "application/pdf":
        command = ["pdftotext", "-layout", "-", "-"]
        body = subprocess.run(command, input=body, capture_output=True, check=True).stdout
    text = f"{response.headers}{body.decode()}"
    return {name for name, token in TOKENS.items() if token in text}


def state() -> dict[str, list[dict[str, Any]]]:
    """Every row of our own tables, to compare before and after; when somebody was last here is left out."""
    return {
        model._meta.label: [
            {**row, "last_login": None} for row in model._base_manager.order_by("pk").values()
        ]
        for app in APPS
        for model in apps.get_app_config(app).get_models()
    }
