"""Baseline and yearly targets against the years in which the document is valid."""

from collections.abc import Iterator

from indicators.scoring.finding import Finding, warning_finding

from ..document import Definition, KeyIndicator


def target_findings(definition: Definition, indicator: KeyIndicator) -> Iterator[Finding]:
    """Targets that are missing, outside the validity, or of which no capaian can be worked out."""
    for sentence in _target_sentences(definition.years, indicator):
        yield warning_finding("targets", f"IKU {indicator.no}: {sentence}.", indicator=indicator.code)


def _target_sentences(years: range, indicator: KeyIndicator) -> Iterator[str]:
    if missing := [str(year) for year in years if year not in indicator.targets]:
        yield f"target {', '.join(missing)} belum diisi"
    if outside := [str(year) for year in indicator.targets if years and year not in years]:
        yield f"target {', '.join(outside)} di luar masa berlaku"
    if any(target <= 0 for target in indicator.targets.values()):
        yield "capaian tidak dapat dihitung dari target 0 atau kurang"
    if indicator.baseline is None:
        yield "nilai awal belum diisi"
