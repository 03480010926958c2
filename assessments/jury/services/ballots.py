"""The jurors' scores: each juror's ballot, hidden until it is given, and what the given ones add up to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.access.jury import juror_in, jurors_of
from assessments.access.queries import window_in
from assessments.models import Ballot, Event, JuryScore, Stage, Window, Worksheet
from assessments.records.events import record_event
from assessments.records.guard import lock_worksheet
from assessments.scores.stage_sequence import course_of
from assessments.transitions.judging import judging_window_refusal
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.engine import Result, score
from indicators.scoring.items import Answer, build_items
from indicators.scoring.panel import Panel, combine_ballots
from indicators.scoring.rounding import decimal_text, stored_decimal
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import InputSpec
from kinerja.accounts.models import User
from kinerja.refusals import Closed, Incomplete, Moved, Stale

NOTHING = Decimal(0)


class StaleBallot(Stale):
    """The ballot was saved elsewhere after the sender had read it; `current` is what stands there now."""

    sentence = "Lembar nilai ini sudah berubah di tempat lain."
    current: Ballot


@transaction.atomic
def save_ballot(
    *,
    stage: Stage,
    worksheet: Worksheet,
    values: Mapping[str, str],
    notes: Mapping[str, str],
    version: int,
    by: User,
    give: bool = False,
    at: datetime | None = None,
) -> Ballot:
    """Keep what a juror scores, `version` 0 being none yet; `give` hands it over, after which it is closed.

    `values` are texts by criterion code. Raises `Closed` where it is not theirs, not open, or given already,
    `Incomplete` where a criterion is left out of what is given, `StaleBallot` where another version stands
    there.
    """
    at = at or timezone.now()
    lock_worksheet(worksheet)
    stored = Ballot.objects.filter(stage=stage, worksheet=worksheet, judge=by).first()
    stripped_contents = {"values": stripped_texts(values), "notes": stripped_texts(notes)}
    is_unchanged = stored is not None and all(
        getattr(stored, name) == value for name, value in stripped_contents.items()
    )
    if stored and stored.given_at and give and is_unchanged:
        return stored  # handed over twice, as by two taps
    refusal = ballot_refusal(stage, worksheet, by, stored, at)
    if refusal:
        raise Closed(refusal)
    if (stored.version if stored else 0) != version and not is_unchanged:
        raise StaleBallot(stored) if stored else Moved("Muat ulang halaman.")
    if give and (left := unscored_numbers(stage, stored, stripped_contents["values"])):
        raise Incomplete(f"Nilai kriteria {', '.join(left)} belum diisi.")
    ballot = stored or Ballot(stage=stage, worksheet=worksheet, judge=by, version=0)
    ballot.revision = stored.revision if stored else jury_edition(stage)
    ballot.values, ballot.notes, ballot.saved_at = stripped_contents["values"], stripped_contents["notes"], at
    ballot.version += 0 if is_unchanged else 1
    ballot.given_at = at if give else None
    ballot.save()
    if give:
        refresh_jury_score(stage, [worksheet])
        record_ballot(ballot, Event.Action.BALLOT_GIVEN, at, by)
    return ballot


@transaction.atomic
def return_ballot(*, ballot: Ballot, by: User, note: str, at: datetime | None = None) -> Ballot:
    """The chair hands a given ballot back to its juror, with the reason. Raises `Closed`, `Moved` where it is
    not given (any more), and `Incomplete` without a reason."""
    at, worksheet = at or timezone.now(), ballot.worksheet
    lock_worksheet(worksheet)
    ballot.refresh_from_db(fields=["given_at"])
    is_chair = any(
        it.chairs and it.province_id == ballot.stage.period.owner_id for it in by.active_memberships
    )
    if not is_chair:
        raise Closed("Hanya ketua tim penilai provinsi ini yang mengembalikan nilai juri.")
    if not worksheet.current_state.is_verified:
        raise Closed(ballot_state_refusal(worksheet))
    if ballot.given_at is None:
        raise Moved("Nilai ini belum diserahkan.")
    if not note.strip():
        raise Incomplete("Tulis alasan pengembalian.")
    ballot.given_at = None
    ballot.save(update_fields=["given_at"])
    refresh_jury_score(ballot.stage, [worksheet])
    record_ballot(ballot, Event.Action.BALLOT_RETURNED, at, by, note.strip())
    return ballot


def stripped_texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: text.strip() for code, text in texts.items() if text.strip()}


def jury_edition(stage: Stage) -> Revision:
    """The edition that a stage's ballots use already, else the one in force: all jurors score by the same.

    Raises `Moved` where none is published.
    """
    first_ballot = Ballot.objects.filter(stage=stage).order_by("saved_at").select_related("revision").first()
    if first_ballot:
        return first_ballot.revision
    edition_in_force = Revision.objects.filter(
        instrument=stage.instrument_id, state=Revision.State.IN_FORCE
    ).first()
    if edition_in_force is None:
        raise Moved("Instrumen juri tahap ini belum diterbitkan.")
    return edition_in_force


def unscored_numbers(stage: Stage, ballot: Ballot | None, values: Mapping[str, str]) -> list[str]:
    """The numbers of the criteria that have no score yet."""
    sheet = sheet_of(ballot.revision_id if ballot else jury_edition(stage).pk)
    return [str(spec.no) for spec in sheet.indicators if spec.code not in values]


def ballot_refusal(
    stage: Stage, worksheet: Worksheet, user: User, ballot: Ballot | None, at: datetime
) -> str:
    """Why `user` cannot score this worksheet in this stage now; empty where they can."""
    if refusal := stage.period.standing.row.closed:
        return refusal
    if not is_asked(stage, worksheet, user):
        return "Kecamatan ini tidak ditugaskan kepada Anda, atau ada benturan kepentingan."
    if not course_of(stage.period).takes_part(stage, worksheet.pk):
        return f"{worksheet.district} bukan peserta tahap ini."
    if ballot and ballot.given_at:
        return "Nilai Anda sudah diserahkan dan terkunci. Ketua tim dapat mengembalikannya."
    if not worksheet.current_state.is_verified:
        return ballot_state_refusal(worksheet)
    window = window_in(stage.pk, Window.Purpose.JUDGING, worksheet.district_id)
    return judging_window_refusal(worksheet, window, at)


def ballot_state_refusal(worksheet: Worksheet) -> str:
    """Why no juror scores a worksheet that is not, or not any more, just verified."""
    return worksheet.current_state.not_from + " Penilaian juri tidak terbuka."


def is_asked(stage: Stage, worksheet: Worksheet, user: User) -> bool:
    """Whether this juror is to score this worksheet."""
    return juror_in(user, stage.period.owner) and user in jurors_of(stage, [worksheet])[worksheet.pk]


def one_input(spec: IndicatorSpec) -> InputSpec:
    """What a criterion asks a juror for; a stage takes no instrument that asks for more."""
    return next(it for it in spec.inputs if not it.locked)


def panel_result(ballot: Ballot) -> Result:
    """One ballot scored by itself: what is left out is an empty row."""
    sheet = sheet_of(ballot.revision_id)
    return score(build_items(sheet, {}, ballot_answers(sheet.indicators, ballot.values)))


def ballot_answers(criteria: Iterable[IndicatorSpec], values: Mapping[str, str]) -> dict[str, Answer]:
    """A criterion that is made for several jurors at once takes one line."""
    answers = {}
    for spec in criteria:
        if spec.code in values:
            input_spec, value = one_input(spec), values[spec.code]
            input_lines: Any = [{"label": "", "value": value}] if input_spec.repeatable else value
            answers[spec.code] = Answer(values={input_spec.code: input_lines})
    return answers


def panel_of(stage: Stage, ballots: Sequence[Ballot]) -> Panel | None:
    """The given ballots as one; None where there is none."""
    panel_results = [panel_result(it) for it in ballots if it.given_at]
    by_median = stage.aggregate == Stage.Aggregate.MEDIAN
    return combine_ballots(panel_results, by_median=by_median) if panel_results else None


def jury_figures(stage: Stage, worksheets: Sequence[Worksheet]) -> dict[UUID, dict[str, Any]]:
    """What is to be stored of every worksheet, by the fields of `JuryScore`; five queries."""
    ballots_by_worksheet: dict[UUID, list[Ballot]] = {}
    given_ballots = Ballot.objects.filter(stage=stage, worksheet__in=worksheets, given_at__isnull=False)
    for ballot in given_ballots.order_by("given_at"):
        ballots_by_worksheet.setdefault(ballot.worksheet_id, []).append(ballot)
    jurors = jurors_of(stage, worksheets)
    return {
        it.pk: ballot_figures(
            stage, ballots_by_worksheet.get(it.pk, []), {judge.pk for judge in jurors[it.pk]}
        )
        for it in worksheets
    }


def ballot_figures(stage: Stage, ballots: list[Ballot], juror_ids: set[UUID]) -> dict[str, Any]:
    """What was given counts, also of somebody who left the jury afterwards."""
    panel = panel_of(stage, ballots)
    given_and_asked = {"given": len(ballots), "asked": len(juror_ids | {it.judge_id for it in ballots})}
    if panel is None:
        return {"total": NOTHING, "aspect_totals": {}, "spread": NOTHING, **given_and_asked}
    return {
        "total": stored_decimal(panel.total),
        "aspect_totals": {
            it.code: {"score": decimal_text(stored_decimal(value))} for it, value in panel.aspects
        },
        "spread": stored_decimal(panel.spread),
        **given_and_asked,
    }


def refresh_jury_score(stage: Stage, worksheets: Sequence[Worksheet]) -> None:
    """Store what the given ballots come to; whoever changes ballots or the jury ends here."""
    for pk, values in jury_figures(stage, worksheets).items():
        JuryScore.objects.update_or_create(stage=stage, worksheet_id=pk, defaults=values)


def refresh_stage(stage: Stage) -> None:
    """The same for everybody who takes part: the jury itself has changed."""
    course = course_of(stage.period)
    worksheets = Worksheet.objects.filter(stage=course.entry).select_related("district__regency")
    refresh_jury_score(stage, [it for it in worksheets if course.takes_part(stage, it.pk)])


def record_ballot(ballot: Ballot, action: Event.Action, at: datetime, by: User, note: str = "") -> None:
    """Without figures: a history is read by more people than a ballot."""
    record_event(
        worksheet=ballot.worksheet,
        action=action,
        subject=ballot.stage.name[:60],
        old=None,
        new={"judge": str(ballot.judge)},
        at=at,
        by=by,
        note=note,
    )
