"""What a dashboard counts: how far the kecamatan are, where claim and decision part. Stored totals only."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from assessments.models import Worksheet
from assessments.workflow import Phase
from indicators.editions.sheets import sheet_of
from kinerja.regions.models import Regency

# Who does not take part counts nowhere.
COUNTED: Sequence[Phase] = tuple(phase for phase in Phase if phase is not Phase.NOT_PARTICIPATING)


@dataclass(frozen=True)
class Tally:
    """How many of some kecamatan are how far."""

    counts: Mapping[Phase, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def handed_in(self) -> int:
        return sum(count for phase, count in self.counts.items() if phase.is_sent)

    @property
    def percent(self) -> Fraction:
        """Of those that take part, how many have sent."""
        return Fraction(100 * self.handed_in, self.total) if self.total else Fraction(0)

    @property
    def urgency_key(self) -> tuple[Fraction, ...]:
        """What needs a word first sorts first: few sent, few verified, many that have not begun."""
        return self.percent, self.share(Phase.VERIFIED), -self.share(Phase.UNTOUCHED)

    def share(self, phase: Phase) -> Fraction:
        return Fraction(self.counts.get(phase, 0), self.total) if self.total else Fraction(0)


def tally_of(worksheets: Iterable[Worksheet]) -> Tally:
    count_by_phase = Counter(worksheet.phase for worksheet in worksheets)
    return Tally({phase: count_by_phase[phase] for phase in COUNTED if count_by_phase[phase]})


def tallies_by_regency(worksheets: Iterable[Worksheet]) -> list[tuple[Regency, Tally]]:
    """Every kabupaten with its tally, the one that needs action first at the top."""
    by_regency: dict[Regency, list[Worksheet]] = {}
    for worksheet in worksheets:
        by_regency.setdefault(worksheet.district.regency, []).append(worksheet)
    tally_by_regency = [(regency, tally_of(its)) for regency, its in by_regency.items()]
    taking_part = [(regency, its) for regency, its in tally_by_regency if its.total]
    return sorted(taking_part, key=lambda it: (*it[1].urgency_key, it[0].code))


def by_need(worksheets: Iterable[Worksheet]) -> list[tuple[Worksheet, Phase]]:
    """Kecamatan one by one, those that are least far first, and of these those that filled least."""
    phases_by_need = list(reversed(COUNTED))
    counted = [(worksheet, worksheet.phase) for worksheet in worksheets if worksheet.current_state.takes_part]
    return sorted(
        counted, key=lambda it: (phases_by_need.index(it[1]), share_filled(it[0]), it[0].district.code)
    )


def share_filled(worksheet: Worksheet) -> Fraction:
    return Fraction(worksheet.filled, worksheet.asked) if worksheet.asked else Fraction(0)


@dataclass(frozen=True)
class AspectFilled:
    """How many rows of an aspect are answered, over all kecamatan."""

    title: str
    filled: int
    row_count: int

    @property
    def percent(self) -> Fraction:
        return Fraction(100 * self.filled, self.row_count) if self.row_count else Fraction(0)


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
    decided_worksheets = [it for it in worksheets if it.pk in decided]
    apart_by_aspect = [
        apart_in(title, code, decided_worksheets, decided)
        for code, title in aspect_titles(decided_worksheets).items()
    ]
    return [it for it in apart_by_aspect if it.among]


def apart_in(
    title: str, code: str, worksheets: Iterable[Worksheet], decided: Mapping[UUID, Mapping[str, Any]]
) -> AspectApart:
    total_pairs = [(it.aspect_totals.get(code), decided[it.pk].get(code)) for it in worksheets]
    score_pairs = [(Decimal(one["score"]), Decimal(two["score"])) for one, two in total_pairs if one and two]
    score_changes = [two - one for one, two in score_pairs]
    return AspectApart(
        title=title,
        among=len(score_pairs),
        claimed=sum((one for one, _ in score_pairs), Decimal(0)),
        decided=sum((two for _, two in score_pairs), Decimal(0)),
        taken=sum((-it for it in score_changes if it < 0), Decimal(0)),
        given=sum((it for it in score_changes if it > 0), Decimal(0)),
        differing=sum(it != 0 for it in score_changes),
    )


def aspect_titles(worksheets: Iterable[Worksheet]) -> dict[str, str]:
    """The aspects of the editions in use by code, in their order."""
    return {
        aspect.code: f"{aspect.no}. {aspect.name}"
        for revision in dict.fromkeys(it.revision_id for it in worksheets)
        for aspect in sheet_of(revision).aspects
    }


def aspects_filled(worksheets: Sequence[Worksheet]) -> list[AspectFilled]:
    """Every aspect of the edition, in its order, over those that take part."""
    counted = [it for it in worksheets if it.current_state.takes_part]
    return [
        AspectFilled(
            title, stored_decisions(counted, code, "filled"), stored_decisions(counted, code, "count")
        )
        for code, title in aspect_titles(counted).items()
    ]


def stored_decisions(worksheets: Iterable[Worksheet], code: str, what: str) -> int:
    return sum(int(it.aspect_totals.get(code, {}).get(what, 0)) for it in worksheets)


def claim_totals(worksheets: Iterable[Worksheet]) -> list[Decimal]:
    """The claims of all that were sent."""
    return [it.claim_total for it in worksheets if it.current_state.is_sent]


@dataclass(frozen=True)
class Difference:
    """How far the decision on a worksheet lies above its claim; below it the figure is negative."""

    worksheet: Worksheet
    claim: Decimal
    decided: Decimal

    @property
    def amount(self) -> Decimal:
        return self.decided - self.claim


def largest_differences(worksheets: Iterable[Worksheet], decided: Mapping[UUID, Decimal]) -> list[Difference]:
    """Where the decision is not the claim, the widest apart first."""
    differences = [Difference(it, it.claim_total, decided[it.pk]) for it in worksheets if it.pk in decided]
    unequal = [it for it in differences if it.amount]
    return sorted(unequal, key=lambda it: (-abs(it.amount), it.worksheet.district.code))
