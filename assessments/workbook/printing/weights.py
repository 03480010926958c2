"""Weights that move between rows, as formulas: a table of the groups that share them, and each row's part."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.workbook.layout import PAGE, TABLES
from indicators.scoring.engine import Result, Row
from indicators.scoring.redistribution import SCOPES, Pool, Scope

from .cells import Content, Formula, cell_name, column_range, stored_figure
from .formulas import first_reference, if_, is_, outcomes_of
from .plan import Helper, PagePlan, pools_of

NUMBERS = {None: 0, Scope.SUB_ASPECT: 1, Scope.ASPECT: 2, Scope.ALL: 3}  # a scope in the helper columns
KEPT, GIVEN, GROWTH = 2, 3, 4  # the table's columns
HEADINGS = ("Kelompok", "Bobot tetap", "Bobot dibagikan", "Tambahan")


@dataclass
class Weights:
    """A group's weights: of the rows that keep theirs, and what others gave to the group."""

    own: Fraction = Fraction(0)
    given: Fraction = Fraction(0)

    @property
    def growth(self) -> Fraction:
        return self.given / self.own if self.own else Fraction(0)


def pool_weights(result: Result) -> Mapping[Pool, Weights]:
    weights: defaultdict[Pool, Weights] = defaultdict(Weights)
    for row in result.rows:
        for pool in pools_of(row.indicator):
            if sharing_scope(row) is None:
                weights[pool].own += row.weight
            elif row.landed is pool.scope:
                weights[pool].given += row.weight
    return weights


def sharing_scope(row: Row) -> Scope | None:
    """Within what the row gives its weight away, where it does."""
    return SCOPES.get(row.action) if row.action else None


class Sharing:
    """The table of groups on the sheet of tables, and the formulas that read it."""

    def __init__(self, plan: PagePlan) -> None:
        self.plan = plan
        first_row = plan.tables.row + 2
        pools = sorted(plan.pools, key=lambda pool: NUMBERS[pool.scope])
        self.places = {pool: first_row + no for no, pool in enumerate(pools)}
        weights = pool_weights(plan.result)
        lines = [self.line(pool, weights[pool]) for pool in pools]
        plan.tables.add_table("Pembagian bobot baris yang tidak dihitung", HEADINGS, lines)

    def line(self, pool: Pool, weights: Weights) -> tuple[Content, ...]:
        first, last = self.plan.pools[pool]
        nominal, scope, landed = (
            column_range(first, last, column, PAGE) for column in (Helper.WEIGHT, Helper.SCOPE, Helper.LANDED)
        )
        kept_cell, given_cell = (cell_name(self.places[pool], column) for column in (KEPT, GIVEN))
        return (
            self.name(pool),
            Formula(f"SUMIF({scope},0,{nominal})", stored_figure(weights.own)),
            Formula(f"SUMIF({landed},{NUMBERS[pool.scope]},{nominal})", stored_figure(weights.given)),
            Formula(if_(f"{kept_cell}>0", f"{given_cell}/{kept_cell}", "0"), float(weights.growth)),
        )

    def name(self, pool: Pool) -> str:
        for aspect in self.plan.sheet.aspects:
            if pool == Pool(Scope.ASPECT, aspect.code):
                return f"Aspek {aspect.no}: {aspect.name}"
            for sub_aspect in aspect.sub_aspects:
                if pool == Pool(Scope.SUB_ASPECT, sub_aspect.code):
                    return f"Sub aspek {aspect.no}.{sub_aspect.no}: {sub_aspect.name}"
        return "Seluruh indikator"

    def at(self, pool: Pool, column: int) -> str:
        return cell_name(self.places[pool], column, TABLES)

    def scope(self, row: Row) -> Formula | int:
        """Within what the row gives its weight away: 1 sub aspek, 2 aspek, 3 all; 0 where it keeps it."""
        spec = row.indicator
        outcome_cell = self.plan.head(spec.code, Helper.OUTCOME)
        scope_cases = [
            (is_(outcome_cell, outcome), str(NUMBERS[SCOPES[spec.policies[outcome].action]]))
            for outcome in outcomes_of(spec)
            if spec.policies[outcome].action in SCOPES
        ]
        return Formula(first_reference(scope_cases, "0"), NUMBERS[sharing_scope(row)]) if scope_cases else 0

    def landed(self, row: Row) -> Formula | int:
        """The narrowest group from there upward in which some row keeps a weight, or 0."""
        if self.scope(row) == 0:
            return 0
        scope = self.plan.head(row.code, Helper.SCOPE)
        landed_cases = [(f"{scope}=0", "0")]
        for pool in pools_of(row.indicator):
            scope_number = NUMBERS[pool.scope]
            landed_cases.append((f"AND({scope}<={scope_number},{self.at(pool, KEPT)}>0)", str(scope_number)))
        return Formula(first_reference(landed_cases, "0"), NUMBERS[row.landed])

    def weight(self, row: Row) -> Formula:
        """The column Bobot: its own and its part of what others gave; none where it was given away."""
        scope, nominal = (self.plan.head(row.code, column) for column in (Helper.SCOPE, Helper.WEIGHT))
        growth_sum = "+".join(self.at(pool, GROWTH) for pool in pools_of(row.indicator))
        return Formula(
            if_(f"{scope}=0", f"{nominal}*(1+{growth_sum})", "0"), stored_figure(row.effective_weight)
        )
