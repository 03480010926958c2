"""What one person did in the worksheets that the asker may read."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import overseen_by, oversees, visible_events, worksheets_for
from assessments.home.page.history import Happening, describe_event
from assessments.models import Event
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.regions.models import District

EVENTS_A_PAGE = 50
Line = tuple[Happening, object]  # with the worksheet that it happened to


@login_required
@require_safe
def person_history(request: Request, person_id: UUID) -> HttpResponse:
    """Newest first, of one kecamatan or of all; a person of whom nothing may be seen is not there."""
    events = deeds_of(request.user, person_id)
    newest_event = events.first()
    if newest_event is None and person_id != request.user.pk:
        raise Http404
    districts = districts_of(events)
    chosen_district = next((it for it in districts if str(it.pk) == request.GET.get("kecamatan")), None)
    if chosen_district:
        worksheets = worksheets_for(request.user).filter(district=chosen_district)
        events = events.filter(worksheet_id__in=worksheets.order_by().values("pk"))
    page = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "name": newest_event.actor_name if newest_event else request.user.name,
        "districts": districts if len(districts) > 1 else [],
        "chosen": chosen_district,
        "page": page,
        "lines": deed_lines(request.user, page),
    }
    return render(request, "home/person_history.html", context)


def deeds_of(user: User, person_id: UUID) -> QuerySet[Event]:
    """What `user` may see of what somebody did: their own deeds, and others' where they look from above."""
    worksheets = worksheets_for(user) if person_id == user.pk else overseen_by(user)
    events_seen = visible_events(user, worksheets.order_by().values("pk"))
    return events_seen.filter(actor_id=person_id).order_by("-at")


def districts_of(events: QuerySet[Event]) -> list[District]:
    """Where these things were done, in the order of their codes; one query."""
    worksheet_ids = events.order_by().values("worksheet_id")
    districts = District.objects.filter(worksheets__in=worksheet_ids).distinct()
    return list(districts.select_related("regency").order_by("code"))


def deed_lines(user: User, events: Iterable[Event]) -> list[Line]:
    """Each event in words beside its worksheet; one query for these."""
    events = list(events)
    worksheets = worksheets_for(user).filter(pk__in={event.worksheet_id for event in events})
    worksheet_by_pk = {sheet.pk: sheet for sheet in worksheets}
    pairs = [
        (event, worksheet_by_pk[event.worksheet_id])
        for event in events
        if event.worksheet_id in worksheet_by_pk
    ]
    return [(describe_event(event, it, (), judging=oversees(user, it)), it) for event, it in pairs]
