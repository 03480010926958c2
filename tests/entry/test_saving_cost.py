"""What saving a row costs on a full sheet: one load, one scoring, and no form but the row's own."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Entry, Layer, Stage, Worksheet
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from indicators.editions.sheets import sheet_of
from tests.builders.judging import ask_back
from tests.cast import Cast, sign_in
from tests.costs import Cost, measured
from tests.offices import Office, add_judging, fill_bendo

FIRST, LAST = "i01", "i53"
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def draft(office: Office, cast: Cast) -> Worksheet:
    """Bendo with all its 53 answers."""
    fill_bendo(office.bendo, cast.sari)
    return office.bendo


@pytest.fixture
def in_repair(draft: Worksheet, office: Office, cast: Cast) -> Worksheet:
    """The same before the province, which agreed to one row and asked the first and the last back."""
    add_judging(office, Stage.Kind.DESK)
    Worksheet.objects.filter(pk=draft.pk).update(state="under_review")
    draft.refresh_from_db(fields=["state"])
    judge_row(
        load_judged(cast.asri, draft),
        code="i02",
        layer=Layer.DESK,
        opinion=Opinion("agrees"),
        version=0,
        entry_version=1,
    )
    return ask_back(draft, cast.asri, FIRST, LAST)


def changed(worksheet: Worksheet, code: str) -> dict[str, str]:
    """What a browser sends of a row whose first figure becomes another."""
    entry = Entry.objects.get(worksheet=worksheet, code=code)
    spec = sheet_of(worksheet.revision_id).by_code[code]
    first = next(it.code for it in spec.inputs if not it.locked)
    figures = entry.values | {first: "2" if entry.values.get(first) != "2" else "1"}
    return {"note": "", "version": str(entry.version), **figures}


def cost_of_save(client: Client, worksheet: Worksheet, code: str) -> Cost:
    sent = changed(worksheet, code)
    with measured() as cost:
        answer = client.post(reverse("row_save", args=(worksheet.pk, code)), sent, **HTMX)
    assert answer.status_code == 200
    assert "Tersimpan" in answer.content.decode()
    assert Entry.objects.get(worksheet=worksheet, code=code).version == int(sent["version"]) + 1
    return cost


@pytest.mark.parametrize("code", [FIRST, LAST])
@pytest.mark.parametrize("state", ["draft", "in_repair"])
def test_a_save_takes_few_statements_one_scoring_and_one_form(
    client: Client, cast: Cast, request: pytest.FixtureRequest, state: str, code: str
) -> None:
    worksheet = request.getfixturevalue(state)

    cost = cost_of_save(sign_in(client, cast.sari), worksheet, code)

    assert len(cost.statements) <= 14, "\n".join(cost.statements)
    assert (cost.scorings, cost.forms) == (1, 1)
