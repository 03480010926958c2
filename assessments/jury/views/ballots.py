"""A juror's own pages: what is theirs to score, and the ballot of one kecamatan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.access import fetch_jury_stage, jurors_of, watches_juries
from assessments.jury.forms.ballot import GIVE, BallotForm
from assessments.jury.page import criteria_of, panel_view
from assessments.jury.services.ballots import StaleBallot, ballot_refusal, jury_edition, save_ballot
from assessments.jury.services.seats import Seat, Status, seats_of
from assessments.models import Ballot, Stage
from indicators.editions.sheets import sheet_of
from kinerja.accounts.requests import Request
from kinerja.accounts.views import form_methods
from kinerja.numbers import format_datetime, format_short_datetime
from kinerja.refusals import Refusal

NOT_YOURS = "Lembar nilai hanya dibuka jurinya."


@dataclass(frozen=True)
class BallotPlace:
    """Where a juror is: one of their kecamatan in a stage, and which comes next."""

    seat: Seat
    seats: Sequence[Seat]

    @property
    def stage(self) -> Stage:
        return self.seat.stage

    @property
    def next(self) -> Seat | None:
        """The next one that is not given, after the last the first again."""
        seat_index = self.seats.index(self.seat)
        seats_after_this = [*self.seats[seat_index + 1 :], *self.seats[:seat_index]]
        return next((it for it in seats_after_this if it.status is not Status.GIVEN), None)


def fetch_place(request: Request, stage_id: UUID, worksheet_id: UUID) -> BallotPlace:
    """404 for what is not theirs; 403 with the reason for those who watch the stage from above."""
    stage = fetch_jury_stage(request, stage_id)
    seats = seats_of(stage, request.user)
    seat = next((it for it in seats if it.worksheet.pk == worksheet_id), None)
    if seat is None:
        if watches_juries(request.user, stage.period.owner):
            raise PermissionDenied(NOT_YOURS)
        raise Http404
    return BallotPlace(seat, seats)


@login_required
@form_methods
def ballot(request: Request, stage_id: UUID, worksheet_id: UUID) -> HttpResponse:
    """The form while it is open; afterwards the own scores, and what the others have given."""
    place = fetch_place(request, stage_id, worksheet_id)
    stored_ballot = place.seat.ballot
    try:
        sheet = sheet_of(stored_ballot.revision_id if stored_ballot else jury_edition(place.stage).pk)
    except Refusal as problem:
        status = problem.status if request.method == "POST" else 200
        return ballot_page(request, place, None, problem=str(problem), status=status)
    if request.method != "POST":
        return ballot_page(request, place, BallotForm(sheet, ballot=stored_ballot))
    form = BallotForm(sheet, request.POST, ballot=stored_ballot)
    if not form.is_valid():
        return ballot_page(request, place, form, status=422)
    return keep_ballot(request, place, form)


def keep_ballot(request: Request, place: BallotPlace, form: BallotForm) -> HttpResponse:
    """Save or hand over; what was typed stays where it cannot be now, or stands otherwise meanwhile."""
    action = form.cleaned_data["action"]
    try:
        save_ballot(
            stage=place.stage,
            worksheet=place.seat.worksheet,
            values=form.values,
            notes=form.notes,
            version=form.cleaned_data["version"],
            by=request.user,
            give=action == GIVE,
        )
    except StaleBallot as conflict:
        form.ballot = conflict.current
        return ballot_page(request, place, form, status=conflict.status, stale=True)
    except Refusal as problem:
        return ballot_page(request, place, form, status=problem.status, problem=str(problem))
    saved_word = "diserahkan" if action == GIVE else "tersimpan"
    messages.success(request, f"Nilai {place.seat.worksheet.district} {saved_word}.")
    next_place = place.next if action == "next" else None
    return redirect("ballot", place.stage.pk, (next_place or place.seat).worksheet.pk)


def ballot_page(
    request: Request,
    place: BallotPlace,
    form: BallotForm | None,
    *,
    status: int = 200,
    problem: str = "",
    stale: bool = False,
) -> HttpResponse:
    stage, worksheet, user = place.stage, place.seat.worksheet, request.user
    ballot_of_form = form.ballot if form else None
    is_given = bool(ballot_of_form and ballot_of_form.given_at)
    refusal = ballot_refusal(stage, worksheet, user, ballot_of_form, timezone.now())
    zone = stage.period.owner.time_zone
    context = {
        "place": place,
        "period": stage.period,
        "stage": stage,
        "worksheet": worksheet,
        "form": form,
        "criteria": list(criteria_of(form)) if form else [],
        "refusal": "" if problem else refusal,
        "problem": problem,
        "both": stale or (is_given and bool(problem)),
        "version": ballot_of_form.version if ballot_of_form else 0,
        "given_at": format_datetime(ballot_of_form.given_at, zone)
        if ballot_of_form and ballot_of_form.given_at
        else "",
        "saved_at": format_short_datetime(ballot_of_form.saved_at, zone) if ballot_of_form else "",
        "editable": form is not None and not refusal and not problem,
        "panel": panel_of_others(place, user) if is_given else None,
    }
    return render(request, "jury/ballot.html", context, status=status)


def panel_of_others(place: BallotPlace, user: Any) -> Any:
    """What the others gave, for whoever has given."""
    stage, worksheet = place.stage, place.seat.worksheet
    given_ballots = Ballot.objects.filter(stage=stage, worksheet=worksheet, given_at__isnull=False)
    jurors = jurors_of(stage, [worksheet])[worksheet.pk]
    return panel_view(stage, list(given_ballots.select_related("judge")), jurors, user)
