"""Where everything stands in a worksheet's workbook. PURE; the writer and the reader both follow it.

Three sheets: the cover says what it is and from which versions, the page has the official form's columns with
a key to every line, the tables hold the conversion tables that the page's formulas look up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from indicators.scoring.sheet import AspectSpec, IndicatorSpec, Sheet, SubAspectSpec
from indicators.scoring.specs import InputSpec

FORMAT = "kinerja.worksheet/1"
COVER, PAGE, TABLES = "Sampul", "Kertas kerja", "Tabel"
HEAD_ROW = 6  # of the page, counted from 1; the lines begin below
SPARE_LINES = 3  # of a repeatable input, beside those that are filled
LEAST_LINES = 8


class Column(IntEnum):
    """The page's columns, counted from 1."""

    ASPECT = 1
    SUB_ASPECT = 2
    NO = 3
    INDICATOR = 4
    UNIT = 5
    WEIGHT = 6
    DATA = 7
    ACHIEVEMENT = 8
    SCORE = 9
    STATUS = 10
    REASON = 11
    NOTE = 12
    KEY = 13


HEADINGS: Mapping[Column, str] = {
    Column.ASPECT: "Aspek",
    Column.SUB_ASPECT: "Sub aspek",
    Column.NO: "No.",
    Column.INDICATOR: "Indikator",
    Column.UNIT: "Satuan",
    Column.WEIGHT: "Bobot",
    Column.DATA: "Data kinerja",
    Column.ACHIEVEMENT: "Capaian",
    Column.SCORE: "Nilai",
    Column.STATUS: "Keadaan",
    Column.REASON: "Alasan nihil",
    Column.NOTE: "Catatan",
    Column.KEY: "Kunci",
}

# The cover's lines: what stands in its first column, with the value in the second.
COVER_FORMAT = "Format"
COVER_WORKSHEET = "Kertas kerja"
COVER_DISTRICT_CODE = "Kode kecamatan"
COVER_DISTRICT = "Kecamatan"
COVER_REGENCY = "Kabupaten/kota"
COVER_YEAR = "Tahun penilaian"
COVER_INSTRUMENT = "Kode instrumen"
COVER_REVISION = "Edisi"
COVER_SHA256 = "Sidik edisi"
COVER_EXPORTED = "Diunduh"
COVER_LINES = (
    *(COVER_FORMAT, COVER_WORKSHEET, COVER_DISTRICT_CODE, COVER_DISTRICT, COVER_REGENCY, COVER_YEAR),
    *(COVER_INSTRUMENT, COVER_REVISION, COVER_SHA256, COVER_EXPORTED),
)
# Then, after an empty line, a table of the versions that the rows had: indicator code, number, version.
VERSIONS_HEADINGS = ("Kode", "Nomor", "Versi saat diunduh")

# What the column Keadaan may say beside what the edition calls TDI and nihil; empty means the same.
FILLED = "Diisi"

Lengths = Mapping[tuple[str, str], int]  # filled lines of a repeatable input, by indicator and input code


@dataclass(frozen=True)
class AspectLine:
    row: int
    aspect: AspectSpec
    key: str


@dataclass(frozen=True)
class EntryLine:
    """A line of an indicator. Its first has number, weight, figures, state and note: `head`.

    `spec` is the input whose value stands in the line, None where the head line has no data cell; `place` is
    the line's number in a repeatable input, counted from 0.
    """

    row: int
    key: str
    indicator: IndicatorSpec
    sub_aspect: SubAspectSpec
    head: bool
    spec: InputSpec | None
    place: int | None = None


@dataclass(frozen=True)
class SumLine:
    """The sum of an aspect, or of all where there is no aspect."""

    row: int
    aspect: AspectSpec | None
    key: str


Line = AspectLine | EntryLine | SumLine


def sheet_lines(sheet: Sheet, lengths: Lengths) -> tuple[Line, ...]:
    """Every line of the page below its headings, in order."""
    lines: list[Line] = []

    def row() -> int:
        return HEAD_ROW + 1 + len(lines)

    for aspect in sheet.aspects:
        lines.append(AspectLine(row(), aspect, f"aspek/{aspect.code}"))
        for sub_aspect in aspect.sub_aspects:
            for indicator in sub_aspect.indicators:
                for head, spec, place in input_cells(indicator, lengths):
                    key = line_key(indicator, spec, place)
                    lines.append(EntryLine(row(), key, indicator, sub_aspect, head, spec, place))
        lines.append(SumLine(row(), aspect, f"jumlah/{aspect.code}"))
    lines.append(SumLine(row(), None, "jumlah"))
    return tuple(lines)


def line_key(indicator: IndicatorSpec, spec: InputSpec | None, place: int | None) -> str:
    """What stands in the column Kunci: "i11/n", "i45/part/0", or "i45" where the line has no data cell."""
    key_parts = [indicator.code, *([spec.code] if spec else []), *([] if place is None else [str(place)])]
    return "/".join(key_parts)


def input_cells(
    indicator: IndicatorSpec, lengths: Lengths
) -> Iterator[tuple[bool, InputSpec | None, int | None]]:
    """Head, input and place of each of an indicator's lines."""
    has_title_apart = title_apart(indicator)
    if has_title_apart:
        yield True, None, None
    for number, spec in enumerate(indicator.inputs):
        if spec.repeatable:
            for place in range(input_places(lengths.get((indicator.code, spec.code), 0))):
                yield False, spec, place
        else:
            yield not has_title_apart and number == 0, spec, None


def title_apart(indicator: IndicatorSpec) -> bool:
    """Whether the indicator's text has a line of its own, above its inputs."""
    first_input = indicator.inputs[0]
    return first_input.repeatable or first_input.label != indicator.text


def input_places(filled: int) -> int:
    return max(LEAST_LINES, filled + SPARE_LINES)
