"""One file of the library in words."""

from dataclasses import dataclass

from assessments.entry.page.entry_sheet import EntrySheet
from assessments.files.uploads import size_word
from assessments.models import Evidence
from indicators.scoring.proof import provable_parts
from indicators.scoring.sheet import IndicatorSpec, Sheet
from kinerja.numbers import format_short_datetime


@dataclass(frozen=True)
class Proof:
    """A row that a file proves."""

    indicator: IndicatorSpec
    part: str
    part_label: str
    pages: str
    closed: bool  # whether the link cannot be taken back by this person now


@dataclass(frozen=True)
class FileView:
    """Everything that the pages show of a file."""

    evidence: Evidence
    size: str
    pages: str
    sent: str
    proves: list[Proof]
    removal_refusal: str  # why this person cannot remove it now; empty where they can


def file_view(evidence: Evidence, entry_sheet: EntrySheet, sheet: Sheet) -> FileView:
    worksheet = entry_sheet.worksheet
    zone = str(worksheet.district.regency.province.time_zone)
    moment = format_short_datetime(evidence.uploaded_at, zone)
    links_in_force = [link for link in evidence.links.all() if link.code in sheet.by_code]
    proofs = [
        Proof(
            spec,
            link.part,
            dict(provable_parts(spec)).get(link.part, ""),
            link.pages,
            bool(entry_sheet.closed(spec.code)),
        )
        for link in links_in_force
        for spec in [sheet.by_code[link.code]]
    ]
    return FileView(
        evidence=evidence,
        size=size_word(evidence.size),
        pages=f"{evidence.pages} halaman" if evidence.kind == Evidence.Kind.PDF else "gambar",
        sent=f"{evidence.uploaded_by.name}, {moment}",
        proves=sorted(proofs, key=lambda proof: (proof.indicator.no, proof.part)),
        removal_refusal=entry_sheet.closed(*(link.code for link in evidence.links.all())),
    )
