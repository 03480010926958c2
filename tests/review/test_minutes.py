"""The berita acara of a kabupaten's verification: PDF and DOCX say what is stored, and the same."""

import re
import subprocess
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from docx import Document
from docx.shared import Mm

from assessments.home.services import decline
from assessments.models import Layer, LayerScore, PrintedCopy, Stage, Worksheet
from assessments.records.worksheets import open_worksheets
from assessments.review.services.steps import begin_desk, finish_regency, reopen_regency, request_repair
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.transitions.repair import ask_for_repair
from assessments.workflow import Action
from kinerja.accounts.models import Membership, Role
from kinerja.numbers import format_number
from kinerja.regions.models import District, Profile, Regency
from tests.builders.made_files import picture
from tests.builders.sending import fill, small_office
from tests.builders.steps import take
from tests.cast import BEGAN, Cast, sign_in
from tests.offices import Office, add_judging, answer
from tests.tools import needs

HEAD = ["No.", "Kecamatan", "Nilai menurut isian", "Hasil verifikasi", "Baris berbeda", "Keadaan"]


@pytest.fixture
def judged(cast: Cast) -> Office:
    """Bendo claimed 53,75 and was verified with one row otherwise; Maospati is still filling."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.REGENCY, Stage.Kind.DESK)
    fill(office.bendo, cast)
    answer(office.neighbour, "i1", cast.tono, n="1", d="2")
    for action, by in (
        (Action.REQUEST_SIGNOFF, cast.sari),
        (Action.SUBMIT, cast.camat),
        (Action.BEGIN_REGENCY, cast.vera),
    ):
        take(worksheet=office.bendo, action=action, by=by)
    judge(office.bendo, "i1", Opinion("agrees"), cast)
    other = Opinion("differs", values={"n": "1", "d": "3"}, reason="Dokumen menyebut angka lain")
    judge(office.bendo, "i2", other, cast)
    finish_regency(worksheet=office.bendo, by=cast.vera)
    return office


def judge(sheet: Worksheet, code: str, opinion: Opinion, cast: Cast) -> None:
    judge_row(
        load_judged(cast.vera, sheet),
        code=code,
        layer=Layer.REGENCY,
        opinion=opinion,
        version=0,
        entry_version=1,
    )


def address(regency: Regency, extension: str) -> str:
    return f"/p/jatim-2022/berita-acara/{regency.pk}/verifikasi.{extension}"


def document(client: Client, office: Office) -> Any:
    body = client.get(address(office.bendo.district.regency, "docx")).content
    return Document(BytesIO(body))


def rows_of(found: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.tables[0].rows]


def words_of(found: Any) -> str:
    return "\n".join(it.text for it in found.paragraphs)


def text_of(client: Client, office: Office) -> str:
    """The PDF's words, a space between each two of them."""
    body = client.get(address(office.bendo.district.regency, "pdf")).content
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=body, capture_output=True, check=True).stdout.decode()
    return " ".join(text.split())


def test_the_document_lists_every_kecamatan_with_the_stored_figures(
    client: Client, judged: Office, cast: Cast
) -> None:
    found = document(sign_in(client, cast.vera), judged)
    stored = LayerScore.objects.get(worksheet=judged.bendo, layer=Layer.REGENCY)
    total = format_number(stored.total, places=2)

    assert total == "47,08"
    assert rows_of(found) == [
        HEAD,
        ["1", "Bendo", "53,75", total, "1", "Diverifikasi kabupaten/kota"],
        ["2", "Maospati", "–", "–", "–", "Sedang diisi"],
    ]
    words = words_of(found)
    assert "Belum selesai diverifikasi: Maospati." in words
    assert "Dari 2 kecamatan, 1 selesai diverifikasi" in words
    assert "PEMERINTAH KABUPATEN MAGETAN" in words
    assert "Nomor: …" in words
    assert "Kartoharjo" not in words


@needs("pdftotext")
def test_the_paper_says_what_the_document_says(client: Client, judged: Office, cast: Cast) -> None:
    sign_in(client, cast.vera)
    paper, found = text_of(client, judged), document(client, judged)

    for row in rows_of(found)[1:]:
        assert " ".join(row[:5]) in paper
    for paragraph in found.paragraphs:
        assert " ".join(paragraph.text.split()).lower() in paper.lower(), paragraph.text
    assert re.search(r"Rancangan, dicetak \d+ \w+ \d{4} pukul \d\d\.\d\d WIB", paper)
    assert found.sections[0].footer.paragraphs[0].text.startswith("Rancangan, dicetak ")
    assert f"Kode {PrintedCopy.objects.get().code}" in paper


@needs("pdfinfo")
def test_both_are_f4_portrait_and_plainly_named(client: Client, judged: Office, cast: Cast) -> None:
    sign_in(client, cast.vera)
    pdf, docx = (client.get(address(cast.places.regency, it)) for it in ("pdf", "docx"))

    told = subprocess.run(["pdfinfo", "-"], input=pdf.content, capture_output=True, check=True)
    width, height = re.findall(rb"Page size:\s+([\d.]+) x ([\d.]+)", told.stdout)[0]
    section = Document(BytesIO(docx.content)).sections[0]

    assert (round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72)) == (215, 330)
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (215, 330)
    name = "berita-acara-verifikasi-kabupaten-magetan-2030"
    assert pdf["Content-Disposition"] == f'inline; filename="{name}.pdf"'
    assert docx["Content-Disposition"] == f'attachment; filename="{name}.docx"'


