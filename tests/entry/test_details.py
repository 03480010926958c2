"""Lists behind counts: what was done line by line, and which villages. The count follows from its list."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.entry.services.details import (
    ListFinding,
    StaleColumns,
    VillageColumn,
    details_findings,
    save_items,
    save_villages,
)
from assessments.entry.services.saving import Content, StaleRow, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Entry, Event, Evidence
from assessments.scores.scoring import result_of
from kinerja.refusals import Closed
from kinerja.regions.models import Profile
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer

ALL_DESA = [f"desa-{no}" for no in range(1, 16)]


def line(name: str, date: str = "", place: str = "") -> dict[str, str]:
    return {"name": name, "date": date, "place": place, "evidence": ""}


def entry(office: Office, code: str) -> Entry:
    return Entry.objects.get(worksheet=office.bendo, code=code)


def findings(office: Office) -> list[ListFinding]:
    entries = {it.code: it for it in office.bendo.entries.all()}
    return details_findings(office.bendo, result_of(office.bendo).rows, entries)


def url(office: Office, code: str = "i39") -> str:
    return reverse("details", args=(office.bendo.pk, code))


def matrix_url(office: Office) -> str:
    return reverse("matrix", args=(office.bendo.pk,))


def test_the_count_follows_from_the_list(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i39", cast.sari, n="5")
    lines = [line("Sapa warga", "2021-08-17", "Balai desa"), line("Antar dokumen")]

    saved = save_items(worksheet=office.bendo, code="i39", items={"n": lines}, version=1, by=cast.sari)

    row = entry(office, "i39")
    assert (row.values, row.version) == ({"n": "2"}, 2)
    assert row.details == {"items": {"n": lines}}
    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == saved.result.stored_total
    event = Event.objects.get(action=Event.Action.ROW_SAVED, subject="i39", old__isnull=False)
    assert (event.old["values"], event.new["values"]) == ({"n": "5"}, {"n": "2"})
    assert event.new["details"] == {"items": {"n": lines}}


def test_the_same_list_again_has_one_effect(office: Office, cast: Cast) -> None:
    for _ in range(2):
        save_items(worksheet=office.bendo, code="i39", items={"n": [line("A")]}, version=0, by=cast.sari)

    assert entry(office, "i39").version == 1
    assert Event.objects.filter(action=Event.Action.ROW_SAVED).count() == 1


def test_an_emptied_list_leaves_no_answer_and_no_zero(office: Office, cast: Cast) -> None:
    save_items(worksheet=office.bendo, code="i39", items={"n": [line("A")]}, version=0, by=cast.sari)
    save_items(worksheet=office.bendo, code="i39", items={"n": []}, version=1, by=cast.sari)

    assert (entry(office, "i39").values, entry(office, "i39").details) == ({}, {})


def test_no_list_leaves_a_typed_count_alone(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i01", cast.sari, n="5")
    save_items(worksheet=office.bendo, code="i01", items={"n": []}, version=1, by=cast.sari)

    assert (entry(office, "i01").values, entry(office, "i01").version) == ({"n": "5"}, 1)


def test_a_list_keeps_note_and_other_inputs_and_ends_tdi(office: Office, cast: Cast) -> None:
    content = Content("tdi", {"d": "9"}, note="menunggu data")
    save_row(load_worksheet(office.bendo), code="i05", content=content, version=0, by=cast.sari)

    save_items(worksheet=office.bendo, code="i05", items={"n": [line("Sengketa")]}, version=1, by=cast.sari)

    row = entry(office, "i05")
    assert (row.status, row.values, row.note) == ("filled", {"d": "9", "n": "1"}, "menunggu data")


def test_typing_another_count_keeps_the_list_and_is_told(office: Office, cast: Cast) -> None:
    save_items(worksheet=office.bendo, code="i39", items={"n": [line("A")]}, version=0, by=cast.sari)
    assert findings(office) == []

    save_row(
        load_worksheet(office.bendo),
        code="i39",
        content=Content("filled", {"n": "9"}),
        version=1,
        by=cast.sari,
    )

    assert entry(office, "i39").details == {"items": {"n": [line("A")]}}
    (found,) = findings(office)
    assert (found.no, found.kind, found.has_note) == (39, "details_differ", False)
    assert found.sentence == (
        "“Inovasi kecamatan periode tahun 2020-2021” ditulis 9, menurut daftar 1 (1 dirinci). "
        "Samakan jumlah dan daftarnya."
    )


def test_a_required_list_that_is_missing_is_a_finding(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i39", cast.sari, n="8")
    answer(office.bendo, "i01", cast.sari, n="8")

    assert [(it.no, it.kind) for it in findings(office)] == [(39, "details_missing")]


@pytest.mark.parametrize("content", [Content("filled", {"n": "0"}), Content("tdi", {"n": "3"})])
def test_nothing_to_list_needs_no_list(office: Office, cast: Cast, content: Content) -> None:
    save_row(load_worksheet(office.bendo), code="i39", content=content, version=0, by=cast.sari)

    assert findings(office) == []


def test_a_stale_or_late_list_is_refused(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i39", cast.budi, n="5")
    with pytest.raises(StaleRow):
        save_items(worksheet=office.bendo, code="i39", items={"n": [line("A")]}, version=0, by=cast.sari)

    office.stage.windows.all().delete()
    with pytest.raises(Closed):
        save_items(worksheet=office.bendo, code="i39", items={"n": [line("A")]}, version=1, by=cast.sari)
    assert entry(office, "i39").details == {}


# --- Ticks --------------------------------------------------------------------------------------------------


def tick(office: Office, by: Any, **columns: tuple[dict[str, list[str]], int]) -> list[str]:
    given = {code: VillageColumn(ticks, version) for code, (ticks, version) in columns.items()}
    return save_villages(worksheet=office.bendo, columns=given, by=by)


def test_ticks_fill_numerators_percentages_and_levels(office: Office, cast: Cast) -> None:
    levels = {"utama": ["desa-1"], "madya": ["desa-2", "kelurahan-1"], "pratama": []}

    changed = tick(
        office,
        cast.sari,
        i29=({"n": ALL_DESA}, 0),
        i28=({"value": ALL_DESA[:14]}, 0),
        i35=({"n": ["kelurahan-1"]}, 0),
        i53=(levels, 0),
    )

    assert changed == ["i29", "i28", "i35", "i53"]
    assert entry(office, "i29").values == {"n": "15"}
    assert entry(office, "i28").values == {"value": "93.33"}
    assert entry(office, "i35").values == {"n": "1"}
    assert entry(office, "i53").values == {"utama": "1", "madya": "2", "pratama": "0"}
    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == result_of(office.bendo).stored_total > Decimal(0)


def test_unticked_columns_ask_again_and_do_not_say_zero(office: Office, cast: Cast) -> None:
    tick(office, cast.sari, i29=({"n": ["desa-1"]}, 0))
    tick(office, cast.sari, i29=({"n": []}, 1))

    assert entry(office, "i29").values == {}


def test_one_stale_column_stops_all_of_them(office: Office, cast: Cast) -> None:
    tick(office, cast.budi, i29=({"n": ["desa-1"]}, 0))

    with pytest.raises(StaleColumns) as conflict:
        tick(office, cast.sari, i29=({"n": ["desa-2"]}, 0), i30=({"n": ["desa-2"]}, 0))

    assert {code: it.saved_by for code, it in conflict.value.current.items() if it} == {"i29": cast.budi}
    assert not Entry.objects.filter(worksheet=office.bendo, code="i30").exists()


def test_a_village_that_is_gone_makes_list_and_count_differ(office: Office, cast: Cast) -> None:
    tick(office, cast.sari, i29=({"n": ALL_DESA}, 0))
    Profile.objects.filter(pk=office.bendo.profile_id).update(desa=14)
    office.bendo.profile.refresh_from_db()

    assert [(it.no, it.kind) for it in findings(office)] == [(29, "details_differ")]


# --- Pages --------------------------------------------------------------------------------------------------


def sent(*lines: tuple[str, str, str], version: int = 0, **more: str) -> dict[str, Any]:
    parts = zip(*lines, strict=True)
    named = dict(zip(("n-name", "n-date", "n-place"), map(list, parts), strict=True))
    return {"version": version, **named, **more}


def test_lines_are_saved_and_shown_again(client: Client, office: Office, cast: Cast) -> None:
    form = sent(("Sapa warga", "17 agustus 2021", "Balai"), ("", "", ""), ("Antar", "", ""))

    response = sign_in(client, cast.sari).post(url(office), form)

    assert response.status_code == 302
    assert entry(office, "i39").details["items"]["n"] == [
        line("Sapa warga", "2021-08-17", "Balai"),
        line("Antar"),
    ]
    page = client.get(url(office)).content.decode()
    assert 'value="17 Agustus 2021"' in page
    assert "2 dirinci" in client.get(reverse("aspect", args=(office.bendo.pk, "5"))).content.decode()
    history = client.get(reverse("history", args=(office.bendo.pk,))).content.decode()
    assert "Sapa warga, Antar" in history


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (("", "17 Agustus 2021", ""), "Tulis namanya, atau kosongkan baris ini."),
        (("A", "08/17/2021", ""), "Tulis "),
        (("A" * 201, "", ""), "Tulis paling banyak 200 huruf."),
    ],
)
def test_a_mistyped_line_is_refused_and_everything_kept(
    client: Client, office: Office, cast: Cast, wrong: tuple[str, str, str], sentence: str
) -> None:
    response = sign_in(client, cast.sari).post(url(office), sent(("Baik", "", "Aula"), wrong))

    page = markup(response)
    assert response.status_code == 422
    assert "<title>Kesalahan: " in page
    assert sentence in page
    assert 'value="Baik"' in page
    assert not Entry.objects.filter(code="i39").exists()


def proof(office: Office, cast: Cast) -> Evidence:
    """A file of Bendo's, linked to nothing."""
    return Evidence.objects.create(
        worksheet=office.bendo,
        name="foto.jpg",
        kind="jpg",
        size=1,
        sha256="a",
        file="evidence/none.jpg",
        uploaded_at=office.window.opens,
        uploaded_by=cast.sari,
    )


