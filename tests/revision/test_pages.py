"""The pages of an instrument's admin on which it is revised, and those that tell of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.admin.stage_form import stage_problems
from assessments.models import Period, Stage, Window, Worksheet
from assessments.revision.services.edition_archive import InUse, archive_edition, restore_edition
from assessments.revision.services.revise import apply_wording
from assessments.workflow import State
from indicators.editions.compile import write_instrument
from indicators.models import Instrument, Revision
from tests.builders.revising import REASON, province, reshape, revise, running, seen, weigh
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer
from tests.town import small_document, state


@pytest.fixture
def office(cast: Cast) -> Office:
    office = running(cast)
    answer(office.bendo, "i1", cast.sari, n="16", d="32")
    return office


@pytest.fixture
def instrument(office: Office) -> Instrument:
    return office.stage.instrument


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


def address(page: str, instrument: Instrument) -> str:
    return reverse(page, args=(instrument.pk,))


def test_the_change_page_leads_to_revisions(indra: Client, instrument: Instrument) -> None:
    page = markup(indra.get(reverse("admin:indicators_instrument_change", args=(instrument.pk,))))

    assert f'<a href="{address("revision", instrument)}">Revisi</a>' in page


def test_nothing_changed_is_said(indra: Client, instrument: Instrument) -> None:
    page = markup(indra.get(address("revision", instrument)))

    assert "Belum ada perubahan sejak edisi 1." in page
    assert "Buat pratinjau" not in page


def test_a_weight_is_previewed_and_applied(indra: Client, instrument: Instrument) -> None:
    weigh(instrument, i1="30", i2="70")
    page = markup(indra.get(address("revision", instrument)))
    assert "Indikator i1. Indikator 1 – Bobot:</strong> 60 → 30" in page
    assert f'href="{address("revision_preview", instrument)}">Buat pratinjau' in page

    shown = indra.get(address("revision_preview", instrument))
    text = markup(shown)
    assert "nilai 1 kertas kerja dan peringkat 0 kertas kerja berubah" in text
    assert "<strong>30,00 → 15,00</strong>" in text
    told = {"fingerprint": shown.context["preview"].fingerprint, "reason": REASON}
    done = indra.post(address("revision_preview", instrument), told, follow=True)

    assert done.redirect_chain == [(address("revision", instrument), 302)]
    assert "Instrumen uji, edisi 2 berlaku." in markup(done)
    assert Worksheet.objects.filter(revision__no=2).count() == 3


def test_a_preview_without_a_reason_is_kept(indra: Client, instrument: Instrument) -> None:
    weigh(instrument, i1="30", i2="70")

    refused = indra.post(address("revision_preview", instrument), {"fingerprint": seen(instrument)})

    text = markup(refused)
    assert (refused.status_code, Revision.objects.count()) == (422, 1)
    assert '<a href="#id_reason">Alasan: Tulis alasan revisi.</a>' in text
    assert "<title>Kesalahan: Pratinjau revisi" in text


def test_a_preview_of_yesterday_is_refused_and_the_reason_kept(
    indra: Client, cast: Cast, office: Office, instrument: Instrument
) -> None:
    weigh(instrument, i1="30", i2="70")
    told = {"fingerprint": seen(instrument), "reason": REASON}
    answer(office.neighbour, "i1", cast.tono, n="16", d="32")

    refused = indra.post(address("revision_preview", instrument), told)

    assert (refused.status_code, Revision.objects.count()) == (409, 1)
    assert "Buat pratinjau lagi" in markup(refused)
    assert refused.context["form"]["reason"].value() == REASON
    again = told | {"fingerprint": refused.context["preview"].fingerprint}
    assert indra.post(address("revision_preview", instrument), again).status_code == 302


def test_texts_go_out_from_the_first_page(indra: Client, instrument: Instrument) -> None:
    instrument.indicators.filter(code="i1").update(guidance="Lampirkan SK")
    assert "Terbitkan perubahan teks" in markup(indra.get(address("revision", instrument)))

    empty = indra.post(address("revision", instrument), {"reason": ""})
    done = indra.post(address("revision", instrument), {"reason": "Salah ketik"}, follow=True)

    assert empty.status_code == 422
    assert "edisi 2 berlaku, tanpa dampak nilai." in markup(done)
    assert "tanpa dampak nilai</td>" in markup(done)


def test_a_weight_does_not_slip_through_as_texts(indra: Client, instrument: Instrument) -> None:
    weigh(instrument, i1="30", i2="70")

    refused = indra.post(address("revision", instrument), {"reason": "Salah ketik"})

    assert (refused.status_code, Revision.objects.count()) == (422, 1)
    assert "Buat pratinjaunya dahulu." in markup(refused)


def test_nor_through_the_action_of_the_list(indra: Client, instrument: Instrument) -> None:
    weigh(instrument, i1="30", i2="70")
    action = {"action": "publish_edition", "_selected_action": [str(instrument.pk)]}

    page = indra.post(reverse("admin:indicators_instrument_changelist"), action, follow=True)

    assert "sudah terbit. Berlakukan perubahannya lewat halaman Revisi." in markup(page)
    assert Revision.objects.count() == 1


def test_errors_of_the_linter_stand_where_the_button_would(indra: Client, cast: Cast) -> None:
    instrument = running(cast, kind="sheet", code="uji-2031").stage.instrument
    weigh(instrument, i1="30")

    page = markup(indra.get(address("revision", instrument)))
    shown = indra.get(address("revision_preview", instrument))

    assert "Jumlah bobot 70 harus tepat 100 (kurang 30)." in page
    assert "Buat pratinjau" not in page
    assert (shown.status_code, shown.context["preview"]) == (200, None)


@pytest.mark.parametrize(
    "broken",
    [{"params": 5}, {"applies": "desa"}, {"evidence": []}, {"policies": ["tdi"]}, {"params": ["formula"]}],
)
def test_rows_of_no_form_are_told_and_not_compared(
    indra: Client, instrument: Instrument, broken: dict[str, Any]
) -> None:
    instrument.indicators.filter(code="i1").update(**broken)

    page = indra.get(address("revision", instrument))
    told = {"reason": REASON, "fingerprint": "x"}

    assert (page.status_code, "Kesalahan yang perlu diperbaiki dahulu" in markup(page)) == (
        200,
        True,
    )
    assert indra.get(address("revision_preview", instrument)).status_code == 200
    assert indra.post(address("revision", instrument), told).status_code == 422
    assert indra.post(address("revision_preview", instrument), told).status_code in (409, 422)


@pytest.mark.parametrize("page", ["revision", "revision_preview", "edition_archive"])
def test_other_provinces_instruments_are_not_there(indra: Client, cast: Cast, page: str) -> None:
    other = write_instrument(small_document(code="uji-b", owner="33"))
    before = state()

    assert indra.post(address(page, other), {"reason": "Ya", "fingerprint": "x"}).status_code == 404
    assert state() == before


@pytest.mark.parametrize("count", [2, 12])
def test_the_preview_page_takes_as_many_queries_for_any_number(indra: Client, cast: Cast, count: int) -> None:
    instrument = province(cast, count).instrument
    weigh(instrument, i1="30", i2="70")

    with CaptureQueriesContext(connection) as queries:
        indra.get(address("revision_preview", instrument))

    assert len(queries) == 18


def test_the_worksheet_says_what_changed_and_why(
    office: Office, instrument: Instrument, cast: Cast, client: Client
) -> None:
    reshape(instrument)
    weigh(instrument, i1="50", i2="40")
    revise(instrument, cast.indra)

    page = markup(sign_in(client, cast.sari).get(reverse("worksheet", args=(office.bendo.pk,))))

    assert f"karena: {REASON}" in page
    assert "Nilai isian dari 30,00 menjadi 0,00. Perlu diisi lagi: nomor 1, 3." in page


def test_texts_alone_are_no_news_on_the_worksheet(
    office: Office, instrument: Instrument, cast: Cast, client: Client
) -> None:
    instrument.indicators.filter(code="i1").update(guidance="Lampirkan SK")
    apply_wording(instrument=instrument, reason="Salah ketik", by=cast.indra)
    sari = sign_in(client, cast.sari)

    assert "Salah ketik" not in markup(sari.get(reverse("worksheet", args=(office.bendo.pk,))))
    history = markup(sari.get(reverse("history", args=(office.bendo.pk,))))
    assert "Instrumen direvisi: edisi 2, tanpa dampak nilai" in history


def test_the_history_keeps_what_judges_decided_from_the_kecamatan(cast: Cast) -> None:
    stage = province(cast, 8)
    weigh(stage.instrument, i1="30", i2="70")
    revise(stage.instrument, cast.indra)
    sheet = Worksheet.objects.filter(stage=stage, state=State.PROVISIONAL).first()
    assert sheet is not None
    history = reverse("history", args=(sheet.pk,))

    theirs = markup(sign_in(Client(), cast.tono).get(history))
    judges = markup(sign_in(Client(), cast.asri).get(history))

    assert ("Nilai hasil penilaian administrasi" in theirs, "Nilai isian kecamatan" in theirs) == (
        False,
        True,
    )
    assert "Nilai hasil penilaian administrasi" in judges


def test_an_edition_in_use_is_not_archived(instrument: Instrument, cast: Cast) -> None:
    with pytest.raises(InUse, match="Masih dipakai Penilaian Sinergitas Kecamatan 2022"):
        archive_edition(instrument=instrument, by=cast.indra)
    Window.objects.update(closes=timezone.now() - timedelta(hours=1))
    Worksheet.objects.filter(district__name="Bendo").update(state=State.VERIFIED)
    with pytest.raises(InUse):
        archive_edition(instrument=instrument, by=cast.indra)

    Worksheet.objects.filter(district__name="Bendo").update(state=State.FINAL)
    assert archive_edition(instrument=instrument, by=cast.indra).archived_at
    assert restore_edition(instrument=instrument, by=cast.indra).archived_at is None
    said = LogEntry.objects.order_by("pk").values_list("user__username", "change_message")
    assert list(said) == [("indra", "Diarsipkan."), ("indra", "Dipulihkan dari arsip.")]


def test_an_archived_edition_is_offered_to_no_new_stage(
    office: Office, instrument: Instrument, cast: Cast, client: Client
) -> None:
    Window.objects.update(closes=timezone.now() - timedelta(hours=1))
    archive_edition(instrument=instrument, by=cast.indra)
    root, period = sign_in(client, cast.root_user), Period.objects.get()

    visit = Stage(period=period, no=9, kind="field", name="Lapang", instrument=instrument)
    assert list(stage_problems(visit)) == [
        ("instrument", "Instrumen ini diarsipkan. Pilih yang masih dipakai.")
    ]
    assert list(stage_problems(office.stage)) == []
    assert str(instrument.pk) not in markup(root.get("/admin/assessments/stage/add/"))
    change = reverse("admin:assessments_stage_change", args=(office.stage.pk,))
    assert str(instrument.pk) in markup(root.get(change))


def test_states_of_editions_stand_on_both_lists(
    indra: Client, instrument: Instrument, cast: Cast, django_assert_num_queries: Any
) -> None:
    write_instrument(small_document(code="uji-a"))
    Window.objects.update(closes=timezone.now() - timedelta(hours=1))
    done = markup(indra.post(address("edition_archive", instrument), follow=True))
    assert "diarsipkan. Isinya tetap dapat dibaca." in done

    for page in ("/instrumen/", reverse("admin:indicators_instrument_changelist")):
        shown = markup(indra.get(page))
        assert ("Diarsipkan (terbit, edisi 1)" in shown, "Draf" in shown) == (True, True)
    indra.post(address("edition_archive", instrument), {"restore": "1"})
    assert "Terbit, edisi 1" in markup(indra.get("/instrumen/"))


def test_an_archived_edition_is_not_revised(indra: Client, instrument: Instrument) -> None:
    weigh(instrument, i1="30", i2="70")
    Instrument.objects.update(archived_at=timezone.now())

    shown = markup(indra.get(address("revision_preview", instrument)))

    assert "Instrumen ini diarsipkan. Pulihkan dahulu." in shown
