"""A weight that changes after publication reaches nothing that was published, and nothing that is final."""

import subprocess
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessments.models import Decision, LayerScore, Snapshot, Worksheet
from assessments.results.services.decision import approve_proposal, moved_since, propose_ranking
from assessments.review.services.steps import reopen
from assessments.revision.services.preview import preview_revision
from indicators.editions.publish import in_force
from kinerja.accounts.models import Membership, Role
from kinerja.refusals import Moved
from tests.builders.deciding import after_objections, approved, proposed
from tests.builders.revising import fetched, revise, running, weigh
from tests.builders.score_audit import verify_scores
from tests.cast import BEGAN, Cast
from tests.offices import Office, answer
from tests.tools import needs

pytestmark = needs("pdftotext")


@pytest.fixture
def office(cast: Cast) -> Office:
    for user, place in ((cast.maya, "city_district"), (cast.tono, "neighbour")):
        district = getattr(cast.places, place)
        Membership.objects.create(user=user, role=Role.HEAD, district=district, starts=BEGAN)
    return running(cast)


@pytest.fixture
def decision(office: Office, cast: Cast) -> Decision:
    """Bendo 73,75 and Maospati 70 are decided and published; the city's worksheet is still being filled."""
    answer(office.city_sheet, "i1", cast.maya, n="16", d="32")
    return approved(office, cast)


def words(pdf: bytes) -> bytes:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout


def cells(book: bytes) -> dict[str, list[Any]]:
    return {page.title: list(page.iter_rows(values_only=True)) for page in load_workbook(BytesIO(book))}


def published(decision: Decision) -> dict[str, bytes]:
    """Everything that anybody may read of it."""
    at = f"/hasil/{decision.code}/"
    return {tail: Client().get(f"{at}{tail}").content for tail in ("", "lampiran.pdf", "peringkat.xlsx")}


def finals() -> list[Any]:
    rows: list[Any] = list(Worksheet.objects.filter(state="final").order_by("pk").values())
    rows += LayerScore.objects.filter(worksheet__state="final").order_by("pk").values()
    return [*rows, *Snapshot.objects.order_by("pk").values()]


def test_a_weight_revised_after_publication_moves_no_published_figure(
    office: Office, cast: Cast, decision: Decision
) -> None:
    before, decided = published(decision), finals()
    weigh(office.stage.instrument, i1="10", i2="90")

    revision = revise(office.stage.instrument, cast.indra)

    after = published(decision)
    assert words(after["lampiran.pdf"]) == words(before["lampiran.pdf"])
    assert cells(after["peringkat.xlsx"]) == cells(before["peringkat.xlsx"])
    assert after == before
    assert finals() == decided
    assert moved_since(decision) == []
    assert in_force(office.stage.instrument) == revision
    assert str(fetched(office.city_sheet).claim_total) == "5.000000000000"  # 10 × 16/32, no more 30
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"


def test_what_is_compared_holds_the_figures(office: Office, decision: Decision) -> None:
    """Otherwise the test above would show nothing."""
    told = published(decision)

    assert b"73,75" in words(told["lampiran.pdf"])
    assert b"73,75" in told[""]
    assert 73.75 in [cell for row in cells(told["peringkat.xlsx"])["Peringkat"] for cell in row]


def test_a_provisional_result_moves_and_must_be_proposed_again(office: Office, cast: Cast) -> None:
    decision = proposed(office, cast)
    weigh(office.stage.instrument, i1="10", i2="90")
    shown = preview_revision(office.stage.instrument)

    revise(office.stage.instrument, cast.indra)

    assert shown.counts | {"worksheets": 0} == {
        "worksheets": 0,
        "totals": 2,
        "ranks": 0,
        "again": 0,
        "dropped": 0,
        "announced": 2,
        "final": 0,
    }
    with pytest.raises(Moved, match="Nilai berubah sejak diusulkan"):
        approve_proposal(decision=decision, by=cast.lina, at=after_objections(decision.period))
    newer = propose_ranking(period=decision.period, embargo_until=None, mentor="", by=cast.kiki)
    assert (
        approve_proposal(decision=newer, by=cast.lina, at=after_objections(decision.period)).state
        == "approved"
    )


def test_a_worksheet_opened_again_moves_with_the_next_revision_and_the_publication_stays(
    office: Office, cast: Cast, decision: Decision
) -> None:
    before = published(decision)
    weigh(office.stage.instrument, i1="10", i2="90")
    revise(office.stage.instrument, cast.indra)
    bendo = fetched(office.bendo)
    reopen(worksheet=bendo, by=cast.kiki, note="Putusan pengadilan")
    assert (bendo.revision.no, moved_since(decision)) == (1, [])
    weigh(office.stage.instrument, i1="20", i2="80")

    revise(office.stage.instrument, cast.indra)

    assert (fetched(bendo).revision.no, fetched(office.neighbour).revision.no) == (3, 1)
    assert bendo.layer_scores.get(layer="desk").total == Decimal("91.25")  # 20 × 18/32 + 80
    assert published(decision) == before
    assert [it["district"]["name"] for it in moved_since(decision)] == ["Bendo"]
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"