def test_a_file_named_by_a_line_becomes_evidence_of_the_row(
    client: Client, office: Office, cast: Cast
) -> None:
    file = proof(office, cast)
    form = sent(("Sapa warga", "", ""), ("Antar", "", "")) | {"n-evidence": [str(file.pk), ""]}

    assert sign_in(client, cast.sari).post(url(office), form).status_code == 302

    assert [it["evidence"] for it in entry(office, "i39").details["items"]["n"]] == [str(file.pk), ""]
    assert [(it.code, it.part) for it in file.links.all()] == [("i39", "n")]
    assert f'<option value="{file.pk}" selected>foto.jpg</option>' in markup(client.get(url(office)))
    again = sent(("Sapa", "", ""), version=1) | {"n-evidence": [str(file.pk)]}
    assert client.post(url(office), again).status_code == 302
    assert file.links.count() == 1


def test_a_file_of_another_worksheet_or_one_removed_is_no_choice(
    client: Client, office: Office, cast: Cast
) -> None:
    file = proof(office, cast)
    Evidence.objects.filter(pk=file.pk).update(worksheet=office.neighbour)
    form = sent(("Sapa warga", "", "")) | {"n-evidence": [str(file.pk)]}

    response = sign_in(client, cast.sari).post(url(office), form)

    assert response.status_code == 422
    assert "Pilih berkas dari daftar." in response.content.decode()
    assert "foto.jpg" not in response.content.decode()
    Evidence.objects.filter(pk=file.pk).update(worksheet=office.bendo, removed_at=office.window.opens)
    assert client.post(url(office), form).status_code == 422
    assert not Entry.objects.filter(code="i39").exists()


