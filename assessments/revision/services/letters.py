"""Letters to those whose worksheet a revision has moved: at once as many as there is time for, then the rest.

What is to be told stands in the history, and so does what was told: a letter that could not be sent is tried
again by the next run, and none goes out twice.
"""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from assessments.models import Event, Period, Worksheet
from assessments.records.events import event_of
from assessments.scores.rank_table import Basis
from indicators.editions.sheets import sheet_of
from kinerja.accounts.models import Membership, Role, User
from kinerja.numbers import format_number

AT_ONCE = 20
NEWS = timedelta(days=7)  # an older revision is no news any more
ANSWER_AGAIN = "Isi baris itu sebelum mengajukan kertas kerja."
WAIT_FOR_REPAIR = "Tim penilai membuka baris itu bila kertas kerja dikembalikan untuk perbaikan."


def tell_people(*, site: str, seconds: int | None = None, period: Period | None = None) -> int:
    """Mail the operators and camats of worksheets that a revision has touched; the number of letters.

    Goes on for about so many `seconds`, in this `period` alone where one is given. `site` is the
    address of Kinerja.
    """
    began, sent = monotonic(), 0
    waiting = untold_revisions(period)
    while waiting and (seconds is None or monotonic() - began < seconds):
        batch, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        sent += tell_some(batch, site)
    return sent


def untold_revisions(period: Period | None) -> list[Event]:
    """The revisions of worksheets of which nobody was told; two queries."""
    recent_events = Event.objects.filter(at__gte=timezone.now() - NEWS)
    if period:
        worksheets = Worksheet.objects.filter(stage__period=period)
        recent_events = recent_events.filter(worksheet_id__in=worksheets.values("pk"))
    already_told = set(
        recent_events.filter(action=Event.Action.REVISION_TOLD).values_list("worksheet_id", "subject")
    )
    revision_events = recent_events.filter(action=Event.Action.REVISED).order_by("at")
    return [
        it
        for it in revision_events
        if (it.new or {}).get("touched") and (it.worksheet_id, str(it.pk)) not in already_told
    ]


def tell_some(events: list[Event], site: str) -> int:
    """Send the letters on these events, then write that they were sent."""
    related_fields = ("stage__period", "district__regency", "revision__instrument")
    worksheets = Worksheet.objects.select_related(*related_fields).in_bulk([it.worksheet_id for it in events])
    people_by_district = people_to_tell(it.district_id for it in worksheets.values())
    told_events, letters = [], []
    for event in events:
        worksheet = worksheets.get(event.worksheet_id)
        readers = people_by_district.get(worksheet.district_id, []) if worksheet else []
        if worksheet and readers:
            letters += [revision_letter(event, worksheet, person, site) for person in readers]
            told_events.append(told_event(event, worksheet, readers))
    if letters:
        get_connection().send_messages(letters)
    Event.objects.bulk_create(told_events)
    return len(letters)


def told_event(event: Event, worksheet: Worksheet, people: Iterable[User]) -> Event:
    return event_of(
        worksheet=worksheet,
        action=Event.Action.REVISION_TOLD,
        subject=str(event.pk),
        old=None,
        new={"people": [person.username for person in people]},
        at=timezone.now(),
        by=None,
    )


def people_to_tell(districts: Iterable[UUID]) -> dict[UUID, list[User]]:
    """By kecamatan its active operators and camats who have an e-mail address; one query."""
    memberships_held = Membership.objects.active().filter(
        district__in=list(districts), role__in=(Role.OPERATOR, Role.HEAD), user__is_active=True
    )
    people_by_district: dict[Any, list[User]] = {}
    for membership in (
        memberships_held.exclude(user__email="").select_related("user").order_by("user__username")
    ):
        people_by_district.setdefault(membership.district_id, []).append(membership.user)
    return people_by_district


def revision_letter(event: Event, worksheet: Worksheet, person: User, site: str) -> EmailMessage:
    old, new = event.old or {}, event.new or {}
    sheet = sheet_of(UUID(new["revision_id"]))
    context = {
        "person": person,
        "worksheet": worksheet,
        "edition": f"{sheet.name}, edisi {new['revision']}",
        "reason": event.note,
        "movement": movement_words(shown_rank(old), shown_rank(new)),
        "next_step": ANSWER_AGAIN if worksheet.current_state.editable else WAIT_FOR_REPAIR,
        "again": [sheet.by_code[code] for code in new["again"]],
        "site": site,
    }
    letter_body = render_to_string("revision/letter.txt", context)
    return EmailMessage(f"Instrumen {worksheet} direvisi", letter_body, to=[person.email])


def movement_words(before: str, after: str) -> str:
    return f"tetap {after}" if before == after else f"dari {before} menjadi {after}"


def shown_rank(figures: dict[str, Any]) -> str:
    return format_number(Decimal(figures["totals"][Basis.CLAIM]), places=2)
