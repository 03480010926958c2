"""Which worksheet a judge takes up next."""

from assessments.access import JudgingRights, worksheets_for
from assessments.models import Layer, Worksheet
from kinerja.accounts.models import User

LOOKED_AT = 20  # of those that wait; whoever may judge none of them picks from the list


def next_worksheet(user: User, worksheet: Worksheet, layer: Layer) -> Worksheet | None:
    """The next one by code, after the last the first again, that waits and that `user` judges."""
    waiting_worksheets = worksheets_for(user).filter(stage=worksheet.stage_id, state__in=layer.waiting_states)
    other_waiting = waiting_worksheets.exclude(pk=worksheet.pk).order_by("district__code")
    own_code = worksheet.district.code
    worksheets_ahead = list(other_waiting.filter(district__code__gt=own_code)[:LOOKED_AT])
    nearest_worksheets = worksheets_ahead or list(other_waiting[:LOOKED_AT])
    rights = JudgingRights(user, nearest_worksheets)
    return next((it for it in nearest_worksheets if not rights.refusal(it, layer)), None)
