"""The recap workbook: stored figures, live totals and ranks, and no more than one may read."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessments.access import period_worksheets
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Period, Stage, Worksheet
from assessments.ranking.printing.recap import recap_xlsx
from assessments.ranking.printing.recap_book import BY_ASPECT, BY_INDICATOR, FIRST, NOTES, RANKS
from assessments.records.worksheets import open_worksheets
from assessments.scores.ranking import claim_score, ranking_of
from assessments.scores.scoring import result_of
from indicators.editions.sheets import sheet_of
from indicators.scoring.tie_keys import tie_keys
from kinerja.accounts.models import User
from kinerja.regions.models import District, Profile
from tests.cast import Cast, sign_in
from tests.offices import Office, answer, fill_bendo
from tests.recalculate import recalculated, spoiled
from tests.tools import needs

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SENT = datetime(2022, 9, 30, 9, 0, tzinfo=UTC)
PAGE = "/p/jatim-2022/rekap.xlsx"


def made(worksheets: list[Worksheet]) -> bytes:
    return recap_xlsx(worksheets, at=AT)


def lines(page: Any) -> list[dict[str, Any]]:
    """The lines of a table by their headings."""
    rows = list(page.iter_rows(values_only=True))
    return [dict(zip(rows[FIRST - 1], row, strict=True)) for row in rows[FIRST:]]


def opened(content: bytes, **options: Any) -> Any:
    return load_workbook(BytesIO(content), **options)


def everybody(cast: Cast) -> list[Worksheet]:
    return period_worksheets(cast.asri, Period.objects.get())


def open_more(office: Office, count: int) -> list[Worksheet]:
    """So many further kecamatan in the same kabupaten."""
    regency, year = office.bendo.district.regency, office.bendo.profile.data_year
    districts = [
        District.objects.create(code=f"35.20.{no}", name=f"Kecamatan uji {no}", regency=regency)
        for no in range(50, 50 + count)
    ]
    for district in districts:
        Profile.objects.create(district=district, data_year=year, desa=10, kelurahan=0)
    stage = Stage.objects.get(pk=office.stage.pk)
    return open_worksheets(stage=stage, districts=districts, by=None)


def store(worksheet: Worksheet, scores: list[str], *, seconds: int | None = 0) -> None:
    """Totals as a writer would have stored them, all seven aspects given; None seconds: not sent."""
    worksheet.aspect_totals = {
        str(no): {"score": score, "filled": 1, "count": 1} for no, score in enumerate(scores, start=1)
    }
    worksheet.claim_total = sum(Decimal(score) for score in scores)
    worksheet.complete = True
    worksheet.submitted_at = None if seconds is None else SENT + timedelta(seconds=seconds)
    worksheet.save()


# Aspects 1 to 7 and when it was sent: ties in everything, by aspect 5 and 2, by time, by 0.01 and 1e-9.
FIELD: tuple[tuple[list[str], int | None], ...] = (
    (["8.18", "9", "5.059210526316", "24.86", "27", "7.895167105232", "4.9"], 0),
    (["8.18", "9", "5.059210526316", "24.86", "27", "7.895167105232", "4.9"], 0),
    (["8.18", "10", "5.059210526316", "24.86", "26", "7.895167105232", "4.9"], 0),
    (["7.18", "10", "5.059210526316", "24.86", "27", "7.895167105232", "4.9"], 0),
    (["8.18", "9", "5.059210526316", "24.86", "27", "7.895167105232", "4.9"], 1),
    (["8.18", "9", "5.059210526316", "24.86", "27", "7.895167105232", "4.9"], None),
    (["8.18", "9", "5.059210526316", "24.86", "27", "7.895167105232", "4.91"], 9),
    (["8.18", "9", "5.059210526316", "24.86", "27", "7.895167106232", "4.9"], 9),
    (["8.18", "9", "5.059210526316", "24.86", "27", "7.895167105231", "4.9"], 0),
)


@pytest.fixture
def field(office: Office, cast: Cast) -> list[Worksheet]:
    """Nine kecamatan with ties of every kind, and three that are not complete."""
    for worksheet, (scores, seconds) in zip(open_more(office, len(FIELD)), FIELD, strict=True):
        store(worksheet, scores, seconds=seconds)
    return everybody(cast)


def stored_ranks(worksheets: list[Worksheet]) -> dict[str, int]:
    keys = tie_keys(worksheets[0].stage.period.tie_keys, sheet_of(worksheets[0].revision_id).aspects)
    return {place.entrant.code: place.rank for place in ranking_of(map(claim_score, worksheets), keys).places}


def test_the_field_has_ties_of_every_kind(field: list[Worksheet]) -> None:
    assert list(stored_ranks(field).values()) == [1, 2, 3, 4, 4, 6, 7, 8, 9]


@needs("soffice")
def test_libreoffice_finds_the_stored_totals_and_ranks(field: list[Worksheet], tmp_path: Path) -> None:
    content, formulas = spoiled(made(field))
    assert formulas == len(field) * (1 + 1 + 2 + 2 + 3)  # totals twice, rank and check, state and total, keys
    book = recalculated(content, tmp_path)

    by_code = {worksheet.district.code: worksheet for worksheet in field}
    for line in lines(book[BY_ASPECT]):
        assert line["Nilai"] == pytest.approx(float(by_code[line["Kode"]].claim_total), abs=1e-13)
    told = lines(book[RANKS])
    expected = stored_ranks(field)
    assert {it["Kode"]: it["Peringkat (rumus)"] for it in told} == {
        it.district.code: expected.get(it.district.code, "belum lengkap") for it in field
    }
    assert {it["Pemeriksaan"] for it in told} == {"sesuai"}


@needs("soffice")
def test_a_score_that_is_changed_in_the_file_moves_the_rank(field: list[Worksheet], tmp_path: Path) -> None:
    book = opened(made(field))
    page = book[BY_ASPECT]
    column = next(it.column for it in page[FIRST] if str(it.value).startswith("Aspek 5."))
    lowest = next(row for row in page.iter_rows(min_row=FIRST + 1) if row[0].value == "35.20.52")
    lowest[column - 1].value = 27
    target = BytesIO()
    book.save(target)

    told = lines(recalculated(target.getvalue(), tmp_path)[RANKS])

    moved = next(it for it in told if it["Kode"] == "35.20.52")
    assert (moved["Peringkat (rumus)"], moved["Pemeriksaan"]) == (1, "berbeda")


def test_what_stands_beside_the_formulas_is_what_is_stored(field: list[Worksheet]) -> None:
    book = opened(made(field), data_only=True)

    totals = {it["Kode"]: it["Nilai"] for it in lines(book[BY_ASPECT])}
    assert totals == {it.district.code: float(it.claim_total) for it in field}
    ranks = [it["Peringkat (rumus)"] for it in lines(book[RANKS])]
    assert ranks == [1, 2, 3, 4, 4, 6, 7, 8, 9, *["belum lengkap"] * 3]
    assert ranks == [it["Peringkat tersimpan"] for it in lines(book[RANKS])]


def test_each_place_says_what_decided_it_and_by_how_much(field: list[Worksheet]) -> None:
    told = lines(opened(made(field), data_only=True)[RANKS])

    assert [it["Penentu terhadap peringkat di atasnya"] for it in told] == [
        "–",
        "Nilai",
        "Nilai",
        "Aspek 2. Penyelenggaraan Pelayanan Terpadu Kecamatan",
        "semua penentu sama",
        "Waktu kirim (lebih awal)",
        "Waktu kirim (lebih awal)",
        "Aspek 5. Inovasi/Kreativitas Kecamatan pada Segala Aspek Penilaian",
        "Nilai",
        *["–"] * 3,
    ]
    leads = [it["Selisih dengan peringkat berikutnya"] for it in told]
    assert leads[:3] == [0.009999999, 1e-9, 0]
    assert leads[7:] == [1e-12, *["–"] * 4]


def test_other_keys_of_the_period_decide(field: list[Worksheet], office: Office) -> None:
    office.stage.period.tie_keys = ["submitted_at"]
    for worksheet in field:
        worksheet.stage.period.tie_keys = ["submitted_at"]

    book = opened(made(field))

    assert [it.value for it in book[RANKS][FIRST]][8:-2] == ["Waktu kirim (lebih awal)"]
    assert list(stored_ranks(field).values()) == [1, 2, 3, 3, 3, 3, 7, 8, 9]


@needs("soffice")
def test_each_indicator_has_its_score_and_the_total_is_their_sum(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)
    office.bendo.refresh_from_db()

    content, _ = spoiled(made(everybody(cast)))
    line = lines(recalculated(content, tmp_path)[BY_INDICATOR])[0]

    result = result_of(office.bendo)
    assert [line[str(no)] for no in range(1, 54)] == [pytest.approx(float(row.score)) for row in result.rows]
    assert line["Nilai"] == pytest.approx(86.894377631548, abs=1e-13)
    assert line["Nilai"] == pytest.approx(sum(line[str(no)] for no in range(1, 54)), abs=1e-10)


def test_no_formula_needs_more_than_excel_2010(field: list[Worksheet]) -> None:
    formulas = [
        cell.value
        for page in opened(made(field))
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]

    names = {name for formula in formulas for name in re.findall(r"([A-Z][A-Z.0-9]*)\(", formula)}
    assert names == {"ROUND", "SUM", "INDEX", "MATCH", "IF", "SUMPRODUCT"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_names_are_text(office: Office, cast: Cast, text: str) -> None:
    District.objects.filter(pk=office.bendo.district_id).update(name=text)

    book = opened(made(everybody(cast)))

    for name in (BY_ASPECT, BY_INDICATOR, RANKS):
        cell = next(it for row in book[name].iter_rows() for it in row if it.value == text)
        assert cell.data_type == "s"


def test_the_notes_say_how_the_rank_is_found(field: list[Worksheet]) -> None:
    told = dict(opened(made(field))[NOTES].iter_rows(values_only=True, max_col=2))

    assert told["Penentu nilai sama"] == (
        "1. Aspek 5. Inovasi/Kreativitas Kecamatan pada Segala Aspek Penilaian;"
        " 2. Aspek 2. Penyelenggaraan Pelayanan Terpadu Kecamatan; 3. Waktu kirim (lebih awal)"
    )
    assert told["Cakupan"] == "12 kecamatan dari 2 kabupaten/kota; 9 lengkap"
    assert told["Diunduh"] == "21 November 2026 pukul 16.00 WIB"


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        ("vera", ["35.20.10", "35.20.11"]),
        ("asri", ["35.20.10", "35.20.11", "35.77.01"]),
        ("lina", ["35.20.10", "35.20.11", "35.77.01"]),
    ],
)
def test_it_holds_what_one_may_read(
    client: Client, office: Office, cast: Cast, person: str, codes: list[str]
) -> None:
    response = sign_in(client, getattr(cast, person)).get(PAGE)

    book = opened(response.content)
    for name in (BY_ASPECT, BY_INDICATOR, RANKS):
        assert sorted(it["Kode"] for it in lines(book[name])) == codes
    assert response["Content-Disposition"] == (
        'attachment; filename="rekap-penilaian-sinergitas-kecamatan-2022.xlsx"'
    )


@pytest.mark.parametrize("person", ["sari", "camat", "joko", "indra"])
def test_those_of_one_kecamatan_get_none(client: Client, office: Office, cast: Cast, person: str) -> None:
    assert sign_in(client, getattr(cast, person)).get(PAGE).status_code == 403


def test_it_is_linked_where_there_is_something_in_it(client: Client, cast: Cast) -> None:
    asri: Client = sign_in(client, cast.asri)

    assert PAGE not in asri.get("/p/jatim-2022/pemantauan/").content.decode()
    assert asri.get(PAGE).status_code == 404


def test_the_link_is_on_the_progress_page(client: Client, office: Office, cast: Cast) -> None:
    assert f'href="{PAGE}"' in sign_in(client, cast.vera).get("/p/jatim-2022/pemantauan/").content.decode()


@pytest.mark.parametrize("more", [0, 6])
def test_it_takes_the_same_queries_for_any_number_of_kecamatan(
    client: Client, office: Office, cast: Cast, django_assert_num_queries: Any, more: int
) -> None:
    answer(office.bendo, "i01", cast.sari, n="3")
    for worksheet in open_more(office, more):
        fill_one(worksheet, cast.sari)
    asri = sign_in(client, cast.asri)

    with django_assert_num_queries(6):
        asri.get(PAGE)


def fill_one(worksheet: Worksheet, by: User) -> None:
    save_row(load_worksheet(worksheet), code="i01", content=Content("filled", {"n": "9"}), version=0, by=by)
