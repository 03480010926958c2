"""The forms of a year's rows: an IKU's targets, and what its data items came to in a quarter."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.iku.models import IkuEntry, IkuTarget
from assessments.iku.services.years import EntryContent, TargetContent
from indicators.iku.document import KeyIndicator
from indicators.iku.quarters import QUARTERS
from indicators.scoring.rounding import decimal_text
from kinerja.fields import NumberField

from .fields import unix_lines
from .words import amount_text, quarter_words

NOTHING = "–"
LONGEST = 2000
RELOAD = dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Muat ulang halaman.")
Row = IkuEntry | IkuTarget


class SavedRowForm(forms.Form):
    """Cells of a row, and the version that the sender has read. `entry` is the row as it is stored."""

    def __init__(self, indicator: KeyIndicator, data: QueryDict | None = None, *, entry: Row | None = None):
        super().__init__(data)
        self.indicator, self.entry = indicator, entry
        self.fields["version"] = forms.IntegerField(min_value=0, max_value=2**31 - 1, error_messages=RELOAD)
        for name, label in self.numbers:
            self.fields[name] = NumberField(label=label, required=False)

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """Name and label of each figure."""
        raise NotImplementedError

    def stored_text(self, name: str) -> str:
        """What is stored in a cell, as Indonesians write it."""
        raise NotImplementedError

    def cell_text(self, name: str) -> str:
        """The cell's text: what was sent, else what is stored."""
        return str(self.data.get(name, "")) if self.is_bound else self.stored_text(name)

    def error_of(self, name: str) -> str:
        return " ".join(map(str, self.errors.get(name, []))) if self.is_bound else ""

    def amount(self, name: str) -> str:
        """A cleaned figure as it is stored; empty where there is none."""
        value: Decimal | None = self.cleaned_data[name]
        return "" if value is None else decimal_text(value)

    @property
    def both(self) -> list[tuple[str, str, str]]:
        """After a conflict: label, what was sent, and what stands there now."""
        return [
            (label, self.cell_text(name) or NOTHING, self.stored_text(name) or NOTHING)
            for name, label in self.labelled_cells
        ]

    @property
    def labelled_cells(self) -> list[tuple[str, str]]:
        return self.numbers


class TargetForm(SavedRowForm):
    """The target of the year and of its quarters."""

    @property
    def numbers(self) -> list[tuple[str, str]]:
        return [("annual", "Target setahun"), *((f"q{no}", f"Target {quarter_words(no)}") for no in QUARTERS)]

    def stored_text(self, name: str) -> str:
        if not isinstance(self.entry, IkuTarget):
            return ""
        return amount_text(self.entry.annual if name == "annual" else self.entry.quarters[int(name[1:]) - 1])

    @property
    def content(self) -> TargetContent:
        return TargetContent(self.amount("annual"), [self.amount(f"q{no}") for no in QUARTERS])


class EntryForm(SavedRowForm):
    """The data items of one quarter, and what is said where the target is missed."""

    TEXTS = (("explanation", "Penjelasan"), ("follow_up", "Tindak lanjut"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        error = {"max_length": f"Tulis paling banyak {LONGEST} huruf."}
        for name, label in self.TEXTS:
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=LONGEST, error_messages=error
            )

    @property
    def numbers(self) -> list[tuple[str, str]]:
        return [(f"item-{item.code}", item.name) for item in self.indicator.items]

    @property
    def labelled_cells(self) -> list[tuple[str, str]]:
        return [*self.numbers, *self.TEXTS]

    def stored_text(self, name: str) -> str:
        if not isinstance(self.entry, IkuEntry):
            return ""
        if name.startswith("item-"):
            return amount_text(self.entry.values.get(name.removeprefix("item-")))
        return str(getattr(self.entry, name))

    @property
    def content(self) -> EntryContent:
        amounts = {item.code: self.amount(f"item-{item.code}") for item in self.indicator.items}
        typed_texts = (unix_lines(self.cleaned_data[name]) for name, _ in self.TEXTS)
        return EntryContent({code: amount for code, amount in amounts.items() if amount}, *typed_texts)
