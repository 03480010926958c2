"""What tests of IKU pages share."""

from typing import Any

from django.urls import reverse

from assessments.iku.models import IkuDocument, IkuYear
from tests.markup import markup


def page(name: str, about: IkuDocument | IkuYear, *parts: Any) -> str:
    """The address of a page about a document or a year."""
    return reverse(name, args=(about.pk, *parts))


def stored(document: IkuDocument) -> dict[str, Any]:
    """What a document says now."""
    return IkuDocument.objects.get(pk=document.pk).data


def text_of(response: Any) -> str:
    """An answer on one line, with plain spaces."""
    return markup(response).replace("\u202f", " ").replace("\u00a0", " ")
