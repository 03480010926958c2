"""Between which achievements an indicator can lie: full ones out of reach, or had by everybody."""

from collections.abc import Iterator

from indicators.scoring.finding import Finding, warning_finding
from indicators.scoring.quantities import HUNDRED
from indicators.scoring.sheet import IndicatorSpec
from kinerja.numbers import format_number


def reach_findings(spec: IndicatorSpec) -> Iterator[Finding]:
    lowest, highest = (min(achievement, spec.cap) for achievement in spec.rule.achievement_range)
    indicator_words = f"Indikator {spec.code}"
    if highest < HUNDRED:
        sentence = (
            f"{indicator_words}: capaian 100 tidak dapat dicapai; yang tertinggi {format_number(highest)}."
        )
        yield warning_finding("never_full", sentence, indicator=spec.code)
    if lowest >= HUNDRED:
        yield warning_finding(
            "always_full", f"{indicator_words}: capaian selalu 100, apa pun isinya.", indicator=spec.code
        )
