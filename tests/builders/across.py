"""One indicator across three kecamatan, before the province."""

from django.utils import timezone

from assessments.models import Layer, Stage, Worksheet
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.workflow import State
from kinerja.accounts.models import User
from tests.cast import Cast
from tests.offices import Office, add_judging, answer

from .sending import small_office

ACROSS_PAGE = "/p/jatim-2022/telaah-indikator/administrasi/"


def bring_to_state(sheet: Worksheet, by: User, n: str, state: State = State.UNDER_REVIEW) -> None:
    answer(sheet, "i1", by, n=n, d="32")
    answer(sheet, "i2", by, n="1", d="2")
    Worksheet.objects.filter(pk=sheet.pk).update(state=state, submitted_at=timezone.now())
    sheet.refresh_from_db()


def office_in_review(cast: Cast) -> Office:
    """Bendo and Kartoharjo claim 18 of 32, Maospati between them 20; all are before the province."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.REGENCY, Stage.Kind.DESK, Stage.Kind.FIELD)
    bring_to_state(office.bendo, cast.sari, "18")
    bring_to_state(office.neighbour, cast.tono, "20")
    bring_to_state(office.city_sheet, cast.maya, "18")
    return office


def give_opinion_on_row_1(sheet: Worksheet, by: User, opinion: Opinion, layer: Layer = Layer.DESK) -> None:
    judge_row(load_judged(by, sheet), code="i1", layer=layer, opinion=opinion, version=0, entry_version=1)


def differing_in_n(n: str) -> Opinion:
    return Opinion("differs", values={"n": n, "d": "32"}, reason="Menurut SK")
