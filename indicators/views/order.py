"""Moving the parts of an instrument up and down; the tree on its page has the buttons."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators.editions.order import move_part, number_anew
from indicators.models import Aspect, Indicator, Instrument, SubAspect
from kinerja.accounts.requests import Request

from .editions import fetch_instrument

STEPS = {"naik": -1, "turun": 1}
KINDS: dict[str, tuple[type[Any], str]] = {
    "aspek": (Aspect, "instrument"),
    "sub": (SubAspect, "aspect__instrument"),
    "indikator": (Indicator, "instrument"),
}


@require_POST
def order_page(request: Request, instrument_id: UUID) -> HttpResponse:
    """Move one part ("naik indikator ID"), or number all indicators anew ("nomori")."""
    instrument = fetch_instrument(request, instrument_id)
    address = reverse("admin:indicators_instrument_change", args=(instrument.pk,))
    if "nomori" in request.POST:
        number_anew(instrument=instrument, by=request.user)
        return redirect(f"{address}#susunan")
    step, part = requested_move(instrument, request.POST.get("pindah", ""))
    move_part(part=part, step=step, by=request.user)
    return redirect(f"{address}#{part.pk}")


def requested_move(instrument: Instrument, words: str) -> tuple[int, Any]:
    """The step and the part that a button names, or 404."""
    try:
        step_word, part_kind, part_id = words.split()
        step, (model, owner) = STEPS[step_word], KINDS[part_kind]
        return step, model.objects.get(pk=UUID(part_id), **{owner: instrument})
    except (ValueError, KeyError, ObjectDoesNotExist):
        raise Http404 from None
