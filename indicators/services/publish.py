"""Publish an instrument: validate its document and freeze it as the revision in force."""

from typing import Any

from django.db import transaction

from indicators.models import Instrument, Revision
from indicators.scoring.document import DocumentError, canonical, parse, sha256
from kinerja.accounts.models import User

from .compile import Document, compile_document, write_rows
from .lint import lint_document


@transaction.atomic
def publish(*, instrument: Instrument, reason: str, by: User | None) -> Revision:
    """Compile, check and freeze `instrument` as its next revision.

    The revision in force is superseded; unchanged rows give back the revision in force. Raises
    `DocumentError` with every error that the linter finds; its warnings stop nothing.
    """
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    document = compile_document(instrument)
    refuse_errors(instrument, document)
    text = canonical(document)
    current = instrument.revisions.filter(state=Revision.State.IN_FORCE).first()
    if current and current.document == text:
        return current
    if current:
        current.state = Revision.State.SUPERSEDED
        current.save(update_fields=["state"])
    newest = instrument.revisions.order_by("-no").values_list("no", flat=True).first() or 0
    return Revision.objects.create(
        instrument=instrument,
        no=newest + 1,
        document=text,
        sha256=sha256(document),
        reason=reason,
        published_by=by,
    )


def refuse_errors(instrument: Instrument, document: Document) -> None:
    """Raise DocumentError with the sentences of all errors."""
    errors = [found.sentence for found in lint_document(instrument, document) if found.is_error]
    if errors:
        raise DocumentError(errors)


@transaction.atomic
def load_document(*, document: dict[str, Any], by: User | None) -> Revision:
    """Bring in an instrument from its document and publish it.

    Idempotent: a code that is published already keeps its rows and its revision in force.
    """
    parse(document)
    code = document["code"]
    in_force = Revision.objects.filter(instrument__code=code, state=Revision.State.IN_FORCE).first()
    return in_force or publish(instrument=write_rows(document, by=by), reason="Edisi pertama", by=by)
