"""A year on its pages: targets, quarters row by row, capaian in sentences, evidence, closing."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.iku.models import IkuEvidence, IkuYear
from assessments.iku.services.years import TargetContent, close_year, save_targets
from tests.builders.made_files import pdf
from tests.cast import Cast, sign_in
from tests.iku.office import filled, opened
from tests.iku.pages import page, text_of
from tests.town import state

SCRIPT: Any = {"HTTP_HX_REQUEST": "true"}
FIRST = {"item-ditindaklanjuti": "18", "item-dilakukan": "24", "version": "0"}


def rows_of(response: Any) -> list[Any]:
    return list(response.context["rows"])


# --- Targets ---


@pytest.mark.parametrize("name", ["sari", "camat"])
def test_targets_are_set_by_operator_and_camat(cast: Cast, name: str) -> None:
    year = opened(cast)
    client = sign_in(Client(), getattr(cast, name))
    body = {"annual": "90", "q1": "22,5", "q2": "45", "q3": "67,5", "q4": "90", "version": "1"}

    saved = client.post(page("iku_target_save", year, "1"), body)

    assert saved["Location"] == page("iku_targets", year) + "#nomor-1"
    row = year.targets.get(code="1")
    assert (row.annual, row.quarters) == ("90", ["22.5", "45", "67.5", "90"])


def test_quarters_that_do_not_come_to_the_year_are_told(sari: Client, cast: Cast) -> None:
    year = opened(cast)
    content = TargetContent("85.5", ["80", "80", "80", "80"])
    save_targets(year=year, code="1", content=content, version=1, by=cast.sari)

    shown = text_of(sari.get(page("iku_targets", year)))

    assert "Target triwulan menjadi 80 setahun, sedangkan target setahun 85,5." in shown


# --- Realisation ---


def test_a_row_is_saved_and_comes_back_with_its_sentences(sari: Client, cast: Cast) -> None:
    year = opened(cast)

    saved = sari.post(page("iku_entry_save", year, "1", 4), FIRST, **SCRIPT)

    assert saved.status_code == 200
    row = year.entries.get()
    assert (row.code, row.quarter, row.values) == ("1", 4, {"ditindaklanjuti": "18", "dilakukan": "24"})
    said = text_of(saved)
    assert "Realisasi: 18 ÷ 24 × 100 % = 75 %. Capaian: 75 ÷ 85,5 × 100 = 87,72 %. Predikat: Tinggi." in said
    assert "Di bawah target." in said
    assert "Tersimpan " in said


def test_without_script_the_page_comes_back_at_the_row(sari: Client, cast: Cast) -> None:
    year = opened(cast)

    saved = sari.post(page("iku_entry_save", year, "1", 2), FIRST)

    assert saved["Location"] == page("iku_realisation", year) + "?triwulan=2#nomor-1"


def test_what_the_document_does_not_hold_cannot_be_saved(sari: Client, cast: Cast) -> None:
    year = opened(cast)

    for parts in (("9", 1), ("1", 0), ("1", 5)):
        assert sari.post(page("iku_entry_save", year, *parts), FIRST).status_code == 404
    unread = sari.post(page("iku_entry_save", year, "1", 1), FIRST | {"version": "x"}, **SCRIPT)
    assert (unread.status_code, "Muat ulang halaman." in text_of(unread)) == (422, True)


@pytest.mark.parametrize("script", [{}, SCRIPT])
def test_a_mistyped_figure_is_told_and_kept(sari: Client, cast: Cast, script: Any) -> None:
    year = opened(cast)
    before = state()

    refused = sari.post(page("iku_entry_save", year, "1", 1), FIRST | {"item-dilakukan": "2.4"}, **script)

    assert refused.status_code == 422
    assert "Tulis desimal dengan koma: 2,4" in text_of(refused)
    assert 'value="2.4"' in text_of(refused)
    assert 'value="18"' in text_of(refused)
    assert state() == before


@pytest.mark.parametrize("script", [{}, SCRIPT])
def test_a_row_that_moved_on_is_shown_with_both_values(sari: Client, cast: Cast, script: Any) -> None:
    year = filled(cast)

    conflict = sari.post(page("iku_entry_save", year, "1", 1), FIRST, **script)

    assert conflict.status_code == 409
    shown = text_of(conflict)
    assert "Baris ini sudah diubah oleh Sari" in shown
    assert '<td class="differs">18</td><td class="differs">1</td>' in shown
    assert '<input type="hidden" name="version" value="1"' in shown
    assert year.entries.get(code="1", quarter=1).values["dilakukan"] == "2"


def test_either_value_can_be_chosen_then(sari: Client, cast: Cast) -> None:
    year = filled(cast)
    address = page("iku_entry_save", year, "1", 1)

    theirs = sari.post(address, FIRST | {"choice": "server"}, **SCRIPT)
    assert 'name="item-dilakukan" inputmode="decimal" autocomplete="off" value="2"' in text_of(theirs)
    sari.post(address, FIRST | {"choice": "yours", "version": "1"}, **SCRIPT)
    assert year.entries.get(code="1", quarter=1).values["dilakukan"] == "24"


def test_a_closed_year_takes_nothing_and_keeps_what_was_typed(sari: Client, cast: Cast) -> None:
    year = filled(cast)
    close_year(year=year, by=cast.camat)

    refused = sari.post(page("iku_entry_save", year, "1", 1), FIRST | {"version": "1"}, **SCRIPT)

    assert refused.status_code == 403
    assert "Tahun 2022 sudah ditutup" in text_of(refused)
    assert 'value="24"' in text_of(refused)
    assert "readonly" in text_of(sari.get(page("iku_realisation", year)))


def test_the_first_quarter_with_a_gap_opens_first(sari: Client, cast: Cast) -> None:
    year = opened(cast)
    assert sari.get(page("iku_realisation", year)).context["quarter"] == 1
    assert sari.get(page("iku_realisation", year) + "?triwulan=3").context["quarter"] == 3
    assert sari.get(page("iku_realisation", year) + "?triwulan=9").context["quarter"] == 1


def test_a_filled_year_opens_at_its_last_quarter(sari: Client, cast: Cast) -> None:
    year = filled(cast)

    shown = sari.get(page("iku_realisation", year))

    assert shown.context["quarter"] == 4
    assert [gaps for *_, gaps in shown.context["quarters"]] == [0, 0, 0, 0]
    assert rows_of(shown)[0].alone == "Dihitung dari awal tahun; triwulan IV saja 62,5\u202f%."


def test_who_reads_the_year_changes_nothing(cast: Cast) -> None:
    year = filled(cast)
    vera = sign_in(Client(), cast.vera)

    assert all(row.closed for row in rows_of(vera.get(page("iku_realisation", year))))
    assert vera.post(page("iku_entry_save", year, "1", 1), FIRST).status_code == 403
    assert vera.post(page("iku_target_save", year, "1"), {"version": "1"}).status_code == 403


@pytest.mark.parametrize("name", ["iku_targets", "iku_realisation", "iku_year", "iku_monitoring"])
def test_pages_of_a_year_are_read_in_few_queries(
    sari: Client, cast: Cast, name: str, django_assert_num_queries: Any
) -> None:
    year = filled(cast)
    queries = {"iku_targets": 9, "iku_realisation": 10, "iku_year": 9, "iku_monitoring": 8}

    with django_assert_num_queries(queries[name]):
        assert sari.get(page(name, year)).status_code == 200


# --- Capaian and monitoring ---


def test_the_year_says_what_was_reached(sari: Client, cast: Cast) -> None:
    filled(cast, 2021)
    year = IkuYear.objects.get(year=2021)

    shown = text_of(sari.get(page("iku_year", year)))

    assert "Realisasi: (4 + 5 + 6) ÷ (6 × 3) × 100 % = 83,33 %." in shown
    assert "Capaian: 83,33 ÷ 85,5 × 100 = 97,47 %." in shown
    assert "Penjelasan dan tindak lanjut belum ditulis." in shown
    assert "0 <span>dari 2</span>" in shown


def test_monitoring_says_where_each_quarter_stands(sari: Client, cast: Cast) -> None:
    year = filled(cast)

    shown = sari.get(page("iku_monitoring", year))

    first, second = shown.context["figures"]
    assert [row[-1] for row in first.rows] == ["Target belum diisi"] * 3 + ["Di bawah target"]
    assert [row[-1] for row in second.rows] == ["Belum dapat dihitung"] * 3 + ["Di bawah target"]
    dues = [(it.day.isoformat(), it.words) for it in shown.context["dues"]]
    assert dues == [
        ("2022-03-31", "Sudah diisi"),
        ("2022-09-30", "Sudah diisi"),
        ("2022-12-31", "Sudah diisi"),
    ]


def test_data_past_their_day_are_told(sari: Client, cast: Cast) -> None:
    dues = sari.get(page("iku_monitoring", opened(cast))).context["dues"]

    assert {it.words for it in dues} == {"Lewat tenggat"}


def test_the_camat_closes_a_year_and_opens_it_with_a_reason(cast: Cast) -> None:
    year = filled(cast)
    camat = sign_in(Client(), cast.camat)

    camat.post(page("iku_year_close", year))
    assert IkuYear.objects.get().is_open is False
    assert camat.post(page("iku_year_reopen", year), {"note": " "}).status_code == 422
    camat.post(page("iku_year_reopen", year), {"note": "Salah ketik"})

    assert IkuYear.objects.get().is_open is True


def test_an_operator_does_not_close_it(sari: Client, cast: Cast) -> None:
    year = filled(cast)

    refused = sari.post(page("iku_year_close", year))

    assert refused.status_code == 403
    assert "Hanya camat Kecamatan Bendo yang menutup tahun IKU ini." in text_of(refused)


# --- Evidence ---


@pytest.fixture
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_file_is_sent_for_a_data_item_seen_on_its_row_and_taken_back(
    sari: Client, cast: Cast, files: Path
) -> None:
    year = opened(cast)
    address = page("iku_evidence_row", year, "1", 2)

    sent = {"files": SimpleUploadedFile("daftar.pdf", pdf(2)), "part": "dilakukan"}
    assert sari.post(address, sent)["Location"] == address
    evidence = IkuEvidence.objects.get()
    link = evidence.links.get()
    assert (link.code, link.item, link.quarter) == ("1", "dilakukan", 2)
    assert "daftar.pdf" in text_of(sari.get(page("iku_realisation", year) + "?triwulan=2"))
    assert "daftar.pdf" not in text_of(sari.get(page("iku_realisation", year) + "?triwulan=1"))

    sari.post(address, {"evidence": str(evidence.pk), "pages": "2"})
    refused = sari.post(address, {"evidence": str(evidence.pk), "pages": "3"})
    assert (refused.status_code, "Berkas ini hanya 2 halaman" in text_of(refused)) == (422, True)
    named = {"code": "1", "quarter": "2", "item": "dilakukan"}
    sari.post(page("iku_evidence_unlink", year, evidence.pk), named)
    assert [(it.item, it.pages) for it in evidence.links.all()] == [("", "2")]

    download = sari.get(page("iku_evidence_download", year, evidence.pk))
    assert download["Content-Disposition"] == 'attachment; filename="daftar.pdf"'
    sari.post(page("iku_evidence_remove", year, evidence.pk), named)
    assert sari.get(page("iku_evidence_download", year, evidence.pk)).status_code == 404


def test_what_is_no_evidence_is_refused_with_its_reason(sari: Client, cast: Cast, files: Path) -> None:
    address = page("iku_evidence_row", opened(cast), "1", 2)
    script: Any = {"HTTP_ACCEPT": "application/json"}

    for sent, sentence in (
        ({}, "Pilih berkas yang akan diunggah."),
        ({"files": SimpleUploadedFile("a.pdf", b"bukan")}, "a.pdf"),
        ({"files": SimpleUploadedFile("a.pdf", pdf()), "part": "lain"}, "Pilih butir data dari daftar."),
        ({"evidence": "lain"}, "Pilih berkas."),
    ):
        refused = sari.post(address, sent)
        assert (refused.status_code, sentence in text_of(refused)) == (422, True)
    answer = sari.post(address, {"files": SimpleUploadedFile("a.pdf", pdf())}, **script)
    assert answer.json() == {"files": [{"name": "a.pdf", "kept": True, "sentence": "Tersimpan."}]}


def test_evidence_of_a_closed_year_stays(sari: Client, cast: Cast, files: Path) -> None:
    year = opened(cast)
    address = page("iku_evidence_row", year, "1", 2)
    sari.post(address, {"files": SimpleUploadedFile("a.pdf", pdf())})
    close_year(year=year, by=cast.camat)
    evidence = IkuEvidence.objects.get()

    refused = sari.post(
        page("iku_evidence_remove", year, evidence.pk), {"code": "1", "quarter": "2"}, follow=True
    )

    assert "sudah ditutup" in text_of(refused)
    assert IkuEvidence.objects.get().removed_at is None
