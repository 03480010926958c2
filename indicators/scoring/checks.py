"""What a well-formed instrument must also keep: codes used once, weights of 100, sources that lead on."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kinerja.numbers import format_number

from .sheet import IndicatorSpec, Sheet
from .specs import NUMBERS, IndicatorSource, InputKind, InputSpec

FULL_WEIGHT = 100


def meaning_errors(sheet: Sheet) -> list[str]:
    """All sentences on what the sheet's parts say against each other."""
    return [*_repeats(sheet), *_numbering(sheet), *_weights(sheet), *_sources(sheet), *_lists(sheet)]


def _repeats(sheet: Sheet) -> Iterator[str]:
    sub_aspects = [sub_aspect for aspect in sheet.aspects for sub_aspect in aspect.sub_aspects]
    yield from _twice("Kode aspek", (aspect.code for aspect in sheet.aspects))
    yield from _twice("Nomor aspek", (aspect.no for aspect in sheet.aspects))
    yield from _twice("Kode sub aspek", (sub_aspect.code for sub_aspect in sub_aspects))
    for aspect in sheet.aspects:
        yield from _twice(f"Aspek {aspect.code}: nomor sub aspek", (sub.no for sub in aspect.sub_aspects))
    yield from _twice("Kode indikator", (spec.code for spec in sheet.indicators))
    for spec in sheet.indicators:
        yield from _twice(f"Indikator {spec.code}: kode butir data", (item.code for item in spec.inputs))
        codes = (level.code for level in spec.levels if level.code)
        yield from _twice(f"Indikator {spec.code}: kode tingkat", codes)


def _twice(what: str, values: Iterable[object]) -> list[str]:
    return [f"{what} “{value}” dipakai {n} kali." for value, n in Counter(values).items() if n > 1]


def _numbering(sheet: Sheet) -> Iterator[str]:
    numbers = [spec.no for spec in sheet.indicators]
    if not numbers:
        yield "Instrumen belum berisi indikator."
    if numbers != sorted(set(numbers)):
        yield "Nomor indikator harus naik menurut urutannya dan dipakai sekali."


def _weights(sheet: Sheet) -> Iterator[str]:
    whole = sum((spec.weight for spec in sheet.indicators), Fraction(0))
    gap = FULL_WEIGHT - whole
    if sheet.kind == "sheet" and gap:
        words = "kurang" if gap > 0 else "lebih"
        yield f"Jumlah bobot {format_number(whole)} harus tepat 100 ({words} {format_number(abs(gap))})."


def _sources(sheet: Sheet) -> Iterator[str]:
    for spec in sheet.indicators:
        for item in spec.inputs:
            if item.source is not None:
                problem = _source_problem(sheet, spec, item)
                if problem:
                    yield f"Indikator {spec.code}, butir data {item.code}: {problem}."


def _source_problem(sheet: Sheet, spec: IndicatorSpec, item: InputSpec) -> str:
    if item.kind not in NUMBERS or item.repeatable:
        return "hanya bilangan yang tidak berulang dapat diambil dari sumber"
    seen = {(spec.code, item.code)}
    while isinstance(item.source, IndicatorSource):
        found = _target(sheet, item.source)
        if found is None:
            return f"sumbernya ({item.source.indicator}, {item.source.input}) tidak ada atau bukan bilangan"
        if item.source[:2] in seen:
            return "sumbernya kembali ke butir data itu sendiri"
        seen.add(item.source[:2])
        item = found
    return ""


def _target(sheet: Sheet, source: IndicatorSource) -> InputSpec | None:
    spec = sheet.by_code.get(source.indicator)
    for item in spec.inputs if spec else ():
        if item.code == source.input and item.kind in NUMBERS and not item.repeatable:
            return item
    return None


def _lists(sheet: Sheet) -> Iterator[str]:
    """A list makes a number that is typed otherwise: details a count, villages a count or a percentage."""
    for spec in sheet.indicators:
        for item in spec.inputs:
            kinds = {InputKind.COUNT} | ({InputKind.PERCENT} if item.villages else set())
            place = f"Indikator {spec.code}, butir data {item.code}"
            if (item.details or item.villages) and (item.kind not in kinds or item.repeatable or item.locked):
                yield f"{place}: hanya jumlah yang diketik dan tidak berulang dapat dirinci."
            if item.details and item.villages:
                yield f"{place}: pilih salah satu, rincian atau desa/kelurahan."