def test_buttons_add_and_take_away_lines_without_saving(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.sari)
    form = sent(("Satu", "", ""), ("Dua", "", ""))

    more = client.post(url(office), form | {"add": "n"}).content.decode()
    assert more.count('name="n-name"') == 5
    assert 'value="Dua"' in more
    less = client.post(url(office), form | {"remove": "n-0"}).content.decode()
    assert 'value="Satu"' not in less
    assert 'value="Dua"' in less
    assert not Entry.objects.filter(code="i39").exists()


def test_a_list_that_moved_on_shows_both(client: Client, office: Office, cast: Cast) -> None:
    save_items(worksheet=office.bendo, code="i39", items={"n": [line("Milik Budi")]}, version=0, by=cast.budi)

    response = sign_in(client, cast.sari).post(url(office), sent(("Milik Sari", "", "")))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Milik Budi" in page
    assert 'value="Milik Sari"' in page
    assert client.post(url(office), sent(("Milik Sari", "", ""), version=1)).status_code == 302


def test_readers_read_lists_and_only_operators_write(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.vera)
    assert client.get(url(office)).status_code == client.get(matrix_url(office)).status_code == 200
    assert client.post(url(office), sent(("A", "", ""))).status_code == 403
    assert client.post(matrix_url(office)).status_code == 403
    assert "Simpan" not in client.get(matrix_url(office)).content.decode()
    assert sign_in(client, cast.sari).get(url(office, "i09")).status_code == 404


