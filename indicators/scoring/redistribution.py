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
    scope_by_code = dict(givers)
    weights = {spec.code: spec.weight for spec in indicators}
    kept_by_pool = _by_pool(
        (pool, spec) for spec in indicators if spec.code not in scope_by_code for pool in _pools_of(spec)
    )
    receiving_pools = {
        spec: _receiving_pool(spec, scope_by_code[spec.code], kept_by_pool)
        for spec in indicators
        if spec.code in scope_by_code
    }
    given_by_pool = _by_pool((pool, spec) for spec, pool in receiving_pools.items() if pool)
    for spec in indicators:
        pool_growth = sum(
            (given_by_pool[pool] / kept_by_pool[pool] for pool in _pools_of(spec) if pool in given_by_pool),
            Fraction(1),
        )
        weights[spec.code] *= 0 if spec in receiving_pools else pool_growth
    return Shares(weights, {spec.code: pool and pool.scope for spec, pool in receiving_pools.items()})


def _pools_of(spec: IndicatorSpec) -> tuple[Pool, ...]:
    """The three pools that a row belongs to, from the narrowest to the widest."""
    return (
        Pool(Scope.SUB_ASPECT, spec.sub_aspect.code),
        Pool(Scope.ASPECT, spec.aspect.code),
        Pool(Scope.ALL, ""),
    )


def _receiving_pool(spec: IndicatorSpec, scope: Scope, keeping: Mapping[Pool, Fraction]) -> Pool | None:
    """The narrowest pool from the scope upward in which some row keeps a weight."""
    pools = _pools_of(spec)
    first_index = next(index for index, pool in enumerate(pools) if pool.scope is scope)
    return next((pool for pool in pools[first_index:] if keeping.get(pool)), None)


def _by_pool(entries: Iterable[tuple[Pool, IndicatorSpec]]) -> Mapping[Pool, Fraction]:
    """Add up the nominal weights of the rows of each pool."""
    sum_by_pool: defaultdict[Pool, Fraction] = defaultdict(Fraction)
    for pool, spec in entries:
        sum_by_pool[pool] += spec.weight
    return sum_by_pool
