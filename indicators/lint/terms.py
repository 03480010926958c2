"""Words of an instrument: terms that stand twice, units that do not fit, guidance that is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator

from indicators.scoring.finding import Finding, warning_finding
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import InputKind, InputSpec, plain_text

OF_THEIR_OWN = (InputKind.RUPIAH, InputKind.PERCENT)  # kinds that are a unit, whatever the unit says


def repeated_texts(sheet: Sheet) -> Iterator[Finding]:
    """Indicators that are called the same."""
    for text in _repeated_texts(spec.text for spec in sheet.indicators):
        codes_of_text = [spec.code for spec in sheet.indicators if plain_text(spec.text) == text]
        sentence = (
            f"Indikator {codes_of_text[-1]}: teksnya sama dengan indikator {', '.join(codes_of_text[:-1])}."
        )
        yield warning_finding("same_term", sentence, indicator=codes_of_text[-1])


def term_findings(spec: IndicatorSpec) -> Iterator[Finding]:
    indicator_words = f"Indikator {spec.code}"
    for label in _repeated_texts(item.label for item in spec.inputs):
        label_as_written = next(item.label for item in spec.inputs if plain_text(item.label) == label)
        sentence = f"{indicator_words}: lebih dari satu butir data bernama “{label_as_written}”."
        yield warning_finding("same_term", sentence, indicator=spec.code)
    if spec.rule:  # None where the rule does not work
        yield from _rule_findings(spec, indicator_words)


def missing_guidance(sheet: Sheet) -> Iterator[Finding]:
    for spec in sheet.indicators:
        if not spec.guidance.strip():
            sentence = f"Indikator {spec.code}: penjelasan belum diisi."
            yield warning_finding("guidance", sentence, indicator=spec.code)


def _rule_findings(spec: IndicatorSpec, place: str) -> Iterator[Finding]:
    yield from spec.rule.findings(spec.code)
    for items in spec.rule.compared:
        units = sorted({unit_of(item) for item in items} - {""})
        if len(units) > 1:
            sentence = f"{place}: satuan yang dihitung bersama berbeda ({', '.join(units)})."
            yield warning_finding("units", sentence, indicator=spec.code)


def unit_of(item: InputSpec) -> str:
    if item.kind in OF_THEIR_OWN:
        return "Rp" if item.kind is InputKind.RUPIAH else "%"
    return plain_text(item.unit)


def _repeated_texts(texts: Iterable[str]) -> list[str]:
    return [text for text, n in Counter(map(plain_text, texts)).items() if n > 1]
