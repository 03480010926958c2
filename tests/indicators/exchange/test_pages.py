"""Import and export in the admin: own province, dry run first, saved as a whole by confirmation."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from indicators.editions.compile import compile_document, write_instrument
from indicators.models import Instrument
from indicators.printing.instrument import instrument_json, instrument_xlsx
from indicators.scoring.documents.document import canonical_text
from kinerja.regions.models import Province
from tests.builders.instrument_documents import full_document, jatim_document
from tests.cast import Cast, sign_in
from tests.indicators.exchange.books import changed, read, write
from tests.town import state

PAGE = "admin:indicators_instrument_import"


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return write_instrument(full_document())


def send(client: Client, content: bytes, name: str = "a.xlsx") -> Any:
    return client.post(reverse(PAGE), {"file": SimpleUploadedFile(name, content)})


def confirm(client: Client, preview: Any) -> Any:
    return client.post(reverse(PAGE), {"plan": preview.context["token"]})


def test_a_file_is_shown_first_and_saved_by_its_button(indra: Client, instrument: Instrument) -> None:
    sent = changed(instrument_xlsx(instrument), write("Indikator", 2, "Bobot", "12,5"))
    before = state()

    preview = send(indra, sent)
    assert (preview.status_code, state()) == (200, before)
    saved = confirm(indra, preview)

    page = preview.content.decode()
    assert "33,333333" in page
    assert "12,5" in page
    assert (saved.status_code, saved["Location"]) == (302, change_page(instrument))
    assert canonical_text(compile_document(instrument)) == canonical_text(read(sent))
    log = LogEntry.objects.get()
    assert (log.user.username, log.object_id) == ("indra", str(instrument.pk))
    assert "1 isian diubah" in log.change_message


def change_page(instrument: Instrument) -> str:
    return reverse("admin:indicators_instrument_change", args=(instrument.pk,))


@pytest.mark.parametrize("name", ["a.xlsx", "a.json"])
def test_a_new_code_becomes_a_new_instrument(indra: Client, instrument: Instrument, name: str) -> None:
    xlsx, text = instrument_xlsx(instrument), instrument_json(instrument)
    instrument.delete()

    saved = confirm(indra, send(indra, xlsx if name == "a.xlsx" else text.encode(), name))

    assert saved.status_code == 302
    assert instrument_json(Instrument.objects.get()) == text


def test_the_same_file_offers_nothing_to_save(indra: Client, instrument: Instrument) -> None:
    page = send(indra, instrument_xlsx(instrument)).content.decode()

    assert "Tidak ada yang perlu disimpan." in page
    assert "Simpan instrumen" not in page


def test_a_wrong_file_is_told_place_by_place_and_changes_nothing(
    indra: Client, instrument: Instrument
) -> None:
    sent = changed(instrument_xlsx(instrument), write("Indikator", 3, "Bobot", "satu"))
    before = state()

    answer = send(indra, sent)

    told = "<strong>Indikator – baris 3 – kolom G (Bobot)</strong> – Tulis angka saja"
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert state() == before


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "Pilih berkas .xlsx atau .json."),
        ({"file": SimpleUploadedFile("a.xlsx", b"")}, "Berkas ini kosong."),
        ({"plan": ""}, ""),
        ({"plan": "dikarang"}, "Pratinjau ini sudah lama."),
    ],
)
def test_what_is_no_file_and_no_dry_run_is_refused(indra: Client, body: Any, sentence: str) -> None:
    answer = indra.post(reverse(PAGE), body)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_dry_run_of_somebody_else_saves_nothing(indra: Client, instrument: Instrument, cast: Cast) -> None:
    preview = send(indra, changed(instrument_xlsx(instrument), write("Indikator", 2, "Bobot", 1)))
    before = state()

    answer = confirm(sign_in(Client(), cast.root_user), preview)

    assert answer.status_code == 422
    assert state() == before


def test_rows_that_moved_on_are_not_replaced(indra: Client, instrument: Instrument) -> None:
    preview = send(indra, changed(instrument_xlsx(instrument), write("Indikator", 2, "Bobot", 1)))
    instrument.indicators.filter(code="i1").update(note="Sementara itu")
    before = state()

    answer = confirm(indra, preview)

    assert answer.status_code == 409
    assert "sudah berubah sejak pratinjau" in answer.content.decode()
    assert state() == before


@pytest.mark.parametrize("name", ["a.xlsx", "a.json"])
def test_an_instrument_of_another_province_is_neither_made_nor_replaced(
    indra: Client, instrument: Instrument, cast: Cast, name: str
) -> None:
    Instrument.objects.update(owner=cast.places.other_province)
    files = {"a.xlsx": instrument_xlsx, "a.json": lambda it: instrument_json(it).encode()}
    theirs = files[name](Instrument.objects.get())
    Instrument.objects.update(owner=cast.places.province)
    ours = files[name](Instrument.objects.get())
    Instrument.objects.update(owner=cast.places.other_province)
    before = state()

    answers = [send(indra, theirs, name), send(indra, ours, name)]

    assert [it.status_code for it in answers] == [422, 422]
    assert "bukan provinsi Anda" in answers[0].content.decode()
    assert "Kode ini dipakai provinsi lain" in answers[1].content.decode()
    assert state() == before


def test_a_right_that_ended_after_the_dry_run_saves_nothing(
    indra: Client, instrument: Instrument, cast: Cast
) -> None:
    preview = send(indra, changed(instrument_xlsx(instrument), write("Indikator", 2, "Bobot", 1)))
    Instrument.objects.update(owner=cast.places.other_province)
    before = state()

    assert confirm(indra, preview).status_code == 422
    assert state() == before


@pytest.mark.parametrize("kind", ["xlsx", "json"])
def test_an_instrument_is_downloaded_from_its_page(indra: Client, instrument: Instrument, kind: str) -> None:
    url = reverse(f"admin:indicators_instrument_export_{kind}", args=(instrument.pk,))
    assert url in indra.get(change_page(instrument)).content.decode()

    answer = indra.get(url)

    assert answer["Content-Disposition"] == f'attachment; filename="uji-2030.{kind}"'
    assert canonical_text(read(answer.content, f"a.{kind}")) == instrument_json(instrument)


def export_page(instrument: Instrument, kind: str) -> str:
    return reverse(f"admin:indicators_instrument_export_{kind}", args=(instrument.pk,))


def test_a_draft_with_gaps_is_exported_and_its_import_names_them(
    indra: Client, instrument: Instrument
) -> None:
    Instrument.objects.update(labels={}, display={"score_places": "x"}, assumptions=["y"])
    instrument.indicators.filter(code="i1").update(applies=["x"], evidence=3, params=[], policies=[])

    xlsx, text = (indra.get(export_page(instrument, kind)) for kind in ("xlsx", "json"))

    assert [xlsx.status_code, text.status_code] == [200, 200]
    assert "kolom B (Sebutan TDI)</strong> – Isi sel ini." in send(indra, xlsx.content).content.decode()
    assert "“labels”: kunci “tdi” belum ada." in send(indra, text.content, "a.json").content.decode()


def test_what_a_workbook_cannot_hold_leads_back_with_the_reason(
    indra: Client, instrument: Instrument
) -> None:
    instrument.indicators.filter(code="i1").update(guidance="a" * 40_000)

    page = indra.get(export_page(instrument, "xlsx"), follow=True)

    assert page.redirect_chain == [(change_page(instrument), 302)]
    assert "Ekspor sebagai JSON." in page.content.decode()
    assert indra.get(export_page(instrument, "json")).status_code == 200


def test_exports_of_another_province_are_not_there(indra: Client, instrument: Instrument, cast: Cast) -> None:
    Instrument.objects.update(owner=Province.objects.get(code="33"))

    for kind in ("xlsx", "json"):
        url = reverse(f"admin:indicators_instrument_export_{kind}", args=(instrument.pk,))
        assert indra.get(url).status_code == 404


def test_the_list_leads_to_the_import_and_the_import_to_the_template(indra: Client) -> None:
    listed = indra.get(reverse("admin:indicators_instrument_changelist")).content.decode()
    page = indra.get(reverse(PAGE)).content.decode()

    assert reverse(PAGE) in listed
    assert reverse("admin:indicators_instrument_template") in page
    assert indra.get(reverse("admin:indicators_instrument_template")).status_code == 200


def test_a_large_instrument_is_read_with_as_many_queries_as_a_small_one(
    indra: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    small, large = write_instrument(full_document()), write_instrument(jatim_document())
    files = [instrument_xlsx(small), instrument_xlsx(large)]
    send(indra, files[0])

    for content in files:
        with django_assert_num_queries(16):
            assert send(indra, content).status_code == 200
