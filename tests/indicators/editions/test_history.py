"""The history of an instrument's rows: who, what, from what to what, by whatever way it was changed."""

import copy
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse

from indicators.editions.clone import clone_instrument
from indicators.editions.compile import compile_document, replace_rows, write_instrument
from indicators.editions.history import FieldChange, HistoryEntry
from indicators.models import Aspect, Indicator, Input, Instrument, Level, SubAspect
from kinerja.regions.models import Province
from tests.builders.admin_forms import change_url, posted_form
from tests.builders.instrument_documents import document, indicator, input_, jatim_document, level
from tests.builders.row_history import history_of
from tests.cast import Cast, sign_in
from tests.markup import markup

Raw = dict[str, Any]


def small() -> Raw:
    levels = [level("0", "50"), level("5", "100")]
    banded = indicator(2, rule="banded", params={"value": "n"}, inputs=[input_("n")], levels=levels)
    return document([[indicator(1)], [banded]])


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return write_instrument(small(), by=cast.indra, reason="Edisi pertama")


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


def test_what_is_made_as_a_whole_is_one_line(instrument: Instrument) -> None:
    assert [(it.what, it.deed, it.by, it.reason) for it in history_of(instrument)] == [
        ("Instrumen “Instrumen uji”", "ditambah", "Indra", "Edisi pertama")
    ]


def test_a_field_changed_in_the_admin_stands_with_old_and_new(indra: Client, instrument: Instrument) -> None:
    row = instrument.indicators.get(no=1)

    typed = posted_form(indra, row) | {"weight": "8,5", "applies": "desa ≥ 2", "tdi": ""}
    assert indra.post(change_url(row), typed).status_code == 302

    newest = history_of(instrument)[0]
    assert (newest.what, newest.deed, newest.by) == ("Indikator “1. Indikator 1”", "diubah", "Indra")
    assert newest.changes == (
        FieldChange("bobot", "10", "8,5"),
        FieldChange("berlaku bila", "(kosong)", '{"facts": ["desa"], "min": "2"}'),
        FieldChange("TDI boleh dipilih", "ya", "tidak"),
    )


def test_inputs_and_levels_changed_beside_it_are_told_too(indra: Client, instrument: Instrument) -> None:
    row = instrument.indicators.get(no=2)

    typed = posted_form(indra, row) | {"levels-1-achievement": "90", "inputs-0-unit": "rapat"}
    assert indra.post(change_url(row), typed).status_code == 302

    found = {it.what: it.changes for it in history_of(row)[:2]}
    assert found == {
        "Tingkat konversi “dari 5” pada indikator “2. Indikator 2”": (FieldChange("capaian", "100", "90"),),
        "Butir data “Jumlah n” pada indikator “2. Indikator 2”": (
            FieldChange("satuan", "kegiatan", "rapat"),
        ),
    }


def test_a_form_that_changes_nothing_is_no_line(indra: Client, instrument: Instrument) -> None:
    row = instrument.indicators.get(no=2)
    before = history_of(instrument)

    assert indra.post(change_url(row), posted_form(indra, row)).status_code == 302

    assert history_of(instrument) == before


def test_what_is_deleted_keeps_its_lines(indra: Client, instrument: Instrument) -> None:
    row = instrument.indicators.get(no=2)

    indra.post(reverse("admin:indicators_indicator_delete", args=(row.pk,)), {"post": "yes"})

    gone = [(it.what, it.deed, it.by) for it in history_of(instrument) if it.deed == "dihapus"]
    assert ("Indikator “2. Indikator 2”", "dihapus", "Indra") in gone
    assert len(gone) == 4  # with its input and its two levels


def test_a_copy_says_what_it_is_a_copy_of(instrument: Instrument, cast: Cast) -> None:
    made = clone_instrument(
        instrument=instrument, code="uji-2031", year=2031, data_year=2030, by=cast.root_user
    )

    assert [(it.deed, it.by, it.reason) for it in history_of(made)] == [
        ("ditambah", "Root User", "Disalin dari Instrumen uji (uji-2030).")
    ]
    past = Indicator.history.filter(instrument_id=made.pk)
    assert {it.history_user for it in past} == {cast.root_user}


def imported(instrument: Instrument, cast: Cast, changed: Raw) -> list[HistoryEntry]:
    before = len(history_of(instrument))
    replace_rows(instrument, changed, by=cast.indra, reason="Diimpor dari berkas")
    assert compile_document(Instrument.objects.get(pk=instrument.pk)) == changed
    lines = history_of(instrument)
    return lines[: len(lines) - before]


def test_an_import_changes_rows_in_their_place(instrument: Instrument, cast: Cast) -> None:
    before = set(instrument.indicators.values_list("pk", flat=True))
    changed = compile_document(instrument)
    row = changed["aspects"][0]["sub_aspects"][0]["indicators"][0]
    row["weight"], row["inputs"][1]["label"] = "12.5", "Jumlah desa"

    lines = imported(instrument, cast, changed)

    assert {(it.what, it.changes) for it in lines} == {
        ("Indikator “1. Indikator 1”", (FieldChange("bobot", "10", "12,5"),)),
        (
            "Butir data “Jumlah desa” pada indikator “1. Indikator 1”",
            (FieldChange("butir data", "Jumlah d", "Jumlah desa"),),
        ),
    }
    assert {(it.by, it.reason) for it in lines} == {("Indra", "Diimpor dari berkas")}
    assert set(instrument.indicators.values_list("pk", flat=True)) == before


