"""One sheet of a workbook as rows of text, whatever cells it is made of."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from kinerja.workbook.problems import TableRefused
from kinerja.workbook.table import Sheet, read_sheet

HEADINGS = ("Nama", "Kode")


def book(*rows: list[Any], title: str = "Orang") -> BytesIO:
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    target = BytesIO()
    made.save(target)
    return target


def read(*rows: list[Any]) -> Sheet:
    return read_sheet("a.xlsx", book(*rows), title="Orang", headings=HEADINGS)


def refusals(*rows: list[Any]) -> list[str]:
    with pytest.raises(TableRefused) as refused:
        read(*rows)
    return [str(problem) for problem in refused.value.problems]


def test_rows_are_read_by_heading_wherever_a_column_stands() -> None:
    sheet = read([None, "kode ", " NAMA"], [None, "35", "Sari"], [], [None, "  ", None], [None, "33", "Yuni"])

    assert [(line.number, line.texts) for line in sheet.lines] == [
        (2, {"Kode": "35", "Nama": "Sari"}),
        (5, {"Kode": "33", "Nama": "Yuni"}),
    ]
    assert str(sheet.problem(5, "Nama", "Salah.")) == "Orang – baris 5 – kolom C (Nama) – Salah."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Sari  ", "Sari"),
        (35, "35"),
        (35.0, "35"),
        (999_999_999_999_999, "999999999999999"),
        (True, "Ada"),
        (False, "Tidak"),
        (None, ""),
        (date(2026, 1, 4), "4 Januari 2026"),
        (datetime(2026, 1, 4, 8, 30), "4 Januari 2026"),
    ],
)
def test_a_cell_is_what_somebody_would_have_typed(value: Any, text: str) -> None:
    assert read(["Nama", "Kode"], ["Sari", value]).lines[0].texts["Kode"] == text


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (35.2, "Sel ini terbaca sebagai angka. Ubah format selnya menjadi Teks, lalu tulis lagi."),
        (10**15, "Sel ini terbaca sebagai angka."),
        (1e300, "Sel ini terbaca sebagai angka."),
        (time(8, 30), "Sel ini terbaca sebagai tanggal atau waktu."),
        ("=1+1", "Rumus di sel ini belum dihitung."),
        ("#N/A", "Sel ini berisi galat #N/A."),
    ],
)
def test_a_cell_that_keeps_not_what_was_typed_is_refused_with_its_place(value: Any, reason: str) -> None:
    (told,) = refusals(["Nama", "Kode"], ["Sari", value])

    assert told.startswith(f"Orang – baris 2 – kolom B (Kode) – {reason}")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (["Nama"], ["Orang – baris 1 – kolom Kode – Kolom ini tidak ada."]),
        (["Nama", "Kode", "Umur"], ["Orang – baris 1 – kolom C – Judul kolom “Umur” tidak dikenal."]),
        (["Nama", "Kode", "nama"], ["Orang – baris 1 – kolom C – Judul kolom “Nama” ditulis dua kali."]),
    ],
)
def test_headings_are_exactly_those_that_are_asked_for(head: list[str], told: list[str]) -> None:
    assert refusals(head, ["Sari", "35"]) == told


def test_another_sheet_is_not_read() -> None:
    with pytest.raises(TableRefused, match="Lembar ini tidak ada"):
        read_sheet("a.xlsx", book(["Nama", "Kode"], title="Lain"), title="Orang", headings=HEADINGS)
