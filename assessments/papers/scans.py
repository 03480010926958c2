"""A signed paper's scans as its page lists them, beside the paper or on a page of their own."""

from dataclasses import dataclass
from typing import Any

from assessments.files.scans import PaperOf, scans_of
from assessments.files.uploads import size_word
from assessments.models import SignedScan
from kinerja.numbers import format_short_datetime


@dataclass(frozen=True)
class ScanView:
    """A scan in words."""

    scan: SignedScan
    size: str
    sent: str


def scans_context(paper: PaperOf, refusal: str) -> dict[str, Any]:
    """What the list of a paper's scans shows, on its own page or beside the paper."""
    zone = paper.period.owner.time_zone
    scans = [
        ScanView(it, size_word(it.size), format_short_datetime(it.uploaded_at, zone))
        for it in scans_of(paper)
    ]
    return {"paper": paper, "scans": scans, "may_file": not refusal}
