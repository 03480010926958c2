"""The surat tugas of a field visit, and the checklist that goes along with room to write."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from docx import Document

from assessments.models import Assignment, Evidence, Stage, Window, Worksheet
from assessments.review.services.steps import begin_desk
from assessments.sending.services import request_signoff, submit
from assessments.team.printing.checklist import checklist_of
from assessments.team.services.team import assign_judge
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import Province
from tests.builders.fields import more
from tests.builders.judging import AGREES, differing, give_opinion
from tests.builders.printed import text_of
from tests.builders.sending import fill, small_office
from tests.cast import BEGAN, Cast, sign_in
from tests.offices import Office, add_judging
from tests.tools import needs

WIB = ZoneInfo("Asia/Jakarta")
TYPED = {"nomor": "094/123/2026", "tempat": "Surabaya", "tanggal": "17-08-2026"}


@pytest.fixture
def office(cast: Cast) -> Office:
    """Bendo's sheet of 53,75 is before the province; a stage of visits follows."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK, Stage.Kind.FIELD)
    fill(office.bendo, cast)
    request_signoff(worksheet=office.bendo, by=cast.sari)
    submit(worksheet=office.bendo, by=cast.camat)
    begin_desk(worksheet=office.bendo, by=cast.kiki)
    return office


def stage_of(office: Office) -> Stage:
    return office.stage.period.stages.get(kind=Stage.Kind.FIELD)


def send(office: Office, cast: Cast, judge: User, **part: Any) -> None:
    assign_judge(assignment=Assignment(stage=stage_of(office), judge=judge, **part), by=cast.kiki)


def sent_out(office: Office, cast: Cast) -> Stage:
    """Asri and Kiki go to Bendo in May, Kiki alone for aspect 2 to the whole of Kota Madiun later."""
    cast.asri.nip, cast.asri.rank, cast.asri.position = "198001012005012003", "Pembina", "Analis"
    cast.asri.save()
    send(office, cast, cast.asri, district=cast.places.bendo)
    send(office, cast, cast.kiki, district=cast.places.bendo)
    send(office, cast, cast.kiki, regency=cast.places.city, aspect="2")
    stage = stage_of(office)
    days = {"opens": datetime(2026, 5, 4, 8, tzinfo=WIB), "closes": datetime(2026, 5, 8, 23, tzinfo=WIB)}
    Window.objects.create(stage=stage, purpose=Window.Purpose.JUDGING, **days)
    return stage


def address(stage: Stage) -> str:
    return f"/penugasan/{stage.pk}/surat-tugas/"


@needs("pdftotext")
def test_the_letter_names_the_team_the_places_and_the_days(office: Office, cast: Cast) -> None:
    cast.lina.position = "Sekretaris Daerah"
    cast.lina.save()
    stage, chair = sent_out(office, cast), sign_in(Client(), cast.kiki)

    paper = text_of(chair.get(address(stage), TYPED | {"bentuk": "pdf"}).content)
    document = Document(BytesIO(chair.get(address(stage), TYPED | {"bentuk": "docx"}).content))

    words = " ".join(it.text for it in document.paragraphs)
    for always in (
        *(
            "PEMERINTAH PROVINSI JAWA TIMUR",
            "SURAT TUGAS",
            "Nomor: 094/123/2026",
            "Sekretaris Daerah",
            "Lina",
        ),
        *("Ditetapkan di Surabaya", "pada tanggal 17 Agustus 2026"),
    ):
        assert always in paper
        assert always in words
    team, places = ([[cell.text for cell in row.cells] for row in it.rows[1:]] for it in document.tables)
    assert team == [
        ["1", "Asri\nNIP 19800101 200501 2 003", "Pembina", "Analis"],
        ["2", "Kiki", "–", "–"],
    ]
    assert places == [
        ["1", "Kecamatan Bendo, Kabupaten Magetan", "Asri; Kiki", "4 Mei 2026 sampai 8 Mei 2026"],
        ["2", "Kota Madiun", "Kiki (aspek 2)", "4 Mei 2026 sampai 8 Mei 2026"],
    ]
    for found in ("NIP 19800101 200501 2 003", "Kiki (aspek 2)", "Kota Madiun"):
        assert found in paper


@needs("pdftotext")
def test_what_is_not_typed_is_left_blank(office: Office, cast: Cast) -> None:
    send(office, cast, cast.asri, district=cast.places.bendo)
    Membership.objects.create(
        user=cast.joko, role=Role.LEADERSHIP, province=cast.places.province, starts=BEGAN
    )

    paper = text_of(sign_in(Client(), cast.kiki).get(address(stage_of(office)), {"bentuk": "pdf"}).content)

    for blank in ("Nomor: …", "Ditetapkan di …", "pada tanggal …", "NIP …"):
        assert blank in paper
    assert "Lina" not in paper  # two lead the province: who signs is written in


