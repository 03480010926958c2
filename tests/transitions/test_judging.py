"""Judging what was sent: layers beside the claim, what counts of them, repairs, and who may."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from assessments.home.services import decline, rejoin
from assessments.models import (
    Assignment,
    Conflict,
    Event,
    Judgement,
    Layer,
    LayerScore,
    Stage,
    Window,
    Worksheet,
)
from assessments.review.services.steps import (
    begin_desk,
    begin_regency,
    finish_regency,
    reopen,
    request_repair,
    verify,
)
from assessments.sending.services import resubmit
from assessments.transitions.judging import Opinion, StaleJudgement
from assessments.transitions.repair import ask_for_repair
from assessments.transitions.transition import StepRefused
from assessments.workflow import State
from kinerja.refusals import Closed
from tests.builders.judging import AGREES, asked_back, differing, give_opinion, in_review, sent_for_judging
from tests.builders.score_audit import verify_scores
from tests.builders.sending import small_office
from tests.cast import Cast
from tests.offices import answer
from tests.town import state

KINDS = (Stage.Kind.REGENCY, Stage.Kind.DESK)


def total(sheet: Worksheet, layer: Layer = Layer.DESK) -> tuple[Decimal, int, int]:
    score = LayerScore.objects.get(worksheet=sheet, layer=layer)
    return score.total, score.judged, score.asked


def test_undecided_rows_count_nothing_and_the_claim_stays(cast: Cast) -> None:
    sheet = in_review(cast)

    give_opinion(sheet, "i1", differing(n="16", d="32"), cast.asri)

    assert total(sheet) == (Decimal(30), 1, 2)
    assert Worksheet.objects.get(pk=sheet.pk).claim_total == Decimal("53.75")
    assert sheet.entries.get(code="i1").values == {"n": "18", "d": "32"}
    assert Judgement.objects.get().reason == "Dokumen menyebut angka lain"


def test_agreeing_takes_the_claim_and_the_history_tells_old_and_new(cast: Cast) -> None:
    sheet = in_review(cast)
    give_opinion(sheet, "i1", AGREES, cast.asri)
    give_opinion(sheet, "i1", differing(n="8", d="32"), cast.asri, version=1)

    first, second = Event.objects.filter(action="judged").order_by("at")
    assert (first.subject, first.old, first.new["verdict"]) == ("desk:i1", None, "agrees")
    assert (second.old["values"], second.new["values"]) == ({"n": "18", "d": "32"}, {"n": "8", "d": "32"})
    assert total(sheet) == (Decimal(15), 1, 2)


def test_a_judgement_may_be_taken_back(cast: Cast) -> None:
    sheet = in_review(cast)
    give_opinion(sheet, "i1", AGREES, cast.asri)

    give_opinion(sheet, "i1", Opinion(""), cast.asri, version=1)

    assert not Judgement.objects.exists()
    assert not LayerScore.objects.exists()


def test_the_same_judgement_twice_has_one_effect(cast: Cast) -> None:
    sheet = in_review(cast)
    give_opinion(sheet, "i1", AGREES, cast.asri)
    before = state()

    give_opinion(sheet, "i1", AGREES, cast.asri)

    assert state() == before


def test_who_has_not_read_the_last_judgement_is_shown_it(cast: Cast) -> None:
    sheet = in_review(cast)
    give_opinion(sheet, "i1", AGREES, cast.asri)

    with pytest.raises(StaleJudgement) as conflict:
        give_opinion(sheet, "i1", differing(n="8", d="32"), cast.kiki)

    assert conflict.value.current.judged_by == cast.asri


def test_every_row_must_be_decided_before_it_is_verified(cast: Cast) -> None:
    sheet = in_review(cast)
    give_opinion(sheet, "i1", AGREES, cast.asri)

    with pytest.raises(StepRefused, match="1 baris belum diputuskan"):
        verify(worksheet=sheet, by=cast.asri)
    give_opinion(sheet, "i2", AGREES, cast.asri)
    verify(worksheet=sheet, by=cast.asri)

    assert sheet.state == State.VERIFIED
    assert total(sheet) == (Decimal("53.75"), 2, 2)


def test_a_visit_is_heard_before_the_desk(cast: Cast) -> None:
    sheet = sent_for_judging(cast, Stage.Kind.DESK, Stage.Kind.FIELD)
    begin_desk(worksheet=sheet, by=cast.asri)
    give_opinion(sheet, "i1", AGREES, cast.asri)

    give_opinion(sheet, "i1", differing(n="32", d="32"), cast.asri, Layer.FIELD)

    assert total(sheet) == (Decimal(60), 1, 2)


def test_the_kabupaten_verifies_before_the_province(cast: Cast) -> None:
    sheet = sent_for_judging(cast, *KINDS)
    with pytest.raises(StepRefused, match="menunggu verifikasi kabupaten/kota"):
        begin_desk(worksheet=sheet, by=cast.asri)

    begin_regency(worksheet=sheet, by=cast.vera)
    give_opinion(sheet, "i1", AGREES, cast.vera, Layer.REGENCY)
    give_opinion(sheet, "i2", differing(n="2", d="2"), cast.vera, Layer.REGENCY)
    finish_regency(worksheet=sheet, by=cast.vera)
    begin_desk(worksheet=sheet, by=cast.asri)

    assert total(sheet, Layer.REGENCY) == (Decimal("73.75"), 2, 2)
    assert sheet.state == State.UNDER_REVIEW


def test_only_rows_asked_back_open_and_for_their_own_time(cast: Cast) -> None:
    sheet = asked_back(cast)
    Window.objects.all().delete()

    with pytest.raises(Closed, match="Hanya baris yang diminta"):
        answer(sheet, "i2", cast.sari, version=1, n="2", d="2")
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")
    sheet.repairs.update(due_at=timezone.now())
    with pytest.raises(Closed, match="Batas perbaikan sudah lewat"):
        answer(sheet, "i1", cast.sari, version=2, n="21", d="32")


def test_what_comes_back_unchanged_is_refused(cast: Cast) -> None:
    sheet = asked_back(cast)

    with pytest.raises(StepRefused, match="1 baris yang diminta diperbaiki belum berubah"):
        resubmit(worksheet=sheet, by=cast.camat)
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")
    answer(sheet, "i1", cast.sari, version=2, n="18", d="32")
    with pytest.raises(StepRefused, match="belum berubah"):
        resubmit(worksheet=sheet, by=cast.camat)


def test_a_row_that_came_back_is_decided_anew(cast: Cast) -> None:
    sheet = asked_back(cast)
    number, first = sheet.registration_no, sheet.submitted_at
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")
    resubmit(worksheet=sheet, by=cast.camat)
    begin_desk(worksheet=sheet, by=cast.asri)

    assert (number[-4:], sheet.registration_no[-4:]) == ("0001", "0002")
    assert sheet.submitted_at == first
    assert total(sheet) == (Decimal(20), 1, 2)
    with pytest.raises(StepRefused, match="1 baris belum diputuskan"):
        verify(worksheet=sheet, by=cast.asri)
    give_opinion(sheet, "i1", AGREES, cast.asri, entry_version=2)
    verify(worksheet=sheet, by=cast.asri)
    assert total(sheet) == (Decimal("57.5"), 2, 2)


def test_what_the_kabupaten_found_stands_after_a_repair_for_the_province(cast: Cast) -> None:
    sheet = sent_for_judging(cast, *KINDS)
    begin_regency(worksheet=sheet, by=cast.vera)
    for code in ("i1", "i2"):
        give_opinion(sheet, code, AGREES, cast.vera, Layer.REGENCY)
    finish_regency(worksheet=sheet, by=cast.vera)
    begin_desk(worksheet=sheet, by=cast.asri)
    ask_for_repair(worksheet=sheet, code="i1", layer=Layer.DESK, note="Periksa", by=cast.asri)
    due = timezone.now() + timedelta(days=3)
    request_repair(worksheet=sheet, by=cast.asri, due=due)
    answer(sheet, "i1", cast.sari, version=1, n="32", d="32")
    resubmit(worksheet=sheet, by=cast.camat)

    assert total(sheet, Layer.REGENCY) == (Decimal("53.75"), 2, 2)
    with pytest.raises(StepRefused, match="diminta provinsi"):
        begin_regency(worksheet=sheet, by=cast.vera)


def test_what_was_asked_back_on_a_visit_is_taken_up_at_the_desk(cast: Cast) -> None:
    sheet = sent_for_judging(cast, Stage.Kind.DESK, Stage.Kind.FIELD)
    begin_desk(worksheet=sheet, by=cast.asri)
    ask_for_repair(
        worksheet=sheet, code="i1", layer=Layer.FIELD, note="Papan data belum terpasang", by=cast.asri
    )
    request_repair(worksheet=sheet, by=cast.asri, due=timezone.now() + timedelta(days=3))
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")
    resubmit(worksheet=sheet, by=cast.camat)

    assert begin_desk(worksheet=sheet, by=cast.asri).state == State.UNDER_REVIEW


def test_a_repair_needs_rows_and_a_day_to_come(cast: Cast) -> None:
    sheet = in_review(cast)
    due = timezone.now() + timedelta(days=3)
    with pytest.raises(StepRefused, match="Catat dahulu"):
        request_repair(worksheet=sheet, by=cast.asri, due=due)
    ask_for_repair(worksheet=sheet, code="i1", layer=Layer.DESK, note="Lampirkan SK", by=cast.asri)
    with pytest.raises(StepRefused, match="Tentukan batas perbaikan"):
        request_repair(worksheet=sheet, by=cast.asri)
    give_opinion(sheet, "i1", AGREES, cast.asri)
    give_opinion(sheet, "i2", AGREES, cast.asri)
    with pytest.raises(StepRefused, match="1 baris dicatat untuk diperbaiki"):
        verify(worksheet=sheet, by=cast.asri)


@pytest.mark.parametrize("who", ["sari", "camat", "tono", "vera", "lina", "joko", "indra", "root_user"])
def test_nobody_but_an_assessor_judges_for_the_province(cast: Cast, who: str) -> None:
    sheet = in_review(cast)
    before = state()

    with pytest.raises(Closed, match="Hanya penilai provinsi"):
        give_opinion(sheet, "i1", AGREES, getattr(cast, who))

    assert state() == before


def test_an_assessor_does_not_judge_where_they_have_an_interest(cast: Cast) -> None:
    sheet = in_review(cast)
    Conflict.objects.create(judge=cast.asri, regency=cast.places.regency, reason="Pernah bertugas di sana")

    with pytest.raises(Closed, match="benturan kepentingan"):
        give_opinion(sheet, "i1", AGREES, cast.asri)
    give_opinion(sheet, "i1", AGREES, cast.kiki)


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        ({"regency": "regency"}, True),
        ({"regency": "city"}, False),
        ({"district": "bendo"}, True),
        ({"district": "neighbour"}, False),
        ({"aspect": "1"}, True),
        ({"aspect": "2"}, False),
        ({}, True),
    ],
)
def test_assigned_judges_judge_what_they_were_given(cast: Cast, given: dict[str, str], allowed: bool) -> None:
    sheet = in_review(cast)
    desk = Stage.objects.get(kind=Stage.Kind.DESK)
    place = {name: getattr(cast.places, it) for name, it in given.items() if name != "aspect"}
    Assignment.objects.create(stage=desk, judge=cast.asri, aspect=given.get("aspect", ""), **place)

    with pytest.raises(Closed, match="tidak ditugaskan"):
        give_opinion(sheet, "i1", AGREES, cast.kiki)
    if allowed:
        assert give_opinion(sheet, "i1", AGREES, cast.asri).verdict == "agrees"
    else:
        with pytest.raises(Closed, match="tidak ditugaskan"):
            give_opinion(sheet, "i1", AGREES, cast.asri)


def test_judging_keeps_to_its_window_with_an_exception_for_one(cast: Cast) -> None:
    sheet = in_review(cast)
    desk, now = Stage.objects.get(kind=Stage.Kind.DESK), timezone.now()
    times = {"opens": now - timedelta(days=9), "closes": now - timedelta(days=1)}
    Window.objects.create(stage=desk, purpose=Window.Purpose.JUDGING, **times)
    with pytest.raises(Closed, match="Batas waktu penilaian sudah lewat"):
        give_opinion(sheet, "i1", AGREES, cast.asri)

    times["closes"] = now + timedelta(days=1)
    own = {"district": sheet.district, "reason": "Jaringan putus"}
    Window.objects.create(stage=desk, purpose=Window.Purpose.JUDGING, **own, **times)

    assert give_opinion(sheet, "i1", AGREES, cast.asri).verdict == "agrees"


def test_the_chair_opens_a_verified_worksheet_again_with_a_reason(cast: Cast) -> None:
    sheet = in_review(cast)
    for code in ("i1", "i2"):
        give_opinion(sheet, code, AGREES, cast.asri)
    verify(worksheet=sheet, by=cast.asri)

    with pytest.raises(StepRefused, match="Hanya ketua tim"):
        reopen(worksheet=sheet, by=cast.asri, note="Keliru")
    with pytest.raises(StepRefused):
        reopen(worksheet=sheet, by=cast.kiki)
    reopen(worksheet=sheet, by=cast.kiki, note="Keliru")

    assert (sheet.state, Event.objects.get(action="reopened").note) == ("under_review", "Keliru")


def test_a_verifier_declares_that_a_kecamatan_does_not_take_part(cast: Cast) -> None:
    sheet = small_office(cast).bendo
    decline(worksheet=sheet, by=cast.vera, note="Surat camat nomor 5")
    with pytest.raises(Closed, match="tidak mengikuti"):
        answer(sheet, "i1", cast.sari, n="18", d="32")

    rejoin(worksheet=sheet, by=cast.vera, note="Surat camat nomor 6")
    answer(sheet, "i1", cast.sari, n="18", d="32")


def test_a_planted_drift_in_a_layer_is_found(cast: Cast) -> None:
    sheet = in_review(cast)
    give_opinion(sheet, "i1", AGREES, cast.asri)
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"

    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_layerscore SET total = 99")

    with pytest.raises(Exception, match="1 angka berbeda"):
        verify_scores()