def test_the_team_signs_by_name_with_room_for_others(client: Client, judged: Office, cast: Cast) -> None:
    cast.vera.nip, cast.vera.position = "196804071989031006", "Kepala Bagian Pemerintahan"
    cast.vera.save()

    found = document(sign_in(client, cast.vera), judged)

    signers = [[cell.text for cell in row.cells] for row in found.tables[1].rows]
    assert signers == [
        ["No.", "Nama dan NIP", "Jabatan", "Tanda tangan"],
        ["1", "Vera\nNIP 19680407 198903 1 006", "Kepala Bagian Pemerintahan", ""],
        ["2", "", "", ""],
        ["3", "", "", ""],
    ]


def test_the_logo_stands_on_both(
    client: Client, judged: Office, cast: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    cast.places.regency.logo.save("logo.png", ContentFile(picture("PNG")))
    sign_in(client, cast.vera)

    assert len(document(client, judged).inline_shapes) == 1
    assert b"/Subtype /Image" in client.get(address(cast.places.regency, "pdf")).content


@pytest.mark.parametrize("who", ["vera", "asri", "lina", "root_user"])
def test_those_who_look_after_the_kabupaten_read_the_same(
    client: Client, judged: Office, cast: Cast, who: str
) -> None:
    found = document(sign_in(client, getattr(cast, who)), judged)

    assert rows_of(found)[1][:4] == ["1", "Bendo", "53,75", "47,08"]


def test_leadership_of_a_kabupaten_reads_its_own_alone(client: Client, judged: Office, cast: Cast) -> None:
    Membership.objects.filter(user=cast.lina).delete()
    regency = cast.places.regency
    Membership.objects.create(user=cast.lina, role=Role.LEADERSHIP, regency=regency, starts=BEGAN)
    sign_in(client, cast.lina)

    assert client.get(address(regency, "docx")).status_code == 200
    assert client.get(address(cast.places.city, "docx")).status_code == 404


def test_who_also_works_in_a_kecamatan_elsewhere_does_not_read_its_kabupaten(
    client: Client, judged: Office, cast: Cast
) -> None:
    Membership.objects.create(
        user=cast.vera, role=Role.OPERATOR, district=cast.places.city_district, starts=BEGAN
    )
    sign_in(client, cast.vera)

    assert client.get(address(cast.places.city, "docx")).status_code == 404


def test_a_kabupaten_without_worksheets_has_no_paper(client: Client, judged: Office, cast: Cast) -> None:
    empty = Regency.objects.create(code="35.19", name="Kabupaten Madiun", province=cast.places.province)

    assert sign_in(client, cast.asri).get(address(empty, "pdf")).status_code == 404


def test_what_is_opened_again_is_verified_no_more(client: Client, judged: Office, cast: Cast) -> None:
    reopen_regency(worksheet=judged.bendo, by=cast.vera, note="Satu baris keliru")

    found = document(sign_in(client, cast.vera), judged)

    assert rows_of(found)[1] == ["1", "Bendo", "53,75", "–", "–", "Verifikasi kabupaten/kota"]
    assert "Belum selesai diverifikasi: Bendo, Maospati." in words_of(found)


def test_what_the_province_asks_back_stays_verified(client: Client, judged: Office, cast: Cast) -> None:
    sheet = judged.bendo
    begin_desk(worksheet=sheet, by=cast.asri)
    ask_for_repair(worksheet=sheet, code="i1", layer=Layer.DESK, note="Periksa", by=cast.asri)
    due = timezone.now() + timedelta(days=3)
    request_repair(worksheet=sheet, by=cast.asri, due=due)

    found = document(sign_in(client, cast.vera), judged)

    assert rows_of(found)[1] == ["1", "Bendo", "53,75", "47,08", "1", "Perlu perbaikan"]


def test_who_does_not_take_part_is_named_apart(client: Client, judged: Office, cast: Cast) -> None:
    decline(worksheet=judged.neighbour, by=cast.vera, note="Surat camat nomor 5")

    words = words_of(document(sign_in(client, cast.vera), judged))

    assert "Tidak mengikuti penilaian: Maospati." in words
    assert "Belum selesai" not in words


@pytest.mark.parametrize(("who", "regencies"), [("vera", 1), ("asri", 2), ("lina", 2), ("root_user", 2)])
def test_the_progress_page_leads_to_the_papers(
    client: Client, judged: Office, cast: Cast, who: str, regencies: int
) -> None:
    page = sign_in(client, getattr(cast, who)).get("/p/jatim-2022/pemantauan/").content.decode()

    found = re.findall(r'href="(/p/jatim-2022/berita-acara/[^"]+)"', page)
    assert len(found) == 2 * regencies
    assert {client.get(it).status_code for it in found} == {200}


def test_where_no_kabupaten_verifies_nothing_leads_there(client: Client, cast: Cast) -> None:
    small_office(cast)

    assert "berita-acara" not in sign_in(client, cast.asri).get("/p/jatim-2022/pemantauan/").content.decode()


@pytest.mark.parametrize("extra", [0, 30])
def test_it_takes_the_same_queries_for_2_and_for_32(
    client: Client, judged: Office, cast: Cast, django_assert_num_queries: Any, extra: int
) -> None:
    regency, stage = cast.places.regency, judged.stage
    districts = District.objects.bulk_create(
        District(code=f"35.20.{no}", name=f"Uji {no}", regency=regency) for no in range(30, 30 + extra)
    )
    Profile.objects.bulk_create(
        Profile(district=it, data_year=stage.instrument.data_year, desa=5, kelurahan=0) for it in districts
    )
    open_worksheets(stage=stage, districts=districts, by=None)
    page = address(regency, "docx")
    sign_in(client, cast.vera)

    # session, person with memberships; regency, period, last stage, worksheets; steps, results, team
    with django_assert_num_queries(9):
        client.get(page)
