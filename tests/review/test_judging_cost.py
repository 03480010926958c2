"""What a judgement costs on a full sheet, on the review page and among all kecamatan."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Entry, Judgement, Layer, LayerScore, Stage, TotalPoint, Worksheet
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.workflow import State
from kinerja.accounts.models import User
from tests.cast import Cast, sign_in
from tests.costs import Cost, measured
from tests.offices import Office, add_judging, fill_bendo

FIRST, LAST = "i01", "i53"
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def reviewed(office: Office, cast: Cast) -> Worksheet:
    """All 53 rows of Bendo, agreed to by the kabupaten and, but for two of them, by the province."""
    fill_bendo(office.bendo, cast.sari)
    add_judging(office, Stage.Kind.REGENCY, Stage.Kind.DESK)
    agree(office.bendo, State.REGENCY_REVIEW, Layer.REGENCY, cast.vera)
    agree(office.bendo, State.UNDER_REVIEW, Layer.DESK, cast.asri, FIRST, LAST)
    return office.bendo


def agree(worksheet: Worksheet, state: State, layer: Layer, by: User, *but: str) -> None:
    Worksheet.objects.filter(pk=worksheet.pk).update(state=state)
    worksheet.refresh_from_db()
    sheet = load_judged(by, worksheet)
    for code in sorted(sheet.loaded.entries.keys() - set(but)):
        judge_row(
            sheet,
            code=code,
            layer=layer,
            opinion=Opinion("agrees"),
            version=0,
            entry_version=sheet.version_of(code),
        )


def cost_of_judgement(client: Client, worksheet: Worksheet, address: str, code: str) -> Cost:
    claim = Entry.objects.get(worksheet=worksheet, code=code)
    sent = {"verdict": "agrees", "version": "0", "entry_version": str(claim.version)}
    with measured() as cost:
        answer = client.post(address, sent, **HTMX)
    assert answer.status_code == 200
    assert Judgement.objects.filter(worksheet=worksheet, layer=Layer.DESK, code=code).count() == 1
    return cost


def on_review_page(worksheet: Worksheet, code: str) -> str:
    return reverse("review_row", args=(worksheet.pk, Layer.DESK, code))


def among_kecamatan(worksheet: Worksheet, code: str) -> str:
    return reverse("across_row", args=(Layer.DESK, code, worksheet.pk))


@pytest.mark.parametrize("address", [on_review_page, among_kecamatan])
def test_a_judgement_takes_few_statements_two_scorings_and_one_form(
    client: Client, cast: Cast, reviewed: Worksheet, address: Any
) -> None:
    """The second one decides the last row, and so gives the worksheet a rank."""
    sign_in(client, cast.asri)
    points = TotalPoint.objects.filter(worksheet_id=reviewed.pk)
    before = points.count()

    costs = [cost_of_judgement(client, reviewed, address(reviewed, it), it) for it in (FIRST, LAST)]

    assert LayerScore.objects.get(worksheet=reviewed, layer=Layer.DESK).complete
    assert points.count() == before + 1
    assert [len(cost.statements) for cost in costs] == [13, 14], "\n".join(costs[1].statements)
    assert [(cost.scorings, cost.forms) for cost in costs] == [(2, 1), (2, 1)]
