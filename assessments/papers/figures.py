"""What screen and paper show of one result: the same figures, formatted once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from indicators.scoring.engine import AspectResult, Resolved, Result, Row
from indicators.scoring.sheet import AspectSpec, Outcome, Sheet, SubAspectSpec
from indicators.scoring.specs import IndicatorSource, InputSpec
from kinerja.numbers import Kind, format_number, format_value, half_up

NOTHING = "–"
MOVED = "†"
YES, NO = "Ada", "Tidak"
LINES_ON_PAPER = 6  # of a list that each kecamatan makes as long as it needs


@dataclass(frozen=True)
class RowFigures:
    """One row's figures as text, beside the result that they come from."""

    row: Row
    achievement: str
    weight: str
    score: str
    data: tuple[tuple[str, str], ...]  # label and value, line by line

    @cached_property
    def explanation(self) -> str:
        return self.row.explanation

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Label and value as the sheet sets them: the indicator, then its further inputs.

        Where the first input is the indicator itself, its value stands on the indicator's line.
        """
        text = self.row.indicator.text
        if self.data and self.data[0][0] == text:
            return list(self.data)
        return [(text, ""), *self.data]


@dataclass(frozen=True)
class SubAspectFigures:
    spec: SubAspectSpec
    rows: tuple[RowFigures, ...]


@dataclass(frozen=True)
class AspectTotals:
    """One aspect's totals as text."""

    spec: AspectSpec
    result: AspectResult
    weight: str
    score: str

    @property
    def missing(self) -> int:
        return self.result.count - self.result.filled

    @property
    def status(self) -> str:
        """Belum mulai, Sedang diisi or Lengkap."""
        if not self.missing:
            return "Lengkap"
        return "Sedang diisi" if self.result.filled else "Belum mulai"


@dataclass(frozen=True)
class AspectFigures(AspectTotals):
    """The same with its rows."""

    sub_aspects: tuple[SubAspectFigures, ...]


@dataclass(frozen=True)
class SheetTotals:
    """The totals of a worksheet as text."""

    sheet: Sheet
    result: Result
    aspects: tuple[AspectTotals, ...]
    weight: str
    total: str
    sum_of_shown: str

    @property
    def weights_moved(self) -> bool:
        """Whether some row's weight is not the instrument's, because another row gave its weight away."""
        return any(row.effective_weight != row.weight for row in self.result.rows)

    @property
    def rounding_shows(self) -> bool:
        """Whether the aspect totals as shown add up to something else than the total as shown."""
        return self.sum_of_shown != self.total


@dataclass(frozen=True)
class SheetFigures(SheetTotals):
    """The same with every row: a whole worksheet as text."""

    aspects: tuple[AspectFigures, ...]


def sheet_figures(sheet: Sheet, result: Result) -> SheetFigures:
    """Format a whole result."""
    figures_by_code = {row.code: row_figures(sheet, row) for row in result.rows}
    totals = sheet_totals(sheet, result)
    return SheetFigures(
        **vars(totals) | {"aspects": tuple(with_rows(it, figures_by_code) for it in totals.aspects)}
    )


def sheet_totals(sheet: Sheet, result: Result) -> SheetTotals:
    """Format a result without its rows; nothing is computed here but the shown sum for the footnote."""
    results = {aspect.code: aspect for aspect in result.aspects}
    total_places = sheet.display.total_places
    shown_sum = sum(
        (half_up(aspect.score, total_places) for aspect in result.aspects), start=half_up(0, total_places)
    )
    return SheetTotals(
        sheet=sheet,
        result=result,
        aspects=tuple(aspect_totals(sheet, spec, results[spec.code]) for spec in sheet.aspects),
        weight=format_number(
            sum((aspect.weight for aspect in result.aspects), Fraction(0)), places=total_places
        ),
        total=format_number(result.total, places=total_places),
        sum_of_shown=format_number(shown_sum, places=total_places),
    )


def empty_form(figures: SheetFigures) -> SheetFigures:
    """The same rows to be filled by hand: only what comes from a source is printed."""
    aspects = tuple(
        replace(
            aspect,
            score="",
            sub_aspects=tuple(
                replace(sub, rows=tuple(empty_row(row) for row in sub.rows)) for sub in aspect.sub_aspects
            ),
        )
        for aspect in figures.aspects
    )
    return replace(figures, aspects=aspects, total="", sum_of_shown="")