def test_rows_may_change_places_and_groups_in_an_import(instrument: Instrument, cast: Cast) -> None:
    changed = compile_document(instrument)
    first, second = changed["aspects"][0]["sub_aspects"]
    first["indicators"], second["indicators"] = second["indicators"], first["indicators"]
    first["indicators"][0]["no"], second["indicators"][0]["no"] = 1, 2
    levels = first["indicators"][0]["levels"]
    levels[0]["lower"], levels[1]["lower"] = levels[1]["lower"], levels[0]["lower"]

    lines = imported(instrument, cast, changed)

    moved = next(it for it in lines if it.what == "Indikator “1. Indikator 2”")
    assert moved.changes == (
        FieldChange("sub aspek", "2. Sub aspek 1.2", "1. Sub aspek 1.1"),
        FieldChange("nomor", "2", "1"),
    )


def test_what_an_import_lacks_goes_and_what_is_new_comes(instrument: Instrument, cast: Cast) -> None:
    changed = compile_document(instrument)
    aspect = changed["aspects"][0]
    del aspect["sub_aspects"][1]
    row = copy.deepcopy(aspect["sub_aspects"][0]["indicators"][0])
    aspect["sub_aspects"][0]["indicators"].append(row | {"code": "i9", "no": 2})
    aspect["sub_aspects"][0]["indicators"][0]["inputs"].pop()

    lines = imported(instrument, cast, changed)

    deeds = sorted((it.deed, it.what.partition(" “")[0]) for it in lines)
    assert deeds == sorted(
        [("ditambah", "Indikator"), *[("ditambah", "Butir data")] * 2]
        + [("dihapus", "Indikator"), ("dihapus", "Sub aspek"), *[("dihapus", "Tingkat konversi")] * 2]
        + [("dihapus", "Butir data")] * 2
    )


def test_an_edition_is_replaced_by_another_and_back(instrument: Instrument, cast: Cast) -> None:
    jatim = jatim_document() | {"code": instrument.code}

    replace_rows(instrument, jatim, by=cast.indra, reason="")
    assert compile_document(Instrument.objects.get(pk=instrument.pk)) == jatim
    replace_rows(instrument, small(), by=cast.indra, reason="")

    assert compile_document(Instrument.objects.get(pk=instrument.pk)) == small()


def test_a_command_is_the_system(instrument: Instrument, tmp_path: Any) -> None:
    file = tmp_path / "uji.json"
    call_command("export_instrument", instrument.code, str(file), stdout=StringIO())
    file.write_text(file.read_text().replace("Indikator 1", "Indikator satu"))

    call_command("import_instrument", str(file), stdout=StringIO())

    assert [(it.by, it.changes) for it in history_of(instrument)[:1]] == [
        ("Sistem", (FieldChange("indikator", "Indikator 1", "Indikator satu"),))
    ]


def test_the_page_shows_it_in_words_newest_first(indra: Client, instrument: Instrument) -> None:
    row = instrument.indicators.get(no=1)
    indra.post(change_url(row), posted_form(indra, row) | {"text": "Jumlah <rapat>"})

    for it in (instrument, row):
        page = indra.get(reverse(f"admin:indicators_{it._meta.model_name}_history", args=(it.pk,)))
        words = markup(page)
        assert "<strong>Indikator “1. Jumlah &lt;rapat&gt;” diubah</strong>" in words
        assert "<dt>Indikator:</dt><dd>Indikator 1 → Jumlah &lt;rapat&gt;</dd>" in words
        assert "Indra, " in words


def test_long_histories_have_pages(indra: Client, instrument: Instrument) -> None:
    row = instrument.indicators.get(no=1)
    for no in range(60):
        row.note = f"catatan {no}"
        row.save()
    address = reverse("admin:indicators_instrument_history", args=(instrument.pk,))

    first, second = indra.get(address), indra.get(f"{address}?halaman=2")

    assert "catatan 58 → catatan 59" in markup(first)
    assert "catatan 0 → catatan 1" in markup(second)
    assert indra.get(f"{address}?halaman=x").status_code == 200


def test_the_history_of_another_province_is_not_there(indra: Client, instrument: Instrument) -> None:
    Instrument.objects.update(owner=Province.objects.get(code="33"))

    for row in (instrument, instrument.indicators.first()):
        address = reverse(f"admin:indicators_{row._meta.model_name}_history", args=(row.pk,))
        assert indra.get(address).status_code == 302


def test_every_workspace_model_has_a_history(instrument: Instrument) -> None:
    assert {it.history.count() for it in (Input, Level)} == {3, 2}


def test_rows_older_than_the_history_begin_with_what_they_were(instrument: Instrument, indra: Client) -> None:
    migrations = MigrationLoader(None).disk_migrations.items()
    migration = next(
        it for (app, name), it in migrations if app == "indicators" and name.endswith("_history")
    )
    row = instrument.indicators.get(no=1)
    for model in (Instrument, Aspect, SubAspect, Indicator, Input, Level):
        model.history.all().delete()

    first_line: Any = migration.operations[-1]
    first_line.code(apps, None)
    indra.post(change_url(row), posted_form(indra, row) | {"weight": "9"})

    assert history_of(row)[0].changes == (FieldChange("bobot", "10", "9"),)
    assert history_of(row)[-1].reason == "Keadaan saat riwayat mulai dicatat"
    assert {model.history.filter(history_type="+").count() for model in (Input, Level)} == {3, 2}
