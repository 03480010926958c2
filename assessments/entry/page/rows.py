"""A worksheet row as the entry page shows it: its form, its figures, and what was last saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import blake2s
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments.access.teams import asked_words
from assessments.entry.forms.row import RepeatedLine, RowForm, choice_options
from assessments.entry.services.details import is_answered
from assessments.entry.services.last_year import Past
from assessments.entry.services.warnings import row_findings
from assessments.models import Entry, EvidenceLink, Repair, Worksheet
from assessments.papers.figures import NOTHING, RowFigures, answer_number
from indicators.scoring.engine import Resolved
from indicators.scoring.sheet import IndicatorSpec, Outcome
from indicators.scoring.specs import FactSource, IndicatorSource, InputKind, InputSpec
from kinerja.numbers import day_of, format_number, format_short_datetime, format_time
from kinerja.slots import Filling

from .proofs import RowProof, row_proof
from .row_lists import ListLink, list_link
from .row_words import UNFILLED, Mark, Remark, RowState, calculated_later, refusal_words, unsaved_state


@dataclass(frozen=True)
class InputCell:
    """One input of a row: what it is called, what stands in it, and what is wrong with it."""

    name: str
    id: str
    label: str
    unit: str
    widget: str  # the template in entry/cells: locked, number, radio, select, lines or text
    title: bool = False  # whether its label is the indicator's own text
    value: str = ""
    help: str = ""
    error: str = ""
    last: str = ""  # what stood here a year before
    saved: str | None = None  # what is stored, where something else was typed
    inputmode: str = "decimal"
    options: list[tuple[str, str]] = field(default_factory=list)
    lines: list[RepeatedLine] = field(default_factory=list)

    @property
    def template(self) -> str:
        return f"entry/cells/{self.widget}.html"

    @property
    def label_class(self) -> str:
        return "entry-title" if self.title else "entry-label"

    @property
    def box_class(self) -> str:
        """Of the frame around figure and unit."""
        css_classes = {"cell-money": self.unit == "Rp", "cell-invalid": bool(self.error)}
        return " ".join(["cell", *(name for name, holds in css_classes.items() if holds)])

    @property
    def described_by(self) -> str:
        """Ids of what stands around a figure, as a screen reader reads them."""
        describing_texts = {"error": self.error, "hint": self.help, "last": self.last, "unit": True}
        return " ".join(f"{self.id}-{name}" for name, text in describing_texts.items() if text)


@dataclass(frozen=True)
class RowView:
    """Everything that `entry/row.html` needs."""

    worksheet: Worksheet
    form: RowForm
    figures: RowFigures
    closed: str = ""  # why nothing in it can be changed by this person now
    repair: Repair | None = None  # what was asked back of it
    refusal: str = ""
    stale: bool = False
    past: Past = field(default_factory=dict)
    last_year: Mapping[str, str] = field(default_factory=dict)
    links: tuple[EvidenceLink, ...] = ()
    beside: Filling | None = None  # what another district shows in it

    trial = False  # whether it is only tried, and belongs to no worksheet
    trigger = "submit, leave"  # when htmx sends it

    @cached_property
    def save_address(self) -> str:
        """Where it is sent."""
        return reverse("row_save", args=(self.worksheet.pk, self.code))

    @property
    def editable(self) -> bool:
        return not self.closed

    @property
    def locked(self) -> bool:
        """Whether others were asked back and it was not."""
        return self.worksheet.in_repair and self.repair is None and self.applies

    @property
    def asked_by(self) -> str:
        """Who asked the row back, and when."""
        return asked_words(self.repair, self.zone) if self.repair else ""

    @property
    def proof(self) -> RowProof:
        """Its evidence, by what is stored of the row."""
        entry = self.form.entry
        status, values = (entry.status, entry.values) if entry else (Entry.Status.FILLED, {})
        return row_proof(self.indicator, status, values, self.links)

    @property
    def indicator(self) -> IndicatorSpec:
        return self.figures.row.indicator

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def applies(self) -> bool:
        return self.figures.row.outcome is not Outcome.NOT_APPLICABLE

    @property
    def version(self) -> int:
        """What the sender has read: after a conflict that is the version that stands there now."""
        return self.form.entry.version if self.form.entry else 0

    @property
    def cells(self) -> list[InputCell]:
        """The first one carries the indicator's text where that is its own label."""
        return [
            input_cell(
                self.form, item, self.last_year.get(item.spec.code, ""), title=not (no or self.title_apart)
            )
            for no, item in enumerate(self.figures.row.inputs)
        ]

    @property
    def has_error(self) -> bool:
        return bool(self.errors or self.stale or self.refusal)

    @property
    def state(self) -> RowState | None:
        if self.has_error:
            return unsaved_state(stale=self.stale and not (self.errors or self.refusal))
        if self.locked:
            return RowState("Terkunci", "lock")
        if self.saved:
            return RowState(self.saved, "check", "state-ok")
        return UNFILLED if self.applies else None

    @property
    def marks(self) -> list[Mark]:
        """What may be ticked in place of figures."""
        spec = self.indicator
        offered_marks = [
            (spec.tdi, Mark("tdi", self.labels["tdi"], self.tdi, "blanks")),
            (
                spec.none_occurred,
                Mark("none_occurred", self.labels["none_occurred"], self.none_occurred, "blanks nil"),
            ),
        ]
        return [mark for holds, mark in offered_marks if holds and self.applies]

    @property
    def asks_reason(self) -> bool:
        """Whether it has a field for why there was nothing to count."""
        return self.applies and self.indicator.none_occurred

    @property
    def alerts(self) -> list[str]:
        """Why what was sent was not saved, but for what stands beside its field."""
        errors_apart_text = " ".join(sentence for _, sentence in self.errors_apart)
        return [sentence for sentence in (refusal_words(self.refusal), errors_apart_text) if sentence]

    @property
    def remarks(self) -> list[Remark]:
        """What to look at again; nothing while what was typed is not saved."""
        if self.form.is_bound:
            return []
        open_note = self.editable and not self.note
        return [Remark.of(sentence, explained, open_note) for sentence, explained in self.warnings]

    @property
    def achievement(self) -> str:
        return NOTHING if self.form.is_bound else self.figures.achievement

    @property
    def score(self) -> str:
        return NOTHING if self.form.is_bound else self.figures.score

    @property
    def explanation(self) -> str:
        """How the score comes about, or when it can be told."""
        return calculated_later(self.form.is_bound, self.stale) or self.figures.explanation

    @property
    def has_button(self) -> bool:
        """Whether there is something to save by hand."""
        return self.editable and self.applies and not self.trial

    @property
    def mark(self) -> str:
        """Changes whenever the row would look different, so that a page can tell what it shows."""
        row, figures_shown = self.figures.row, self.figures
        source_values = [(item.value, item.offered) for item in row.inputs]
        shown_figures = (
            figures_shown.achievement,
            figures_shown.weight,
            figures_shown.score,
            figures_shown.explanation,
        )
        repair_note = self.repair.note if self.repair else ""
        state_shown = repr(
            (self.version, row.outcome, shown_figures, source_values, self.editable, repair_note)
        )
        return blake2s(state_shown.encode(), digest_size=4).hexdigest()

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Field id and sentence of everything that is wrong with what was typed."""
        if not self.form.is_bound:
            return []
        return [
            (f"{self.code}-{name}", str(error))
            for name, errors in self.form.errors.items()
            for error in errors
        ]

    @property
    def list_link(self) -> ListLink | None:
        """Where what the row counts is listed one by one."""
        return list_link(self.worksheet, self.figures.row, self.form.entry)

    @property
    def warnings(self) -> list[tuple[str, bool]]:
        """What to look at again, by rule, lists and last year's figures; and whether the note answers it."""
        entry = self.form.entry
        findings = row_findings(self.worksheet, self.figures.row, entry, self.past)
        return [(sentence, is_answered(kind, entry)) for kind, sentence in findings]

    @cached_property
    def levels(self) -> list[tuple[str, str, bool]]:
        """The conversion table in words: condition, achievement, inferred."""
        levels = self.indicator.levels
        level_words = self.indicator.rule.level_words(levels)
        return [
            (word, format_number(level.achievement), level.inferred)
            for word, level in zip(level_words, levels, strict=True)
        ]

    @property
    def has_inferred(self) -> bool:
        return any(level.inferred for level in self.indicator.levels)

    @property
    def labels(self) -> Mapping[str, str]:
        """What the edition calls TDI and nihil."""
        return self.indicator.edition.labels

    @property
    def title_apart(self) -> bool:
        """Whether the indicator's text is a heading of its own and not its first input's label."""
        first = self.indicator.inputs[0]
        return first.repeatable or first.label != self.indicator.text

    @property
    def saved_moment(self) -> str:
        entry = self.form.entry
        return shown_moment(entry.saved_at, self.zone) if entry else ""

    @cached_property
    def saved(self) -> str:
        """ "Tersimpan 14.32 WIB", with the day where that was not today; empty where nothing was saved."""
        return f"Tersimpan {self.saved_moment}" if self.form.entry else ""

    @property
    def zone(self) -> str:
        return str(self.worksheet.district.regency.province.time_zone)

    @property
    def tdi(self) -> bool:
        return self.form.checked("tdi")

    @property
    def none_occurred(self) -> bool:
        return self.form.checked("none_occurred")

    @property
    def reason(self) -> str:
        return self.form.text_of("reason")

    @property
    def note(self) -> str:
        return self.form.text_of("note")

    @cached_property
    def field_errors(self) -> dict[str, str]:
        """Sentences for the fields that are no cells."""
        names = ("tdi", "reason", "note", "version")
        return {name: self.form.error_of(name) for name in names if self.form.error_of(name)}

    @property
    def errors_apart(self) -> list[tuple[str, str]]:
        """Errors of the row as a whole, which no field of it shows."""
        fields_apart = {"tdi", "version"}
        return [(name, sentence) for name, sentence in self.field_errors.items() if name in fields_apart]

    @property
    def both(self) -> list[tuple[str, str, str]]:
        """After a conflict: label, what was sent, and what stands there now."""
        stored = RowForm(self.indicator, entry=self.form.entry)
        comparisons = [
            (label, self.form.text_for(code), stored.text_for(code)) for code, label in self.form.typed_labels
        ]
        marks = [("tdi", self.labels["tdi"]), ("none_occurred", self.labels["none_occurred"])]
        comparisons += [
            (label, ticked_word(self.form.checked(name)), ticked_word(stored.checked(name)))
            for name, label in marks
            if name in self.form.fields
        ]
        texts = [("reason", "Alasan nihil"), ("note", "Catatan")]
        comparisons += [
            (label, self.form.text_of(name) or NOTHING, stored.text_of(name) or NOTHING)
            for name, label in texts
            if self.form.text_of(name) or stored.text_of(name)
        ]
        return comparisons


