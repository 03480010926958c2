"""The judging of the demonstration: its stages, its team, and some sheets on their way through."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from assessments.models import Assignment, Layer, Stage, Window, Worksheet
from assessments.review.services.steps import (
    begin_desk,
    begin_regency,
    finish_regency,
    request_repair,
    verify,
)
from assessments.scores.scoring import result_of
from assessments.stages.services import select_participants
from assessments.team.services.team import assign_judge
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.transitions.repair import ask_for_repair
from assessments.workflow import Action, sources_of
from indicators.models import Instrument
from indicators.scoring.sheet import Outcome
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import Province, Regency

# How far the first neighbours are: those of Bendo's own kabupaten, whose verifier has an account.
ON_THEIR_WAY = ("regency_review", "regency_verified", "under_review", "repair", "verified", "verified")
HALF, FINALISTS = Decimal(50), 2
SOME = 12  # rows judged of a sheet that somebody is at
REASON = "Dokumen pendukung menyebut keadaan lain."


def add_stages(entry: Stage, zone: ZoneInfo) -> None:
    """Verification by the kabupaten and judging by the province, open for the next month."""
    today = timezone.localdate(timezone=zone)
    for no, kind in enumerate((Stage.Kind.REGENCY, Stage.Kind.DESK), start=2):
        stage, _ = Stage.objects.get_or_create(
            period=entry.period,
            kind=kind,
            defaults={"no": no, "name": kind.label, "instrument": entry.instrument},
        )
        open_for_a_month(stage, today, zone)


def add_finals(entry: Stage, jury: Instrument, zone: ZoneInfo) -> None:
    """The best two present themselves to a jury, for half of the final score."""
    today = timezone.localdate(timezone=zone)
    stage, is_new = Stage.objects.get_or_create(
        period=entry.period,
        kind=Stage.Kind.JURY,
        defaults={"no": 4, "name": "Presentasi", "instrument": jury, "weight": HALF, "quota": FINALISTS},
    )
    if is_new:
        Stage.objects.filter(period=entry.period, kind=Stage.Kind.DESK).update(weight=HALF)
    open_for_a_month(stage, today, zone)


def open_for_a_month(stage: Stage, today: date, zone: ZoneInfo) -> None:
    Window.objects.update_or_create(
        stage=stage,
        purpose=Window.Purpose.JUDGING,
        district=None,
        defaults={
            "opens": datetime.combine(today - timedelta(days=7), time(8), zone),
            "closes": datetime.combine(today + timedelta(days=30), time(16), zone),
        },
    )


def seat_jury(entry: Stage, province: Province) -> None:
    """Every juror scores whoever comes in; the chair brings in the best who are verified."""
    stage = Stage.objects.select_related("period__owner").get(period=entry.period, kind=Stage.Kind.JURY)
    chair = User.objects.filter(memberships__chairs=True, memberships__province=province).first()
    if chair is None or stage.assignments.exists():
        return
    jurors = User.objects.filter(memberships__role=Role.JUROR, memberships__province=province)
    for juror in jurors.order_by("username"):
        assign_judge(assignment=Assignment(stage=stage, judge=juror), by=chair)
    if entry.worksheets.filter(state__in=sources_of(Action.ANNOUNCE)).exists():
        select_participants(stage=stage, by=chair)


def assign_team(entry: Stage, regency: Regency) -> None:
    """Every assessor judges Bendo's kabupaten; the others wait for the chair to assign somebody."""
    stage = Stage.objects.select_related("period__owner").get(period=entry.period, kind=Stage.Kind.DESK)
    if stage.assignments.exists():
        return
    team = User.objects.filter(memberships__role=Role.ASSESSOR, memberships__province=regency.province)
    chair = team.filter(memberships__chairs=True).first()
    if chair is None:
        return
    for judge in team.order_by("username"):
        assign_judge(assignment=Assignment(stage=stage, judge=judge, regency=regency), by=chair)


def go_on_way(worksheet: Worksheet, course: str) -> None:
    """From sent to where `course` says, by the people who would do it."""
    verifier = first_holder(Role.REGENCY_VERIFIER, regency=worksheet.district.regency)
    begin_regency(worksheet=worksheet, by=verifier)
    if course == "repair":
        send_back(worksheet, verifier)
        return
    judge_rows(worksheet, Layer.REGENCY, verifier, SOME if course == "regency_review" else None)
    if course == "regency_review":
        return
    finish_regency(worksheet=worksheet, by=verifier)
    if course in ("under_review", "verified"):
        assessor = first_holder(Role.ASSESSOR, province=worksheet.district.regency.province)
        begin_desk(worksheet=worksheet, by=assessor)
        judge_rows(worksheet, Layer.DESK, assessor, None if course == "verified" else SOME)
    if course == "verified":
        verify(worksheet=worksheet, by=assessor)


def send_back(worksheet: Worksheet, by: User) -> None:
    for code in rows_to_ask(worksheet)[:2]:
        ask_for_repair(
            worksheet=worksheet, code=code, layer=Layer.REGENCY, note="Lampirkan dokumen pendukung.", by=by
        )
    due = timezone.now() + timedelta(days=7)
    request_repair(worksheet=worksheet, by=by, due=due)


def judge_rows(worksheet: Worksheet, layer: Layer, by: User, count: int | None) -> None:
    """Agree with the claims in order, but for the third row, which is found to be TDI."""
    sheet = load_judged(by, worksheet)
    for place, code in enumerate(rows_to_ask(worksheet)[:count]):
        judge_row(
            sheet,
            code=code,
            layer=layer,
            opinion=Opinion("differs", status="tdi", reason=REASON) if place == 2 else Opinion("agrees"),
            version=0,
            entry_version=sheet.version_of(code),
        )


def rows_to_ask(worksheet: Worksheet) -> list[str]:
    """The rows that apply to the kecamatan, in the order of the sheet."""
    rows = result_of(worksheet).rows
    return [row.code for row in rows if row.outcome is not Outcome.NOT_APPLICABLE]


def first_holder(role: Role, **place: object) -> User:
    people = User.objects.filter(memberships__in=Membership.objects.filter(role=role, **place))
    return people.order_by("username")[0]
