"""The order of an instrument's parts: one place up or down among those beside it, or numbered anew."""

from django.db import transaction

from indicators.models import Aspect, Indicator, Instrument, SubAspect
from kinerja.accounts.models import User

from .merge import Writing, merge_rows

Part = Aspect | SubAspect | Indicator


@transaction.atomic
def move_part(*, part: Part, step: int, by: User) -> bool:
    """Change places with the neighbour before (-1) or after (1); False where there is none."""
    beside = list(sibling_parts(part))
    place = beside.index(part) + step
    if not 0 <= place < len(beside):
        return False
    other = beside[place]
    rows = {it.pk: it for it in beside}
    merge_rows(
        Writing(by, "Susunan"),
        type(part),
        rows,
        {part.pk: {"no": other.no}, other.pk: {"no": part.no}},
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
    ordered = list(rows.order_by("sub_aspect__aspect__no", "sub_aspect__no", "no"))
    wanted = {row.pk: {"no": no} for no, row in enumerate(ordered, start=1)}
    merge_rows(Writing(by, "Susunan"), Indicator, {row.pk: row for row in ordered}, wanted)
