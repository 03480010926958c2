"""What in a filled row a person should look at again. Warnings change no score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .quantities import input_number, quantity_text
from .rules.rule import CHECK, RowWarning
from .specs import ConstantSource, IndicatorSource, InputSpec

if TYPE_CHECKING:
    from .engine import Row
    from .items import Item


def warnings_of(row: Row) -> tuple[RowWarning, ...]:
    """The rule's warnings, then those on typed values beside what their source says."""
    if row.outcome.replaces_data:
        return ()
    item = row.item
    overridden_inputs = (spec for spec in item.indicator.sourced if _is_overridden(item, spec.code))
    return (
        *item.indicator.rule.warnings(item),
        *(RowWarning("differs_from_source", _difference_sentence(item, spec)) for spec in overridden_inputs),
    )


def source_name(spec: InputSpec) -> str:
    """Where a sourced input is taken from, in words."""
    if isinstance(spec.source, IndicatorSource):
        return f"nomor {spec.source.no}"
    return "instrumen" if isinstance(spec.source, ConstantSource) else "profil kecamatan"


def _is_overridden(item: Item, code: str) -> bool:
    return code in item.typed and code in item.offered and item.typed[code] != item.offered[code]


def _difference_sentence(item: Item, spec: InputSpec) -> str:
    typed, offered = input_number(item.typed, spec), input_number(item.offered, spec)
    return (
        f"“{spec.label}” ditulis {quantity_text(spec, typed)}, "
        f"menurut {source_name(spec)} {quantity_text(spec, offered)}. {CHECK}"
    )
