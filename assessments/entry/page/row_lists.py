"""What a worksheet row says about the lists behind its counts."""

from typing import NamedTuple

from django.urls import reverse

from assessments.entry.services.details import Listed, listed_inputs, listed_inputs_of
from assessments.models import Entry, Worksheet
from indicators.scoring.engine import Row


class ListLink(NamedTuple):
    """A link in words: "8 dirinci", "Rincian (wajib)", "12 dicentang"."""

    url: str
    words: str


def list_link(worksheet: Worksheet, row: Row, entry: Entry | None) -> ListLink | None:
    """Where the row's counts are listed; None where nothing of it is."""
    answered_lists = listed_inputs_of(entry, row.indicator, worksheet.profile)
    if not answered_lists:
        return None
    line_count = sum(item.length for item in answered_lists)
    if listed_inputs(row.indicator):
        url = reverse("details", args=(worksheet.pk, row.code))
        return ListLink(url, f"{line_count} dirinci" if line_count else empty_words(answered_lists))
    url = reverse("matrix", args=(worksheet.pk,))
    return ListLink(
        url, f"{line_count} desa/kelurahan dicentang" if line_count else "Centang per desa/kelurahan"
    )


def empty_words(listed: list[Listed]) -> str:
    return "Rincian (wajib)" if any(item.spec.details == "required" for item in listed) else "Rincian"
