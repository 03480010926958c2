"""Which worksheet a judge takes up next."""

from assessments.access import JudgingRights, worksheets_for
from assessments.models import Layer, Worksheet
from kinerja.accounts.models import User

LOOKED_AT = 20  # of those that wait; whoever may judge none of them picks from the list


def next_worksheet(user: User, worksheet: Worksheet, layer: Layer) -> Worksheet | None:
    """The next one by code, after the last the first again, that waits and that `user` judges."""
    waiting = worksheets_for(user).filter(stage=worksheet.stage_id, state__in=layer.waiting_states)
    others = waiting.exclude(pk=worksheet.pk).order_by("district__code")
    code = worksheet.district.code
    ahead = list(others.filter(district__code__gt=code)[:LOOKED_AT])
    nearest = ahead or list(others[:LOOKED_AT])
    rights = JudgingRights(user, nearest)
    return next((it for it in nearest if not rights.refusal(it, layer)), None)
