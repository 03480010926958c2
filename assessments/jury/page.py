"""A ballot as its juror sees it: the criteria with what stands in them, and afterwards the others' too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.entry.forms.row import choice_options
from assessments.jury.forms.ballot import BallotForm, note_name, value_name
from assessments.jury.services.ballots import one_input, panel_of
from assessments.models import Ballot, Stage
from indicators.scoring.panel import Criterion
from indicators.scoring.sheet import AspectSpec, IndicatorSpec
from indicators.scoring.specs import NUMBERS, InputKind
from kinerja.accounts.models import User
from kinerja.numbers import format_number

PLACES = 2
UNITS = {InputKind.PERCENT: "%", InputKind.RUPIAH: "Rp"}


@dataclass(frozen=True)
class CriterionView:
    """One criterion with its field."""

    spec: IndicatorSpec
    form: BallotForm

    @property
    def id(self) -> str:
        return f"nilai-{self.spec.no}"

    @property
    def name(self) -> str:
        return value_name(self.spec)

    @property
    def note_name(self) -> str:
        return note_name(self.spec)

    @property
    def weight(self) -> str:
        return format_number(self.spec.weight)

    @property
    def input_label(self) -> str:
        """What the field asks for, where the criterion does not say it already."""
        label = one_input(self.spec).label
        return "" if label == self.spec.text else label

    @property
    def widget(self) -> str:
        kind = one_input(self.spec).kind
        if kind in NUMBERS:
            return "number"
        return "options" if kind in (InputKind.CHOICE, InputKind.YES_NO) else "text"

    @property
    def inputmode(self) -> str:
        return "numeric" if one_input(self.spec).kind == InputKind.COUNT else "decimal"

    @property
    def unit(self) -> str:
        spec = one_input(self.spec)
        return spec.unit or UNITS.get(spec.kind, "")

    @property
    def options(self) -> list[tuple[str, str]]:
        return choice_options(self.spec, one_input(self.spec))

    @property
    def bounds(self) -> str:
        """From where to where, in words."""
        spec = one_input(self.spec)
        low_text, high_text = (None if it is None else format_number(it) for it in (spec.min, spec.max))
        if low_text is not None and high_text is not None:
            return f"{low_text} sampai {high_text}"
        return (
            f"Paling kecil {low_text}"
            if low_text is not None
            else f"Paling besar {high_text}"
            if high_text is not None
            else ""
        )

    @property
    def value(self) -> str:
        return self.form.cell_text(self.spec)

    @property
    def in_words(self) -> str:
        """What is kept, an option by its label."""
        stored = self.form.stored_text(self.spec)
        return dict(self.options).get(stored, stored) if self.widget == "options" else stored

    @property
    def typed_in_words(self) -> str:
        return dict(self.options).get(self.value, self.value) if self.widget == "options" else self.value

    @property
    def note(self) -> str:
        return self.form.note(self.spec)

    @property
    def error(self) -> str:
        return self.form.error_of(self.name)

    @property
    def described_by(self) -> str:
        """Ids of what stands around the field, as a screen reader reads them."""
        describing_texts = {"error": self.error, "arti": True, "penjelasan": self.spec.guidance}
        return " ".join(f"{self.id}-{name}" for name, text in describing_texts.items() if text)

    @property
    def note_error(self) -> str:
        return self.form.error_of(self.note_name)


def criteria_of(form: BallotForm) -> Iterator[tuple[AspectSpec, list[CriterionView]]]:
    for aspect in form.sheet.aspects:
        yield aspect, [CriterionView(spec, form) for spec in aspect.indicators]


@dataclass(frozen=True)
class PanelRow:
    """One criterion over all jurors who have given, in their order."""

    no: int
    text: str
    cells: tuple[tuple[str, str, str], ...]  # the juror, what they gave, their note
    spread: str
    combined: str


@dataclass(frozen=True)
class PanelView:
    """The given ballots side by side; `missing` are the jurors who have not given, by name only."""

    jurors: tuple[str, ...]
    rows: tuple[PanelRow, ...]
    totals: tuple[tuple[str, str], ...]
    spread: str
    combined: str
    word: str
    missing: tuple[str, ...]


def panel_view(
    stage: Stage, given: Sequence[Ballot], jurors: Sequence[User], reader: User
) -> PanelView | None:
    """The reader's own first. Only for a juror who has given theirs."""
    ballots = sorted(given, key=lambda it: (it.judge_id != reader.pk, it.judge.name, it.judge.username))
    panel = panel_of(stage, ballots)
    if panel is None:
        return None
    juror_names = tuple("Anda" if it.judge_id == reader.pk else str(it.judge) for it in ballots)
    juror_ids = {it.judge_id for it in ballots}
    return PanelView(
        jurors=juror_names,
        rows=tuple(panel_row(it, ballots, juror_names) for it in panel.criteria),
        totals=tuple(zip(juror_names, map(ballot_figure, panel.totals), strict=True)),
        spread=ballot_figure(panel.spread),
        combined=ballot_figure(panel.total),
        word=stage.get_aggregate_display().capitalize(),
        missing=tuple(str(it) for it in jurors if it.pk not in juror_ids),
    )


def panel_row(criterion: Criterion, ballots: Sequence[Ballot], names: Sequence[str]) -> PanelRow:
    criterion_indicator = criterion.indicator
    juror_notes = [it.notes.get(criterion_indicator.code, "") for it in ballots]
    cells = zip(names, map(ballot_figure, criterion.given), juror_notes, strict=True)
    return PanelRow(
        criterion_indicator.no,
        criterion_indicator.text,
        tuple(cells),
        ballot_figure(criterion.spread),
        ballot_figure(criterion.achievement),
    )


def ballot_figure(value: Fraction) -> str:
    return format_number(value, places=PLACES)
