"""A year's row as the pages show it: its form, its figures, and what was last saved.

It has the names that the worksheet's rows have, so that both share templates and scripts.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessments.entry.page.row_words import (
    UNFILLED,
    RowState,
    calculated_later,
    refusal_words,
    unsaved_state,
)
from assessments.entry.page.rows import InputCell
from assessments.iku.forms.rows import EntryForm, SavedRowForm
from assessments.iku.forms.words import day_text, quarter_words
from assessments.iku.models import IkuEvidenceLink, IkuYear
from indicators.iku.document import DataItem
from indicators.iku.figures import EMPTY, Figure, Lack
from indicators.iku.report import IndicatorResult, Progress

from .words import NOTHING, achievement_words, amount_words, measured_words, percent_words, realisation_words


@dataclass(frozen=True)
class RowView(ABC):
    """One IKU on the page of targets, or in a quarter."""

    year: IkuYear
    form: SavedRowForm
    result: IndicatorResult
    saved_moment: str = ""
    closed: str = ""  # why this person changes nothing in it now
    refusal: str = ""
    stale: bool = False

    @property
    def editable(self) -> bool:
        return not self.closed

    @property
    def no(self) -> int:
        return self.result.indicator.no

    @property
    def id(self) -> str:
        return f"iku-{self.no}"

    @property
    def version(self) -> int:
        return self.form.entry.version if self.form.entry else 0

    @property
    def saved(self) -> str:
        return f"Tersimpan {self.saved_moment}" if self.form.entry and self.saved_moment else ""

    @property
    def both(self) -> list[tuple[str, str, str]]:
        return self.form.both

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Field id and sentence of everything that is wrong with what was typed."""
        if not self.form.is_bound:
            return []
        field_errors = self.form.errors.items()
        return [(f"{self.id}-{name}", str(error)) for name, errors in field_errors for error in errors]

    @property
    def version_error(self) -> str:
        return self.form.error_of("version")

    @property
    def has_error(self) -> bool:
        return bool(self.errors or self.stale or self.refusal)

    @property
    def state(self) -> RowState:
        if self.has_error:
            return unsaved_state(stale=self.stale and not (self.errors or self.refusal))
        return RowState(self.saved, "check", "state-ok") if self.saved else UNFILLED

    @property
    def alerts(self) -> list[str]:
        """Why what was sent was not saved, but for what stands beside its field."""
        return [sentence for sentence in (refusal_words(self.refusal), self.version_error) if sentence]

    @property
    def shown_figures(self) -> list[tuple[str, str]]:
        """Without numbers while what was typed is not saved."""
        if not self.form.is_bound:
            return self.figures
        return [(label, NOTHING) for label, _ in self.figures]

    @property
    def explanation(self) -> str:
        """How the figures come about, or when it can be told."""
        explaining_sentences = " ".join(filter(None, (self.rule, self.alone)))
        return calculated_later(self.form.is_bound, self.stale) or explaining_sentences

    @property
    @abstractmethod
    def figures(self) -> list[tuple[str, str]]:
        """Label and figure in words."""

    @property
    @abstractmethod
    def rule(self) -> str:
        """How the figures come about, from the year's beginning."""

    @property
    def alone(self) -> str:
        """The same of this quarter alone."""
        return ""

    def cell(self, name: str, label: str, unit: str, *, hint: str = "") -> InputCell:
        return InputCell(
            name=name,
            id=f"{self.id}-{name}",
            label=label,
            unit=unit,
            widget="number",
            value=self.form.cell_text(name),
            saved=self.form.stored_text(name) if self.form.is_bound else None,
            help=hint,
            error=self.form.error_of(name),
        )


