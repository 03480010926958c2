"""The workbook's cells: the paper's columns and figures, what is open to be typed in, text that is text."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Worksheet
from assessments.workbook.layout import (
    COVER,
    COVER_LINES,
    HEAD_ROW,
    HEADINGS,
    PAGE,
    TABLES,
    VERSIONS_HEADINGS,
    Column,
    sheet_lines,
)
from indicators.editions.sheets import sheet_of
from tests.builders.printed_sheet import printed_rows
from tests.builders.workbooks import by_key, cell_at, open_page, workbook_of
from tests.cast import Cast, sign_in
from tests.offices import Office, answer, fill_bendo

DATA, STATUS, NOTE = Column.DATA, Column.STATUS, Column.NOTE
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "https://contoh.id", "=cmd|' /C calc'!A0"]


def bytes_of(client: Client, worksheet: Worksheet, name: str = "worksheet_xlsx") -> bytes:
    return bytes(client.get(reverse(name, args=(worksheet.pk,))).content)


def page_of(worksheet: Worksheet, **how: Any) -> Any:
    return open_page(workbook_of(worksheet), **how)


def restriction(page: Any, place: str) -> Any:
    """What the cell takes."""
    return next((it for it in page.data_validations.dataValidation if place in it.sqref), None)


def test_its_lines_and_columns_are_the_layouts(office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)
    page = page_of(office.bendo)

    keys = [row[Column.KEY - 1].value for row in page.iter_rows(min_row=HEAD_ROW + 1)]
    expected = [line.key for line in sheet_lines(sheet_of(office.bendo.revision_id), {("i45", "part"): 5})]

    assert {column: page.cell(HEAD_ROW, column).value for column in Column} == HEADINGS
    assert [key for key in keys if key] == expected


def test_the_cover_says_what_it_is_and_from_which_versions(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i02", cast.sari, n="4")
    cover = load_workbook(BytesIO(workbook_of(office.bendo)))[COVER]
    rows = [[cell.value for cell in row[:3]] for row in cover.iter_rows()]
    sheet, revision = sheet_of(office.bendo.revision_id), office.bendo.revision

    assert [row[0] for row in rows[: len(COVER_LINES)]] == list(COVER_LINES)
    assert [row[1] for row in rows[: len(COVER_LINES)]] == [
        *("kinerja.worksheet/1", str(office.bendo.pk), "35.20.10", "Bendo", "Kabupaten Magetan", "2022"),
        *("jatim-2022", "1", revision.sha256, "21 November 2026 pukul 16.00 WIB"),
    ]
    assert rows[len(COVER_LINES)] == [None, None, None]
    assert tuple(rows[len(COVER_LINES) + 1]) == VERSIONS_HEADINGS
    versions = [[spec.code, spec.no, int(spec.code == "i02")] for spec in sheet.indicators]
    assert rows[len(COVER_LINES) + 2 : len(COVER_LINES) + 2 + len(versions)] == versions


def test_the_values_beside_the_formulas_are_the_papers_and_the_stored_total(
    office: Office, cast: Cast
) -> None:
    fill_bendo(office.bendo, cast.sari)
    page = page_of(office.bendo, data_only=True)

    heads = [row for row in page.iter_rows(min_row=HEAD_ROW + 1) if isinstance(row[Column.NO - 1].value, int)]
    shown = [(row[Column.NO - 1].value, row[Column.ACHIEVEMENT - 1].value) for row in heads]
    scores = by_key(page, Column.SCORE)

    assert [(no, paper_text(value)) for no, value in shown] == [(no, it) for no, it, _ in printed_rows()]
    assert scores["jumlah"] == pytest.approx(86.894377631548, abs=1e-12)
    assert scores["jumlah/1"] == pytest.approx(8.18, abs=1e-12)


def paper_text(achievement: Any) -> str:
    return (
        achievement
        if isinstance(achievement, str)
        else f"{round(achievement, 6):.6f}".rstrip("0").rstrip(".").replace(".", ",")
    )


def test_figures_are_formulas_and_answers_are_typed_cells(office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)
    page = page_of(office.bendo)

    assert all(
        cell_at(page, key, Column.SCORE).data_type == "f" for key in ("i01/n", "i45", "jumlah/3", "jumlah")
    )
    assert [cell_at(page, key, DATA).value for key in ("i01/n", "i40/item_1", "i09/value", "i43/value")] == [
        *(10, "Ada", "Baik", 71.4)
    ]
    assert cell_at(page, "i45/total", DATA).value == 3659837085
    assert [cell_at(page, f"i45/part/{no}", DATA).value for no in (0, 4, 5)] == [143289400, 58526910, None]
    assert cell_at(page, "i46/total", DATA).data_type == "f"
    assert cell_at(page, "i18/d", DATA).value is None  # overridable: empty is what the profile says


def test_only_what_a_person_fills_is_unlocked(office: Office, cast: Cast) -> None:
    book = load_workbook(BytesIO(workbook_of(office.bendo)))
    page = book[PAGE]
    keys = {row[Column.KEY - 1].value: row for row in page.iter_rows(min_row=HEAD_ROW + 1)}
    opened = {
        (key, column)
        for key, row in keys.items()
        for column in Column
        if key and not row[column - 1].protection.locked
    }

    assert [sheet.title for sheet in book if sheet.protection.sheet] == [COVER, PAGE, TABLES]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 3
    assert {column for _, column in opened} == {DATA, STATUS, Column.REASON, NOTE, Column.INDICATOR}
    assert {key for key, column in opened if column == Column.INDICATOR} == {
        f"i45/part/{no}" for no in range(8)
    }
    assert {("i01/n", DATA), ("i18/d", DATA), ("i01/n", STATUS), ("i01/n", NOTE)} <= opened
    assert not {("i29/d", DATA), ("i46/total", DATA), ("jumlah", DATA)} & opened


def test_a_row_that_does_not_apply_is_closed(office: Office) -> None:
    page = page_of(office.neighbour)

    assert [cell_at(page, "i35/n", column).protection.locked for column in (DATA, STATUS, NOTE)] == [True] * 3
    assert (
        cell_at(page_of(office.neighbour, data_only=True), "i35/n", Column.ACHIEVEMENT).value
        == "Tidak berlaku"
    )


def test_cells_take_numbers_in_their_bounds_and_words_of_their_lists(office: Office) -> None:
    page = page_of(office.bendo)

    def of(key: str, column: int = DATA) -> tuple[str, str | None, str | None]:
        found = restriction(page, cell_at(page, key, column).coordinate)
        return found.type, found.formula1, found.formula2

    assert of("i01/n") == ("whole", "0", "1000000000000000")
    assert of("i28/value") == ("decimal", "0", "100")
    assert of("i40/item_1") == ("list", '"Ada,Tidak"', None)
    labels = list_at(page.parent, of("i09/value")[1])
    assert labels == ["Tidak baik", "Kurang baik", "Baik", "Sangat baik"]
    assert list_at(page.parent, of("i01/n", STATUS)[1]) == ["Diisi", "TDI"]


def list_at(book: Any, reference: str | None) -> list[Any]:
    sheet, _, cells = str(reference).rpartition("!")
    return [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]


def test_it_prints_on_f4_landscape_with_its_headings_on_every_page(office: Office) -> None:
    page = page_of(office.bendo)

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 14)
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert page.freeze_panes == f"A{HEAD_ROW + 1}"
    assert page.column_dimensions["M"].hidden
    assert not any(page.column_dimensions[letter].hidden for letter in "ABCDEFGHIJKL")


def test_numbers_are_grouped_and_whole_ones_end_without_a_comma(office: Office) -> None:
    page = page_of(office.bendo)
    formats = [
        cell_at(page, key, DATA).number_format for key in ("i01/n", "i43/value", "i45/total", "i09/value")
    ]
    whole = [rule for area in page.conditional_formatting for rule in area.rules]

    assert formats == ["#,##0", "#,##0.####", "#,##0.##", "@"]
    assert [rule.formula for rule in whole] == [
        [f"AND(ISNUMBER({it}7),{it}7=INT({it}7))"] for it in ("G", "H")
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_typed_text_is_the_same_text_and_no_formula(office: Office, cast: Cast, text: str) -> None:
    values = {"part": [{"label": text, "value": "1"}], "total": "1"}
    content = Content("filled", values, reason=text, note=text)
    save_row(load_worksheet(office.bendo), code="i45", content=content, version=0, by=cast.sari)

    page = page_of(office.bendo)

    cells = [cell_at(page, "i45/part/0", Column.INDICATOR), cell_at(page, "i45", Column.REASON)]
    cells.append(cell_at(page, "i45", NOTE))
    assert [(cell.value, cell.data_type, cell.hyperlink, cell.quotePrefix) for cell in cells] == [
        (text, "s", None, True)
    ] * 3


def test_names_of_places_and_labels_of_the_edition_are_text_too(office: Office, cast: Cast) -> None:
    office.bendo.district.name = "=1+1"

    book = load_workbook(BytesIO(workbook_of(office.bendo)))

    assert [(cell.value, cell.data_type) for cell in book[COVER]["B"][3:4]] == [("=1+1", "s")]


def test_a_number_longer_than_a_cell_holds_is_written_as_text_and_still_counts(
    office: Office, cast: Cast
) -> None:
    answer(
        office.bendo,
        "i45",
        cast.sari,
        part=[{"label": "", "value": "12345678901234567"}],
        total="12345678901234567.5",
    )

    page = page_of(office.bendo)

    assert cell_at(page, "i45/part/0", DATA).value == "12.345.678.901.234.567"
    assert cell_at(page, "i45/total", DATA).value == "12.345.678.901.234.567,50"
    assert (
        '="12.345.678.901.234.567",1.2345678901234568e+16'
        in page.cell(cell_at(page, "i45/part/0", DATA).row, Column.KEY + 1).value
    )


def test_the_empty_form_holds_no_answer_and_no_version(client: Client, office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)
    sign_in(client, cast.sari)

    book = load_workbook(BytesIO(bytes_of(client, office.bendo, "empty_form_xlsx")), data_only=True)
    data = by_key(book[PAGE], DATA)

    assert {key: value for key, value in data.items() if value not in (None, "")} == SOURCED
    assert by_key(book[PAGE], Column.SCORE)["jumlah"] == 0
    assert {row[2].value for row in book[COVER].iter_rows(min_row=13, max_row=65)} == {0}
    assert set(by_key(book[PAGE], STATUS).values()) == {None}


# What Bendo's profile says of 15 desa and 1 kelurahan.
SOURCED = {
    **{f"i{no}/d": 15 for no in (29, 30, 34)},
    **{f"i{no}/d": 1 for no in (35, 36, 37, 38)},
    "i53/total": 16,
}


@pytest.mark.parametrize(
    ("name", "title", "queries"),
    [("worksheet_xlsx", "kertas-kerja", 6), ("empty_form_xlsx", "formulir-kosong", 3)],
)
def test_a_download_is_named_and_takes_the_same_queries_for_any_answers(
    client: Client,
    office: Office,
    cast: Cast,
    django_assert_num_queries: Any,
    name: str,
    title: str,
    queries: int,
) -> None:
    sign_in(client, cast.sari)
    for fill in (lambda: None, lambda: fill_bendo(office.bendo, cast.sari)):
        fill()
        with django_assert_num_queries(queries):
            response = client.get(reverse(name, args=(office.bendo.pk,)))
        assert response["Content-Disposition"] == f'attachment; filename="{title}-bendo-2022.xlsx"'
    assert sign_in(client, cast.tono).get(reverse(name, args=(office.bendo.pk,))).status_code == 404
