"""The final score over stages: exact weights, finalists before the others, and what is decided by it."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from assessments.models import Decision, JuryScore, Layer, Nomination, Period, Stage, Worksheet
from assessments.results.services.decision import (
    announce_results,
    approve_proposal,
    moved_since,
    propose_ranking,
)
from assessments.scores.rank_table import Basis, RankTable, rank_table
from assessments.workflow import State
from indicators.scoring.documents.document import read_document
from indicators.scoring.tie_keys import REACHED
from kinerja.refusals import Moved
from tests.builders.fields import claim, judge, more, small_field
from tests.builders.jurors import add_jury
from tests.builders.ranked import ranked_by_command, ranked_in_book, ranked_in_csv
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging
from tests.recalculate import recalculated
from tests.tools import needs


@pytest.fixture
def office(cast: Cast) -> Office:
    """Half the desk's result, half the jury's: 70 and 90, 80 and 70, 60 and nothing."""
    office = small_field(cast)
    add_judging(office, Stage.Kind.DESK)
    stage = add_jury(office, weight=Decimal(50), quota=2)
    Stage.objects.filter(kind="desk").update(weight=50)
    told = ((office.bendo, "70", "90"), (office.neighbour, "80", "70"), (office.city_sheet, "60", None))
    for sheet, desk, jury in told:
        claim(sheet, desk)
        judge(sheet, Layer.DESK, desk, a1="40", a2="10")
        if jury:
            come_in(stage, sheet, cast)
            JuryScore.objects.create(stage=stage, worksheet=sheet, total=jury, given=2, asked=2)
    Worksheet.objects.update(state=State.VERIFIED)
    return office


def come_in(stage: Stage, sheet: Worksheet, cast: Cast) -> None:
    Nomination.objects.create(
        stage=stage,
        worksheet=sheet,
        rank=1,
        total=1,
        nominated_at=timezone.now(),
        nominated_by=cast.kiki,
    )


def final(office: Office, **wanted: Any) -> RankTable:
    return rank_table(office.stage.period, basis=Basis.FINAL, **wanted)


def places(table: RankTable) -> list[tuple[int, str, Decimal]]:
    found = [(it.place, it.worksheet.district.name, it.score.total) for it in table.places]
    return [(place.rank if place else 0, name, total) for place, name, total in found]


def test_stages_count_by_their_weight(office: Office) -> None:
    assert places(final(office)) == [(1, "Bendo", 80), (2, "Maospati", 75), (3, "Kartoharjo", 30)]


def test_weights_of_a_third_are_exact_to_the_last_decimal(office: Office) -> None:
    Stage.objects.filter(kind="desk").update(weight=Decimal("33.333333"))
    Stage.objects.filter(kind="jury").update(weight=Decimal("66.666667"))

    assert places(final(office))[0] == (1, "Bendo", Decimal("83.33333340"))


def test_a_finalist_stands_before_everybody_who_did_not_come_so_far(office: Office) -> None:
    judge_again(office.city_sheet, "100")
    JuryScore.objects.update(total=0)

    table = final(office)

    assert places(table) == [(1, "Maospati", 40), (2, "Bendo", 35), (3, "Kartoharjo", 50)]
    last = table.places[2].place
    assert last is not None
    assert (last.decided_by, last.behind) == (REACHED, None)


def judge_again(sheet: Worksheet, total: str) -> None:
    sheet.layer_scores.update(total=Decimal(total))


def test_a_finalist_without_all_jurors_has_no_rank_yet(office: Office) -> None:
    JuryScore.objects.filter(worksheet=office.bendo).update(given=1)

    table = final(office)

    assert [name for _, name, _ in places(table)] == ["Maospati", "Kartoharjo"]
    missing = [it.score.missing for it in table.unfinished]
    assert missing == ["Presentasi: 1 dari 2 juri belum menyerahkan nilai"]


def test_ties_are_decided_by_the_aspects_of_the_desk(office: Office) -> None:
    JuryScore.objects.filter(worksheet=office.bendo).update(total=80)
    office.neighbour.layer_scores.update(aspect_totals={"1": {"score": "30"}, "2": {"score": "20"}})

    table = final(office)

    assert places(table)[:2] == [(1, "Maospati", 75), (2, "Bendo", 75)]
    assert table.places[1].place.decided_by.name == "aspect:2"
    assert [it.label for it in table.aspects] == ["Tahap 2", "Tahap 3", "Aspek 2"]


def test_a_jury_has_a_ranking_of_its_own_among_those_who_came_in(office: Office) -> None:
    stage = Stage.objects.get(kind="jury")
    table = rank_table(office.stage.period, basis=Basis.JURY, stage=stage)

    assert places(table) == [(1, "Bendo", 90), (2, "Maospati", 70)]
    assert table.label == "Presentasi"


def test_the_final_ranking_is_the_same_everywhere(office: Office, cast: Cast, client: Client) -> None:
    sign_in(client, cast.lina)
    ranks = [(1, "Bendo"), (2, "Maospati"), (3, "Kartoharjo")]

    for name in ("akhir", "tahap-3"):
        wanted = ranks if name == "akhir" else ranks[:2]
        asked = {"dasar": name}
        assert ranked_by_command("--basis", name) == wanted
        assert ranked_in_csv(client.get("/p/jatim-2022/peringkat.csv", asked)) == wanted
        assert ranked_in_book(client.get("/p/jatim-2022/peringkat.xlsx", asked)) == wanted
        assert client.get("/p/jatim-2022/peringkat/", asked).status_code == 200
        assert client.get("/p/jatim-2022/peringkat.pdf", asked).status_code == 200


@needs("soffice")
def test_its_workbook_finds_the_same_ranks_by_formula(
    office: Office, cast: Cast, client: Client, tmp_path: Path
) -> None:
    judge_again(office.city_sheet, "100")
    JuryScore.objects.update(total=0)
    sign_in(client, cast.lina)
    book = recalculated(client.get("/p/jatim-2022/peringkat.xlsx", {"dasar": "akhir"}).content, tmp_path)

    rows = book["Peringkat"].iter_rows(values_only=True)
    found = [row[:3] for row in rows if row[2] in ("sesuai", "berbeda")]
    assert found == [(1, 1, "sesuai"), (2, 2, "sesuai"), (3, 3, "sesuai")]


@pytest.mark.parametrize("who", ["vera"])
def test_a_kabupaten_sees_no_figure_of_the_jury(office: Office, cast: Cast, client: Client, who: str) -> None:
    sign_in(client, getattr(cast, who))

    for name in ("akhir", "tahap-3", "penilaian"):
        assert client.get("/p/jatim-2022/peringkat/", {"dasar": name}).status_code == 403
    assert "tahap-3" not in client.get("/p/jatim-2022/peringkat/").content.decode()


def test_an_unknown_basis_is_told(office: Office) -> None:
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="Yang ada: isian, kabupaten, penilaian, tahap-3, akhir"):
        call_command("rank", office.stage.period.code, "--basis", "tahap-9")


def test_it_is_what_is_proposed_approved_and_published(office: Office, cast: Cast) -> None:
    period = office.stage.period
    announce_results(period=period, by=cast.kiki)
    decision = propose_ranking(period=period, embargo_until=None, mentor="", by=cast.kiki)
    approve_proposal(decision=decision, by=cast.lina, at=timezone.now() + timedelta(days=30))

    document = read_document(Decision.objects.get().document)
    assert document["basis"] == "akhir"
    assert [(it["rank"], it["district"]["name"], it["total"]) for it in document["places"]] == [
        (1, "Bendo", "80.000000000000"),
        (2, "Maospati", "75.000000000000"),
        (3, "Kartoharjo", "30.000000000000"),
    ]
    assert document["places"][0]["aspects"] == {"tahap-2": "70", "tahap-3": "90", "2": "10"}
    assert moved_since(decision) == []
    copy = read_document(office.bendo.snapshots.get(kind="decision").document)
    assert [(it["stage"]["name"], it["total"]) for it in copy["juries"]] == [("Presentasi", "90")]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"weight": Decimal(40)}, "Bobot semua tahap bersama 90; aturlah menjadi 100."),
        ({"no": 3}, r"Tetapkan dahulu peserta tahap 3 \(Presentasi\)."),
    ],
)
def test_nothing_is_proposed_before_weights_and_participants_are_set(
    office: Office, cast: Cast, change: dict[str, Any], sentence: str
) -> None:
    announce_results(period=office.stage.period, by=cast.kiki)
    Stage.objects.filter(kind="jury").update(**change)
    if "no" in change:
        Nomination.objects.all().delete()

    with pytest.raises(Moved, match=sentence):
        propose_ranking(period=Period.objects.get(), embargo_until=None, mentor="", by=cast.kiki)


@pytest.mark.parametrize("count", [0, 27])
@pytest.mark.parametrize(("basis", "queries"), [("akhir", 6), ("tahap-3", 5)])
def test_it_takes_the_same_queries_for_3_and_for_30(
    office: Office, cast: Cast, django_assert_num_queries: Any, basis: str, queries: int, count: int
) -> None:
    """Stages, nominations, worksheets; then desk, jury, desk for ties, or the jury's edition and scores."""
    stage = Stage.objects.get(kind="jury")
    for sheet in more(office, count, cast.places.regency):
        come_in(stage, sheet, cast)
    wanted = {"basis": Basis.FINAL} if basis == "akhir" else {"basis": Basis.JURY, "stage": stage}
    rank_table(office.stage.period, **wanted)  # editions are kept in memory from here on

    with django_assert_num_queries(queries):
        rank_table(office.stage.period, **wanted)
