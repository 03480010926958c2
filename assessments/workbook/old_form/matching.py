"""Lay the lines of an old form on an edition: blocks of lines an indicator, and lines that nothing fits.

A line goes by its words alone; where only its number and its beginning agree, the block says so. What nothing
fits is listed, and ends the block above it, so that no figure below it lands in the wrong row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import InputSpec

from .reader import Datum, FormLine, OldForm
from .wording import Index, Wording, WordingTarget, input_begun, input_of, wording

NO_DATA: tuple[Datum, ...] = ()
NOTHING = Datum()


@dataclass(frozen=True)
class Stray:
    """A line that was not understood, and why."""

    row: int
    text: str
    reason: str


@dataclass
class IndicatorBlock:
    """The lines of one indicator: data by input code, lines of a repeatable input, and what was left over."""

    indicator: IndicatorSpec
    text: str
    rows: list[int] = field(default_factory=list)
    data: dict[str, Datum] = field(default_factory=dict)
    lines: list[tuple[str, Datum]] = field(default_factory=list)
    heading: Datum = NOTHING
    printed: Datum = NOTHING
    remarks: list[str] = field(default_factory=list)

    @property
    def open_inputs(self) -> list[InputSpec]:
        """Inputs without data yet, apart from a repeatable one."""
        return [it for it in self.indicator.inputs if not it.repeatable and it.code not in self.data]

    @property
    def repeatable(self) -> InputSpec | None:
        return next((it for it in self.indicator.inputs if it.repeatable), None)

    def take_data(self, spec: InputSpec | None, data: tuple[Datum, ...]) -> None:
        """The first figure for `spec` (None: the heading), further ones for the inputs that follow."""
        for place, datum in enumerate(data):
            if place:
                self.take_next(datum)
            elif spec is None:
                self.heading = datum
            else:
                self.data[spec.code] = datum

    def take_next(self, datum: Datum) -> None:
        """A figure without words: a line of the repeatable input, else the next input in order."""
        if self.repeatable:
            self.lines.append(("", datum))
        elif self.open_inputs:
            self.data[self.open_inputs[0].code] = datum
        else:
            self.remarks.append(f"“{datum.text}” tidak dipakai: semua butir datanya sudah terisi.")


@dataclass
class FormReading:
    """What became of a form: blocks in the order of the form, and lines that were not understood."""

    sheet: Sheet
    blocks: list[IndicatorBlock] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    current: IndicatorBlock | None = None

    def __post_init__(self) -> None:
        self.index = Index(self.sheet)

    def place_line(self, line: FormLine) -> None:
        if not line.text and not line.data:
            return
        if line.text:
            self.place_words(line)
        elif self.current:
            for datum in line.data:
                self.current.take_next(datum)
        else:
            self.add_stray(line)
        if self.current:
            self.current.rows.append(line.row)
            if not self.current.printed.text:
                self.current.printed = line.printed

    def place_words(self, line: FormLine) -> None:
        words = wording(line.text)
        spec = self.input_here(words, line)
        wording_target = None if spec else self.index.find(words)
        if not spec and not wording_target:
            spec = self.input_begun_here(words, line)
            wording_target = None if spec else self.index.find_by_number(words)
        if spec and self.current:
            self.current.take_data(spec, line.data)
        elif wording_target:
            self.open_block(wording_target, line)
        elif self.current and self.current.repeatable and line.data and not line.weight and not words.numbers:
            self.current.lines.append((line.text, line.data[0]))
        else:
            self.add_stray(line, words)

    def input_here(self, words: Wording, line: FormLine) -> InputSpec | None:
        return input_of(self.current.open_inputs, words) if self.current else None

    def input_begun_here(self, words: Wording, line: FormLine) -> InputSpec | None:
        """By its beginning, in the open block; a line with a weight begins another indicator."""
        spec = input_begun(self.current.open_inputs, words) if self.current and not line.weight else None
        if spec and self.current and line.data:
            self.current.remarks.append(f"“{line.text}” dibaca sebagai {spec.label}. Periksa.")
        return spec

    def open_block(self, target: WordingTarget, line: FormLine) -> None:
        if any(block.indicator is target.indicator for block in self.blocks):
            reason = f"nomor {target.indicator.no} sudah ada di atasnya"
            self.strays.append(Stray(line.row, line.text, reason))
            self.current = None
            return
        self.current = IndicatorBlock(target.indicator, line.text)
        if target.by_number:
            self.current.remarks.append("Dikenali dari nomor dan awal kalimatnya. Periksa.")
        self.blocks.append(self.current)
        self.current.take_data(target.spec, line.data)

    def add_stray(self, line: FormLine, words: Wording | None = None) -> None:
        indicators_using = self.index.users_of(words) if words else []
        shared_numbers = ", ".join(str(it.no) for it in indicators_using)
        reason = (
            f"kalimatnya dipakai nomor {shared_numbers}"
            if indicators_using
            else "belum dikenal pada edisi ini"
        )
        self.strays.append(Stray(line.row, line.text or ", ".join(it.text for it in line.data), reason))
        if line.data or line.weight or (words and words.numbers):
            self.current = None


def match_form(form: OldForm, sheet: Sheet) -> FormReading:
    """The form's lines on the edition."""
    reading = FormReading(sheet)
    for line in form.lines:
        for part in line_parts(line, reading):
            reading.place_line(part)
    return reading


def line_parts(line: FormLine, reading: FormReading) -> Iterator[FormLine]:
    """A line whose cell holds several sentences is as many lines; a sentence that only wraps is one."""
    texts = [text.strip() for text in line.text.splitlines() if text.strip()]
    joined_text = " ".join(texts)
    if len(texts) < 2 or reading.index.users_of(wording(joined_text)):
        yield FormLine(line.row, joined_text, line.weight, line.data, line.printed)
        return
    data: list[tuple[Datum, ...]] = [(datum,) for datum in line.data]
    if len(data) == len(texts) - 1:  # the first sentence is a heading
        data = [NO_DATA, *data]
    for place, (text, datum) in enumerate(zip_longest(texts, data)):
        is_first = place == 0
        weight, printed = (line.weight, line.printed) if is_first else ("", NOTHING)
        yield FormLine(line.row, text or "", weight, datum or NO_DATA, printed)
