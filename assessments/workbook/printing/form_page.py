"""The page that people fill: the form's columns, cells to type in, and figures that calculate themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from xlsxwriter.worksheet import Worksheet as Page

from assessments.models import Entry
from assessments.papers.figures import NOTHING, input_label
from assessments.workbook.layout import FILLED, HEAD_ROW, HEADINGS, AspectLine, Column, EntryLine, SumLine
from indicators.scoring.specs import InputSpec

from .cells import (
    AS_TEXT,
    BOLD,
    HEAD,
    INPUT,
    LINE,
    TEXT,
    Content,
    Formats,
    Formula,
    cell_name,
    column_range,
    places_format,
    protect_page,
    put_cell,
    row_height,
    set_paper,
    stored_figure,
)
from .formulas import (
    achievement_formula,
    complete_formula,
    counted_formula,
    outcome_formula,
    result_formula,
    score_formula,
    shown_achievement,
    state_formula,
)
from .inputs import (
    data_content,
    data_styles,
    long_number,
    restrict_cell,
    restrict_to_list,
    stored_line,
    value_that_counts,
)
from .plan import HELPER_HEADINGS, Helper, PagePlan
from .tables import statuses_of
from .weights import Sharing

NONE = Fraction(0)
WIDTHS = {
    Column.ASPECT: 7,
    Column.SUB_ASPECT: 30,
    Column.NO: 5,
    Column.INDICATOR: 60,
    Column.UNIT: 13,
    Column.WEIGHT: 9,
    Column.DATA: 20,
    Column.ACHIEVEMENT: 12,
    Column.SCORE: 9,
    Column.STATUS: 10,
    Column.REASON: 22,
    Column.NOTE: 26,
    Column.KEY: 16,
}
LAST_PRINTED = Column.NOTE
RIGHT = {"align": "right"}
INDENT = {"indent": 1}
WEIGHT = {"num_format": f'#,##0.0##;-#,##0.0##;"{NOTHING}"'}  # a dash where it was given away
CENTRE = {"align": "center"}
QUIET = {"font_color": "#56656C"}


@dataclass
class PageWriter:
    """Writes every line of a plan; entries are the stored answers by indicator code."""

    page: Page
    formats: Formats
    plan: PagePlan
    entries: Mapping[str, Entry]
    sharing: Sharing

    def write(self) -> None:
        for line in self.plan.lines:
            match line:
                case AspectLine():
                    self.write_aspect(line)
                case SumLine():
                    self.write_sum(line)
                case EntryLine():
                    self.write_entry(line)

    def write_aspect(self, line: AspectLine) -> None:
        text_by_column = {
            Column.ASPECT: str(line.aspect.no),
            Column.SUB_ASPECT: line.aspect.name,
            Column.KEY: line.key,
        }
        self.bold_line(line.row, text_by_column)

    def write_sum(self, line: SumLine) -> None:
        """An aspect's sums run over its lines, the whole's over the aspects' sums."""
        plan, display = self.plan, self.plan.sheet.display
        sum_label = f"Jumlah aspek {line.aspect.no}" if line.aspect else "Jumlah nilai"
        self.bold_line(line.row, {Column.INDICATOR: sum_label, Column.KEY: line.key})
        tally_by_aspect = {aspect.code: aspect for aspect in plan.result.aspects}
        tally = tally_by_aspect.get(line.aspect.code) if line.aspect else plan.result.whole
        weight, points = (tally.effective_weight, tally.score) if tally else (NONE, NONE)
        for column, value, places in (
            (Column.WEIGHT, weight, places_format(1, 3)),
            (Column.SCORE, points, places_format(display.total_places)),
        ):
            style = self.formats.format_of(BOLD, places)
            put_cell(
                self.page, line.row, column, Formula(self.summed(line, column), stored_figure(value)), style
            )

    def summed(self, line: SumLine, column: int) -> str:
        if line.aspect is None:
            aspect_sum_rows = [it.row for it in self.plan.lines if isinstance(it, SumLine) and it.aspect]
            return "+".join(cell_name(row, column) for row in aspect_sum_rows) or "0"
        aspect_start_rows = {it.aspect.code: it.row for it in self.plan.lines if isinstance(it, AspectLine)}
        return f"SUM({column_range(aspect_start_rows[line.aspect.code], line.row - 1, column)})"

    def bold_line(self, row: int, texts: Mapping[Column, str]) -> None:
        for column in Column:
            put_cell(self.page, row, column, texts.get(column, ""), self.formats.format_of(BOLD))

    def write_entry(self, line: EntryLine) -> None:
        text_by_column = {
            Column.SUB_ASPECT: self.sub_aspect_of(line),
            Column.INDICATOR: self.label(line),
            Column.UNIT: self.unit(line),
        }
        for column in Column:
            put_cell(
                self.page, line.row, column, text_by_column.get(column, ""), self.formats.format_of(TEXT)
            )
        put_cell(
            self.page,
            line.row,
            Column.NO,
            line.indicator.no if line.head else "",
            self.formats.format_of(TEXT, CENTRE),
        )
        put_cell(self.page, line.row, Column.KEY, line.key, self.formats.format_of(TEXT))
        if line.spec:
            self.write_data(line, line.spec)
        if line.head:
            self.write_head(line)
            text_by_column |= self.write_words(line)
        self.page.set_row(line.row - 1, row_height(text_by_column, WIDTHS))

    def sub_aspect_of(self, line: EntryLine) -> str:
        """The sub-aspect's name, on its first line."""
        is_first_of_sub_aspect = line.head and line.indicator is line.sub_aspect.indicators[0]
        return f"{line.sub_aspect.no}. {line.sub_aspect.name}" if is_first_of_sub_aspect else ""

    def place(self, line: EntryLine) -> str:
        """What a line of a repeatable input is a line of."""
        return f"{line.spec.label} {(line.place or 0) + 1}" if line.spec else ""

    def label(self, line: EntryLine) -> str:
        if line.head or line.spec is None:
            return line.indicator.text
        if line.place is not None:
            return str(stored_line(line, self.entries.get(line.indicator.code)).get("label", ""))
        return input_label(line.spec)

    def unit(self, line: EntryLine) -> str:
        return line.indicator.unit if line.head else line.spec.unit if line.spec else ""

    def write_data(self, line: EntryLine, spec: InputSpec) -> None:
        """The cell to type in, or what a source gives; and beside the key the value that counts."""
        plan, row, of = self.plan, self.plan.rows[line.indicator.code], self.formats.format_of
        held_value = data_content(plan, line, spec, self.entries.get(line.indicator.code))
        put_cell(self.page, line.row, Column.DATA, held_value, of(*data_styles(row, spec)))
        if line.place is not None:
            style = INPUT if row.item.applies else TEXT
            put_cell(self.page, line.row, Column.SUB_ASPECT, self.place(line), of(TEXT, QUIET, RIGHT))
            put_cell(self.page, line.row, Column.INDICATOR, self.label(line), of(style, AS_TEXT, INDENT))
        elif not line.head:
            put_cell(self.page, line.row, Column.INDICATOR, self.label(line), of(TEXT, INDENT))
        if row.item.applies and not spec.locked:
            restrict_cell(self.page, plan, line, spec, Column.DATA)
        formula = counted_formula(
            plan, line.indicator, spec, cell_name(line.row, Column.DATA), long_number(held_value, spec)
        )
        value = value_that_counts(plan, line, spec, held_value)
        put_cell(self.page, line.row, Helper.VALUE, Formula(formula, value), of())

    def write_head(self, line: EntryLine) -> None:
        """The figures of an indicator, and what they are calculated in."""
        plan, row, display = self.plan, self.plan.rows[line.indicator.code], self.plan.sheet.display
        weight = cell_name(line.row, Column.WEIGHT)
        cell_contents: dict[int, tuple[Content, dict[str, Any]]] = {
            Column.WEIGHT: (self.sharing.weight(row), WEIGHT),
            Column.ACHIEVEMENT: (shown_achievement(plan, row), places_format(0, display.achievement_places)),
            Column.SCORE: (score_formula(plan, row, weight), places_format(display.score_places)),
        }
        for column, (content, places) in cell_contents.items():
            put_cell(self.page, line.row, column, content, self.formats.format_of(TEXT, places, RIGHT))
        helper_contents: dict[int, Content] = {
            Helper.STATE: state_formula(plan, row),
            Helper.COMPLETE: complete_formula(plan, row),
            Helper.RESULT: result_formula(plan, row),
            Helper.PROVEN: int(row.item.proven),
            Helper.OUTCOME: outcome_formula(plan, row),
            Helper.ACHIEVEMENT: achievement_formula(plan, row),
            Helper.WEIGHT: row.weight,
            Helper.SCOPE: self.sharing.scope(row),
            Helper.LANDED: self.sharing.landed(row),
        }
        for column, content in helper_contents.items():
            put_cell(self.page, line.row, column, content, self.formats.format_of())

    def write_words(self, line: EntryLine) -> dict[Column, str]:
        """State, reason and note; gives the texts that make the row high."""
        spec, row = line.indicator, self.plan.rows[line.indicator.code]
        entry = self.entries.get(spec.code)
        status_choices = self.plan.tables.statuses.get(statuses_of(spec))
        cells = {
            Column.STATUS: (self.status_word(entry), status_choices is not None),
            Column.REASON: (entry.reason if entry else "", spec.none_occurred),
            Column.NOTE: (entry.note if entry else "", True),
        }
        for column, (text, opened) in cells.items():
            style = INPUT if opened and row.item.applies else TEXT
            align = CENTRE if column == Column.STATUS else {}
            put_cell(self.page, line.row, column, text, self.formats.format_of(style, AS_TEXT, align))
        if status_choices and row.item.applies:
            restrict_to_list(self.page, line.row, Column.STATUS, f"={status_choices}")
        return {column: text for column, (text, _) in cells.items()}

    def status_word(self, entry: Entry | None) -> str:
        if entry is None:
            return ""
        if entry.status == Entry.Status.FILLED:
            return FILLED
        return self.plan.sheet.labels[entry.status]


