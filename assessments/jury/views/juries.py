"""Penilaian juri: what each juror has to score, and what is in, for those above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import (
    ABOVE,
    chaired_by,
    fetch_jury_stage,
    fetch_period,
    is_juror,
    jury_stages_for,
    watches_juries,
)
from assessments.home.page.schedule import schedule_lines
from assessments.jury.forms.jury import ReturnForm
from assessments.jury.services.ballots import return_ballot
from assessments.jury.services.seats import (
    JuryBoard,
    Seat,
    Status,
    board_of,
    given_in,
    participants,
    seats_of,
    windows_in,
)
from assessments.models import Stage, Window
from assessments.scores.stage_sequence import course_of
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.accounts.views import form_methods, posted_data
from kinerja.numbers import format_number, format_short_datetime
from kinerja.refusals import Refusal

ROWS_A_PAGE = 50
PLACES = 2
TINTS = {
    Status.EMPTY: ("none", "ring"),
    Status.SAVED: ("wait", "half"),
    Status.GIVEN: ("sent", "lock"),
}


@dataclass(frozen=True)
class SeatLine:
    """A kecamatan in a juror's list."""

    seat: Seat
    window: str

    @property
    def tint(self) -> str:
        return TINTS[self.seat.status][0]

    @property
    def icon(self) -> str:
        return TINTS[self.seat.status][1]


@dataclass(frozen=True)
class StageLines:
    """A stage with what of it is the juror's."""

    stage: Stage
    lines: Sequence[SeatLine]

    @property
    def given(self) -> int:
        return sum(line.seat.status is Status.GIVEN for line in self.lines)


@login_required
@require_safe
def juries(request: Request, period_code: str) -> HttpResponse:
    """A juror's kecamatan by stage; for those above, the stages with their overviews."""
    user: User = request.user
    oversees_juries = user.is_superuser or any(
        it.role in ABOVE and it.province_id for it in user.active_memberships
    )
    if not is_juror(user) and not oversees_juries:
        raise PermissionDenied("Penilaian juri dibuka oleh juri, penilai provinsi, dan pimpinan provinsi.")
    period = fetch_period(user, period_code)
    stages = list(jury_stages_for(user).filter(period=period))
    at = timezone.now()
    juror = is_juror(user)
    own_stages = [lines for it in stages if juror and (lines := juror_stage_lines(it, user, at)).lines]
    context = {
        "period": period,
        "own": own_stages,
        "juror": juror,
        "schedule": schedule_lines(period) if juror and not own_stages else [],
        "watched": [it for it in stages if watches_juries(user, it.period.owner)],
    }
    return render(request, "jury/juries.html", context)


def juror_stage_lines(stage: Stage, juror: User, at: datetime) -> StageLines:
    zone = stage.period.owner.time_zone
    seats = seats_of(stage, juror)
    return StageLines(stage, [SeatLine(it, window_words(it.window, zone, at)) for it in seats])


def window_words(window: Window | None, zone: str, at: datetime) -> str:
    """Until when one may score, or since when not any more."""
    if window is None:
        return "tanpa batas waktu"
    if at < window.opens:
        return f"dibuka {format_short_datetime(window.opens, zone)}"
    window_word = "sampai" if at < window.closes else "ditutup"
    return f"{window_word} {format_short_datetime(window.closes, zone)}"


@login_required
@form_methods
def jury_stage(request: Request, stage_id: UUID) -> HttpResponse:
    """Who has given what; figures of a kecamatan only once all its jurors have. The chair hands back."""
    stage = fetch_jury_stage(request, stage_id)
    user: User = request.user
    if not watches_juries(user, stage.period.owner):
        raise PermissionDenied("Gabungan nilai juri dibuka oleh penilai provinsi dan pimpinan provinsi.")
    is_chair = chaired_by(user) == stage.period.owner
    if request.method == "POST" and not is_chair:
        raise PermissionDenied("Hanya ketua tim penilai provinsi ini yang mengembalikan nilai juri.")
    ballots = given_in(stage)
    form = ReturnForm(posted_data(request), ballots=ballots)
    if not form.is_valid():
        return stage_page(request, stage, form, chair=is_chair, status=422 if form.is_bound else 200)
    returned_ballot = form.ballot_named
    returned_ballot.stage = stage
    try:
        return_ballot(ballot=returned_ballot, by=user, note=form.cleaned_data["reason"])
    except Refusal as refusal:
        form.add_error("ballot", str(refusal))
        return stage_page(request, stage, form, chair=is_chair, status=refusal.status)
    messages.success(
        request, f"Nilai {returned_ballot.judge} untuk {returned_ballot.worksheet.district} dikembalikan."
    )
    return redirect("jury_stage", stage.pk)


def stage_page(request: Request, stage: Stage, form: ReturnForm, *, chair: bool, status: int) -> HttpResponse:
    worksheets = participants(stage, course_of(stage.period))
    page = Paginator(worksheets, ROWS_A_PAGE).get_page(request.GET.get("hal"))
    board = board_of(stage, list(page), list(form.by_id.values()))
    windows = windows_in(stage)
    context = {
        "period": stage.period,
        "stage": stage,
        "page": page,
        "board": board,
        "rows": board_rows(board),
        "form": form,
        "chair": chair,
        "window": window_words(windows.get(None), stage.period.owner.time_zone, timezone.now()),
    }
    return render(request, "jury/stage.html", context, status=status)


def board_rows(board: JuryBoard) -> list[dict[str, Any]]:
    """The grid as text."""
    return [
        {
            "worksheet": row.worksheet,
            "complete": row.complete,
            "cells": [
                {"juror": juror, "mark": mark, "total": figure_text(total)}
                for juror, mark, total in zip(board.jurors, row.marks, row.totals, strict=True)
            ],
            "given": row.given,
            "expected": row.expected,
            "spread": figure_text(row.score.spread if row.score else None),
            "combined": figure_text(row.score.total if row.score else None),
        }
        for row in board.rows
    ]


def figure_text(value: Any) -> str:
    return "" if value is None else format_number(value, places=PLACES)