def test_a_kecamatan_with_days_of_its_own_shows_those(office: Office, cast: Cast) -> None:
    stage = sent_out(office, cast)
    days = {"opens": datetime(2026, 6, 1, 8, tzinfo=WIB), "closes": datetime(2026, 6, 1, 16, tzinfo=WIB)}
    own = {"district": cast.places.bendo, "reason": "Banjir"}
    Window.objects.create(stage=stage, purpose=Window.Purpose.JUDGING, **own, **days)

    body = sign_in(Client(), cast.kiki).get(address(stage), {"bentuk": "docx"}).content

    rows = Document(BytesIO(body)).tables[1].rows[1:]
    assert [row.cells[3].text for row in rows] == ["1 Juni 2026", "4 Mei 2026 sampai 8 Mei 2026"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"tanggal": "besok"}, "Tulis tanggal seperti 17 Agustus 2025"),
        ({"tanggal": "31-02-2026"}, "Tanggal ini tidak ada di kalender"),
        ({"tanggal": "\0"}, "Karakter"),
        ({"nomor": "9" * 61}, "Tulis paling banyak 60 huruf"),
    ],
)
def test_what_cannot_be_written_so_is_refused_and_kept(
    office: Office, cast: Cast, typed: dict[str, str], sentence: str
) -> None:
    stage = sent_out(office, cast)

    page = sign_in(Client(), cast.kiki).get(address(stage), typed | {"bentuk": "pdf"})

    assert page.status_code == 422
    if sentence != "Karakter":
        assert sentence in page.content.decode()
        assert all(f'value="{it}"' in page.content.decode() for it in typed.values())


@pytest.mark.parametrize("who", ["asri", "lina", "vera", "sari", "joko", "root_user"])
def test_the_letter_is_for_the_chair(office: Office, cast: Cast, who: str) -> None:
    stage = sent_out(office, cast)

    assert sign_in(Client(), getattr(cast, who)).get(address(stage)).status_code == 403


def test_another_stage_or_another_provinces_has_no_letter(office: Office, cast: Cast) -> None:
    stage = sent_out(office, cast)
    desk = office.stage.period.stages.get(kind=Stage.Kind.DESK)
    assert sign_in(Client(), cast.kiki).get(address(desk)).status_code == 404

    Membership.objects.filter(user=cast.kiki).update(province=Province.objects.get(code="33"))

    assert sign_in(Client(), cast.kiki).get(address(stage)).status_code == 404


def test_the_page_offers_the_checklists_of_what_was_sent_and_says_when_nobody_goes(
    office: Office, cast: Cast
) -> None:
    chair, stage = sign_in(Client(), cast.kiki), stage_of(office)
    empty = chair.get(address(stage), {"bentuk": "pdf"})
    assert (empty.status_code, "Belum ada penugasan" in empty.content.decode()) == (200, True)

    sent_out(office, cast)

    page = chair.get(address(stage)).content.decode()
    assert f"/kertas-kerja/{office.bendo.pk}/daftar-periksa-lapang.pdf" in page
    assert page.count("daftar-periksa-lapang.pdf") == 1  # Kota Madiun has sent nothing
    assert f'href="{address(stage)}"' in chair.get(f"/penugasan/{stage.pk}/").content.decode()


def test_the_page_takes_the_same_queries_for_any_number_of_visits(
    office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    stage, chair = sent_out(office, cast), sign_in(Client(), cast.kiki)
    chair.get(address(stage))

    for first in (20, 40):
        for sheet in more(office, 3, cast.places.regency, first=first):
            Worksheet.objects.filter(pk=sheet.pk).update(state="submitted")
            send(office, cast, cast.asri, district=sheet.district)
        with django_assert_num_queries(8):  # who, the stages, three of the visits, the scans
            chair.get(address(stage))


@needs("pdftotext")
def test_the_checklist_sets_claim_and_decision_beside_room_for_what_is_found(
    office: Office, cast: Cast, tmp_path: Any, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    send(office, cast, cast.asri, district=cast.places.bendo)
    give_opinion(office.bendo, "i1", differing(n="12", d="32"), cast.kiki)
    told = {"kind": "pdf", "size": 9, "sha256": "a", "uploaded_at": timezone.now(), "uploaded_by": cast.sari}
    file = Evidence.objects.create(
        worksheet=office.bendo, name="sk camat.pdf", file=ContentFile(b"%PDF", "a.pdf"), **told
    )
    file.links.create(code="i1", pages="2-3")
    file.links.create(code="i1", part="n", pages="7")

    page = sign_in(Client(), cast.asri).get(f"/kertas-kerja/{office.bendo.pk}/daftar-periksa-lapang.pdf")

    text = text_of(page.content)
    assert "Kecamatan Bendo, Kabupaten Magetan" in text
    assert "Jumlah n 18 12" in text
    assert "Jumlah d 32 32" in text
    assert "Jumlah n 1 belum dinilai" in text
    assert "sk camat.pdf (hlm. 2-3, hlm. 7)" in text
    assert text.count("Sesuai") == text.count("Berbeda") == 2
    assert "Tim tinjau lapang 3" in text
    assert "Asri" in text


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 200), ("lina", 200), ("camat", 403), ("tono", 404), ("joko", 404)]
)
def test_the_checklist_is_for_those_above_the_kecamatan(
    office: Office, cast: Cast, who: str, status: int
) -> None:
    address = f"/kertas-kerja/{office.bendo.pk}/daftar-periksa-lapang.pdf"

    assert sign_in(Client(), getattr(cast, who)).get(address).status_code == status


def test_a_row_whose_inputs_have_other_names_begins_with_its_own(office: Office, cast: Cast) -> None:
    give_opinion(office.bendo, "i2", AGREES, cast.kiki)

    found = checklist_of(office.bendo, at=timezone.now())

    assert [[row.claim.row.code for row in aspect.rows] for aspect in found.aspects] == [["i1"], ["i2"]]
    assert [row.lines for aspect in found.aspects for row in aspect.rows][1] == [
        ("Indikator 2", "", ""),
        ("Jumlah n", "1", "1"),
        ("Jumlah d", "2", "2"),
    ]
