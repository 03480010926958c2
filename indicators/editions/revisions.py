"""The next revision of a published instrument: its workspace rows beside the revision in force."""

from dataclasses import dataclass

from indicators.models import Instrument, Revision
from indicators.rows.difference import Difference, difference_between
from indicators.rows.tidy import tidy_document
from indicators.scoring.documents.content import Document
from indicators.scoring.documents.document import read_document
from indicators.scoring.documents.schema import form_errors
from indicators.scoring.documents.wording import is_wording

from .compile import document_to_publish
from .lint import lint_compiled
from .publish import in_force


@dataclass(frozen=True)
class Draft:
    """The rows as they would be published, and what lies between them and `current`.

    `wording` says that it is texts alone. Rows that are of no form cannot be compared: then there are
    `errors` alone.
    """

    instrument: Instrument
    current: Revision
    document: Document
    difference: Difference
    errors: tuple[str, ...]
    wording: bool


def draft_of(instrument: Instrument) -> Draft | None:
    """None for an instrument that was never published; nine queries."""
    current = in_force(instrument)
    if current is None:
        return None
    document = document_to_publish(instrument)
    errors = tuple(it.sentence for it in lint_compiled(instrument, document) if it.is_error)
    old_document = tidy_document(read_document(current.document))
    new_document = old_document if form_errors(document) else tidy_document(document)
    return Draft(
        instrument=instrument,
        current=current,
        document=document,
        difference=difference_between(old_document, new_document),
        errors=errors,
        wording=is_wording(old_document, new_document),
    )


def digests_scoring_alike(revision: Revision) -> set[str]:
    """The digests of the revisions that score as this one does: before it, with nothing but texts between."""
    digests_seen: set[str] = set()
    older_revisions = Revision.objects.filter(
        instrument=revision.instrument_id, no__lte=revision.no
    ).order_by("-no")
    for digest, effect in older_revisions.values_list("sha256", "effect"):
        digests_seen.add(digest)
        if effect != Revision.Effect.NONE:
            break
    return digests_seen
