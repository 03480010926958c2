"""What in a filled row a person should look at again. Warnings change no score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .rules import RowWarning
from .rules.base import quantity
from .rules.measures import CHECK, number
from .sheet import Outcome
from .specs import ConstantSource, IndicatorSource, InputSpec

if TYPE_CHECKING:
    from .engine import Row
    from .items import Item

WITHOUT_DATA = (Outcome.TDI, Outcome.NONE_OCCURRED, Outcome.NOT_APPLICABLE)


def row_warnings(row: Row) -> tuple[RowWarning, ...]:
    """The rule's warnings, then those on typed values beside what their source or the profile says."""
    if row.outcome in WITHOUT_DATA:
        return ()
    item = row.item
    differing = (spec for spec in item.indicator.sourced if _differs(item, spec.code))
    return (
        *item.indicator.rule.warnings(item.values),
        *(RowWarning("differs_from_source", _difference(item, spec)) for spec in differing),
        *_fewer_than_villages(item),
    )


def source_name(spec: InputSpec) -> str:
    """Where a sourced input is taken from, in words."""
    if isinstance(spec.source, IndicatorSource):
        return f"nomor {spec.source.no}"
    return "instrumen" if isinstance(spec.source, ConstantSource) else "profil kecamatan"


def _differs(item: Item, code: str) -> bool:
    return code in item.typed and code in item.offered and item.typed[code] != item.offered[code]


def _difference(item: Item, spec: InputSpec) -> str:
    typed, offered = number(item.typed, spec), number(item.offered, spec)
    return (
        f"“{spec.label}” ditulis {quantity(spec, typed)}, "
        f"menurut {source_name(spec)} {quantity(spec, offered)}. {CHECK}"
    )


def _fewer_than_villages(item: Item) -> Iterator[RowWarning]:
    """5 of 5 documents where there are 15 desa: a share of villages that leaves some of them out.

    It concerns a ratio whose numerator counts villages while its denominator is typed.
    """
    indicator = item.indicator
    top, bottom = (
        indicator.by_input.get(indicator.params.get(name, "")) for name in ("numerator", "denominator")
    )
    if top is None or bottom is None or bottom.source is not None or not item.facts:
        return
    whole = sum(item.facts.get(kind, 0) for kind in top.villages)
    if bottom.code in item.typed and (given := number(item.typed, bottom)) < whole:
        yield RowWarning(
            "fewer_than_villages",
            f"“{bottom.label}” {quantity(bottom, given)}, menurut profil kecamatan ada "
            f"{whole} {' dan '.join(top.villages)}. {CHECK}",
        )
