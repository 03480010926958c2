"""Aspects whose indicators do not add up to the weight that the regulation states."""

from collections.abc import Iterator

from indicators.scoring.documents.checks import missing_or_extra
from indicators.scoring.finding import Finding, warning_finding
from indicators.scoring.sheet import Sheet
from kinerja.numbers import format_number


def aspect_weights(sheet: Sheet) -> Iterator[Finding]:
    for aspect in sheet.aspects:
        stated = aspect.stated_weight
        if stated is not None and aspect.weight != stated:
            sentence = (
                f"Aspek {aspect.code}: jumlah bobot {format_number(aspect.weight)}, sedangkan menurut "
                f"peraturan {format_number(stated)} ({missing_or_extra(aspect.weight, stated)})."
            )
            yield warning_finding("aspect_weight", sentence, aspect=aspect.code)