def set_up_page(page: Page, formats: Formats, last: int) -> None:
    """Widths, paper, headings that repeat and stay in sight, and whole numbers without a trailing comma."""
    for column, width in WIDTHS.items():
        page.set_column(column - 1, column - 1, width)
    page.set_column(Column.KEY - 1, max(Helper) - 1, 16, None, {"hidden": True})
    headings: list[tuple[int, str]] = [*HEADINGS.items(), *HELPER_HEADINGS.items()]
    for place, heading in headings:
        put_cell(page, HEAD_ROW, place, heading, formats.format_of(HEAD))
    page.set_row(HEAD_ROW - 1, 2 * LINE)
    page.freeze_panes(HEAD_ROW, 0)
    page.repeat_rows(HEAD_ROW - 1)
    page.print_area(0, 0, last - 1, LAST_PRINTED - 1)
    for column in (Column.DATA, Column.ACHIEVEMENT):
        first_cell = cell_name(HEAD_ROW + 1, column).replace("$", "")
        whole_number_rule = {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({first_cell}),{first_cell}=INT({first_cell}))",
            "format": formats.whole,
        }
        page.conditional_format(HEAD_ROW, column - 1, last - 1, column - 1, whole_number_rule)
    set_paper(page)
    protect_page(page)


def write_title(page: Page, formats: Formats, texts: tuple[str, ...]) -> None:
    """The lines above the headings; the first is the title."""
    for row, text in enumerate(texts, start=1):
        put_cell(
            page, row, 1, text, formats.format_of({"bold": True, "font_size": 13} if row == 1 else QUIET)
        )
    page.set_row(0, 20)


def write_foot(page: Page, formats: Formats, first: int, sentences: list[str]) -> None:
    for row, sentence in enumerate(sentences, start=first):
        put_cell(page, row, Column.SUB_ASPECT, sentence, formats.format_of(QUIET))
