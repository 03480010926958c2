"""What a formula says beside what its data items say."""

from collections.abc import Iterator

from indicators.scoring.finding import Finding, error_finding, warning_finding
from indicators.scoring.formulas.terms import repeated_codes, sums_of
from indicators.scoring.specs import plain_text

from ..document import KeyIndicator
from ..formula import IkuFormula


def formula_findings(indicator: KeyIndicator) -> Iterator[Finding]:
    """Formulas that cannot be read, terms that stand twice, items that are unused or called the same."""
    iku_words = f"IKU {indicator.no}"
    yield from _item_findings(indicator, iku_words)
    if indicator.formula is None:
        problem = indicator.problem if indicator.formula_text.strip() else "Rumus belum diisi."
        yield error_finding("formula", f"{iku_words}, rumus: {problem}", indicator=indicator.code)
        return
    yield from _term_findings(indicator, indicator.formula, iku_words)


def _item_findings(indicator: KeyIndicator, place: str) -> Iterator[Finding]:
    plain_names = [plain_text(item.name) for item in indicator.items]
    for item in indicator.items:
        if not item.name.strip():
            yield error_finding(
                "item", f"{place}: butir data {item.code} belum bernama.", indicator=indicator.code
            )
        elif plain_names.count(plain_text(item.name)) > 1:
            sentence = f"{place}: lebih dari satu butir data bernama “{item.name}”."
            yield error_finding("item", sentence, indicator=indicator.code)
        if not item.definition.strip():
            sentence = f"{place}: definisi butir data “{item.name}” belum diisi."
            yield warning_finding("definition", sentence, indicator=indicator.code)


def _term_findings(indicator: KeyIndicator, formula: IkuFormula, place: str) -> Iterator[Finding]:
    for code in repeated_codes(sums_of(formula.tree)):
        sentence = f"{place}: rumus menyebut “{indicator.item(code).name}” dua kali dalam satu penjumlahan."
        yield warning_finding("same_term", sentence, indicator=indicator.code)
    for item in indicator.items:
        if item.code not in formula.reads:
            sentence = f"{place}: butir data “{item.name}” tidak dipakai dalam rumus."
            yield warning_finding("unused", sentence, indicator=indicator.code)
    if not formula.reads:
        yield error_finding("formula", f"{place}: rumus tidak memakai butir data.", indicator=indicator.code)
