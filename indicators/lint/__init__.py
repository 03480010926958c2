"""The linter: everything to be said of an instrument's document before it is published.

`examine` finds what makes a document no instrument at all; the checks here look further, at what its author
may not have meant. Errors come first.
"""

from collections.abc import Iterator, Sequence

from indicators.scoring.documents.content import Content
from indicators.scoring.documents.document import RULE, examine_document
from indicators.scoring.documents.schema import form_errors
from indicators.scoring.documents.years import open_years, with_years_written
from indicators.scoring.finding import Finding
from indicators.scoring.items import Facts
from indicators.scoring.sheet import Sheet

from .known_facts import Grounds, ground_findings
from .reach import reach_findings
from .stated import stated_findings
from .terms import missing_guidance, repeated_texts, term_findings
from .weights import aspect_weights


def lint_document(document: Content, kecamatan: Sequence[Facts] = ()) -> list[Finding]:
    """All findings on a document.

    `kecamatan` are the profile facts of each one that the instrument is for, nothing where they are not
    known yet; without any, no finding rests on profiles. Years that the texts leave open are filled in first.
    """
    document_to_lint = document if form_errors(document) else with_years_written(document)
    sheet, errors = examine_document(document_to_lint)
    if sheet is None:
        return errors
    broken_codes = {findings.indicator for findings in errors if findings.code == RULE}
    findings = [*errors, *open_years(document_to_lint), *_further_findings(sheet, broken_codes, kecamatan)]
    return sorted(findings, key=lambda it: not it.is_error)


def _further_findings(sheet: Sheet, broken: set[str], kecamatan: Sequence[Facts]) -> Iterator[Finding]:
    """What `examine` does not look at; a rule that does not work is passed over."""
    yield from aspect_weights(sheet)
    yield from repeated_texts(sheet)
    known_facts = Grounds(sheet, kecamatan)
    for spec in sheet.indicators:
        yield from term_findings(spec)
        if spec.code not in broken:
            yield from stated_findings(spec)
            yield from reach_findings(spec)
            yield from ground_findings(spec, known_facts)
    yield from missing_guidance(sheet)
