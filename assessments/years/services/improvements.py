"""A province from one year to the next: whose score rose most."""

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from assessments.access import RankReach
from assessments.models import Worksheet
from assessments.scores.rank_table import Basis
from assessments.scores.ranking import claim_score
from kinerja.accounts.models import User

from .history import YearResult, announced_scores, common_basis, data_year_of, official_worksheets


class Improvement(NamedTuple):
    """A kecamatan with its scores of two years by the same basis; a score is None where there is no whole
    one."""

    worksheet: Worksheet
    basis: Basis
    last: Decimal | None
    this: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.last is None or self.this is None else self.this - self.last


def improvements_in(user: User, reach: RankReach) -> list[Improvement]:
    """The kecamatan of the period within reach, the most improved first, those that cannot be compared last;
    three queries."""
    worksheets = official_worksheets(user).filter(district__regency__in=[it.pk for it in reach.regencies])
    current = list(worksheets.filter(stage__period=reach.period).order_by("stage__no"))
    years = {data_year_of(it) - 1 for it in current}
    past = list(
        worksheets.filter(
            stage__period__owner=reach.period.owner_id, revision__instrument__data_year__in=years
        ).order_by("created_at")
    )
    decided = announced_scores([*current, *past])
    results = {it.pk: YearResult(it, decided.get(it.pk), None) for it in [*current, *past]}
    before = {it.district_id: results[it.pk] for it in past}
    latest: dict[UUID, Worksheet] = {it.district_id: it for it in current}
    compared = [improvement(before.get(it.district_id), results[it.pk]) for it in latest.values()]
    return sorted(compared, key=improvement_order)


def improvement(last: YearResult | None, this: YearResult) -> Improvement:
    basis = common_basis(last, this) if last else this.basis
    return Improvement(
        this.worksheet, basis, whole_score(last, basis) if last else None, whole_score(this, basis)
    )


def whole_score(result: YearResult, basis: Basis) -> Decimal | None:
    """The total in this basis; of a claim only where every row that applies is answered."""
    if basis is Basis.DESK:
        return result.decided.total if result.decided else None
    return result.worksheet.claim_total if claim_score(result.worksheet).complete else None


def improvement_order(compared: Improvement) -> tuple[bool, Decimal, str]:
    difference = compared.difference
    return difference is None, -(difference or Decimal(0)), compared.worksheet.district.code
