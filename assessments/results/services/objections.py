"""Objections to a provisional result: filed by the camat row by row, answered and kept."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assessments.access import actors_at, judging_refusal
from assessments.models import Event, Judgement, Layer, Objection, Worksheet
from assessments.records.events import record_event
from assessments.records.guard import lock_worksheet
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.workflow import Actor
from indicators.editions.sheets import sheet_of
from kinerja.accounts.models import User
from kinerja.numbers import day_of, format_datetime
from kinerja.refusals import Closed, Moved

SATURDAY = 5
DIFFERS = Judgement.Verdict.DIFFERS


def last_working_day(start: date, days: int, holidays: Collection[date]) -> date:
    """The day on which `days` working days after `start` are over; `start` itself does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            days -= 1
    return day


def objections_close(worksheet: Worksheet) -> datetime | None:
    """Until when the kecamatan may object, the last minute of a working day; None where it never could."""
    return closing_moment(worksheet, announced_at([worksheet]).get(worksheet.pk))


def announced_at(worksheets: Iterable[Worksheet]) -> dict[UUID, datetime]:
    """By worksheet, when its provisional result was last announced; one query."""
    worksheet_ids = [worksheet.pk for worksheet in worksheets]
    announcements = Event.objects.filter(
        worksheet_id__in=worksheet_ids, action=Event.Action.ANNOUNCED
    ).order_by()
    return dict(announcements.values_list("worksheet_id").annotate(Max("at")))


def closing_moment(worksheet: Worksheet, announced: datetime | None) -> datetime | None:
    """The same where the moment of announcing is known."""
    period = worksheet.stage.period
    if announced is None or not period.objection_days:
        return None
    zone = worksheet.district.regency.province.time_zone
    holidays = {date.fromisoformat(day) for day in period.holidays}
    last_day = last_working_day(day_of(announced, zone), period.objection_days, holidays)
    return datetime.combine(last_day, time(23, 59), ZoneInfo(zone))


def filing_refusal(worksheet: Worksheet, by: User, at: datetime) -> str:
    """Why `by` cannot object now; empty where they can."""
    if Actor.HEAD not in actors_at(by, worksheet):
        return "Hanya camat kecamatan ini yang mengajukan sanggahan."
    if not worksheet.current_state.is_provisional:
        return f"{worksheet.current_state.not_from} Sanggahan hanya terhadap hasil sementara."
    closes = objections_close(worksheet)
    if closes is None:
        return "Periode ini tidak membuka sanggahan."
    zone = worksheet.district.regency.province.time_zone
    return "" if at < closes else f"Masa sanggah berakhir {format_datetime(closes, zone)}."


@transaction.atomic
def file_objection(
    *, worksheet: Worksheet, code: str, text: str, by: User, at: datetime | None = None
) -> Objection:
    """Object to one row. No new claim is made: the answer looks at what was sent. Once a row."""
    at = at or timezone.now()
    lock_worksheet(worksheet)
    refusal = filing_refusal(worksheet, by, at)
    if refusal:
        raise Closed(refusal)
    if code not in sheet_of(worksheet.revision_id).by_code:
        raise Moved("Indikator ini tidak ada.")
    filed_before = worksheet.objections.filter(code=code).first()
    if filed_before and filed_before.text == text.strip():
        return filed_before
    if filed_before:
        raise Moved("Baris ini sudah disanggah satu kali.")
    objection = Objection.objects.create(
        worksheet=worksheet, code=code, text=text.strip(), filed_at=at, filed_by=by
    )
    record_event(
        worksheet=worksheet,
        action=Event.Action.OBJECTED,
        subject=code,
        old=None,
        new={"text": objection.text},
        at=at,
        by=by,
    )
    return objection


@transaction.atomic
def answer_objection(
    *, objection: Objection, opinion: Opinion | None, answer: str, by: User, at: datetime | None = None
) -> Objection:
    """Accept it with what is decided instead, or reject it (no `opinion`); either way in words, and for good.

    An opinion that agrees lets the claim hold; one that differs accepts the objection in part, and the answer
    is its reason.
    """
    at = at or timezone.now()
    worksheet = objection.worksheet
    lock_worksheet(worksheet)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    refusal = judging_refusal(by, worksheet, Layer.OBJECTION, objection.code)
    if refusal:
        raise Closed(refusal)
    if not worksheet.current_state.is_provisional or objection.outcome != Objection.Outcome.OPEN:
        raise Moved("Sanggahan ini sudah dijawab atau tidak lagi terbuka.")
    if opinion:
        sheet = load_judged(by, worksheet)
        judge_row(
            sheet,
            code=objection.code,
            layer=Layer.OBJECTION,
            opinion=replace(opinion, reason=answer) if opinion.verdict == DIFFERS else opinion,
            version=0,
            entry_version=sheet.version_of(objection.code),
            at=at,
        )
    objection.outcome = outcome_of(opinion)
    objection.answer, objection.answered_at, objection.answered_by = answer.strip(), at, by
    objection.save()
    record_event(
        worksheet=worksheet,
        action=Event.Action.OBJECTION_ANSWERED,
        subject=objection.code,
        old=None,
        new={"outcome": objection.outcome, "answer": objection.answer},
        at=at,
        by=by,
    )
    return objection


def outcome_of(opinion: Opinion | None) -> Objection.Outcome:
    if opinion is None:
        return Objection.Outcome.REJECTED
    return Objection.Outcome.PARTLY if opinion.verdict == DIFFERS else Objection.Outcome.ACCEPTED
