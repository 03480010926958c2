"""All weights of an instrument in one list: read with their sums, and saved together or not at all."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from indicators.models import Indicator, Instrument
from indicators.scoring.documents.checks import FULL_WEIGHT, missing_or_extra
from kinerja.accounts.models import User
from kinerja.numbers import format_number
from kinerja.refusals import Moved

from .merge import Writing, update_rows

Weights = Mapping[str, Decimal]  # by the indicator's code


class WeightsMoved(Moved):
    """Weights are not what they were when the list was opened."""


def weights_of(instrument: Instrument) -> dict[str, Decimal]:
    return dict(instrument.indicators.values_list("code", "weight"))


@transaction.atomic
def save_weights(
    *, instrument: Instrument, weights: Weights, seen: Mapping[str, Decimal | None], by: User
) -> int:
    """Write the weights that differ, with their history, and give how many those were.

    `seen` are all weights that the list was opened with. Raise WeightsMoved, and write nothing, where they
    are not those that stand there now, or where indicators have come or gone.
    """
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    rows = list(instrument.indicators.select_for_update())
    weights_now = {row.code: row.weight for row in rows}
    if weights_now != seen or weights_now.keys() != weights.keys():
        raise WeightsMoved
    changed_rows = [row for row in rows if row.weight != weights[row.code]]
    for row in changed_rows:
        row.weight = weights[row.code]
    update_rows(Writing(by, "Daftar bobot"), Indicator, changed_rows, ["weight"])
    return len(changed_rows)


def sum_words(total: Fraction, wanted: Fraction | None) -> str:
    """A sum and how it stands against what it must be: "99,25 dari 100: kurang 0,75"."""
    if wanted is None:
        return format_number(total)
    sum_words = f"pas {format_number(wanted)}" if total == wanted else missing_or_extra(total, wanted)
    return f"{format_number(total)} dari {format_number(wanted)}: {sum_words}"


def wanted_of(instrument: Instrument) -> Fraction | None:
    """What all weights must add up to; None where no law says so."""
    return Fraction(FULL_WEIGHT) if instrument.kind == Instrument.Kind.SHEET else None
