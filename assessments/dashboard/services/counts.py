"""What a dashboard counts: how far the kecamatan are, where claim and decision part. Stored totals only."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any
from uuid import UUID

from assessments.models import Worksheet
from assessments.workflow import State
from indicators.editions.sheets import sheet_of
from kinerja.regions.models import Regency


class Progress(StrEnum):
    """How far a kecamatan is, the furthest first."""

    VERIFIED = "verified"
    JUDGED = "judged"
    SENT = "sent"
    REPAIR = "repair"
    AWAITING = "awaiting"
    FILLING = "filling"
    UNTOUCHED = "untouched"


HANDED_IN = (Progress.VERIFIED, Progress.JUDGED, Progress.SENT, Progress.REPAIR)
# Drafts are told apart by what they hold; who does not take part counts nowhere.
PROGRESS: Mapping[State, Progress | None] = {
    State.DRAFT: Progress.FILLING,
    State.AWAITING_HEAD: Progress.AWAITING,
    State.SUBMITTED: Progress.SENT,
    State.REGENCY_REVIEW: Progress.JUDGED,
    State.REGENCY_VERIFIED: Progress.JUDGED,
    State.UNDER_REVIEW: Progress.JUDGED,
    State.REPAIR: Progress.REPAIR,
    State.RESUBMITTED: Progress.JUDGED,
    State.VERIFIED: Progress.VERIFIED,
    State.PROVISIONAL: Progress.VERIFIED,
    State.FINAL: Progress.VERIFIED,
    State.NOT_PARTICIPATING: None,
}


def progress_of(worksheet: Worksheet) -> Progress | None:
    """Where a worksheet counts; None for a kecamatan that does not take part."""
    found = PROGRESS[State(worksheet.state)]
    return Progress.UNTOUCHED if found is Progress.FILLING and not worksheet.filled else found


@dataclass(frozen=True)
class Tally:
    """How many of some kecamatan are how far."""

    counts: Mapping[Progress, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def handed_in(self) -> int:
        return sum(self.counts.get(it, 0) for it in HANDED_IN)

    @property
    def percent(self) -> Fraction:
        """Of those that take part, how many have sent."""
        return Fraction(100 * self.handed_in, self.total) if self.total else Fraction(0)

    @property
    def urgency(self) -> tuple[Fraction, ...]:
        """What needs a word first sorts first: few sent, few verified, many that have not begun."""
        return self.percent, self.share(Progress.VERIFIED), -self.share(Progress.UNTOUCHED)

    def share(self, progress: Progress) -> Fraction:
        return Fraction(self.counts.get(progress, 0), self.total) if self.total else Fraction(0)


def tally(worksheets: Iterable[Worksheet]) -> Tally:
    found = Counter(progress_of(worksheet) for worksheet in worksheets)
    return Tally({it: found[it] for it in Progress if found[it]})


def tallies(worksheets: Iterable[Worksheet]) -> list[tuple[Regency, Tally]]:
    """Every kabupaten with its tally, the one that needs action first at the top."""
    by_regency: dict[Regency, list[Worksheet]] = {}
    for worksheet in worksheets:
        by_regency.setdefault(worksheet.district.regency, []).append(worksheet)
    found = [(regency, tally(its)) for regency, its in by_regency.items()]
    taking_part = [(regency, its) for regency, its in found if its.total]
    return sorted(taking_part, key=lambda it: (*it[1].urgency, it[0].code))


def by_need(worksheets: Iterable[Worksheet]) -> list[tuple[Worksheet, Progress]]:
    """Kecamatan one by one, those that are least far first, and of these those that filled least."""
    order = list(reversed(Progress))
    found = [(it, progress) for it in worksheets if (progress := progress_of(it))]
    return sorted(found, key=lambda it: (order.index(it[1]), share_filled(it[0]), it[0].district.code))


def share_filled(worksheet: Worksheet) -> Fraction:
    return Fraction(worksheet.filled, worksheet.asked) if worksheet.asked else Fraction(0)


@dataclass(frozen=True)
class AspectFilled:
    """How many rows of an aspect are answered, over all kecamatan."""

    title: str
    filled: int
    asked: int

    @property
    def percent(self) -> Fraction:
        return Fraction(100 * self.filled, self.asked) if self.asked else Fraction(0)


@dataclass(frozen=True)
class AspectApart:
    """Claim and decision of an aspect over `among` kecamatan: the sums, and what was taken and given."""

    title: str
    among: int
    claimed: Decimal
    decided: Decimal
    taken: Decimal
    given: Decimal
    differing: int

    @property
    def moved(self) -> Decimal:
        return self.taken + self.given

    @property
    def amount(self) -> Decimal:
        """How far the decisions lie above the claims; below them it is negative."""
        return self.decided - self.claimed

    def mean(self, amount: Decimal) -> Fraction:
        return Fraction(amount) / self.among


def aspects_apart(
    worksheets: Sequence[Worksheet], decided: Mapping[UUID, Mapping[str, Any]]
) -> list[AspectApart]:
    """Every aspect in the edition's order, over the worksheets whose every row is decided; `decided` are the
    stored figures of the decision."""
    shown = [it for it in worksheets if it.pk in decided]
    found = [apart_in(title, code, shown, decided) for code, title in titles_of(shown).items()]
    return [it for it in found if it.among]


def apart_in(
    title: str, code: str, worksheets: Iterable[Worksheet], decided: Mapping[UUID, Mapping[str, Any]]
) -> AspectApart:
    pairs = [(it.aspect_totals.get(code), decided[it.pk].get(code)) for it in worksheets]
    scores = [(Decimal(one["score"]), Decimal(two["score"])) for one, two in pairs if one and two]
    amounts = [two - one for one, two in scores]
    return AspectApart(
        title=title,
        among=len(scores),
        claimed=sum((one for one, _ in scores), Decimal(0)),
        decided=sum((two for _, two in scores), Decimal(0)),
        taken=sum((-it for it in amounts if it < 0), Decimal(0)),
        given=sum((it for it in amounts if it > 0), Decimal(0)),
        differing=sum(it != 0 for it in amounts),
    )


def titles_of(worksheets: Iterable[Worksheet]) -> dict[str, str]:
    """The aspects of the editions in use by code, in their order."""
    return {
        aspect.code: f"{aspect.no}. {aspect.name}"
        for revision in dict.fromkeys(it.revision_id for it in worksheets)
        for aspect in sheet_of(revision).aspects
    }


def aspects_filled(worksheets: Sequence[Worksheet]) -> list[AspectFilled]:
    """Every aspect of the edition, in its order, over those that take part."""
    counted = [it for it in worksheets if progress_of(it)]
    return [
        AspectFilled(title, stored(counted, code, "filled"), stored(counted, code, "count"))
        for code, title in titles_of(counted).items()
    ]


def stored(worksheets: Iterable[Worksheet], code: str, what: str) -> int:
    return sum(int(it.aspect_totals.get(code, {}).get(what, 0)) for it in worksheets)


def claims(worksheets: Iterable[Worksheet]) -> list[Decimal]:
    """The claims of all that were sent."""
    return [it.claim_total for it in worksheets if progress_of(it) in HANDED_IN]


@dataclass(frozen=True)
class Difference:
    """How far the decision on a worksheet lies above its claim; below it the figure is negative."""

    worksheet: Worksheet
    claim: Decimal
    decided: Decimal

    @property
    def amount(self) -> Decimal:
        return self.decided - self.claim


def differences(worksheets: Iterable[Worksheet], decided: Mapping[UUID, Decimal]) -> list[Difference]:
    """Where the decision is not the claim, the widest apart first."""
    found = [Difference(it, it.claim_total, decided[it.pk]) for it in worksheets if it.pk in decided]
    apart = [it for it in found if it.amount]
    return sorted(apart, key=lambda it: (-abs(it.amount), it.worksheet.district.code))
