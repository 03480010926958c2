"""What a well-formed instrument must also keep: codes used once, weights of 100, sources that lead on."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from indicators.scoring.finding import Finding, error_finding
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import NUMBERS, IndicatorSource, InputKind, InputSpec
from kinerja.numbers import format_number

FULL_WEIGHT = 100


def meaning_errors(sheet: Sheet) -> list[Finding]:
    """All that the sheet's parts say wrongly against each other."""
    return [
        *_repeated_codes(sheet),
        *_numbering_findings(sheet),
        *_weight_findings(sheet),
        *_source_findings(sheet),
        *_list_findings(sheet),
        *_iku_counts(sheet),
    ]


def missing_or_extra(amount: Fraction, wanted: Fraction) -> str:
    """Write how much is missing or too much: "kurang 0,75"."""
    return f"{'kurang' if amount < wanted else 'lebih'} {format_number(abs(wanted - amount))}"


def _repeated_codes(sheet: Sheet) -> Iterator[Finding]:
    sub_aspects = [sub_aspect for aspect in sheet.aspects for sub_aspect in aspect.sub_aspects]
    yield from _used_twice("Kode aspek", (aspect.code for aspect in sheet.aspects))
    yield from _used_twice("Nomor aspek", (aspect.no for aspect in sheet.aspects))
    yield from _used_twice("Kode sub aspek", (sub_aspect.code for sub_aspect in sub_aspects))
    for aspect in sheet.aspects:
        numbers = (sub_aspect.no for sub_aspect in aspect.sub_aspects)
        yield from _used_twice(f"Aspek {aspect.code}: nomor sub aspek", numbers, aspect=aspect.code)
    yield from _used_twice("Kode indikator", (spec.code for spec in sheet.indicators))
    for spec in sheet.indicators:
        indicator_words = f"Indikator {spec.code}"
        item_codes = (item.code for item in spec.inputs)
        yield from _used_twice(f"{indicator_words}: kode butir data", item_codes, indicator=spec.code)
        level_codes = (level.code for level in spec.levels if level.code)
        yield from _used_twice(f"{indicator_words}: kode tingkat", level_codes, indicator=spec.code)


def _used_twice(
    what: str, values: Iterable[object], *, indicator: str = "", aspect: str = ""
) -> list[Finding]:
    sentences = (f"{what} “{value}” dipakai {n} kali." for value, n in Counter(values).items() if n > 1)
    return [error_finding("repeated", sentence, indicator=indicator, aspect=aspect) for sentence in sentences]


def _numbering_findings(sheet: Sheet) -> Iterator[Finding]:
    numbers = [spec.no for spec in sheet.indicators]
    if not numbers:
        yield error_finding("numbering", "Instrumen belum berisi indikator.")
    if numbers != sorted(set(numbers)):
        yield error_finding("numbering", "Nomor indikator harus naik menurut urutannya dan dipakai sekali.")


def _weight_findings(sheet: Sheet) -> Iterator[Finding]:
    weight_sum = sum((spec.weight for spec in sheet.indicators), Fraction(0))
    if sheet.kind == "sheet" and weight_sum != FULL_WEIGHT:
        difference_words = missing_or_extra(weight_sum, Fraction(FULL_WEIGHT))
        yield error_finding(
            "weights", f"Jumlah bobot {format_number(weight_sum)} harus tepat 100 ({difference_words})."
        )


def _source_findings(sheet: Sheet) -> Iterator[Finding]:
    for spec in sheet.indicators:
        for item in spec.inputs:
            if item.source is not None:
                problem = _source_problem(sheet, spec, item)
                if problem:
                    sentence = f"Indikator {spec.code}, butir data {item.code}: {problem}."
                    yield error_finding("source", sentence, indicator=spec.code)


def _source_problem(sheet: Sheet, spec: IndicatorSpec, item: InputSpec) -> str:
    if item.kind not in NUMBERS or item.repeatable:
        return "hanya bilangan yang tidak berulang dapat diambil dari sumber"
    inputs_seen = {(spec.code, item.code)}
    while isinstance(item.source, IndicatorSource):
        source_input = _source_input(sheet, item.source)
        if source_input is None:
            return f"sumbernya ({item.source.indicator}, {item.source.input}) tidak ada atau bukan bilangan"
        if item.source[:2] in inputs_seen:
            return "sumbernya kembali ke butir data itu sendiri"
        inputs_seen.add(item.source[:2])
        item = source_input
    return ""


def _source_input(sheet: Sheet, source: IndicatorSource) -> InputSpec | None:
    spec = sheet.by_code.get(source.indicator)
    for item in spec.inputs if spec else ():
        if item.code == source.input and item.kind in NUMBERS and not item.repeatable:
            return item
    return None


def _list_findings(sheet: Sheet) -> Iterator[Finding]:
    """A list makes a number that is typed otherwise: details a count, villages a count or a percentage."""
    for spec in sheet.indicators:
        for item in spec.inputs:
            countable_kinds = {InputKind.COUNT} | ({InputKind.PERCENT} if item.villages else set())
            input_words = f"Indikator {spec.code}, butir data {item.code}"
            if (item.details or item.villages) and (
                item.kind not in countable_kinds or item.repeatable or item.locked
            ):
                sentence = f"{input_words}: hanya jumlah yang diketik dan tidak berulang dapat dirinci."
                yield error_finding("list", sentence, indicator=spec.code)
            if item.details and item.villages:
                sentence = f"{input_words}: pilih salah satu, rincian atau desa/kelurahan."
                yield error_finding("list", sentence, indicator=spec.code)


def _iku_counts(sheet: Sheet) -> Iterator[Finding]:
    """What takes the number of IKU is typed otherwise: two counts of the same indicator."""
    for spec in sheet.indicators:
        if spec.iku is None:
            continue
        named_inputs = [spec.by_input.get(code) for code in spec.iku[:2]]
        typed_counts = [
            it
            for it in named_inputs
            if it and it.kind is InputKind.COUNT and not (it.repeatable or it.locked)
        ]
        if len({it.code for it in typed_counts}) < len(named_inputs):
            sentence = (
                f"Indikator {spec.code}: IKU tercapai dan jumlah IKU masing-masing harus menyebut "
                "satu butir data berjenis bilangan bulat yang diketik dan tidak berulang."
            )
            yield error_finding("iku", sentence, indicator=spec.code)