def empty_row(row: RowFigures) -> RowFigures:
    if row.row.outcome is Outcome.NOT_APPLICABLE:
        return row
    empty_data = [line for item in row.row.inputs for line in empty_lines(row.row, item)]
    return replace(row, achievement="", score="", data=tuple(empty_data))


def empty_lines(row: Row, item: Resolved) -> list[tuple[str, str]]:
    if item.spec.repeatable:
        return [(f"{item.spec.label} …", "")] * LINES_ON_PAPER
    return (
        data_lines(row, item)
        if item.spec.locked and item.value is not None
        else [(input_label(item.spec), "")]
    )


def aspect_totals(sheet: Sheet, spec: AspectSpec, result: AspectResult) -> AspectTotals:
    total_places = sheet.display.total_places
    return AspectTotals(
        spec=spec,
        result=result,
        weight=weight_text(
            result.weight, result.effective_weight, format_number(result.weight, places=total_places)
        ),
        score=format_number(result.score, places=total_places),
    )


def with_rows(totals: AspectTotals, rows: Mapping[str, RowFigures]) -> AspectFigures:
    sub_aspects = tuple(
        SubAspectFigures(sub, tuple(rows[indicator.code] for indicator in sub.indicators))
        for sub in totals.spec.sub_aspects
    )
    return AspectFigures(**vars(totals), sub_aspects=sub_aspects)


def row_figures(sheet: Sheet, row: Row) -> RowFigures:
    score = NOTHING
    if row.score is not None:
        score = format_number(row.score, places=sheet.display.score_places)
    return RowFigures(
        row=row,
        achievement=achievement_text(sheet, row),
        weight=weight_text(row.weight, row.effective_weight, format_number(row.weight, min_places=1)),
        score=score,
        data=answer_lines(sheet, row),
    )


def weight_text(nominal: Fraction, effective: Fraction, nominal_text: str) -> str:
    """The weight as the instrument has it; marked, and with two decimals, where redistribution changed it."""
    if effective == nominal:
        return nominal_text
    return f"{format_number(effective, places=2)}{MOVED}" if effective else NOTHING


def achievement_text(sheet: Sheet, row: Row) -> str:
    """The figure, or the edition's word where there is none."""
    if row.outcome.row.replaces_achievement:
        return row.outcome.name_in(sheet.labels)
    if row.achievement is None:
        return sheet.labels["none_occurred"] if row.outcome is Outcome.NONE_OCCURRED else NOTHING
    return format_number(row.achievement, max_places=sheet.display.achievement_places)


def answer_lines(sheet: Sheet, row: Row) -> tuple[tuple[str, str], ...]:
    """What was answered: the values, or only the word where the answer is no value."""
    if row.outcome.replaces_data:
        word = sheet.labels["none_occurred"] if row.outcome is Outcome.NONE_OCCURRED else NOTHING
        return tuple((item.spec.label, word if no == 0 else NOTHING) for no, item in enumerate(row.inputs))
    return tuple(line for item in row.inputs for line in data_lines(row, item))


def data_lines(row: Row, item: Resolved) -> list[tuple[str, str]]:
    """An input's label and value; a repeatable one has a line for each of its parts."""
    if isinstance(item.value, tuple):
        return [
            (line.label or f"{item.spec.label} {no}", answer_number(line.value, item.spec))
            for no, line in enumerate(item.value, start=1)
        ]
    return [(input_label(item.spec), value_text(row, item))]


def input_label(spec: InputSpec) -> str:
    """The input's label; a value of another row says which."""
    if isinstance(spec.source, IndicatorSource):
        return f"{spec.label} (dari nomor {spec.source.no})"
    return spec.label


def value_text(row: Row, item: Resolved) -> str:
    """A value as it stands in the column data kinerja."""
    value = item.value
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Fraction):
        return answer_number(value, item.spec)
    return next((level.label for level in row.indicator.levels if level.code == value), "") or str(value)


def answer_number(value: Fraction, spec: InputSpec) -> str:
    """The figure; the unit of an amount is the row's unit and is not repeated in the cell."""
    return format_value(value, Kind(spec.kind.value)).removeprefix("Rp")
