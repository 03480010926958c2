"""Tidak mengikuti: a verifier of the kabupaten says that a kecamatan does not take part, or does again."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import actors_at, fetch_worksheet, require_actor
from assessments.home.forms import ParticipationForm
from assessments.home.services import ACTS
from assessments.models import Worksheet
from assessments.workflow import Action, Actor, sources_of
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.refusals import Refusal


def choice_of(worksheet: Worksheet) -> Action | None:
    """The step that can be taken from where the worksheet stands."""
    return next((action for action in ACTS if worksheet.state in sources_of(action)), None)


def participation_link(user: User, worksheet: Worksheet) -> str:
    """The words that lead a verifier here; empty for others, and where no step starts."""
    choice = choice_of(worksheet)
    return choice.label if choice and Actor.REGENCY_VERIFIER in actors_at(user, worksheet) else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def participation(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The form with its reason; 422 without one, 409 where the worksheet has moved on."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_actor(request.user, worksheet, Action.DECLINE)
    form = ParticipationForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return participation_page(request, worksheet, form)
    if not form.is_valid():
        return participation_page(request, worksheet, form, status=422)
    action = request.POST.get("action", "")
    choice = next((it for it in ACTS if it == action), None)
    if choice is None:
        return participation_page(request, worksheet, form, status=422, refusal="Muat ulang halaman ini.")
    try:
        ACTS[choice](worksheet=worksheet, by=request.user, note=form.cleaned_data["note"])
    except Refusal as refusal:
        return participation_page(request, worksheet, form, status=refusal.status, refusal=str(refusal))
    messages.success(request, choice.row.done)
    return redirect("worksheet", worksheet_id=worksheet.pk)


def participation_page(
    request: Request,
    worksheet: Worksheet,
    form: ParticipationForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "worksheet": worksheet,
        "form": form,
        "choice": choice_of(worksheet),
        "closed": "" if choice_of(worksheet) else worksheet.current_state.not_from,
        "refusal": refusal,
    }
    return render(request, "home/participation.html", context, status=status)
