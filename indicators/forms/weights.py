"""The weights of all indicators in one form, each with the weight that stood there when it was opened."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from indicators.models import Indicator
from indicators.scoring.rounding import decimal_text
from kinerja.fields import NumberField

SEEN = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?")


class WeightsForm(forms.Form):
    """A field `bobot-KODE` an indicator; beside it the page sends `semula-KODE`, which nobody fills."""

    def __init__(self, indicators: Iterable[Indicator], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.indicators = list(indicators)
        for row in self.indicators:
            self.fields[f"bobot-{row.code}"] = NumberField(
                label=f"{row.no}. {row.text}",
                initial=row.weight if data is None else self.seen_of(row.code),
                min_value=0,
                max_value=100,
                max_digits=9,
                decimal_places=6,
            )

    def seen_of(self, code: str) -> Decimal | None:
        """The weight with which the page was opened; None where it sends none that could be one."""
        sent_weight = str(self.data.get(f"semula-{code}", ""))
        return Decimal(sent_weight) if SEEN.fullmatch(sent_weight) else None

    @property
    def seen(self) -> dict[str, Decimal | None]:
        """All weights with which the page was opened, those of indicators that are gone too."""
        names = (name.removeprefix("semula-") for name in self.data if name.startswith("semula-"))
        return {code: self.seen_of(code) for code in names}

    @property
    def weights(self) -> dict[str, Decimal]:
        """What can be read, by code."""
        cleaned_weights = {row.code: self.cleaned_data.get(f"bobot-{row.code}") for row in self.indicators}
        return {code: weight for code, weight in cleaned_weights.items() if weight is not None}

    def typed(self, code: str) -> str:
        return str(self[f"bobot-{code}"].value() or "")

    def touched(self, code: str) -> bool:
        """Whether something else was typed than the page was opened with."""
        field = self.fields[f"bobot-{code}"]
        return self.is_bound and field.has_changed(self.seen_of(code), self.typed(code))


def seen_text(weight: Decimal) -> str:
    """A weight as `semula-KODE` carries it."""
    return decimal_text(weight)
