"""Rows whose answers do not fit the new rules: nothing is lost, and they are asked for again."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Entry, Event, Layer, Repair, Stage, Worksheet
from assessments.review.services.steps import begin_desk
from assessments.revision.services.preview import RevisionRefused, preview_revision
from assessments.sending.services import request_signoff, resubmit, submit
from assessments.workflow import State
from tests.builders.judging import ask_back, judge
from tests.builders.revising import REASON, fetched, reshape, revise, running, weigh
from tests.builders.score_audit import verify_scores
from tests.builders.sending import fill
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging, answer


@pytest.fixture
def office(cast: Cast) -> Office:
    return running(cast)


def send(office: Office, cast: Cast) -> Worksheet:
    fill(office.bendo, cast)
    request_signoff(worksheet=office.bendo, by=cast.sari)
    return submit(worksheet=office.bendo, by=cast.camat)


def reviewed(office: Office, cast: Cast) -> Worksheet:
    sheet = begin_desk(worksheet=send(office, cast), by=cast.asri)
    judge(sheet, "i1", cast.asri)
    judge(sheet, "i2", cast.asri)
    return sheet


def again(office: Office) -> dict[str, tuple[str, ...]]:
    shown = preview_revision(office.stage.instrument)
    return {line.worksheet.district.name: line.refit.again for line in shown.lines}


def test_the_preview_names_the_rows_to_be_answered_again(office: Office, cast: Cast) -> None:
    fill(office.bendo, cast)
    answer(office.neighbour, "i1", cast.tono, n="8", d="32")
    reshape(office.stage.instrument)

    assert again(office) == {"Bendo": ("i1", "i2", "i3"), "Maospati": ("i3",), "Kartoharjo": ("i3",)}


def test_in_a_draft_the_row_is_unanswered_and_the_history_keeps_it(office: Office, cast: Cast) -> None:
    fill(office.bendo, cast)
    reshape(office.stage.instrument)

    revise(office.stage.instrument, cast.indra)

    sheet = fetched(office.bendo)
    entries = {it.code: (it.values, it.version) for it in sheet.entries.all()}
    assert entries == {"i1": ({"d": "32"}, 2), "i2": ({"n": "1"}, 2)}
    assert (sheet.filled, sheet.asked, sheet.claim_total) == (0, 3, Decimal(0))
    kept = Event.objects.get(worksheet_id=sheet.pk, action="answer_cut", subject="i1")
    assert (kept.old["values"], kept.new["values"]) == ({"n": "18", "d": "32"}, {"d": "32"})
    assert kept.note == REASON
    assert not Repair.objects.exists()
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"


def test_the_history_shows_the_answer_by_the_words_of_its_edition(
    office: Office, cast: Cast, client: Client
) -> None:
    fill(office.bendo, cast)
    reshape(office.stage.instrument)
    revise(office.stage.instrument, cast.indra)

    page = sign_in(client, cast.sari).get(reverse("history", args=(office.bendo.pk,))).content.decode()

    assert "Nomor 2: isian tidak cocok lagi dengan aturan" in page
    assert "Jumlah d" in page
    assert REASON in page


def test_what_was_sent_is_noted_for_its_judges_to_ask_back(office: Office, cast: Cast) -> None:
    sheet = reviewed(office, cast)
    reshape(office.stage.instrument)
    shown = preview_revision(office.stage.instrument)
    line = next(it for it in shown.lines if it.worksheet.pk == sheet.pk)

    revise(office.stage.instrument, cast.indra)

    assert line.refit.dropped == {("i1", "desk"), ("i2", "desk")}
    assert set(Repair.objects.values_list("code", "layer", "sent_at", "asked_by__username")) == {
        (code, "desk", None, "indra") for code in ("i1", "i2", "i3")
    }
    assert not sheet.judgements.exists()
    assert Event.objects.filter(action="judged", new__isnull=True, note=REASON).count() == 2
    back = ask_back(fetched(sheet), cast.asri)
    assert back.state == State.REPAIR
    answer(fetched(sheet), "i1", cast.sari, version=2, n="9", d="32")
    answer(fetched(sheet), "i2", cast.sari, version=2, n="1", e="2")
    answer(fetched(sheet), "i3", cast.sari, n="1", d="2")
    sent = resubmit(worksheet=fetched(sheet), by=cast.camat)
    assert (sent.state, sent.claim_total) == (State.RESUBMITTED, Decimal("36.875"))
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"


def test_a_worksheet_that_is_being_mended_has_the_rows_open_at_once(office: Office, cast: Cast) -> None:
    sheet = ask_back(reviewed(office, cast), cast.asri, "i2")
    reshape(office.stage.instrument)

    revise(office.stage.instrument, cast.indra)

    repairs = {it.code: it for it in Repair.objects.all()}
    assert {code: it.asked_by.username for code, it in repairs.items()} == {
        "i1": "indra",
        "i2": "asri",
        "i3": "indra",
    }
    assert {it.due_at for it in repairs.values()} == {repairs["i2"].due_at}
    assert repairs["i1"].before["entry"]["values"] == {"n": "18", "d": "32"}
    answer(fetched(sheet), "i1", cast.sari, version=2, n="9", d="32")


@pytest.mark.parametrize(("kinds", "layer"), [((Stage.Kind.REGENCY,), "regency"), ((), "desk")])
def test_whose_turn_it_is_asks_the_rows_back(
    office: Office, cast: Cast, kinds: tuple[Stage.Kind, ...], layer: str
) -> None:
    for stage in Stage.objects.filter(kind=Stage.Kind.DESK) if kinds else ():
        stage.delete()
        add_judging(office, *kinds, Stage.Kind.DESK)
    send(office, cast)
    reshape(office.stage.instrument)

    revise(office.stage.instrument, cast.indra)

    assert set(Repair.objects.values_list("layer", flat=True)) == {layer}


def test_a_state_that_the_row_does_not_know_any_more_is_cut(office: Office, cast: Cast) -> None:
    tdi = Content("tdi", {})
    save_row(load_worksheet(office.bendo), code="i1", content=tdi, version=0, by=cast.sari)
    office.stage.instrument.indicators.filter(code="i1").update(tdi=False)

    assert again(office)["Bendo"] == ("i1",)
    revise(office.stage.instrument, cast.indra)

    assert Entry.objects.get().status == "filled"
    assert fetched(office.bendo).filled == 0


def test_an_answer_that_fits_is_left_alone(office: Office, cast: Cast) -> None:
    sheet = reviewed(office, cast)
    before = list(sheet.entries.order_by("code").values())
    weigh(office.stage.instrument, i1="30", i2="70")

    revise(office.stage.instrument, cast.indra)

    assert list(sheet.entries.order_by("code").values()) == before
    assert sheet.judgements.count() == 2
    assert sheet.layer_scores.get(layer=Layer.DESK).total == Decimal("51.875")  # 30 × 18/32 + 70 × 1/2


def test_an_indicator_of_a_running_edition_is_not_removed(office: Office) -> None:
    instrument = office.stage.instrument
    instrument.indicators.filter(code="i2").delete()
    instrument.indicators.update(weight=100)

    with pytest.raises(RevisionRefused, match=r"Indikator 2\. Indikator 2 tidak ada lagi.*bobot 0"):
        preview_revision(office.stage.instrument)


@pytest.mark.parametrize("who", ["sari", "camat", "asri", "lina"])
def test_every_page_of_a_worksheet_opens_after_its_rules_changed(
    office: Office, cast: Cast, who: str
) -> None:
    sheet = reviewed(office, cast)
    reshape(office.stage.instrument)
    rows = office.stage.instrument.indicators.filter(code="i2")
    rows.get().inputs.update(kind="yes_no", villages=None, min=None)
    rows.update(rule="checklist", params={})
    revise(office.stage.instrument, cast.indra)

    browser = sign_in(Client(), getattr(cast, who))
    names = ["worksheet", "whole", "history", "check", "evidence", "profile", "receipt"]
    names += ["worksheet_pdf", "worksheet_xlsx"]
    answers = {name: browser.get(reverse(name, args=(sheet.pk,))).status_code for name in names}

    assert answers == dict.fromkeys(names, 200)
    pane = reverse("review", args=(sheet.pk, Layer.DESK))
    assert browser.get(pane).status_code == (403 if who in ("sari", "camat") else 200)
