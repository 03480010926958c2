"""The replay of ranks: what moved one, exactly as the ranking itself would have it at every moment."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import migrations
from assessments.home.services import decline, rejoin
from assessments.models import Layer, Period, Stage, TotalPoint, Worksheet
from assessments.models.event import AppendOnly
from assessments.ranking.services.rank_changes import Replay, rank_replay
from assessments.scores.rank_history import mark_total_point
from assessments.scores.rank_table import Basis, rank_table
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.workflow import State
from indicators.scoring.rank_replay import Change, Move, rank_among, replay_rank
from indicators.scoring.ranking import Entrant, First, Key, rank
from kinerja.accounts.models import User
from tests.builders.sending import small_office
from tests.cast import Cast
from tests.offices import Office, add_judging, answer

MIGRATIONS = Path(migrations.__file__).parent
SIZE = Key("size", "Besar")
EARLY = Key("early", "Lebih awal", First.LOWEST)
START = datetime.fromisoformat("2030-03-01T08:00:00+07:00")


def entrant(code: str, total: str, **values: Any) -> Entrant:
    return Entrant(code, Decimal(total), complete=True, values=values)


def change(code: str, total: str | None, minute: int = 0, **values: Any) -> Change:
    at = START + timedelta(minutes=minute)
    return Change(code, at, entrant(code, total, **values) if total else None)


def told(moves: list[Move]) -> list[tuple[str, int | None, int | None]]:
    return [(it.change.code, it.before, it.after) for it in moves]


def test_whoever_passes_or_falls_behind_moves_the_rank_and_nobody_else() -> None:
    field = {it.code: it for it in (entrant("a", "50"), entrant("b", "40"), entrant("c", "60"))}
    changes = [
        change("b", "45"),  # still behind
        change("b", "50"),  # equal: a shared rank moves nobody
        change("b", "50.000000000001"),
        change("c", "55"),  # still ahead
        change("c", None),
        change("a", "51"),
        change("d", "52"),
        change("a", None),
        change("d", "53"),
        change("a", "10"),
    ]

    assert told(replay_rank("a", field, changes, ())) == [
        ("b", 2, 3),
        ("c", 3, 2),
        ("a", 2, 1),
        ("d", 1, 2),
        ("a", 2, None),
        ("a", None, 3),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_a_rank_among_others_is_the_one_of_the_ranking(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    keys = (SIZE, EARLY)
    start: dict[str, Entrant] = {}
    changes = []
    for minute in range(60):
        code, total = chance.choice("abcdef"), chance.choice([None, "1", "2", "3"])
        changes.append(
            change(code, total, minute, size=chance.choice([None, 1, 2]), early=chance.choice([None, 1]))
        )
    for code in "abcdef":
        moves, field = replay_rank(code, start, changes, keys), dict(start)
        place: int | None = None
        expected = []
        for it in changes:
            field[it.code] = it.figures or Entrant(it.code, Decimal(0), complete=False, values={})
            ranks = {found.entrant.code: found.rank for found in rank(field.values(), keys).places}
            if ranks.get(code) != place:
                expected.append((it.code, place, ranks.get(code)))
            place = ranks.get(code)
            standing = {pk: one for pk, one in field.items() if one.complete}
            assert rank_among(code, standing, keys) == place
        assert told(moves) == expected


# --- Over what the services write --------------------------------------------------------------------------


@pytest.fixture
def office(cast: Cast) -> Office:
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    Period.objects.update(tie_keys=["aspect:1", "submitted_at"])
    return office


def sheets_of(office: Office, cast: Cast) -> list[tuple[Worksheet, User]]:
    return [(office.bendo, cast.sari), (office.neighbour, cast.tono), (office.city_sheet, cast.maya)]


def ranks(office: Office, basis: Basis, regency: Any = None) -> dict[str, int]:
    table = rank_table(office.stage.period, basis=basis, regency=regency)
    return {str(line.worksheet.pk): line.place.rank for line in table.places if line.place}


def played(sheet: Worksheet, basis: Basis, since: datetime, until: datetime, regency: Any = None) -> Replay:
    sheet.stage.period.refresh_from_db()
    return rank_replay(sheet, basis=basis, regency=regency, since=since, until=until)


@pytest.mark.parametrize("seed", range(3))
def test_at_every_moment_of_a_random_history_it_gives_the_rank_that_stood(
    office: Office, cast: Cast, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    seen: list[tuple[datetime, dict[Basis, dict[str, int]]]] = []
    for _ in range(45):
        sheet, operator = chance.choice(sheets_of(office, cast))
        something(chance, sheet, operator, cast)
        seen.append((timezone.now(), {basis: ranks(office, basis) for basis in (Basis.CLAIM, Basis.DESK)}))

    assert TotalPoint.objects.count() > 10
    for sheet, _ in sheets_of(office, cast):
        for basis in (Basis.CLAIM, Basis.DESK):
            place = None
            for at, stood in seen[::3] + seen[-1:]:
                found = played(sheet, basis, seen[0][0] - timedelta(days=1), at)
                assert found.after == stood[basis].get(str(sheet.pk))
                assert found.among[1] == len(stood[basis])
                place = found.moves[-1].after if found.moves else place
                assert place == found.after
            half = seen[len(seen) // 2][0]
            later = played(sheet, basis, half, seen[-1][0])
            assert (later.before, later.after) == (
                played(sheet, basis, START - timedelta(days=9999), half).after,
                ranks(office, basis).get(str(sheet.pk)),
            )


def something(chance: random.Random, sheet: Worksheet, operator: User, cast: Cast) -> None:
    """One thing that somebody may do with it now."""
    sheet.refresh_from_db()
    code = chance.choice(["i1", "i2"])
    if sheet.state == State.DRAFT:
        entry = sheet.entries.filter(code=code).first()
        n = chance.choice(["1", "2", "3", ""])
        values = {"n": n, "d": "4"} if n else {}
        answer(sheet, code, operator, version=entry.version if entry else 0, **values)
        if sheet.complete and chance.random() < 0.3:
            sent = {"submitted_at": timezone.now(), "state": State.UNDER_REVIEW}
            Worksheet.objects.filter(pk=sheet.pk).update(**sent)
            sheet.refresh_from_db()
            mark_total_point(sheet, timezone.now())
    elif sheet.state == State.UNDER_REVIEW:
        found = sheet.judgements.filter(code=code, layer=Layer.DESK).first()
        claim = sheet.entries.get(code=code)
        opinion = Opinion("agrees")
        if chance.random() < 0.6:
            opinion = Opinion("differs", values={"n": chance.choice("123"), "d": "4"}, reason="SK")
        judge_row(
            load_judged(cast.asri, sheet),
            code=code,
            layer=Layer.DESK,
            opinion=opinion if chance.random() < 0.9 else Opinion(""),
            version=found.version if found else 0,
            entry_version=claim.version,
        )


def test_stepping_aside_ends_a_rank_and_coming_back_gives_it_again(office: Office, cast: Cast) -> None:
    for sheet, operator in sheets_of(office, cast)[:2]:
        answer(sheet, "i1", operator, n="18", d="32")
        answer(sheet, "i2", operator, n="1", d="2")
    began, vera = timezone.now(), cast.vera

    decline(worksheet=office.bendo, by=vera, note="Bencana")
    assert ranks(office, Basis.CLAIM) == {str(office.neighbour.pk): 1}
    gone = played(office.bendo, Basis.CLAIM, began, timezone.now())
    assert (gone.before, gone.after, gone.among) == (1, None, (2, 1))
    rejoin(worksheet=office.bendo, by=vera, note="Pulih")
    back = played(office.bendo, Basis.CLAIM, began, timezone.now())
    assert (back.before, back.after) == (1, 1)
    assert told(back.moves) == [(str(office.bendo.pk), 1, None), (str(office.bendo.pk), None, 1)]


def test_a_kabupaten_is_a_field_of_its_own(office: Office, cast: Cast) -> None:
    began = timezone.now()
    for (sheet, operator), n in zip(sheets_of(office, cast), ("10", "20", "30"), strict=True):
        answer(sheet, "i1", operator, n=n, d="32")
        answer(sheet, "i2", operator, n="1", d="2")

    whole = played(office.bendo, Basis.CLAIM, began, timezone.now())
    own = played(office.bendo, Basis.CLAIM, began, timezone.now(), office.bendo.district.regency)
    assert (whole.after, whole.among[1], own.after, own.among[1]) == (3, 3, 2, 2)
    assert str(office.city_sheet.pk) not in {it.change.code for it in own.moves}


def test_a_point_is_written_where_the_figures_move_and_never_changed(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i1", cast.sari, n="18", d="32")
    assert not TotalPoint.objects.exists()  # incomplete: no rank yet

    answer(office.bendo, "i2", cast.sari, n="1", d="2")
    point = TotalPoint.objects.get()
    assert point.figures == {
        "isian": {"total": "53.75", "aspects": {"1": {"score": "33.75"}, "2": {"score": "20"}}}
    }
    answer(office.bendo, "i2", cast.sari, version=1, n="2", d="4")  # the same score
    assert TotalPoint.objects.count() == 1
    answer(office.bendo, "i2", cast.sari, version=2)
    assert [it.figures for it in TotalPoint.objects.order_by("no")][1:] == [{}]
    with pytest.raises(AppendOnly):
        point.save()
    with pytest.raises(AppendOnly):
        point.delete()


def test_the_migration_begins_with_what_stands(office: Office, cast: Cast) -> None:
    for sheet, operator in sheets_of(office, cast)[:2]:
        answer(sheet, "i1", operator, n="18", d="32")
        answer(sheet, "i2", operator, n="1", d="2")
    Worksheet.objects.filter(pk=office.bendo.pk).update(state=State.UNDER_REVIEW)
    office.bendo.refresh_from_db()
    for code in ("i1", "i2"):
        judge_row(
            load_judged(cast.asri, office.bendo),
            code=code,
            layer=Layer.DESK,
            opinion=Opinion("agrees"),
            version=0,
            entry_version=1,
        )
    kept = {it.worksheet_id: it.figures for it in TotalPoint.objects.order_by("no")}
    TotalPoint.objects.all()._raw_delete(connection.alias)
    (name,) = (path.stem for path in MIGRATIONS.glob("*_total_points.py"))

    import_module(f"assessments.migrations.{name}").begin(apps, None)

    assert {it.worksheet_id: it.figures for it in TotalPoint.objects.all()} == kept
    assert {it.no for it in TotalPoint.objects.all()} == {1}


def test_a_clock_that_was_read_before_the_lock_does_not_turn_the_order(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i1", cast.sari, n="18", d="32")
    answer(office.bendo, "i2", cast.sari, n="1", d="2")
    first = TotalPoint.objects.get()
    Worksheet.objects.filter(pk=office.bendo.pk).update(claim_total=50)
    office.bendo.refresh_from_db()
    second = mark_total_point(office.bendo, first.at - timedelta(seconds=1))
    assert second
    assert (second.no, second.at) == (2, first.at)


@pytest.mark.parametrize("more", [0, 20])
def test_it_takes_four_queries_however_much_happened(office: Office, cast: Cast, more: int) -> None:
    began = timezone.now()
    answer(office.bendo, "i2", cast.sari, n="1", d="2")
    for no in range(more + 1):
        answer(office.bendo, "i1", cast.sari, version=no, n=str(no + 1), d="32")
    with CaptureQueriesContext(connection) as asked:
        rank_replay(office.bendo, basis=Basis.CLAIM, regency=None, since=began, until=timezone.now())
    assert len(asked) == 4
