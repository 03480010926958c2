"""Which periods somebody sees, and the one that matters to them now. Every page of a period asks here."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from assessments.models import Assignment, Period, Stage, Window
from assessments.workflow import SHOWN_PERIODS, PeriodState
from kinerja.accounts.access import provinces_of
from kinerja.accounts.models import Role, User
from kinerja.refusals import Closed

# Whose windows are those of filling; everybody else's are those of judging.
FILLERS = (Role.OPERATOR, Role.HEAD)
# Which state is looked at first by whoever has not chosen a period.
CHOICE = (PeriodState.RUNNING, PeriodState.FINISHED, PeriodState.TRAINING, PeriodState.PREPARATION)


def visible_periods(user: User) -> QuerySet[Period]:
    """The periods that `user` may see, the newest first: those of the provinces in which they work or judge;
    what is still prepared is seen by the Sekretariat of its province alone."""
    periods = Period.objects.select_related("owner").order_by("-year", "code")
    if user.is_superuser:
        return periods
    judged = Assignment.objects.filter(stage__period=OuterRef("pk"), judge=user)
    theirs = periods.filter(Q(owner__in=provinces_of(user)) | Exists(judged))
    return theirs.filter(Q(state__in=SHOWN_PERIODS) | Q(owner__in=prepared_by(user)))


def prepared_by(user: User) -> list[object]:
    """The provinces whose periods `user` prepares."""
    members = user.active_memberships
    return [it.province_id for it in members if it.role == Role.INSTRUMENT_ADMIN and it.province_id]


def prepares(user: User, period: Period) -> bool:
    """Whether `user` is of the Sekretariat that prepares the period's year."""
    return user.is_superuser or period.owner_id in prepared_by(user)


def fetch_period(user: User, code: str) -> Period:
    """A period that `user` may see, or 404."""
    period = visible_periods(user).filter(code=code).first()
    if period is None:
        raise Http404
    return period


def periods_in_frame(user: User) -> list[Period]:
    """What `visible_periods` has, each with what the menu asks of its stages (`juries`, `selects`,
    `nominates`) and whether a window is open now (`entry_open`, `judging_open`); one query."""
    stages = Stage.objects.filter(period=OuterRef("pk"))
    selecting = stages.filter(Q(quota__isnull=False) | Q(cut_off__isnull=False))
    windows = Window.objects.filter(stage__period=OuterRef("pk"), **open_at(timezone.now()))
    periods = visible_periods(user).annotate(
        juries=Exists(stages.filter(kind=Stage.Kind.JURY)),
        selects=Exists(selecting),
        nominates=Exists(selecting.filter(quota_scope=Stage.Scope.REGENCY)),
        entry_open=Exists(windows.filter(purpose=Window.Purpose.ENTRY)),
        judging_open=Exists(windows.filter(purpose=Window.Purpose.JUDGING)),
    )
    return list(periods)


def open_at(at: datetime) -> dict[str, datetime]:
    """The condition that a window is open at `at`."""
    return {"opens__lte": at, "closes__gt": at}


def chosen_period(user: User, periods: Iterable[Period]) -> Period | None:
    """The one of `periods_in_frame` that matters to `user` now, where no address names one: a running one
    with an open window for their role, else the latest running, else the latest finished."""
    fills = any(it.role in FILLERS for it in user.active_memberships)
    waiting = "entry_open" if fills else "judging_open"

    def rank(period: Period) -> tuple[int, bool]:
        waits = period.standing is PeriodState.RUNNING and getattr(period, waiting)
        return CHOICE.index(period.standing), not waits

    return min(periods, key=rank, default=None)  # of equals the first, which is the newest


def lock_period(period_id: UUID) -> Period:
    """The period's row, locked until the transaction ends. Every act that writes in a period and locks no
    worksheet begins here. Raises `Closed` where nothing in it is changed any more."""
    period = Period.objects.select_for_update().get(pk=period_id)
    if refusal := period.standing.row.settled:
        raise Closed(refusal)
    return period


def running_periods(province_code: str = "") -> QuerySet[Period]:
    """What runs now, in this province or, where none is named, in all: for pages without an account."""
    running = Period.objects.filter(state=PeriodState.RUNNING).select_related("owner")
    theirs = running.filter(owner__code=province_code) if province_code else running
    return theirs.order_by("owner__code", "year")
