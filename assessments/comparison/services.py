"""Total and rank of every worksheet of a period under each policy and each rounding of rows.

Nothing is stored: every worksheet is scored once, and added up anew under each variant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from assessments.models import LayerScore, Period, Stage, Worksheet
from assessments.scores.bulk_results import results_of
from assessments.scores.layers import layer_totals, layered_of
from assessments.scores.rank_table import LAYERS, Basis
from assessments.scores.ranking import Score, claim_score, layer_score, ranking_of
from assessments.scores.stage_scores import stage_columns
from indicators.editions.sheets import sheet_of
from indicators.models import Instrument
from indicators.scoring.engine import Result
from indicators.scoring.rounding import decimal_text
from indicators.scoring.sheet import Sheet
from indicators.scoring.tie_keys import TieKey, tie_keys
from indicators.scoring.variants import EXACT, SINGLE, Variant, variant_sums

TOGETHER = "bersama"  # the key of several variants at once
EXACTLY = ""  # of the result as it stands


@dataclass(frozen=True)
class PolicyColumn:
    """All worksheets under one variant, by their ids; those that are not ranked have no rank."""

    key: str
    variant: Variant
    totals: Mapping[UUID, Decimal]
    ranks: Mapping[UUID, int]


class PolicyEffect(NamedTuple):
    """What a variant does to the field: how many totals and ranks move, and the widest moves."""

    totals: int
    ranks: int
    up: int
    down: int
    head: int


@dataclass(frozen=True)
class Comparison:
    """`scores` are the exact ones by the code of the kecamatan."""

    period: Period
    instrument: Instrument
    basis: Basis
    sheet: Sheet | None
    scores: Sequence[Score]
    exact: PolicyColumn
    columns: Mapping[str, PolicyColumn]

    def move(self, column: PolicyColumn, worksheet: UUID) -> int:
        """How many ranks it goes up, or down below zero; 0 for one that is not ranked."""
        rank = self.exact.ranks.get(worksheet)
        return rank - column.ranks[worksheet] if rank else 0

    @cached_property
    def effects(self) -> Mapping[str, PolicyEffect]:
        return {key: self.effect(column) for key, column in self.columns.items()}

    def effect(self, column: PolicyColumn) -> PolicyEffect:
        place_moves = [self.move(column, pk) for pk in column.ranks]
        return PolicyEffect(
            totals=sum(total != self.exact.totals[pk] for pk, total in column.totals.items()),
            ranks=sum(move != 0 for move in place_moves),
            up=max([0, *place_moves]),
            down=-min([0, *place_moves]),
            head=len(self.winners(self.exact) - self.winners(column)),
        )

    def winners(self, column: PolicyColumn) -> set[UUID]:
        """Those who would have a title."""
        return {pk for pk, rank in column.ranks.items() if rank <= len(self.period.titles)}

    def in_force(self, key: str) -> bool:
        """Whether the newest edition has this policy, or exact rows, already."""
        if self.sheet is None or key == TOGETHER:
            return False
        policies = SINGLE[key].policies
        return bool(policies) and all(self.sheet.policies[it].action is to for it, to in policies.items())


def periods_of(instrument: Instrument) -> list[Period]:
    """Those with worksheets of this instrument, the newest first."""
    periods_using = Stage.objects.filter(worksheets__revision__instrument=instrument).values("period")
    periods = Period.objects.filter(pk__in=periods_using).select_related("owner")
    return list(periods.order_by("-year", "name"))


def compare_policies(
    period: Period,
    instrument: Instrument,
    basis: Basis = Basis.CLAIM,
    together: Variant | None = None,
) -> Comparison:
    """Every variant by itself, and `together` under its own key.

    Three queries (stage, worksheets, answers), one more for their evidence or for the layer of a basis.
    """
    worksheets = worksheets_under(period, instrument)
    keys = tie_keys(period.tie_keys, stage_columns(worksheets))
    variants = {EXACTLY: EXACT, **SINGLE} | ({TOGETHER: together} if together else {})
    scores: dict[str, list[Score]] = {key: [] for key in variants}
    for exact, result in exact_scores(worksheets, basis):
        for key, variant in variants.items():
            scores[key].append(score_under(exact, result, variant, keys))
    columns = {key: policy_column(key, variant, scores[key], keys) for key, variant in variants.items()}
    newest = max(worksheets, key=lambda it: it.revision.no, default=None)
    sheet = sheet_of(newest.revision_id) if newest else None
    return Comparison(period, instrument, basis, sheet, scores[EXACTLY], columns.pop(EXACTLY), columns)


def worksheets_under(period: Period, instrument: Instrument) -> list[Worksheet]:
    """Those of the period's last stage of entry that were filled with this instrument; two queries."""
    stage = Stage.objects.filter(period=period, kind=Stage.Kind.ENTRY).order_by("-no").first()
    worksheets = Worksheet.objects.filter(stage=stage, revision__instrument=instrument)
    related_fields = ("district__regency__province", "revision__instrument", "profile")
    return list(
        worksheets.order_by("district__code").select_related(*related_fields).defer("revision__document")
    )


def exact_scores(worksheets: Sequence[Worksheet], basis: Basis) -> Iterator[tuple[Score, Result | None]]:
    """Each worksheet's score as the ranking reads it, with the result behind it; none before it is judged."""
    if basis is Basis.CLAIM:
        yield from ((claim_score(worksheet), result) for worksheet, result in results_of(worksheets))
        return
    layer = LAYERS[basis]
    for worksheet, layered in layered_of(worksheets, layer):
        row = LayerScore(worksheet=worksheet, layer=layer, **layer_totals(layered)) if layered else None
        yield layer_score(worksheet, row, layer.row.unjudged), layered.result if layered else None


def score_under(exact: Score, result: Result | None, variant: Variant, keys: Sequence[TieKey]) -> Score:
    """The score under a variant, with the aspects that the tie keys look at."""
    if result is None:
        return exact
    total, aspects = variant_sums(result, variant)
    deciding_aspects = {key.aspect for key in keys}
    looked_at = {
        code: {"score": decimal_text(value)} for code, value in aspects.items() if code in deciding_aspects
    }
    return exact._replace(total=total, aspect_totals=looked_at)


def policy_column(
    key: str, variant: Variant, scores: Sequence[Score], keys: Sequence[TieKey]
) -> PolicyColumn:
    by_code = {score.worksheet.district.code: score.worksheet.pk for score in scores}
    places = ranking_of(scores, keys).places
    return PolicyColumn(
        key,
        variant,
        {score.worksheet.pk: score.total for score in scores},
        {by_code[place.entrant.code]: place.rank for place in places},
    )
