"""Offer "IKU tercapai / jumlah IKU" of the data year to the worksheet's row that asks for it (decision 31).

The row takes it only when its operator says so. What was taken stays beside the row as its source; figures
of IKU that move afterwards are told there and change nothing.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import IO, Any, Self

from django.utils import timezone

from assessments.entry.services.evidence_links import ProofTarget
from assessments.entry.services.saving import Content, Saved, save_row
from assessments.entry.sheet import load_worksheet
from assessments.evidence.services import add_evidence, link_evidence
from assessments.files.uploads import Upload
from assessments.iku.models import IkuEntry, IkuTarget, IkuYear
from assessments.models import Entry, Worksheet
from indicators.editions.sheets import sheet_of
from indicators.iku.achievement import DEFAULT_PREDICATES
from indicators.iku.figures import Lack
from indicators.iku.report import IndicatorResult, YearResult, year_result
from indicators.scoring.grades import read_grades
from indicators.scoring.rounding import decimal_text, stored_decimal
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import IkuLink
from kinerja.accounts.models import User
from kinerja.refusals import Incomplete, Moved

from .results import filled_of, year_targets

KIND = "iku"  # of an entry's source


class NothingOffered(Incomplete):
    """The kecamatan has no IKU with targets in the data year; the text says so, for the user."""


@dataclass(frozen=True)
class Offer:
    """What the IKU of a year come to, by the threshold of an instrument."""

    year: IkuYear
    result: YearResult
    threshold: Fraction

    @property
    def achieved(self) -> int:
        return self.result.achieved_count(self.threshold)

    @property
    def total(self) -> int:
        return len(self.result.indicators)

    @property
    def unmeasured(self) -> int:
        """IKU without a capaian: they do not count as tercapai."""
        return sum(isinstance(one.achievement, Lack) for one in self.result.indicators)

    @property
    def lines(self) -> list[tuple[IndicatorResult, bool]]:
        """Each IKU and whether it is tercapai."""
        return [(one, self._reached(one)) for one in self.result.indicators]

    def _reached(self, indicator_result: IndicatorResult) -> bool:
        return (
            not isinstance(indicator_result.achievement, Lack)
            and indicator_result.achievement >= self.threshold
        )


@dataclass(frozen=True)
class Taken:
    """What a row says it took: figures, of which year and document, by whom and when."""

    year: int
    year_id: str
    document: int  # its version
    achieved: int
    total: int
    threshold: str
    by: str
    at: str  # ISO 8601

    @classmethod
    def of(cls, entry: Entry | None) -> Self | None:
        """That of a row; None where its values came from elsewhere."""
        source: Mapping[str, Any] = (entry.source if entry else None) or {}
        if source.get("kind") != KIND:
            return None
        return cls(**{name: value for name, value in source.items() if name not in ("kind", "label")})

    def is_still_offered(self, offer: Offer | None) -> bool:
        """Whether IKU say the same now."""
        return offer is not None and (self.achieved, self.total) == (offer.achieved, offer.total)


def offer_of(worksheet: Worksheet, link: IkuLink) -> Offer | None:
    """What IKU offer to a row of the worksheet; None without targets in its data year. Two queries."""
    year = sheet_of(worksheet.revision_id).data_year
    targets = list(
        IkuTarget.objects.filter(year__district=worksheet.district_id, year__year=year).select_related(
            "year__document"
        )
    )
    if not targets:
        return None
    iku_year = targets[0].year
    result = year_result(
        iku_year.document.definition,
        iku_year.year,
        targets=year_targets(targets),
        filled=filled_of(IkuEntry.objects.filter(year=iku_year)),
        grades=read_grades(DEFAULT_PREDICATES),  # nobody reads the predikat here
        last_year={},
    )
    return Offer(iku_year, result, link.threshold)


def take_from_iku(
    *, worksheet: Worksheet, indicator: IndicatorSpec, seen: tuple[int, int], version: int, by: User
) -> tuple[Saved, Offer]:
    """Save what IKU offer as the row's values, with their source; `seen` is what the operator had read.

    Note and other values of the row stay. Raises `NothingOffered`, `Moved`, and as `entry.save`.
    """
    link = indicator.iku
    offer = offer_of(worksheet, link) if link else None
    if link is None or offer is None:
        year = sheet_of(worksheet.revision_id).data_year
        raise NothingOffered(f"Belum ada target IKU {worksheet.district} tahun {year}.")
    if (offer.achieved, offer.total) != seen:
        raise Moved("Angka IKU baru saja berubah. Periksa angkanya, lalu pakai lagi.")
    entry = worksheet.entries.filter(code=indicator.code).first()
    values_before = entry.values if entry else {}
    values = {**values_before, link.achieved: str(offer.achieved), link.total: str(offer.total)}
    content = Content(Entry.Status.FILLED, values, note=entry.note if entry else "")
    saved = save_row(
        load_worksheet(worksheet),
        code=indicator.code,
        content=content,
        version=version,
        source=source_of(offer, entry, by),
        by=by,
    )
    return saved, offer


def source_of(offer: Offer, entry: Entry | None, by: User) -> dict[str, Any]:
    """What stands beside the row; the same figures taken once more keep who took them first."""
    source_facts = {
        "kind": KIND,
        "label": f"IKU {offer.year.year}",
        "year": offer.year.year,
        "year_id": str(offer.year.pk),
        "document": offer.year.document.no,
        "achieved": offer.achieved,
        "total": offer.total,
        "threshold": decimal_text(stored_decimal(offer.threshold)),
    }
    source_before = (entry.source if entry else None) or {}
    if source_facts.items() <= source_before.items():
        return dict(source_before)
    return source_facts | {"by": by.name, "at": timezone.now().isoformat()}


def attach_offer(
    *, worksheet: Worksheet, code: str, name: str, content: Callable[[], bytes], by: User
) -> None:
    """Keep the IKU document as evidence of the row, once: a file of that name is linked and not made again.

    Raises as `assessments.evidence.services.add_evidence`.
    """
    target = ProofTarget(code)
    evidence_attached = worksheet.evidence.filter(name=name, removed_at=None).first()
    if evidence_attached is None:
        add_evidence(worksheet=worksheet, upload=Upload(name, opened_report(content())), target=target, by=by)
    elif not evidence_attached.links.filter(code=code, part="").exists():
        evidence_attached.worksheet = worksheet
        link_evidence(evidence=evidence_attached, target=target, by=by)


def opened_report(content: bytes) -> IO[bytes]:
    """A file that another process can look into, as those that people send."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when nobody reads it any more
    file.write(content)
    file.seek(0)
    return file
