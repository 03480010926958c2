"""The papers of IKU: what stands on them, and what stands in their workbooks."""

import re
import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from assessments.iku.models import IkuAgreement, IkuDocument, IkuEvent, IkuPlan, IkuYear, RegencyTemplate
from assessments.iku.printing.agreement import agreement_of
from assessments.iku.printing.document import DocumentPaper
from assessments.iku.services.documents import bring_in_document
from assessments.iku.services.plans import (
    Program,
    SameAgreement,
    StalePlan,
    make_agreement,
    mark_of,
    plans_of,
    programs_mark,
    programs_of,
    save_plan,
    save_programs,
)
from assessments.iku.services.years import TargetContent, close_year, save_targets
from assessments.models import PrintedCopy
from assessments.models.snapshot import Frozen
from kinerja.refusals import Closed
from tests.cast import Cast, sign_in
from tests.iku.documents import bendo, jatiroto
from tests.iku.office import filled, signed
from tests.recalculate import recalculated, spoiled
from tests.tools import needs

NO_PLAN = mark_of([""] * 4)
TWO = [
    Program("Program Pelayanan Publik", "Koordinasi", Decimal("200000000"), Decimal("150000000")),
    Program("=SUM(A1)", "", Decimal("100000000"), Decimal("90000000")),
]


@pytest.fixture
def year(cast: Cast) -> IkuYear:
    """Both IKU measured; the first sasaran with two programs, the second with none."""
    found = filled(cast)
    save_programs(year=found, objective="1", lines=TWO, mark=programs_mark([]), by=cast.sari)
    texts = ["Rapat koordinasi", "", "Tinjauan", ""]
    save_plan(year=found, code="1", texts=texts, mark=NO_PLAN, by=cast.sari)
    return found


def get(cast: Cast, address: str, who: str = "sari") -> bytes:
    response = sign_in(Client(), getattr(cast, who)).get(f"/iku/{address}")
    assert response.status_code == 200
    return bytes(response.content)


