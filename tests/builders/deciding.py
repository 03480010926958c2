"""A small period up to its decision: verified, announced, objected to, proposed, approved."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from assessments.models import Decision, Objection, Period, Stage, Worksheet
from assessments.results.services.decision import announce_results, approve_proposal, propose_ranking
from assessments.results.services.objections import file_objection
from assessments.review.services.steps import begin_desk, verify
from assessments.sending.services import request_signoff, submit
from kinerja.accounts.models import Membership, Role, User
from tests.cast import Cast
from tests.offices import Office, add_judging, answer

from .judging import AGREES, differing, give_opinion
from .sending import small_office

PARTLY = {"outcome": "partly", "answer": "Satu dari tiga dokumen sah", "n": "4", "d": "6"}


def office_with_heads(cast: Cast) -> Office:
    """The small office judged by the desk; Maospati and Kartoharjo have a camat too."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    Membership.objects.create(
        user=cast.maya, role=Role.HEAD, district=cast.places.city_district, starts=date(2021, 1, 4)
    )
    Membership.objects.create(
        user=cast.tono, role=Role.HEAD, district=cast.places.neighbour, starts=date(2021, 1, 4)
    )
    return office


def verified(sheet: Worksheet, operator: User, head: User, cast: Cast, n: str) -> Worksheet:
    """Filled with n of 32 in row 1 and half in row 2, sent, agreed to and verified."""
    answer(sheet, "i1", operator, n=n, d="32")
    answer(sheet, "i2", operator, n="1", d="2")
    request_signoff(worksheet=sheet, by=operator)
    submit(worksheet=sheet, by=head)
    begin_desk(worksheet=sheet, by=cast.kiki)
    give_opinion(sheet, "i1", AGREES, cast.kiki)
    give_opinion(sheet, "i2", differing(n="2", d="2"), cast.kiki)
    return verify(worksheet=sheet, by=cast.kiki)


def both_verified(office: Office, cast: Cast) -> Period:
    """Bendo 60 × 18/32 + 40 = 73,75, its neighbour 60 × 16/32 + 40 = 70; the city's sheet is empty."""
    verified(office.bendo, cast.sari, cast.camat, cast, "18")
    verified(office.neighbour, cast.tono, cast.tono, cast, "16")
    return office.stage.period


def announced(office: Office, cast: Cast) -> Period:
    period = both_verified(office, cast)
    announce_results(period=period, by=cast.kiki)
    for sheet in (office.bendo, office.neighbour):
        sheet.refresh_from_db(fields=["state"])
    return period


def after_objections(period: Period) -> datetime:
    return timezone.now() + timedelta(days=20 + period.objection_days)


def proposed(office: Office, cast: Cast, **terms: Any) -> Decision:
    period = announced(office, cast)
    return propose_ranking(period=period, by=cast.kiki, **({"embargo_until": None, "mentor": ""} | terms))


def approved(office: Office, cast: Cast, **terms: Any) -> Decision:
    decision = proposed(office, cast, **terms)
    return approve_proposal(decision=decision, by=cast.lina, at=after_objections(decision.period))


def objection_to_row_2(office: Office, cast: Cast) -> Objection:
    """Bendo claims 1 of 2 in row 2, 2 of 2 was decided, and its camat objects."""
    announced(office, cast)
    return file_objection(worksheet=office.bendo, code="i2", text="Keliru", by=cast.camat)


def result_page(office: Office) -> str:
    return f"/kertas-kerja/{office.bendo.pk}/hasil/"
