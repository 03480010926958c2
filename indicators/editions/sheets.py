"""A published revision never changes, so its parsed form is kept in memory."""

from functools import lru_cache
from uuid import UUID

from indicators.models import Revision
from indicators.scoring.documents.document import parse_document, read_document
from indicators.scoring.sheet import Sheet


@lru_cache(maxsize=64)
def sheet_of(revision_id: UUID) -> Sheet:
    """The parsed document of a revision; read from the database once a process."""
    return parse_document(
        read_document(Revision.objects.values_list("document", flat=True).get(pk=revision_id))
    )