def ticked_word(ticked: bool) -> str:
    return "ya" if ticked else "tidak"


def shown_moment(at: datetime, zone: str) -> str:
    """The hour today; the day as well on any other day."""
    same_day = day_of(at, zone) == day_of(timezone.now(), zone)
    return format_time(at, zone) if same_day else format_short_datetime(at, zone)


def input_cell(form: RowForm, item: Resolved, last: str, *, title: bool = False) -> InputCell:
    spec = item.spec
    shared: dict[str, Any] = {
        "name": spec.code,
        "id": f"{form.indicator.code}-{spec.code}",
        "label": spec.label,
        "unit": spec.unit,
        "title": title,
    }
    if spec.locked:
        return InputCell(**shared, widget="locked", value=offered_text(item), help=origin_text(item))
    shared |= {"error": form.error_of(spec.code), "help": override_help(item), "last": last}
    if spec.repeatable:
        return InputCell(**shared, widget="lines", lines=form.lines(spec))
    shared |= {"value": form.cell_text(spec), "saved": form.stored_text(spec) if form.is_bound else None}
    if spec.kind in (InputKind.YES_NO, InputKind.CHOICE):
        return choice_cell(shared, spec, choice_options(form.indicator, spec))
    if spec.kind is InputKind.TEXT:
        return InputCell(**shared, widget="text")
    return InputCell(
        **shared, widget="number", inputmode="numeric" if spec.kind is InputKind.COUNT else "decimal"
    )


def choice_cell(shared: dict[str, Any], spec: InputSpec, options: list[tuple[str, str]]) -> InputCell:
    """Of two both are seen at once. Levels rise; people expect "ada" before "tidak"."""
    if spec.kind is InputKind.YES_NO:
        return InputCell(**shared, widget="radio", options=options)
    if len(options) == 2:
        return InputCell(**shared, widget="radio", options=options[::-1])
    return InputCell(**shared, widget="select", options=options)


def offered_text(item: Resolved) -> str:
    offered: Any = item.offered
    return "" if offered is None else answer_number(offered, item.spec)


def origin_text(item: Resolved) -> str:
    """Where a sourced value comes from: "dari profil kecamatan", "dari nomor 45"."""
    input_source = item.spec.source
    if isinstance(input_source, IndicatorSource):
        return f"dari nomor {input_source.no}"
    return "dari profil kecamatan" if isinstance(input_source, FactSource) else "ditetapkan instrumen"


def override_help(item: Resolved) -> str:
    """What an empty overridable cell means."""
    if item.spec.source is None or item.offered is None:
        return ""
    return f"Kosong berarti {offered_text(item)} {origin_text(item)}."