def matrix_form(client: Client, office: Office, **ticks: str) -> dict[str, str]:
    """The matrix as it is shown, with these ticks ("i29__desa_1") set or, where empty, taken away."""
    columns = client.get(matrix_url(office)).context["columns"]
    form: dict[str, str] = {}
    for column in columns:
        code = column.indicator.code
        form |= {f"{code}-version": str(column.version), f"{code}-shown": column.fingerprint}
        form |= {f"{code}-{id}": name for name, ids in column.ticks.items() for id in ids}
    return form | {name.replace("__", "-").replace("_", "-"): value for name, value in ticks.items()}


def test_ticks_are_saved_by_the_page(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.sari)
    form = matrix_form(client, office, i29__desa_1="n", i53__kelurahan_1="madya", i35__desa_1="n")

    response = client.post(matrix_url(office), form)

    assert response.status_code == 302
    assert set(Entry.objects.values_list("code", flat=True)) == {"i29", "i53"}
    assert entry(office, "i29").details == {"villages": {"n": ["desa-1"]}}
    assert entry(office, "i53").details == {"villages": {"madya": ["kelurahan-1"]}}
    page = client.get(reverse("aspect", args=(office.bendo.pk, "7"))).content.decode()
    assert "1 desa/kelurahan dicentang" in page


def test_a_column_that_somebody_else_changed_is_nobodys_conflict_unless_both_did(
    client: Client, office: Office, cast: Cast
) -> None:
    sign_in(client, cast.sari)
    form = matrix_form(client, office, i29__desa_1="n")
    tick(office, cast.budi, i30=({"n": ["desa-3"]}, 0))
    assert client.post(matrix_url(office), form).status_code == 302
    assert entry(office, "i30").details == {"villages": {"n": ["desa-3"]}}

    stale = matrix_form(client, office, i29__desa_2="n")
    tick(office, cast.budi, i29=({"n": ["desa-1", "desa-5"]}, 1), i30=({"n": ["desa-4"]}, 1))
    response = client.post(matrix_url(office), stale)

    page = response.content.decode()
    assert response.status_code == 409
    assert "<b>Nomor 29</b> diubah oleh Budi" in page
    assert "Desa 2: isian saat ini dicentang, isian di server tidak dicentang" in page
    assert "<b>Nomor 30</b>" not in page
    shown = {it.indicator.code: it.ticks for it in response.context["columns"]}
    assert (shown["i29"], shown["i30"]) == ({"n": ["desa-1", "desa-2"]}, {"n": ["desa-4"]})


def test_columns_are_those_that_apply(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.maya)
    page = client.get(reverse("matrix", args=(office.city_sheet.pk,)))

    assert [it.indicator.no for it in page.context["columns"]] == [35, 36, 37, 38, 53]
    assert "Kelurahan 9" in page.content.decode()


def test_the_matrix_has_no_more_queries_for_more_ticks(
    client: Client, office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    sign_in(client, cast.sari)
    client.get(matrix_url(office))
    with django_assert_num_queries(6):
        client.get(matrix_url(office))
    tick(office, cast.sari, i29=({"n": ALL_DESA}, 0), i30=({"n": ALL_DESA}, 0))
    with django_assert_num_queries(6):
        client.get(matrix_url(office))
