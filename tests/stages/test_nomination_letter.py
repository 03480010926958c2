"""The letter of nomination: PDF and DOCX say the same of who is nominated, replaced and ranked."""

import subprocess
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document

from assessments.models import Layer, LayerScore, Nomination, Stage, Worksheet
from assessments.stages.services import replace_nomination, select_participants
from assessments.workflow import State
from tests.builders.jurors import add_jury
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging
from tests.tools import needs

RANKED = [["Peringkat", "Kecamatan", "Nilai", "Keterangan"], ["1", "Bendo", "53,75", "Ditarik"]]
RANKED += [["2", "Maospati", "50,00", "Diusulkan"]]
NOMINATED = [["No.", "Kecamatan", "Peringkat", "Nilai", "Keterangan"]]
NOMINATED += [["1", "Maospati", "2", "50,00", "Menggantikan Kecamatan Bendo"]]
GONE = "Kecamatan Bendo ditarik dari usulan: Camat berhalangan."


@pytest.fixture
def office(cast: Cast) -> Office:
    office = small_office(cast)
    add_judging(office, Stage.Kind.REGENCY, Stage.Kind.DESK)
    Worksheet.objects.update(state=State.REGENCY_VERIFIED)
    for sheet, total in ((office.bendo, "53.75"), (office.neighbour, "50"), (office.city_sheet, "70")):
        LayerScore.objects.create(
            worksheet=sheet, layer=Layer.REGENCY, total=Decimal(total), judged=2, asked=2
        )
    return office


@pytest.fixture
def stage(office: Office, cast: Cast) -> Stage:
    """Magetan nominated Bendo, and then Maospati in its place."""
    stage = Stage.objects.select_related("period__owner").get(kind=Stage.Kind.DESK)
    stage.quota, stage.quota_scope = 1, Stage.Scope.REGENCY
    stage.save()
    select_participants(stage=stage, by=cast.vera, regency=cast.places.regency)
    first = Nomination.objects.select_related("stage__period", "worksheet__district__regency").get()
    replace_nomination(nomination=first, worksheet=office.neighbour, by=cast.vera, reason="Camat berhalangan")
    return stage


def address(stage: Stage, cast: Cast, kind: str, city: bool = False) -> str:
    regency = cast.places.city if city else cast.places.regency
    return f"/tahap/{stage.pk}/usulan/{regency.pk}.{kind}"


def words_of(pdf: bytes) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_document_names_nominated_replaced_and_ranked(client: Client, stage: Stage, cast: Cast) -> None:
    answer = sign_in(client, cast.vera).get(address(stage, cast, "docx"))

    document = Document(BytesIO(answer.content))
    assert [rows(table) for table in document.tables] == [NOMINATED, RANKED]
    said = [it.text for it in document.paragraphs]
    assert GONE in said
    assert "Yth. Ketua tim penilai Provinsi Jawa Timur" in said
    assert "surat-usulan-kabupaten-magetan-2030" in answer["Content-Disposition"].lower()


@needs("pdftotext")
def test_the_pdf_says_the_same(client: Client, stage: Stage, cast: Cast) -> None:
    answer = sign_in(client, cast.vera).get(address(stage, cast, "pdf"))

    said = " ".join(words_of(answer.content).split())
    for row in (*NOMINATED, *RANKED):
        assert " ".join(row) in said
    assert GONE in said
    assert "mengusulkan 1 kecamatan berikut" in said


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("vera", 200, 404),
        ("asri", 200, 404),
        ("kiki", 200, 404),
        ("lina", 200, 404),
        ("joko", 404, 404),
        ("sari", 404, 404),
    ],
)
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_who_opens_it(
    client: Client, stage: Stage, cast: Cast, who: str, own: int, other: int, kind: str
) -> None:
    """Madiun has nominated nobody, so there is no letter."""
    sign_in(client, getattr(cast, who))

    found = [client.get(address(stage, cast, kind, city=city)).status_code for city in (False, True)]

    assert found == [own, other]


def test_where_the_province_selects_there_is_no_letter(
    client: Client, office: Office, stage: Stage, cast: Cast
) -> None:
    finals = add_jury(office, no=4, quota=2)
    sign_in(client, cast.asri)

    assert client.get(address(finals, cast, "pdf")).status_code == 404


def test_the_kabupatens_page_leads_to_it(client: Client, stage: Stage, cast: Cast) -> None:
    page = sign_in(client, cast.vera).get(f"/tahap/{stage.pk}/peserta/").content.decode()

    assert address(stage, cast, "pdf") in page
    assert address(stage, cast, "docx") in page
