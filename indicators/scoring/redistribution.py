"""Weights of rows that do not count, given to the rows that do, in proportion to their own weights."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from .sheet import Action, IndicatorSpec


class Scope(StrEnum):
    SUB_ASPECT = "sub_aspect"
    ASPECT = "aspect"
    ALL = "all"


SCOPES = {
    Action.REDISTRIBUTE_SUB_ASPECT: Scope.SUB_ASPECT,
    Action.REDISTRIBUTE_ASPECT: Scope.ASPECT,
    Action.REDISTRIBUTE_ALL: Scope.ALL,
}


class Pool(NamedTuple):
    """All rows of one sub-aspect or aspect (by its code), or of the whole sheet."""

    scope: Scope
    code: str


class Shares(NamedTuple):
    """`weights`: the effective weight of every row by indicator code. `landed`: where the weight of each row
    that gave it away went, or None where no row could take it."""

    weights: Mapping[str, Fraction]
    landed: Mapping[str, Scope | None]


@lru_cache(maxsize=2**10)
def redistribute_weights(
    indicators: tuple[IndicatorSpec, ...], givers: frozenset[tuple[str, Scope]]
) -> Shares:
    """Work out effective weights where the rows of `givers` (by code) give theirs away within their scope.

    Where no row of the scope keeps a weight, the next scope up takes it. What is typed into the rows that
    keep their weight changes nothing here: weights stand still while a worksheet is being filled, and the
    worksheets of a province share a few results, which are remembered.
    """
    scopes = dict(givers)
    weights = {spec.code: spec.weight for spec in indicators}
    keeping = _by_pool(
        (pool, spec) for spec in indicators if spec.code not in scopes for pool in _pools(spec)
    )
    landings = {
        spec: _receiving_pool(spec, scopes[spec.code], keeping) for spec in indicators if spec.code in scopes
    }
    given = _by_pool((pool, spec) for spec, pool in landings.items() if pool)
    for spec in indicators:
        growth = sum((given[pool] / keeping[pool] for pool in _pools(spec) if pool in given), Fraction(1))
        weights[spec.code] *= 0 if spec in landings else growth
    return Shares(weights, {spec.code: pool and pool.scope for spec, pool in landings.items()})


def _pools(spec: IndicatorSpec) -> tuple[Pool, ...]:
    """The three pools that a row belongs to, from the narrowest to the widest."""
    return (
        Pool(Scope.SUB_ASPECT, spec.sub_aspect.code),
        Pool(Scope.ASPECT, spec.aspect.code),
        Pool(Scope.ALL, ""),
    )


def _receiving_pool(spec: IndicatorSpec, scope: Scope, keeping: Mapping[Pool, Fraction]) -> Pool | None:
    """The narrowest pool from the scope upward in which some row keeps a weight."""
    pools = _pools(spec)
    first = next(index for index, pool in enumerate(pools) if pool.scope is scope)
    return next((pool for pool in pools[first:] if keeping.get(pool)), None)


def _by_pool(entries: Iterable[tuple[Pool, IndicatorSpec]]) -> Mapping[Pool, Fraction]:
    """Add up the nominal weights of the rows of each pool."""
    sums: defaultdict[Pool, Fraction] = defaultdict(Fraction)
    for pool, spec in entries:
        sums[pool] += spec.weight
    return sums
