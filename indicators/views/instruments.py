"""The instruments of one's province, with the way into their administration."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.access import instruments_for
from indicators.models import Revision
from kinerja.accounts.requests import Request


@login_required
@require_safe
def instrument_list(request: Request) -> HttpResponse:
    """Each with its state: draft, published or archived; policies are compared once there is a revision."""
    if not request.user.is_staff:
        raise PermissionDenied("Halaman ini untuk pengelola instrumen.")
    revisions = Revision.objects.filter(instrument=OuterRef("pk"))
    instruments = instruments_for(request.user).with_edition().annotate(is_compared=Exists(revisions))
    return render(request, "indicators/instruments.html", {"instruments": list(instruments)})
