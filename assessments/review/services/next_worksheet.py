"""Which worksheet a judge takes up next."""

from assessments.access import judging_refusal, worksheets_for
from assessments.models import Layer, Worksheet
from assessments.workflow import State
from kinerja.accounts.models import User

WAITING = {
    Layer.REGENCY: (State.SUBMITTED, State.RESUBMITTED, State.REGENCY_REVIEW),
    Layer.DESK: (State.SUBMITTED, State.REGENCY_VERIFIED, State.RESUBMITTED, State.UNDER_REVIEW),
    Layer.FIELD: (State.UNDER_REVIEW,),
}
LOOKED_AT = 20  # of those that wait; whoever may judge none of them picks from the list


def next_worksheet(user: User, worksheet: Worksheet, layer: Layer) -> Worksheet | None:
    """The next one by code, after the last the first again, that waits and that `user` judges."""
    waiting = worksheets_for(user).filter(stage=worksheet.stage_id, state__in=WAITING[layer])
    others = waiting.exclude(pk=worksheet.pk).order_by("district__code")
    code = worksheet.district.code
    ahead = list(others.filter(district__code__gt=code)[:LOOKED_AT])
    found = ahead or list(others[:LOOKED_AT])
    return next((it for it in found if not judging_refusal(user, it, layer)), None)
