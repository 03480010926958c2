"""What an indicator takes from elsewhere, given by hand so that its row can be tried."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from indicators.scoring.items import Answer
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import FactSource, IndicatorSource
from kinerja.fields import NumberField
from kinerja.numbers import Kind

from .row import number_field, raw_text

EXAMPLE = 10  # of a fact, so that the row can be calculated at once


class TrialForm(forms.Form):
    """The profile's facts, the other rows' values, and whether evidence is there, as the indicator asks."""

    def __init__(self, sheet: Sheet, indicator: IndicatorSpec, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="coba-%s")
        self.indicator = indicator
        self.sources = list(dict.fromkeys(sources_of(indicator)))
        self.facts = sorted(facts_of(sheet, indicator, self.sources))
        for name in self.facts:
            self.fields[f"fakta-{name}"] = NumberField(
                kind=Kind.COUNT,
                label=f"Jumlah {name.replace('_', ' ')} pada profil",
                initial=EXAMPLE,
                required=False,
                min_value=0,
            )
        for source in self.sources:
            spec = sheet.by_code[source.indicator]
            field = number_field(spec.input(source.input))
            field.label = f"Nomor {spec.no}: {field.label}"
            self.fields[f"asal-{source.indicator}-{source.input}"] = field
        if indicator.evidence is not None:
            self.fields["bukti"] = forms.BooleanField(
                label="Bukti dukung yang diminta sudah ada", required=False, initial=True
            )

    @property
    def given_facts(self) -> dict[str, int]:
        """The facts by name; those of an unsent form are its examples."""
        if not self.is_bound:
            return dict.fromkeys(self.facts, EXAMPLE)
        counts = {name: self.cleaned_data.get(f"fakta-{name}") for name in self.facts}
        return {name: int(value) for name, value in counts.items() if value is not None}

    @property
    def other_answers(self) -> dict[str, Answer]:
        """What the other rows are made to say."""
        values: dict[str, dict[str, object]] = {}
        for source in self.sources if self.is_bound else ():
            value = self.cleaned_data.get(f"asal-{source.indicator}-{source.input}")
            if value is not None:
                values.setdefault(source.indicator, {})[source.input] = raw_text(value)
        return {code: Answer(values=texts) for code, texts in values.items()}

    @property
    def is_proven(self) -> bool:
        return "bukti" not in self.fields or not self.is_bound or bool(self.cleaned_data.get("bukti"))


def sources_of(indicator: IndicatorSpec) -> Iterator[IndicatorSource]:
    """The inputs of other rows that it takes values from."""
    for spec in indicator.sourced:
        if isinstance(spec.source, IndicatorSource) and spec.source.indicator != indicator.code:
            yield spec.source


def facts_of(sheet: Sheet, indicator: IndicatorSpec, sources: list[IndicatorSource]) -> set[str]:
    """The facts that decide on it and on the rows that it takes values from."""
    rows = [indicator, *(sheet.by_code[source.indicator] for source in sources)]
    facts_deciding = {name for row in rows if row.applies for name in row.applies.facts}
    source_inputs = (spec.source for row in rows for spec in row.sourced)
    return facts_deciding | {
        name for source in source_inputs if isinstance(source, FactSource) for name in source.facts
    }