def pages(content: bytes) -> str:
    """The words of a PDF, one space between them."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def lines(content: bytes, sheet: str) -> list[list[Any]]:
    """The lines of a table below its headings."""
    return [
        list(row) for row in load_workbook(BytesIO(content))[sheet].iter_rows(min_row=5, values_only=True)
    ]


# --- The document -----------------------------------------------------------------------------------


@needs("pdftotext")
def test_jatirotos_document_says_all_that_the_seed_says(cast: Cast) -> None:
    data = jatiroto() | {"district": "35.20.10"}
    draft = bring_in_document(data=data, by=cast.sari).document
    said = re.sub(r"\W", "", pages(get(cast, f"dokumen/{draft.pk}/dokumen.pdf"))).casefold()

    told = [data["agency"], data["duty"], *data["functions"], data["goal"], data["goal_indicator"]]
    for text in told:
        assert re.sub(r"\W", "", text).casefold() in said
    assert "NIP196804071989031006".casefold() in said
    assert said.count("rancangan") == 3  # on top, and in the foot of both pages
    assert not PrintedCopy.objects.exists()


@needs("pdftotext")
def test_a_signed_document_carries_its_code_once_made(cast: Cast, settings: LazySettings) -> None:
    settings.SITE_URL = "https://kinerja.example.go.id"
    document = signed(cast)
    text = pages(get(cast, f"dokumen/{document.pk}/dokumen.pdf"))
    get(cast, f"dokumen/{document.pk}/dokumen.pdf", "asri")

    copy = PrintedCopy.objects.get()
    assert (copy.kind, copy.subject) == ("iku", f"iku-document:{document.pk}")
    assert f"Kode {copy.code} · Sidik {copy.fingerprint}" in text
    assert "RANCANGAN" not in text
    assert "NIP. 19680407 198903 1 006" in text
    assert [name for name, _ in copy.about] == ["Surat", "Kecamatan", "Kabupaten/kota", "Versi"]


def test_its_formulas_are_fractions_and_no_pictures(cast: Cast) -> None:
    document = IkuDocument.objects.select_related("district__regency__province").get(pk=signed(cast).pk)
    paper = DocumentPaper(document, None, timezone.now())
    html = render_to_string("iku/print/document.html", {"it": paper, "definition": paper.definition})
    assert html.count('<span class="fraction">') == 2
    assert "<img" not in html


def test_more_years_than_columns_stand_in_one_cell(cast: Cast) -> None:
    data = bendo() | {"valid_from": 2021, "valid_until": 2028}
    data["indicators"][0]["targets"] = {str(year): "80" for year in range(2021, 2029)}
    draft = bring_in_document(data=data, by=cast.sari).document
    paper = DocumentPaper(draft, None, timezone.now())
    assert (len(paper.years), paper.columns) == (8, [])
    assert paper.plans[0]["all_targets"].startswith("2021: 80; 2022: 80; ")
    assert paper.plans[1]["all_targets"] == "2021: 80; 2022: 85,5; 2023: 90"


def test_the_documents_workbook_holds_every_column(cast: Cast) -> None:
    content = get(cast, f"dokumen/{signed(cast).pk}/dokumen.xlsx")

    first = lines(content, "IKU")[0]
    assert first[0] == 1
    assert first[2] == "Presentase hasil fasilitasi dan koordinasi yang ditindaklanjuti"
    assert first[6:] == ["Camat", "%", "Tugas utama", 70, 80, 85.5, 90]
    assert dict(tuple(row) for row in lines(content, "Instansi"))["NIP"] == "19680407 198903 1 006"


# --- The agreement ----------------------------------------------------------------------------------


@needs("pdftotext")
def test_before_the_first_agreement_the_paper_is_a_draft(cast: Cast, year: IkuYear) -> None:
    text = pages(get(cast, f"tahun/{year.pk}/perjanjian.pdf"))

    assert "RANCANGAN" in text
    assert "PERJANJIAN KINERJA TAHUN 2022" in text
    assert "Rp300.000.000" in text
    assert "BUPATI MAGETAN" in text
    assert not PrintedCopy.objects.exists()


@needs("pdftotext")
def test_an_agreement_is_frozen_and_names_both_parties(cast: Cast, year: IkuYear) -> None:
    RegencyTemplate.objects.create(
        regency=cast.places.regency, head_name="Nama Bupati", head_position="Bupati Magetan"
    )
    made = make_agreement(year=year, signed_on=date(2022, 1, 17), reason="", by=cast.camat)
    save_targets(year=year, code="1", content=TargetContent("97.25"), version=1, by=cast.sari)
    text = pages(get(cast, f"tahun/{year.pk}/perjanjian.pdf"))

    assert (made.no, PrintedCopy.objects.get().subject) == (1, f"iku-agreement:{made.pk}")
    assert "85,5" in text
    assert "97,25" not in text
    assert text.count("Nama Bupati") == 3  # the statement and both signatures
    assert text.count("NIP. 19680407 198903 1 006") == 2
    assert "Bendo, 17 Januari 2022" in text
    with pytest.raises(Frozen):
        made.save()
    with pytest.raises(Frozen):
        made.delete()


@needs("pdftotext")
def test_a_change_says_what_it_changes(cast: Cast, year: IkuYear) -> None:
    make_agreement(year=year, signed_on=date(2022, 1, 17), reason="", by=cast.camat)
    save_targets(year=year, code="1", content=TargetContent("88.25"), version=1, by=cast.sari)
    fewer = [Program("Program Pelayanan Publik", "Koordinasi", Decimal("180000000"))]
    save_programs(year=year, objective="1", lines=fewer, mark=programs_mark(TWO), by=cast.sari)
    made = make_agreement(year=year, signed_on=date(2022, 7, 4), reason="Refocusing", by=cast.camat)
    text = pages(get(cast, f"tahun/{year.pk}/perjanjian.pdf"))

    assert made.no == 2
    assert "PERJANJIAN KINERJA PERUBAHAN TAHUN 2022" in text
    assert "Refocusing" in text
    paper = agreement_of(year, made.says, at=timezone.now(), agreement=made, copy=PrintedCopy.objects.get())
    nb = "\u202f"
    assert paper.changes == [
        (
            "Target Presentase hasil fasilitasi dan koordinasi yang ditindaklanjuti",
            f"85,5{nb}%",
            f"88,25{nb}%",
        ),
        ("Anggaran Program Pelayanan Publik – Koordinasi", "Rp200.000.000", "Rp180.000.000"),
        ("Anggaran =SUM(A1)", "Rp100.000.000", "–"),
    ]
    first = pages(get(cast, f"tahun/{year.pk}/perjanjian.pdf?versi=1"))
    assert "PERUBAHAN" not in first
    for unknown in ("3", "0", "x", "99999999999", "²"):
        address = f"/iku/tahun/{year.pk}/perjanjian.pdf?versi={unknown}"
        assert sign_in(Client(), cast.sari).get(address).status_code == 404


def test_the_same_is_not_agreed_twice_and_nothing_in_a_closed_year(cast: Cast, year: IkuYear) -> None:
    make_agreement(year=year, signed_on=date(2022, 1, 17), reason="", by=cast.camat)
    with pytest.raises(SameAgreement):
        make_agreement(year=year, signed_on=date(2022, 2, 17), reason="Lagi", by=cast.camat)
    close_year(year=year, by=cast.camat)
    with pytest.raises(Closed):
        make_agreement(year=year, signed_on=date(2022, 2, 17), reason="Lagi", by=cast.camat)
    assert IkuAgreement.objects.count() == 1
    assert IkuEvent.objects.filter(action=IkuEvent.Action.AGREED).count() == 1


def test_the_agreements_workbook_adds_up_and_text_is_text(cast: Cast, year: IkuYear) -> None:
    content = get(cast, f"tahun/{year.pk}/perjanjian.xlsx")

    assert [row[4] for row in lines(content, "Perjanjian")] == [85.5, 85.5]
    rows = lines(content, "Program dan anggaran")
    assert rows[1][1] == "=SUM(A1)"
    book = load_workbook(BytesIO(content))["Program dan anggaran"]
    assert (book["B6"].data_type, book["D7"].value) == ("s", "=SUM(D5:D6)")


# --- Rencana aksi and pengukuran --------------------------------------------------------------------


@needs("pdftotext")
def test_the_plan_says_targets_and_texts_by_quarter(cast: Cast, year: IkuYear) -> None:
    text = pages(get(cast, f"tahun/{year.pk}/rencana-aksi.pdf"))
    assert "Rapat koordinasi" in text

    rows = lines(get(cast, f"tahun/{year.pk}/rencana-aksi.xlsx"), "Rencana aksi")
    assert [row[5:8] for row in rows] == [
        ["I", "–", "Rapat koordinasi"],
        ["II", "–", ""],
        ["III", "–", "Tinjauan"],
        ["IV", "–", ""],
        *([roman, 85.5, ""] for roman in ("I", "II", "III", "IV")),
    ]


@needs("pdftotext")
def test_the_measurement_has_targets_results_money_and_efficiency(cast: Cast, year: IkuYear) -> None:
    text = pages(get(cast, f"tahun/{year.pk}/pengukuran.pdf"))
    # 18 of 24 against 85,5: 87,72; 240 of 300 million: 80; the difference: 7,72.
    for figure in ("75", "87,72", "83,33", "97,47", "Sangat tinggi", "Tinggi", "Rp300.000.000"):
        assert figure in text
    for figure in ("Rp240.000.000", "80", "7,72"):
        assert figure in text


@needs("soffice")
def test_its_workbook_calculates_what_the_system_stored(cast: Cast, year: IkuYear, tmp_path: Path) -> None:
    content = get(cast, f"tahun/{year.pk}/pengukuran.xlsx")
    wrong, count = spoiled(content)
    known = load_workbook(BytesIO(content), data_only=True)
    found = recalculated(wrong, tmp_path)

    assert count == 2 + 2 * 4
    for name, columns in {"Pengukuran": "I", "Anggaran": "CFGH"}.items():
        for column in columns:
            for row in (5, 6):
                now, stored = found[name][f"{column}{row}"].value, known[name][f"{column}{row}"].value
                assert now == (pytest.approx(stored) if isinstance(stored, float) else stored)
    assert found["Pengukuran"]["I5"].value == pytest.approx(87.7192982456)
    assert found["Anggaran"]["G5"].value == pytest.approx(7.7192982456)
    assert [found["Anggaran"][f"{it}6"].value for it in "DFGH"] == ["–"] * 4


# --- Programs and plans -----------------------------------------------------------------------------


def test_programs_are_put_in_place_as_a_whole_with_one_event(cast: Cast, year: IkuYear) -> None:
    assert programs_of(year) == {"1": TWO}
    changed = save_programs(year=year, objective="1", lines=TWO, mark="lama", by=cast.sari)
    assert changed is False
    assert IkuEvent.objects.filter(action=IkuEvent.Action.PROGRAMS_SAVED).count() == 1


def test_what_somebody_else_saved_is_not_overwritten(cast: Cast, year: IkuYear) -> None:
    with pytest.raises(StalePlan):
        save_programs(year=year, objective="1", lines=[], mark=programs_mark([]), by=cast.budi)
    with pytest.raises(StalePlan):
        save_plan(year=year, code="1", texts=["x", "", "", ""], mark=NO_PLAN, by=cast.budi)
    assert programs_of(year) == {"1": TWO}
    assert plans_of(year) == {"1": ["Rapat koordinasi", "", "Tinjauan", ""]}
    assert IkuPlan.objects.count() == 2


def test_what_the_document_does_not_have_gets_nothing(cast: Cast, year: IkuYear) -> None:
    with pytest.raises(KeyError):
        save_programs(year=year, objective="9", lines=[], mark="", by=cast.sari)
    with pytest.raises(KeyError):
        save_plan(year=year, code="9", texts=[""] * 4, mark="", by=cast.sari)


# --- Pages ------------------------------------------------------------------------------------------


def post(cast: Cast, who: str, address: str, **sent: str) -> Any:
    return sign_in(Client(), getattr(cast, who)).post(f"/iku/{address}", sent)


def test_the_operator_saves_programs_on_the_page(cast: Cast, year: IkuYear) -> None:
    sent = {"mark": programs_mark([]), "program-0": "Desa", "activity-0": "", "budget-0": "Rp1.250.000,50"}
    answer = post(cast, "sari", f"tahun/{year.pk}/program/2/", **sent, **{"spent-0": ""})

    assert (answer.status_code, answer["Location"]) == (302, f"/iku/tahun/{year.pk}/program/#sasaran-2")
    assert programs_of(year)["2"] == [Program("Desa", "", Decimal("1250000.50"), None)]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"program-0": "", "budget-0": "5"}, "Tulis nama programnya."),
        ({"program-0": "Desa", "budget-0": ""}, "Isi anggarannya; tulis 0 bila tanpa anggaran."),
        ({"program-0": "x" * 251, "budget-0": "5"}, "Tulis paling banyak 250 huruf."),
    ],
)
def test_what_is_mistyped_is_kept_and_said(
    cast: Cast, year: IkuYear, sent: dict[str, str], sentence: str
) -> None:
    line = {"mark": programs_mark([]), "activity-0": "Ketikan saya", "spent-0": ""} | sent
    answer = post(cast, "sari", f"tahun/{year.pk}/program/2/", **line)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Ketikan saya"' in page
    assert "2" not in programs_of(year)


def test_a_conflict_keeps_what_was_typed(cast: Cast, year: IkuYear) -> None:
    sent = {"mark": NO_PLAN, "plan-1": "Punya saya", "plan-2": "", "plan-3": "", "plan-4": ""}
    answer = post(cast, "sari", f"tahun/{year.pk}/rencana-aksi/1/", **sent)

    assert answer.status_code == 409
    assert "Punya saya" in answer.content.decode()
    again = answer.context["plans"][0].mark
    assert (
        post(cast, "sari", f"tahun/{year.pk}/rencana-aksi/1/", **(sent | {"mark": again})).status_code == 302
    )
    assert plans_of(year)["1"] == ["Punya saya", "", "", ""]


def test_a_closed_year_says_so(cast: Cast, year: IkuYear) -> None:
    close_year(year=year, by=cast.camat)
    sent = {"mark": NO_PLAN, "plan-1": "x", "plan-2": "", "plan-3": "", "plan-4": ""}
    assert post(cast, "sari", f"tahun/{year.pk}/rencana-aksi/2/", **sent).status_code == 403
    assert post(cast, "camat", f"tahun/{year.pk}/perjanjian/", signed_on="17-1-2022").status_code == 403


def test_the_camat_makes_the_agreement_and_says_why_it_changes(cast: Cast, year: IkuYear) -> None:
    address = f"tahun/{year.pk}/perjanjian/"
    assert post(cast, "camat", address, signed_on="besok").status_code == 422
    assert post(cast, "camat", address, signed_on="17 Januari 2022").status_code == 302
    assert post(cast, "camat", address, signed_on="1-7-2022", reason="").status_code == 422
    same = post(cast, "camat", address, signed_on="1-7-2022", reason="Refocusing")
    assert same.status_code == 409
    assert "Isinya sama dengan perjanjian terakhir." in same.content.decode()


@pytest.mark.parametrize(("name", "queries"), [("cetakan", 6), ("program", 6)])
def test_pages_take_a_few_queries(
    cast: Cast, year: IkuYear, django_assert_num_queries: Any, name: str, queries: int
) -> None:
    browser = sign_in(Client(), cast.sari)
    browser.get(f"/iku/tahun/{year.pk}/{name}/")
    with django_assert_num_queries(queries):
        browser.get(f"/iku/tahun/{year.pk}/{name}/")


@needs("pdftotext")
def test_long_texts_are_printed_to_their_end(cast: Cast, year: IkuYear) -> None:
    texts = [f"{'rapat koordinasi ' * 110}akhir{no}" for no in (1, 2, 3, 4)]
    save_plan(year=year, code="2", texts=texts, mark=NO_PLAN, by=cast.sari)

    said = pages(get(cast, f"tahun/{year.pk}/rencana-aksi.pdf"))
    assert [said.count(f"akhir{no}") for no in (1, 2, 3, 4)] == [1, 1, 1, 1]
