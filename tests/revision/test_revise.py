"""A running edition revised: what the preview says is what comes about, or nothing at all."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.management import call_command

from assessments.models import Entry, Event, LayerScore, Worksheet
from assessments.revision.services.preview import Preview, RevisionRefused, preview_revision
from assessments.revision.services.revise import apply_revision, apply_wording
from assessments.scores.rank_table import Basis, rank_table
from assessments.workflow import State
from indicators.models import Instrument, Revision
from kinerja.accounts.models import User
from kinerja.refusals import Moved
from tests.builders.revising import REASON, fetched, province, revise, running, seen, weigh
from tests.builders.score_audit import verify_scores
from tests.cast import Cast
from tests.offices import answer

Told = dict[str, tuple[Any, Any]]


def foreseen(shown: Preview, basis: Basis) -> Told:
    """By kecamatan the total and the rank that the preview promises."""
    return {
        line.worksheet.district.code: (line.figures[basis].after, line.figures[basis].rank_after)
        for line in shown.lines
    }


def stored(instrument: Instrument, basis: Basis, among: Told) -> Told:
    """The same as the ranking reads it from the database."""
    table = rank_table(instrument.stages.first().period, basis=basis)
    lines = [*table.places, *table.unranked]
    ranks = {it.place.entrant.code: it.place.rank for it in table.places if it.place}
    found: Told = {it.worksheet.district.code: (it.score.total, None) for it in lines}
    found |= {code: (found[code][0], rank) for code, rank in ranks.items()}
    spoken = set(LayerScore.objects.filter(layer="desk").values_list("worksheet__district__code", flat=True))
    if basis is Basis.DESK:
        found = {code: it if code in spoken else (None, None) for code, it in found.items()}
    return {code: found[code] for code in among}


@pytest.fixture
def edition(cast: Cast) -> Instrument:
    """Thirty worksheets whose first row is about to weigh half as much."""
    instrument = province(cast).instrument
    weigh(instrument, i1="30", i2="70")
    return Instrument.objects.get(pk=instrument.pk)


def test_the_preview_of_thirty_worksheets_is_the_outcome(edition: Instrument, cast: Cast) -> None:
    shown = preview_revision(edition)
    before = {it.pk: (it.claim_total, it.version) for it in Worksheet.objects.all()}

    revision = apply_revision(instrument=edition, fingerprint=shown.fingerprint, reason=REASON, by=cast.indra)

    assert [basis for basis, _ in shown.bases] == [Basis.CLAIM, Basis.DESK]
    for basis in (Basis.CLAIM, Basis.DESK):
        promised = foreseen(shown, basis)
        assert stored(edition, basis, promised) == promised
    moved = sum(it.claim_total != before[it.pk][0] for it in Worksheet.objects.all())
    assert (len(shown.lines) + len(shown.final), len(shown.final)) == (30, 2)
    assert moved > 20
    assert {it.revision_id for it in Worksheet.objects.exclude(state="final")} == {revision.pk}
    assert all(it.version == before[it.pk][1] + 1 for it in Worksheet.objects.exclude(state="final"))
    assert verify_scores() == "30 kertas kerja sesuai dengan hitungan.\n"


def test_what_was_before_is_what_the_ranking_says_before(edition: Instrument) -> None:
    shown = preview_revision(edition)

    for basis in (Basis.CLAIM, Basis.DESK):
        told = {
            line.worksheet.district.code: (line.figures[basis].before, line.figures[basis].rank_before)
            for line in shown.lines
        }
        assert stored(edition, basis, told) == told
    assert any(line.rank_moved for line in shown.lines)


def test_finalised_worksheets_keep_revision_and_figures(edition: Instrument, cast: Cast) -> None:
    def finals() -> list[Any]:
        rows = list(Worksheet.objects.filter(state=State.FINAL).order_by("pk").values())
        return [*rows, *LayerScore.objects.filter(worksheet__state=State.FINAL).order_by("pk").values()]

    before = finals()
    revise(edition, cast.indra)

    assert len(before) == 4
    assert finals() == before
    told = Event.objects.filter(action="revised").values_list("worksheet_id", flat=True)
    assert not {before[0]["id"], before[1]["id"]} & set(told)


def test_every_worksheet_is_told_from_what_to_what_and_why(edition: Instrument, cast: Cast) -> None:
    shown = preview_revision(edition)
    line = next(it for it in shown.lines if it.worksheet.state == State.VERIFIED)

    revise(edition, cast.indra)

    event = Event.objects.get(worksheet_id=line.worksheet.pk, action="revised")
    figures = {
        when: {str(basis): float(getattr(it, when)) for basis, it in line.figures.items()}
        for when in ("before", "after")
    }
    told = {
        when: {basis: float(total) for basis, total in found["totals"].items()}
        for when, found in (("before", event.old), ("after", event.new))
    }
    assert told == figures
    assert (event.note, event.actor_name, event.new["revision"]) == (REASON, "Indra", 2)
    assert Event.objects.filter(action="revised").count() == len(shown.lines)


@pytest.mark.parametrize("count", [1, 12])
def test_a_preview_takes_as_many_queries_for_any_number(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    instrument = province(cast, count).instrument
    weigh(instrument, i1="30", i2="70")

    with django_assert_num_queries(12):
        preview_revision(instrument)


def test_what_moved_since_the_preview_asks_for_another_one(cast: Cast) -> None:
    office = running(cast)
    instrument = office.stage.instrument
    weigh(instrument, i1="30", i2="70")
    token = seen(instrument)

    answer(office.bendo, "i1", cast.sari, n="18", d="32")
    with pytest.raises(Moved, match="Buat pratinjau lagi"):
        apply_revision(instrument=instrument, fingerprint=token, reason=REASON, by=cast.indra)
    token = seen(instrument)
    weigh(instrument, i1="31", i2="69")
    with pytest.raises(Moved):
        apply_revision(instrument=instrument, fingerprint=token, reason=REASON, by=cast.indra)
    token = seen(instrument)
    Worksheet.objects.filter(pk=office.neighbour.pk).update(state=State.NOT_PARTICIPATING)
    with pytest.raises(Moved):
        apply_revision(instrument=instrument, fingerprint=token, reason=REASON, by=cast.indra)

    assert Revision.objects.count() == 1
    assert revise(instrument, cast.indra).no == 2
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"


def test_a_reason_is_asked_for(cast: Cast) -> None:
    instrument = running(cast).stage.instrument
    weigh(instrument, i1="30", i2="70")

    with pytest.raises(RevisionRefused, match="Tulis alasan revisi"):
        apply_revision(instrument=instrument, fingerprint=seen(instrument), reason=" ", by=cast.indra)


def test_what_the_linter_refuses_is_not_previewed(cast: Cast) -> None:
    instrument = running(cast, kind="sheet").stage.instrument
    weigh(instrument, i1="30")

    with pytest.raises(RevisionRefused, match=r"Jumlah bobot 70 harus tepat 100 \(kurang 30\)"):
        preview_revision(instrument)


def test_a_row_typed_by_the_old_rules_is_not_saved_by_them(cast: Cast) -> None:
    office = running(cast)
    weigh(office.stage.instrument, i1="30", i2="70")
    revise(office.stage.instrument, cast.indra)

    with pytest.raises(Moved, match="Instrumen baru saja direvisi"):
        answer(office.bendo, "i1", cast.sari, n="18", d="32")
    answer(fetched(office.bendo), "i1", cast.sari, n="18", d="32")

    assert Entry.objects.count() == 1


def test_those_affected_get_a_letter_once_it_is_in_force(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    office = running(cast)
    answer(office.bendo, "i1", cast.sari, n="16", d="32")
    User.objects.filter(username__in=("sari", "camat", "tono", "dedi", "eka")).update(email="a@kinerja.test")
    weigh(office.stage.instrument, i1="30", i2="70")

    with django_capture_on_commit_callbacks(execute=True):
        revise(office.stage.instrument, cast.indra)

    assert [it.subject for it in mail.outbox] == ["Instrumen Kertas kerja Kecamatan Bendo direvisi"] * 2
    assert "nilai menurut isian dari 30,00 menjadi 15,00." in mail.outbox[0].body
    assert f"Instrumen uji, edisi 2 berubah karena: {REASON}" in mail.outbox[0].body
    assert Event.objects.get(action="revision_told").new == {"people": ["camat", "sari"]}


def test_a_letter_that_could_not_be_sent_goes_out_with_the_reminders_and_once(
    cast: Cast, settings: LazySettings, django_capture_on_commit_callbacks: Any
) -> None:
    office = running(cast)
    answer(office.bendo, "i1", cast.sari, n="16", d="32")
    User.objects.filter(username="sari").update(email="a@kinerja.test")
    weigh(office.stage.instrument, i1="30", i2="70")
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.no.such.Backend"
    with django_capture_on_commit_callbacks(execute=True):
        revision = revise(office.stage.instrument, cast.indra)
    assert (revision.no, len(mail.outbox)) == (2, 0)

    settings.EMAIL_BACKEND = works
    call_command("send_reminders", "--days", "0", "--dry-run")
    assert len(mail.outbox) == 0
    for _ in range(2):
        call_command("send_reminders", "--days", "0")

    assert [it.to for it in mail.outbox] == [["a@kinerja.test"]]


def test_texts_go_out_without_a_preview_and_are_taken_over_at_once(cast: Cast) -> None:
    office = running(cast)
    answer(office.bendo, "i1", cast.sari, n="16", d="32")
    Worksheet.objects.filter(pk=office.neighbour.pk).update(state=State.FINAL)
    instrument = office.stage.instrument
    instrument.indicators.filter(code="i1").update(guidance="Lampirkan SK", text="Indikator satu")
    before = fetched(office.bendo)

    revision = apply_wording(instrument=instrument, reason="Salah ketik", by=cast.indra)

    after = fetched(office.bendo)
    assert (revision.no, revision.effect, after.revision_id) == (2, "none", revision.pk)
    assert (after.claim_total, after.version) == (before.claim_total, before.version)
    assert fetched(office.neighbour).revision.no == 1
    assert Event.objects.filter(action="revised", note="Salah ketik").count() == 2
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"


@pytest.mark.parametrize("changed", ["weight", "tdi", "applies", "rule"])
def test_nothing_that_touches_scores_goes_out_as_texts(cast: Cast, changed: str) -> None:
    instrument = running(cast, kind="jury").stage.instrument  # whose weights may add up to anything
    values = {
        "weight": {"weight": 30},
        "tdi": {"tdi": False},
        "applies": {"applies": {"facts": ["desa"], "min": "1"}},
        "rule": {"params": {"numerator": "d", "denominator": "n"}},
    }
    instrument.indicators.filter(code="i1").update(guidance="Lampirkan SK", **values[changed])  # type: ignore[arg-type]

    with pytest.raises(RevisionRefused, match="Buat pratinjaunya dahulu"):
        apply_wording(instrument=instrument, reason="Salah ketik", by=cast.indra)

    assert Revision.objects.count() == 1


def test_nothing_new_is_no_revision(cast: Cast) -> None:
    instrument = running(cast).stage.instrument

    with pytest.raises(RevisionRefused, match="Belum ada perubahan"):
        preview_revision(instrument)
    with pytest.raises(RevisionRefused, match="Belum ada perubahan"):
        apply_wording(instrument=instrument, reason="Salah ketik", by=cast.indra)
