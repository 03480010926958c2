"""Publish an instrument: validate its document and freeze it as the revision in force."""

from django.db import transaction

from indicators.models import Instrument, Revision
from indicators.scoring.documents.content import Document
from indicators.scoring.documents.document import DocumentError, canonical_text, parse_document, sha256
from indicators.scoring.documents.years import with_years_written
from kinerja.accounts.models import User

from .compile import document_to_publish, write_instrument
from .lint import lint_compiled


@transaction.atomic
def publish_instrument(*, instrument: Instrument, reason: str, by: User | None) -> Revision:
    """Compile, check and freeze `instrument` as its first revision.

    Unchanged rows give back the revision in force. Raises `DocumentError` with every error that the linter
    finds (its warnings stop nothing), and where something else is published already: what worksheets may
    stand on is revised, with a preview, by `assessments.revision.services.revise`.
    """
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    document = document_to_publish(instrument)
    current_edition = in_force(instrument)
    if current_edition and current_edition.document == canonical_text(document):
        return current_edition
    if current_edition:
        raise DocumentError([f"{instrument} sudah terbit. Berlakukan perubahannya lewat halaman Revisi."])
    refuse_errors(instrument, document)
    return freeze_revision(instrument, document, reason=reason, effect=Revision.Effect.SCORES, by=by)


def in_force(instrument: Instrument) -> Revision | None:
    return instrument.revisions.filter(state=Revision.State.IN_FORCE).first()


def freeze_revision(
    instrument: Instrument, document: Document, *, reason: str, effect: Revision.Effect, by: User | None
) -> Revision:
    """Write a checked document as the next revision of a locked instrument, in the place of the last one."""
    instrument.revisions.filter(state=Revision.State.IN_FORCE).update(state=Revision.State.SUPERSEDED)
    newest_no = instrument.revisions.order_by("-no").values_list("no", flat=True).first() or 0
    return Revision.objects.create(
        instrument=instrument,
        no=newest_no + 1,
        document=canonical_text(document),
        sha256=sha256(document),
        reason=reason,
        effect=effect,
        published_by=by,
    )


def refuse_errors(instrument: Instrument, document: Document) -> None:
    """Raise DocumentError with the sentences of all errors."""
    error_sentences = [found.sentence for found in lint_compiled(instrument, document) if found.is_error]
    if error_sentences:
        raise DocumentError(error_sentences)


@transaction.atomic
def load_document(*, document: Document, by: User | None) -> Revision:
    """Bring in an instrument from its document and publish it.

    Idempotent: a code that is published already keeps its rows and its revision in force.
    """
    parse_document(with_years_written(document))
    code = document["code"]
    revision = Revision.objects.filter(instrument__code=code, state=Revision.State.IN_FORCE).first()
    return revision or publish_instrument(
        instrument=write_instrument(document, by=by), reason="Edisi pertama", by=by
    )
