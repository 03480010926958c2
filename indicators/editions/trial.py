"""One indicator of the workspace made ready to be tried, before anything is published."""

from indicators.models import Indicator
from indicators.scoring.documents.content import Content, Document
from indicators.scoring.documents.document import examine_document
from indicators.scoring.finding import Finding, error_finding
from indicators.scoring.sheet import Sheet

from .compile import document_to_publish


def trial_sheet(indicator: Indicator) -> tuple[Sheet | None, list[Finding]]:
    """A sheet in which the indicator scores, or what keeps it from that in the linter's words; five queries.

    Other indicators that do not compile are left out: they are no reason not to try this one.
    """
    document: Content = document_to_publish(indicator.instrument)
    while True:
        sheet, errors = examine_document(document)
        own_errors = [found for found in errors if found.indicator == indicator.code]
        if sheet is None or own_errors:
            return None, own_errors or errors
        broken_codes = {found.indicator for found in errors if found.indicator}
        if not broken_codes:
            break
        document = without_indicators(document, broken_codes)
    if not sheet.by_code[indicator.code].inputs:
        return None, [error_finding("inputs", f"Indikator {indicator.code}: belum ada butir data.")]
    return sheet, []


def without_indicators(document: Content, codes: set[str]) -> Document:
    """The document with fewer indicators."""
    aspects_without_broken = [
        aspect
        | {
            "sub_aspects": [
                sub | {"indicators": [row for row in sub["indicators"] if row["code"] not in codes]}
                for sub in aspect["sub_aspects"]
            ]
        }
        for aspect in document["aspects"]
    ]
    return {**document, "aspects": aspects_without_broken}
