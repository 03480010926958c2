"""What a formula says beside what its data items say."""

from collections.abc import Iterator

from indicators.scoring.finding import Finding, error, warning
from indicators.scoring.formulas.terms import repeated, sums_of

from ..document import DataItem, KeyIndicator
from ..formula import IkuFormula


def formula_findings(one: KeyIndicator) -> Iterator[Finding]:
    """Formulas that cannot be read, terms that stand twice, items that are unused or called the same."""
    place = f"IKU {one.no}"
    yield from _item_findings(one, place)
    if one.formula is None:
        problem = one.problem if one.formula_text.strip() else "Rumus belum diisi."
        yield error("formula", f"{place}, rumus: {problem}", indicator=one.code)
        return
    yield from _term_findings(one, one.formula, place)


def _item_findings(one: KeyIndicator, place: str) -> Iterator[Finding]:
    names = [_plain(item) for item in one.items]
    for item in one.items:
        if not item.name.strip():
            yield error("item", f"{place}: butir data {item.code} belum bernama.", indicator=one.code)
        elif names.count(_plain(item)) > 1:
            sentence = f"{place}: lebih dari satu butir data bernama “{item.name}”."
            yield error("item", sentence, indicator=one.code)
        if not item.definition.strip():
            sentence = f"{place}: definisi butir data “{item.name}” belum diisi."
            yield warning("definition", sentence, indicator=one.code)


def _term_findings(one: KeyIndicator, formula: IkuFormula, place: str) -> Iterator[Finding]:
    for code in repeated(sums_of(formula.tree)):
        sentence = f"{place}: rumus menyebut “{one.item(code).name}” dua kali dalam satu penjumlahan."
        yield warning("same_term", sentence, indicator=one.code)
    for item in one.items:
        if item.code not in formula.reads:
            sentence = f"{place}: butir data “{item.name}” tidak dipakai dalam rumus."
            yield warning("unused", sentence, indicator=one.code)
    if not formula.reads:
        yield error("formula", f"{place}: rumus tidak memakai butir data.", indicator=one.code)


def _plain(item: DataItem) -> str:
    return " ".join(item.name.casefold().split())
