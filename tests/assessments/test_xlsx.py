"""The workbook: the paper's columns and totals, typed cells, and text that is never a formula."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessments.models import Worksheet
from assessments.printing.context import sheet_figures
from assessments.printing.xlsx import HEADINGS, worksheet_xlsx
from assessments.services.scoring import result_of
from indicators.services.sheets import sheet_of
from tests.assessments.test_print import printed_rows
from tests.cast import Cast, sign_in
from tests.offices import Office, answer, fill_bendo

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def page_of(worksheet: Worksheet) -> Any:
    figures = sheet_figures(sheet_of(worksheet.revision_id), result_of(worksheet))
    return load_workbook(BytesIO(worksheet_xlsx(worksheet, figures, at=AT))).active


def test_its_columns_are_the_papers(office: Office) -> None:
    rows = page_of(office.bendo).iter_rows(values_only=True)

    assert HEADINGS in list(rows)


def test_each_row_has_its_number_and_its_figures_as_numbers(office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)

    rows = [row for row in page_of(office.bendo).iter_rows(values_only=True) if str(row[2] or "").isdigit()]

    assert [int(row[2]) for row in rows] == list(range(1, 54))
    for row, (_no, achievement, _score) in zip(rows, printed_rows(), strict=True):
        shown = row[7] if isinstance(row[7], str) else f"{round(row[7], 6):g}".replace(".", ",")
        assert shown == achievement or round(float(row[7]), 6) == float(achievement.replace(",", "."))


def test_its_totals_are_the_stored_ones(office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)

    sums = {row[3]: row[8] for row in page_of(office.bendo).iter_rows(values_only=True) if row[8] is not None}

    assert sums["Jumlah nilai"] == pytest.approx(86.894377631548, abs=1e-12)
    assert sums["Jumlah aspek 1"] == pytest.approx(8.18, abs=1e-12)


def test_amounts_are_numbers_under_their_labels(office: Office, cast: Cast) -> None:
    parts = [{"label": "Pelayanan", "value": "143289400"}]
    answer(office.bendo, "i45", cast.sari, part=parts, total="3659837085")

    cells = {
        row[3]: row[6] for row in page_of(office.bendo).iter_rows(values_only=True) if row[6] is not None
    }

    assert cells["   Pelayanan"] == 143289400
    assert cells["   Total pagu keseluruhan anggaran kecamatan"] == 3659837085


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "https://contoh.id"])
def test_typed_text_is_text(office: Office, cast: Cast, text: str) -> None:
    answer(office.bendo, "i45", cast.sari, part=[{"label": text, "value": "1"}], total="1")

    page = page_of(office.bendo)

    cell = next(cell for row in page.iter_rows() for cell in row if str(cell.value).strip() == text.strip())
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_the_download_is_named_and_read_by_its_kecamatan_only(
    client: Client, office: Office, cast: Cast
) -> None:
    url = reverse("worksheet_xlsx", args=(office.bendo.pk,))

    response = sign_in(client, cast.sari).get(url)

    assert response["Content-Disposition"] == 'attachment; filename="kertas-kerja-bendo-2022.xlsx"'
    assert sign_in(client, cast.tono).get(url).status_code == 404
