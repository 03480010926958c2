"""The order of an instrument's parts: one place up or down among those beside it, or numbered anew."""

from django.db import transaction

from indicators.models import Aspect, Indicator, Instrument, SubAspect
from kinerja.accounts.models import User

from .merge import Writing, merge_rows

Part = Aspect | SubAspect | Indicator


@transaction.atomic
def move_part(*, part: Part, step: int, by: User) -> bool:
    """Change places with the neighbour before (-1) or after (1); False where there is none."""
    siblings = list(sibling_parts(part))
    position = siblings.index(part) + step
    if not 0 <= position < len(siblings):
        return False
    other_part = siblings[position]
    part_by_pk = {it.pk: it for it in siblings}
    merge_rows(
        Writing(by, "Susunan"),
        type(part),
        part_by_pk,
        {part.pk: {"no": other_part.no}, other_part.pk: {"no": part.no}},
    )
    return True


def sibling_parts(part: Part) -> list[Part]:
    """Those among which a part is moved, itself too, in their order."""
    if isinstance(part, Aspect):
        return list(Aspect.objects.select_for_update().filter(instrument=part.instrument_id))
    if isinstance(part, SubAspect):
        return list(SubAspect.objects.select_for_update().filter(aspect=part.aspect_id))
    return list(Indicator.objects.select_for_update().filter(sub_aspect=part.sub_aspect_id))


@transaction.atomic
def number_anew(*, instrument: Instrument, by: User) -> None:
    """Number all indicators from 1 in the order in which they stand on the worksheet."""
    rows = Indicator.objects.select_for_update(of=("self",)).filter(instrument=instrument)
    indicators_in_order = list(rows.order_by("sub_aspect__aspect__no", "sub_aspect__no", "no"))
    wanted_numbers = {row.pk: {"no": no} for no, row in enumerate(indicators_in_order, start=1)}
    merge_rows(
        Writing(by, "Susunan"), Indicator, {row.pk: row for row in indicators_in_order}, wanted_numbers
    )
