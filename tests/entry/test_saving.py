"""Saving a row: one effect, one event, no lost update, and totals that follow."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from assessments.entry.services.saving import Content, StaleRow, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Entry, Event, Window
from assessments.models.event import AppendOnly
from assessments.scores.scoring import result_of
from indicators.scoring.sheet import Outcome
from kinerja.refusals import Closed
from tests.cast import Cast
from tests.offices import Office, answer, fill_bendo, move_window


def test_all_of_bendos_answers_give_the_total_of_2022(office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)

    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == Decimal("86.894377631548")
    assert (office.bendo.filled, office.bendo.asked, office.bendo.complete) == (53, 53, True)
    assert {code: part["score"] for code, part in office.bendo.aspect_totals.items()} == {
        "1": "8.18",
        "2": "9",
        "3": "5.059210526316",
        "4": "24.86",
        "5": "27",
        "6": "7.895167105232",
        "7": "4.9",
    }


def test_a_saved_row_has_its_values_version_and_author(office: Office, cast: Cast) -> None:
    saved = answer(office.bendo, "i11", cast.sari, n="18", d="32")

    entry = Entry.objects.get()
    assert saved.entry == entry
    assert (entry.code, entry.values, entry.version, entry.saved_by) == (
        "i11",
        {"n": "18", "d": "32"},
        1,
        cast.sari,
    )


def test_a_save_writes_one_event_with_old_and_new(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i11", cast.sari, n="18", d="32")
    answer(office.bendo, "i11", cast.budi, version=1, n="20", d="32")

    event = Event.objects.filter(action=Event.Action.ROW_SAVED).latest("at")
    assert (event.actor_id, event.actor_name, event.subject) == (cast.budi.pk, "Budi", "i11")
    assert event.old["values"] == {"n": "18", "d": "32"}
    assert event.new["values"] == {"n": "20", "d": "32"}


def test_a_stale_row_is_refused_with_what_stands_there_and_nothing_changes(
    office: Office, cast: Cast
) -> None:
    answer(office.bendo, "i11", cast.budi, n="20", d="32")

    with pytest.raises(StaleRow) as refusal:
        answer(office.bendo, "i11", cast.sari, n="18", d="32")

    assert refusal.value.current.values == {"n": "20", "d": "32"}
    assert Entry.objects.get().values == {"n": "20", "d": "32"}
    assert Event.objects.filter(action=Event.Action.ROW_SAVED).count() == 1


def test_the_same_answer_again_has_no_second_effect(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i11", cast.sari, n="18", d="32")

    saved = answer(office.bendo, "i11", cast.sari, n="18", d="32")

    assert not saved.changed
    assert Entry.objects.get().version == 1
    assert Event.objects.filter(action=Event.Action.ROW_SAVED).count() == 1


def test_emptying_a_row_is_an_answer_of_its_own_and_counts_as_empty(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i11", cast.sari, n="18", d="32")

    saved = answer(office.bendo, "i11", cast.sari, version=1)

    assert saved.result.row("i11").outcome is Outcome.EMPTY
    assert Event.objects.latest("at").new["values"] == {}


def test_row_46_moves_with_row_45(office: Office, cast: Cast) -> None:
    parts = [{"label": "Kegiatan", "value": "500"}]
    answer(office.bendo, "i45", cast.sari, part=parts, total="1000")
    answer(office.bendo, "i46", cast.sari, realisation="500")

    saved = answer(office.bendo, "i45", cast.sari, version=1, part=parts, total="2000")

    assert [row.code for row in saved.moved] == ["i45", "i46"]
    assert saved.result.row("i46").achievement == 25


def test_tdi_keeps_what_was_typed(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i33", cast.sari, n="1", d="2")
    content = Content("tdi", {"n": "1", "d": "2"})

    saved = save_row(load_worksheet(office.bendo), code="i33", content=content, version=1, by=cast.sari)

    assert saved.result.row("i33").outcome is Outcome.TDI
    assert Entry.objects.get().values == {"n": "1", "d": "2"}


@pytest.mark.parametrize(
    ("opens", "closes", "reason"),
    [(1, 2, "Pengisian baru dibuka"), (-2, -1, "Batas waktu pengisian sudah lewat pada")],
)
def test_outside_the_window_nothing_is_saved(
    office: Office, cast: Cast, opens: int, closes: int, reason: str
) -> None:
    now = timezone.now()
    move_window(office, opens=now + timedelta(hours=opens), closes=now + timedelta(hours=closes))

    with pytest.raises(Closed, match=reason):
        answer(office.bendo, "i11", cast.sari, n="18", d="32")

    assert not Entry.objects.exists()


def test_the_window_is_open_at_its_opening_and_shut_at_its_closing(office: Office) -> None:
    window = office.window

    assert window.is_open(window.opens)
    assert not window.is_open(window.closes)
    assert window.is_open(window.closes - timedelta(microseconds=1))


def test_an_exception_for_one_kecamatan_goes_before_the_common_window(office: Office, cast: Cast) -> None:
    now = timezone.now()
    move_window(office, opens=now - timedelta(hours=2), closes=now - timedelta(hours=1))
    Window.objects.create(
        stage=office.stage,
        district=cast.places.bendo,
        opens=now,
        closes=now + timedelta(hours=1),
        reason="Banjir",
    )

    assert answer(office.bendo, "i11", cast.sari, n="18", d="32").changed
    with pytest.raises(Closed):
        answer(office.neighbour, "i11", cast.tono, n="18", d="32")


def test_a_row_that_does_not_apply_takes_no_answer(office: Office, cast: Cast) -> None:
    with pytest.raises(Closed, match="tidak berlaku"):
        answer(office.neighbour, "i35", cast.tono, n="1")


def test_stored_totals_are_what_scoring_anew_gives(office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)
    answer(office.bendo, "i01", cast.sari, version=1, n="3")

    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == result_of(office.bendo).stored_total


def test_a_save_takes_the_same_queries_on_the_first_row_and_on_the_last(
    office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    fill_bendo(office.bendo, cast.sari)
    answer(office.neighbour, "i01", cast.tono, n="3")

    for worksheet, by, more in ((office.neighbour, cast.tono, 0), (office.bendo, cast.sari, 1)):
        with django_assert_num_queries(9 + more):  # BEGIN and COMMIT among them; one keeps a moved rank
            answer(worksheet, "i01", by, version=1, n="5")


def test_what_happened_is_neither_changed_nor_deleted(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i01", cast.sari, n="7")
    event = Event.objects.get(action="row_saved")
    event.actor_name = "Orang lain"

    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()

    assert Event.objects.get(pk=event.pk).actor_name == "Sari"
