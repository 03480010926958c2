"""A small worksheet in the hands of the judges: sent, under review, asked back, mended."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.models import Layer, Stage, Worksheet
from assessments.review.services.steps import begin_desk, request_repair
from assessments.sending.services import request_signoff, submit
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.transitions.repair import ask_for_repair
from kinerja.accounts.models import User
from tests.cast import Cast
from tests.offices import add_judging, answer

from .sending import fill, small_office

NOTE = "Lampirkan SK camat"
AGREES = Opinion("agrees")


def judge(sheet: Worksheet, code: str, by: User, **values: str) -> None:
    """Agree to the claim, or say otherwise with `values`."""
    opinion = Opinion("differs", values=values, reason="Menurut SK") if values else Opinion("agrees")
    judge_row(
        load_judged(by, sheet), code=code, layer=Layer.DESK, opinion=opinion, version=0, entry_version=1
    )


def ask_back(sheet: Worksheet, by: User, *codes: str) -> Worksheet:
    for code in codes:
        ask_for_repair(worksheet=sheet, code=code, layer=Layer.DESK, note=NOTE, by=by)
    due = timezone.now() + timedelta(days=3)
    return request_repair(worksheet=sheet, by=by, due=due)


def in_repair(cast: Cast, *codes: str) -> Worksheet:
    """These rows, else i1 alone, were asked back by the province; i1 was decided otherwise before."""
    sheet = in_review(cast)
    judge(sheet, "i1", cast.asri, n="7", d="32")
    return ask_back(sheet, cast.asri, *(codes or ("i1",)))


def mend(sheet: Worksheet, cast: Cast) -> None:
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")


def sent_for_judging(cast: Cast, *kinds: Stage.Kind) -> Worksheet:
    """Bendo's small sheet of 53,75, sent, in a period with these stages of judging."""
    office = small_office(cast)
    add_judging(office, *kinds)
    fill(office.bendo, cast)
    request_signoff(worksheet=office.bendo, by=cast.sari)
    return submit(worksheet=office.bendo, by=cast.camat)


def in_review(cast: Cast) -> Worksheet:
    """Bendo's small sheet of 53,75 before the province."""
    return begin_desk(worksheet=sent_for_judging(cast, Stage.Kind.DESK), by=cast.asri)


def give_opinion(
    sheet: Worksheet, code: str, opinion: Opinion, by: User, layer: Layer = Layer.DESK, **read: Any
) -> Any:
    versions = {"version": 0, "entry_version": 1} | read
    return judge_row(load_judged(by, sheet), code=code, layer=layer, opinion=opinion, **versions)


def differing(**values: str) -> Opinion:
    return Opinion("differs", values=values, reason="Dokumen menyebut angka lain")


def asked_back(cast: Cast) -> Worksheet:
    """i1 was asked back by the desk, i2 agreed to."""
    sheet = in_review(cast)
    give_opinion(sheet, "i1", AGREES, cast.asri)
    give_opinion(sheet, "i2", AGREES, cast.asri)
    ask_for_repair(worksheet=sheet, code="i1", layer=Layer.DESK, note="Lampirkan SK", by=cast.asri)
    due = timezone.now() + timedelta(days=3)
    return request_repair(worksheet=sheet, by=cast.asri, due=due)