@dataclass(frozen=True)
class TargetRow(RowView):
    """An IKU's targets."""

    @property
    def action(self) -> str:
        return reverse("iku_target_save", args=(self.year.pk, self.result.indicator.code))

    @property
    def cells(self) -> list[InputCell]:
        unit = self.result.indicator.unit
        return [self.cell(name, label, unit) for name, label in self.form.numbers]

    @property
    def figures(self) -> list[tuple[str, str]]:
        indicator = self.result.indicator
        return [
            ("Nilai awal", amount_words(EMPTY if indicator.baseline is None else indicator.baseline)),
            ("Renstra", amount_words(indicator.targets.get(self.year.year, EMPTY))),
            ("Akhir", amount_words(self.result.end_target)),
        ]

    @property
    def warning(self) -> str:
        if self.result.targets_agree:
            return ""
        last_target = self.result.quarters[-1].target.figure
        annual_words = amount_words(self.result.targets.annual)
        last_words = amount_words(last_target)
        return f"Target triwulan menjadi {last_words} setahun, sedangkan target setahun {annual_words}."

    @property
    def rule(self) -> str:
        return ""


@dataclass(frozen=True)
class EntryRow(RowView):
    """An IKU's data items in one quarter, with where it stands at its end."""

    quarter: int = 1
    links: Sequence[IkuEvidenceLink] = ()

    @property
    def action(self) -> str:
        return reverse("iku_entry_save", args=(self.year.pk, self.result.indicator.code, self.quarter))

    @property
    def cells(self) -> list[InputCell]:
        return [
            self.cell(f"item-{it.code}", it.name, it.unit, hint=self.hint(it))
            for it in self.result.indicator.items
        ]

    def hint(self, item: DataItem) -> str:
        if item.due is None:
            return ""
        return f"Tenggat {day_text(f'{item.due[0]:02}-{item.due[1]:02}')} {self.year.year}."

    @property
    def progress(self) -> Progress:
        return self.result.quarters[self.quarter - 1]

    @property
    def target(self) -> str:
        """Of the year in the last quarter, which speaks for the year; else what the quarters come to."""
        return amount_words(self.aim)

    @property
    def aim(self) -> Figure:
        return self.result.targets.annual if self.quarter == 4 else self.progress.target.figure

    @property
    def reached(self) -> Figure:
        return self.result.achievement if self.quarter == 4 else self.progress.achievement

    @property
    def figures(self) -> list[tuple[str, str]]:
        return [
            ("Realisasi", amount_words(self.progress.realisation.figure)),
            ("Target", self.target),
            ("Capaian", percent_words(self.reached)),
        ]

    @property
    def predicate(self) -> str:
        return self.result.predicate if self.quarter == 4 else self.progress.predicate

    @property
    def below_target(self) -> bool:
        return self.result.below_target if self.quarter == 4 else self.progress.below_target

    @property
    def unexplained(self) -> bool:
        """Below its target, and nobody has said why or what is done about it."""
        stored_texts = [self.form.stored_text(name) for name, _ in EntryForm.TEXTS]
        return self.below_target and not all(text.strip() for text in stored_texts)

    @property
    def rule(self) -> str:
        """The sentences with the figures, counted from the year's beginning."""
        indicator, realisation_to_date = self.result.indicator, self.progress.realisation
        sentences = [realisation_words(indicator, realisation_to_date)]
        if self.quarter == 4 or self.aim is not EMPTY:
            sentences.append(achievement_words(indicator, realisation_to_date.figure, self.aim, self.reached))
        sentences.append(f"Predikat: {self.predicate}." if self.predicate else "")
        return " ".join(filter(None, sentences))

    @property
    def texts(self) -> list[tuple[str, str, str, str]]:
        """Name, label, text and error of what may be said."""
        return [
            (name, label, self.form.cell_text(name), self.form.error_of(name))
            for name, label in EntryForm.TEXTS
        ]

    @property
    def texts_open(self) -> bool:
        return self.unexplained or any(error for *_, error in self.texts)

    @property
    def alone(self) -> str:
        """What the figures take together, and the formula over this quarter's figures only."""
        if self.quarter == 1 or isinstance(self.progress.realisation.figure, Lack):
            return ""
        quarter_words_measured = measured_words(self.progress.alone, self.result.indicator.unit)
        quarter_only_words = (
            ""
            if isinstance(self.progress.alone, Lack)
            else f"; {quarter_words(self.quarter)} saja {quarter_words_measured}"
        )
        return f"Dihitung dari awal tahun{quarter_only_words}."
