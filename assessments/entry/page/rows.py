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
from assessments.entry.forms.row import Line, RowForm, options_of
from assessments.entry.services.details import answered
from assessments.entry.services.last_year import Past
from assessments.entry.services.warnings import row_findings
from assessments.models import Entry, EvidenceLink, Repair, Worksheet
from assessments.papers.figures import NOTHING, RowFigures, number_text
from indicators.scoring.engine import Resolved
from indicators.scoring.sheet import IndicatorSpec, Outcome
from indicators.scoring.specs import FactSource, IndicatorSource, InputKind, InputSpec
from kinerja.numbers import day_of, format_number, format_short_datetime, format_time
from kinerja.slots import Filling

from .proofs import RowProof, row_proof
from .row_lists import ListLink, list_link


@dataclass(frozen=True)
class Cell:
    """One input of a row: what it is called, what stands in it, and what is wrong with it."""

    name: str
    id: str
    label: str
    unit: str
    widget: str  # locked, number, choice, yes_no, lines or text
    value: str = ""
    help: str = ""
    error: str = ""
    last: str = ""  # what stood here a year before
    saved: str = ""  # what is stored, where something else is shown
    inputmode: str = "decimal"
    options: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


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
    def address(self) -> str:
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
    def cells(self) -> list[Cell]:
        return [
            cell(self.form, item, self.last_year.get(item.spec.code, "")) for item in self.figures.row.inputs
        ]

    @property
    def mark(self) -> str:
        """Changes whenever the row would look different, so that a page can tell what it shows."""
        figures = self.figures
        texts = (figures.achievement, figures.weight, figures.score, figures.explanation)
        sources = [(item.value, item.offered) for item in figures.row.inputs]
        note = self.repair.note if self.repair else ""
        looks = repr((self.version, figures.row.outcome, texts, sources, self.editable, note))
        return blake2s(looks.encode(), digest_size=4).hexdigest()

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
        warnings = row_findings(self.worksheet, self.figures.row, entry, self.past)
        return [(sentence, answered(kind, entry)) for kind, sentence in warnings]

    @cached_property
    def levels(self) -> list[tuple[str, str, bool]]:
        """The conversion table in words: condition, achievement, inferred."""
        levels = self.indicator.levels
        words = self.indicator.rule.level_words(levels)
        return [
            (word, format_number(level.achievement), level.inferred)
            for word, level in zip(words, levels, strict=True)
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
        return moment(entry.saved_at, self.zone) if entry else ""

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
        return [(name, self.field_errors[name]) for name in ("tdi", "version") if name in self.field_errors]

    @property
    def both(self) -> list[tuple[str, str, str]]:
        """After a conflict: label, what was sent, and what stands there now."""
        stored = RowForm(self.indicator, entry=self.form.entry)
        lines = [(label, self.form.text_for(code), stored.text_for(code)) for code, label in self.form.asked]
        marks = [("tdi", self.labels["tdi"]), ("none_occurred", self.labels["none_occurred"])]
        lines += [
            (label, yes_no(self.form.checked(name)), yes_no(stored.checked(name)))
            for name, label in marks
            if name in self.form.fields
        ]
        texts = [("reason", "Alasan nihil"), ("note", "Catatan")]
        lines += [
            (label, self.form.text_of(name) or NOTHING, stored.text_of(name) or NOTHING)
            for name, label in texts
            if self.form.text_of(name) or stored.text_of(name)
        ]
        return lines


def yes_no(ticked: bool) -> str:
    return "ya" if ticked else "tidak"


def moment(at: datetime, zone: str) -> str:
    """The hour today; the day as well on any other day."""
    same_day = day_of(at, zone) == day_of(timezone.now(), zone)
    return format_time(at, zone) if same_day else format_short_datetime(at, zone)


def cell(form: RowForm, item: Resolved, last: str) -> Cell:
    spec = item.spec
    shared: dict[str, Any] = {
        "name": spec.code,
        "id": f"{form.indicator.code}-{spec.code}",
        "label": spec.label,
        "unit": spec.unit,
    }
    if spec.locked:
        return Cell(**shared, widget="locked", value=offered_text(item), help=origin_text(item))
    shared |= {"error": form.error_of(spec.code), "help": override_help(item), "last": last}
    if spec.repeatable:
        return Cell(**shared, widget="lines", lines=form.lines(spec))
    shared |= {"value": form.shown(spec), "saved": form.stored_text(spec)}
    if spec.kind in (InputKind.YES_NO, InputKind.CHOICE):
        options = options_of(form.indicator, spec)
        # Levels rise; of two, people expect "ada" before "tidak".
        return Cell(
            **shared, widget=spec.kind.value, options=options[::-1] if is_pair(spec, options) else options
        )
    if spec.kind is InputKind.TEXT:
        return Cell(**shared, widget="text")
    return Cell(**shared, widget="number", inputmode="numeric" if spec.kind is InputKind.COUNT else "decimal")


def is_pair(spec: InputSpec, options: list[tuple[str, str]]) -> bool:
    return spec.kind is InputKind.CHOICE and len(options) == 2


def offered_text(item: Resolved) -> str:
    offered: Any = item.offered
    return "" if offered is None else number_text(offered, item.spec)


def origin_text(item: Resolved) -> str:
    """Where a sourced value comes from: "dari profil kecamatan", "dari nomor 45"."""
    source = item.spec.source
    if isinstance(source, IndicatorSource):
        return f"dari nomor {source.no}"
    return "dari profil kecamatan" if isinstance(source, FactSource) else "ditetapkan instrumen"


def override_help(item: Resolved) -> str:
    """What an empty overridable cell means."""
    if item.spec.source is None or item.offered is None:
        return ""
    return f"Kosong berarti {offered_text(item)} {origin_text(item)}."
