"""The workbook's first sheet: what it is, from which versions, and how to fill it."""

from collections.abc import Mapping
from datetime import datetime

from xlsxwriter.worksheet import Worksheet as Page

from assessments.models import Entry, Worksheet
from assessments.workbook.layout import (
    COVER_DISTRICT,
    COVER_DISTRICT_CODE,
    COVER_EXPORTED,
    COVER_FORMAT,
    COVER_INSTRUMENT,
    COVER_LINES,
    COVER_REGENCY,
    COVER_REVISION,
    COVER_SHA256,
    COVER_WORKSHEET,
    COVER_YEAR,
    FORMAT,
    VERSIONS_HEADINGS,
)
from indicators.scoring.sheet import Sheet
from kinerja.numbers import format_short_datetime

from .cells import HEAD, TEXT, Formats, protect_page, put_cell, set_paper

WIDTHS = {1: 20, 2: 46, 3: 20, 4: 3, 5: 92}
ADVICE = 5  # the column of instructions


def write_cover(
    page: Page,
    formats: Formats,
    worksheet: Worksheet,
    sheet: Sheet,
    entries: Mapping[str, Entry],
    *,
    at: datetime,
) -> None:
    """Write what the reader compares: texts as they are, versions as numbers (0: no answer yet)."""
    for column, width in WIDTHS.items():
        page.set_column(column - 1, column - 1, width)
    cover_lines = cover_texts(worksheet, at)
    for row, name in enumerate(COVER_LINES, start=1):
        put_cell(page, row, 1, name, formats.format_of(HEAD))
        put_cell(
            page, row, 2, cover_lines[name], formats.format_of(TEXT, {"num_format": "@", "valign": "vcenter"})
        )
    versions_row = len(COVER_LINES) + 2
    for column, heading in enumerate(VERSIONS_HEADINGS, start=1):
        put_cell(page, versions_row, column, heading, formats.format_of(HEAD))
    for row, spec in enumerate(sheet.indicators, start=versions_row + 1):
        entry = entries.get(spec.code)
        version_cells: tuple[str | int, ...] = (spec.code, spec.no, entry.version if entry else 0)
        for column, content in enumerate(version_cells, start=1):
            put_cell(page, row, column, content, formats.format_of(TEXT, {"align": "left"}))
    write_advice(page, formats, sheet)
    page.print_area(0, 0, len(COVER_LINES), ADVICE - 1)
    set_paper(page)
    protect_page(page)


def cover_texts(worksheet: Worksheet, at: datetime) -> Mapping[str, str]:
    """The cover's values by its names."""
    district, revision = worksheet.district, worksheet.revision
    return {
        COVER_FORMAT: FORMAT,
        COVER_WORKSHEET: str(worksheet.pk),
        COVER_DISTRICT_CODE: district.code,
        COVER_DISTRICT: district.name,
        COVER_REGENCY: district.regency.name,
        COVER_YEAR: str(worksheet.stage.period.year),
        COVER_INSTRUMENT: revision.instrument.code,
        COVER_REVISION: str(revision.no),
        COVER_SHA256: revision.sha256,
        COVER_EXPORTED: format_short_datetime(at, district.regency.province.time_zone),
    }


def write_advice(page: Page, formats: Formats, sheet: Sheet) -> None:
    """How to fill the workbook, beside the lines that say what it is."""
    put_cell(
        page, 1, ADVICE, sheet.title, formats.format_of({"bold": True, "font_size": 13, "text_wrap": True})
    )
    page.set_row(0, 36)
    put_cell(page, 2, ADVICE, "Cara mengisi", formats.format_of({"bold": True}))
    for row, sentence in enumerate(cover_advice(sheet), start=3):
        put_cell(page, row, ADVICE, sentence, formats.format_of({"text_wrap": True}))
        page.set_row(row - 1, 28)


def cover_advice(sheet: Sheet) -> tuple[str, ...]:
    tdi, none_occurred = sheet.labels["tdi"], sheet.labels["none_occurred"]
    return (
        "1. Isi sel kuning pada lembar Kertas kerja. Sel lain terkunci dan dihitung oleh rumus.",
        "2. Tulis angka tanpa satuan, dengan koma untuk desimal, misalnya 71,4. "
        "Sel yang kosong berarti belum diisi; tulis 0 bila jumlahnya memang nol.",
        f"3. Pilih ada/tidak, tingkat dan keadaan dari daftar. Keadaan yang kosong berarti Diisi; "
        f"{tdi} dan {none_occurred} hanya tersedia bagi indikator yang membolehkannya. "
        f"{none_occurred} memerlukan alasan.",
        "4. Jangan menghapus, memindahkan, menggabungkan atau menyembunyikan baris, kolom dan lembar.",
        "5. Unggah berkas ini di halaman kertas kerja. Perubahan ditampilkan dahulu dan baru disimpan "
        "setelah Anda setujui; capaian dan nilai dihitung ulang.",
        "6. Setiap capaian dan nilai adalah rumus yang dapat diperiksa: klik selnya. Kolom bantu di kanan "
        "kolom Catatan dapat ditampilkan; tabel konversi ada pada lembar Tabel.",
        "7. Bukti dukung tidak dimuat di sini. Baris yang buktinya belum ada saat berkas ini diunduh "
        "dihitung belum terbukti.",
    )
