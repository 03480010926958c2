"""The review page: who reads it, who writes on it, and what it answers."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Assignment, Judgement, Layer, Repair, Stage, Worksheet
from assessments.review.page.rows import ReviewRow
from assessments.review.services.steps import begin_desk, verify
from assessments.sending.services import resubmit
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.workflow import State
from tests.builders.judging import AGREES, asked_back, give_opinion, in_review, sent_for_judging
from tests.builders.sending import fill, small_office
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, add_judging, answer, fill_bendo
from tests.town import keep_file

READ = {"version": "0", "entry_version": "1"}
DIFFERS = {"verdict": "differs", "n": "16", "d": "32", "reason": "SK menyebut 16"}
HTMX: Any = {"HTTP_HX_REQUEST": "true"}


def address(sheet: Worksheet, rest: str = "", layer: str = "administrasi") -> str:
    return f"/kertas-kerja/{sheet.pk}/telaah/{layer}/{rest}"


def rows_shown(page: Any) -> list[ReviewRow]:
    """The rows of the grid in their order."""
    return [row for band in page.context["review"].bands for row in band["rows"]]


@pytest.fixture
def sheet(cast: Cast) -> Worksheet:
    return in_review(cast)


@pytest.fixture
def asri(cast: Cast) -> Client:
    return sign_in(Client(), cast.asri)


def test_the_page_shows_claim_and_totals_and_prefills_nothing(sheet: Worksheet, asri: Client) -> None:
    page = asri.get(address(sheet))

    assert page.status_code == 200
    for words in ("Kecamatan Bendo", "Ditelaah", "53,75", "Hasil penilaian (0 dari 2)", "18/32"):
        assert words in markup(page)
    cells = page.context["pane"].cells
    assert [(cell.name, cell.value, cell.last) for cell in cells] == [
        ("n", "", "Isian: 18"),
        ("d", "", "Isian: 32"),
    ]
    assert [cell.value for row in rows_shown(page) for cell in row.cells] == ["–"] * 4


@pytest.mark.parametrize("who", ["sari", "camat"])
def test_the_kecamatan_sees_no_judgement_before_publication(sheet: Worksheet, cast: Cast, who: str) -> None:
    client = sign_in(Client(), getattr(cast, who))

    for answered in (client.get(address(sheet)), client.post(address(sheet, "baris/i1/"), DIFFERS | READ)):
        assert answered.status_code == 403
        assert "Hasil penilaian belum diumumkan." in markup(answered)


@pytest.mark.parametrize("who", ["vera", "lina", "root_user"])
def test_those_who_look_after_it_read_without_judging(sheet: Worksheet, cast: Cast, who: str) -> None:
    client = sign_in(Client(), getattr(cast, who))

    assert client.get(address(sheet)).status_code == 200
    assert "Hanya penilai provinsi ini yang menilai." in markup(client.get(address(sheet)))
    for rest in ("baris/i1/", "perbaikan/i1/", "langkah/"):
        assert client.post(address(sheet, rest), DIFFERS | READ | {"action": "verify"}).status_code == 403
    assert not Judgement.objects.exists()


def test_an_unknown_layer_or_row_is_not_there(sheet: Worksheet, asri: Client) -> None:
    assert asri.get(address(sheet, layer="lain")).status_code == 404
    assert asri.post(address(sheet, "baris/i99/"), DIFFERS | READ).status_code == 404


def test_agreeing_saves_and_leads_back_to_the_row(sheet: Worksheet, asri: Client) -> None:
    saved = asri.post(address(sheet, "baris/i1/"), READ | {"verdict": "agrees"})

    assert (saved.status_code, saved["Location"]) == (302, f"{address(sheet)}?nomor=1#nomor-1")
    assert Judgement.objects.get().verdict == "agrees"
    assert "Hasil penilaian (1 dari 2)" in markup(asri.get(address(sheet)))


def test_htmx_is_answered_with_the_row_the_pane_and_the_totals(sheet: Worksheet, asri: Client) -> None:
    saved = asri.post(address(sheet, "baris/i1/"), READ | {"verdict": "agrees", "dari": "1"}, **HTMX)

    assert saved.status_code == 200
    assert [row.no for row in saved.context["rows"]] == [1]
    for part in ('id="nomor-1"', 'id="kepala"', 'id="rinci"', "33,75"):
        assert part in markup(saved)
    assert "<html" not in markup(saved)


def test_a_different_value_is_saved_with_its_reason(sheet: Worksheet, asri: Client) -> None:
    asri.post(address(sheet, "baris/i1/"), READ | DIFFERS)

    judgement = Judgement.objects.get()
    assert (judgement.values, judgement.reason) == ({"n": "16", "d": "32"}, "SK menyebut 16")
    page = markup(asri.get(address(sheet)))
    assert "Berbeda" in page
    assert "Administrasi: SK menyebut 16" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "Tulis alasan nilai yang berbeda."),
        ({"n": ""}, "Isi nilai yang diputuskan."),
        ({"n": "enam"}, "enam"),
        ({"n": "18"}, "Nilai ini sama dengan isian kecamatan. Pilih Sesuai."),
        ({"verdict": "lain"}, "Pilih sesuai atau ubah."),
        ({"version": "x"}, "Muat ulang halaman."),
    ],
)
def test_what_lacks_is_said_and_what_was_typed_stays(
    sheet: Worksheet, asri: Client, change: dict[str, str], sentence: str
) -> None:
    refused = asri.post(address(sheet, "baris/i1/"), READ | DIFFERS | change)

    assert refused.status_code == 422
    assert sentence in markup(refused)
    assert f'value="{change.get("d", "32")}"' in markup(refused)
    assert not Judgement.objects.exists()


def test_nihil_and_tdi_may_be_decided(sheet: Worksheet, asri: Client) -> None:
    sent_in = READ | {"verdict": "differs", "tdi": "on", "reason": "Tidak ada dokumen"}
    assert asri.post(address(sheet, "baris/i1/"), sent_in).status_code == 302
    assert Judgement.objects.get().status == "tdi"


def test_two_judges_see_both_words(sheet: Worksheet, cast: Cast, asri: Client) -> None:
    give_opinion(sheet, "i1", AGREES, cast.kiki)

    refused = asri.post(address(sheet, "baris/i1/"), READ | DIFFERS)

    assert refused.status_code == 409
    for words in ("Baris ini sudah dinilai Kiki", "WIB", "SK menyebut 16", "Sesuai"):
        assert words in markup(refused)
    assert Judgement.objects.get().verdict == "agrees"
    assert asri.post(address(sheet, "baris/i1/"), READ | DIFFERS | {"version": "1"}).status_code == 302


def test_a_judge_hears_that_the_claim_changed(sheet: Worksheet, asri: Client) -> None:
    sheet.entries.filter(code="i1").update(version=2)

    refused = asri.post(address(sheet, "baris/i1/"), READ | DIFFERS)

    assert refused.status_code == 409
    assert "Isian kecamatan pada baris ini berubah" in markup(refused)
    assert 'name="entry_version" value="2"' in markup(refused)


def test_a_judge_hears_that_the_judgement_is_gone(sheet: Worksheet, asri: Client) -> None:
    refused = asri.post(address(sheet, "baris/i1/"), READ | DIFFERS | {"version": "1"})

    assert refused.status_code == 409
    assert "ditarik kembali sejak halaman dibuka" in markup(refused)


def test_a_judgement_is_taken_back(sheet: Worksheet, cast: Cast, asri: Client) -> None:
    give_opinion(sheet, "i1", AGREES, cast.asri)

    asri.post(address(sheet, "baris/i1/"), {"verdict": "", "version": "1", "entry_version": "1"})

    assert not Judgement.objects.exists()


def test_a_claim_that_moved_on_counts_as_undecided(sheet: Worksheet, cast: Cast, asri: Client) -> None:
    give_opinion(sheet, "i1", AGREES, cast.asri)
    sheet.entries.filter(code="i1").update(version=2)

    page = asri.get(address(sheet))

    assert rows_shown(page)[0].cells[1].word == "Isian berubah"
    assert [row.no for row in page.context["review"].undecided] == [1, 2]


def test_a_row_is_noted_and_the_note_taken_back(sheet: Worksheet, asri: Client) -> None:
    asri.post(address(sheet, "perbaikan/i1/"), {"note": "Lampirkan SK"})
    page = markup(asri.get(address(sheet)))
    assert "Minta perbaikan: Lampirkan SK" in page
    assert "Minta perbaikan (1)" in page

    asri.post(address(sheet, "perbaikan/i1/"), {"note": ""})
    assert not Repair.objects.exists()


def test_a_note_that_is_too_long_is_kept(sheet: Worksheet, asri: Client) -> None:
    refused = asri.post(address(sheet, "perbaikan/i1/"), {"note": "x" * 1001})

    assert refused.status_code == 422
    assert "Tulis paling banyak 1000 huruf." in markup(refused)
    assert "x" * 1001 in markup(refused)


def test_rows_are_asked_back_until_an_hour_of_the_province(sheet: Worksheet, asri: Client) -> None:
    asri.post(address(sheet, "perbaikan/i1/"), {"note": "Lampirkan SK"})
    day = timezone.localdate() + timedelta(days=3)
    asked = {"action": "request_repair", "day": f"{day:%Y-%m-%d}", "hour": "16:00"}

    for change, sentence in (
        ({"day": ""}, "Tulis tanggal batas perbaikan."),
        ({"hour": "25"}, "Tulis jam, misalnya 16:00."),
        ({"day": "2021-01-01"}, "Batas perbaikan harus sesudah saat ini."),
    ):
        refused = asri.post(address(sheet, "langkah/"), asked | change)
        assert (refused.status_code, sentence in markup(refused)) == (422, True)
    assert asri.post(address(sheet, "langkah/"), asked).status_code == 302
    repair = Repair.objects.get()
    assert (repair.due_at.hour, repair.due_at.utcoffset()) == (9, timedelta(0))  # 16.00 WIB
    assert Worksheet.objects.get(pk=sheet.pk).state == State.REPAIR


def test_what_came_back_is_first_with_old_and_new(cast: Cast, asri: Client) -> None:
    sheet = asked_back(cast)
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")
    resubmit(worksheet=sheet, by=cast.camat)
    begin_desk(worksheet=sheet, by=cast.asri)

    page = asri.get(address(sheet))

    first = rows_shown(page)[0]
    assert (first.code, [(old, new) for _, old, new in first.changes]) == ("i1", [("18", "20")])
    assert "Diperbaiki kecamatan" in markup(page)
    assert [row.no for row in page.context["review"].undecided] == [1]


def test_verifying_lists_what_is_undecided(sheet: Worksheet, cast: Cast, asri: Client) -> None:
    give_opinion(sheet, "i1", AGREES, cast.asri)

    refused = asri.post(address(sheet, "langkah/"), {"action": "verify"})

    assert refused.status_code == 409
    assert "1 baris belum diputuskan." in markup(refused)
    assert '<a href="?nomor=2#nomor-2">nomor 2</a>' in markup(refused)


def test_after_verifying_one_goes_on_to_the_next_worksheet(cast: Cast, asri: Client) -> None:
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    for sheet, operator in ((office.bendo, cast.sari), (office.neighbour, cast.tono)):
        fill_and_send(sheet, operator, cast)
    begin_desk(worksheet=office.bendo, by=cast.asri)
    for code in ("i1", "i2"):
        give_opinion(office.bendo, code, AGREES, cast.asri)

    assert asri.post(address(office.bendo, "langkah/"), {"action": "verify"}).status_code == 302

    page = markup(asri.get(address(office.bendo)))
    assert f'href="{address(office.neighbour)}">Lanjut ke Kecamatan Maospati</a>' in page


def fill_and_send(sheet: Worksheet, operator: Any, cast: Cast) -> None:
    answer(sheet, "i1", operator, n="18", d="32")
    answer(sheet, "i2", operator, n="1", d="2")
    Worksheet.objects.filter(pk=sheet.pk).update(state=State.SUBMITTED, submitted_at=timezone.now())
    sheet.refresh_from_db()


def test_only_the_chair_opens_again_and_says_why(sheet: Worksheet, cast: Cast, asri: Client) -> None:
    for code in ("i1", "i2"):
        give_opinion(sheet, code, AGREES, cast.asri)
    verify(worksheet=sheet, by=cast.asri)
    kiki = sign_in(Client(), cast.kiki)
    again = {"action": "reopen", "note": "Bukti baru"}

    assert asri.post(address(sheet, "langkah/"), again).status_code == 403
    assert kiki.post(address(sheet, "langkah/"), again | {"note": ""}).status_code == 422
    assert kiki.post(address(sheet, "langkah/"), again).status_code == 302


def test_the_kabupaten_has_its_own_page(cast: Cast) -> None:
    sheet = sent_for_judging(cast, Stage.Kind.REGENCY, Stage.Kind.DESK)
    vera = sign_in(Client(), cast.vera)
    steps = address(sheet, "langkah/", "kabupaten")

    assert vera.post(steps, {"action": "verify"}).status_code == 422
    assert vera.post(steps, {"action": "begin_regency"}).status_code == 302
    for code in ("i1", "i2"):
        row = address(sheet, f"baris/{code}/", "kabupaten")
        assert vera.post(row, READ | {"verdict": "agrees"}).status_code == 302
    assert vera.post(steps, {"action": "finish_regency"}).status_code == 302
    assert Worksheet.objects.get(pk=sheet.pk).state == State.REGENCY_VERIFIED
    asri = sign_in(Client(), cast.asri)
    assert asri.post(steps, {"action": "reopen_regency", "note": "x"}).status_code == 403


def test_a_row_is_closed_before_the_review_has_begun(cast: Cast, asri: Client) -> None:
    sheet = sent_for_judging(cast, Stage.Kind.DESK)

    refused = asri.post(address(sheet, "baris/i1/"), READ | {"verdict": "agrees"})

    assert refused.status_code == 403
    assert "Penilaian tidak terbuka." in markup(refused)


def test_a_visit_has_a_column_only_where_the_period_has_the_stage(cast: Cast, asri: Client) -> None:
    sheet = sent_for_judging(cast, Stage.Kind.DESK)
    assert "Hasil tinjau lapang" not in markup(asri.get(address(sheet)))

    Stage.objects.create(
        period=sheet.stage.period, no=9, kind="field", name="Lapang", instrument=sheet.stage.instrument
    )

    assert "Hasil tinjau lapang" in markup(asri.get(address(sheet)))


def test_the_median_is_that_of_kecamatan_with_the_same_villages(cast: Cast, asri: Client) -> None:
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    fill(office.bendo, cast)
    fill_and_send(office.neighbour, cast.tono, cast)
    assert "sebanding" not in markup(asri.get(address(office.bendo)))

    office.neighbour.profile.kelurahan = 2
    office.neighbour.profile.save()

    assert ": 18 (median 1 kecamatan sebanding)" in markup(asri.get(address(office.bendo)))


def test_a_row_of_another_aspect_is_closed_to_its_judge(sheet: Worksheet, cast: Cast, asri: Client) -> None:
    stage = Stage.objects.get(kind="desk")
    Assignment.objects.create(stage=stage, judge=cast.asri, regency=cast.places.regency, aspect="2")
    agreed = READ | {"verdict": "agrees"}

    assert asri.get(address(sheet, "?nomor=1")).context["pane"].refusal != ""
    assert asri.post(address(sheet, "baris/i1/"), agreed).status_code == 403
    assert asri.get(address(sheet, "?nomor=2")).context["pane"].refusal == ""
    assert asri.post(address(sheet, "baris/i2/"), agreed).status_code == 302


def test_a_file_opens_at_the_page_that_proves_the_row(
    sheet: Worksheet, cast: Cast, asri: Client, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    for name, pages in (("a.pdf", ""), ("b.pdf", "7-9, 12")):
        file = keep_file(sheet, cast.sari, name)
        file.links.update(pages=pages)

    pane = asri.get(address(sheet, f"?nomor=1&bukti={file.pk}")).context["pane"]

    assert [chip.name for chip in pane.files] == ["a.pdf.pdf", "b.pdf.pdf"]
    assert (pane.shown_file.name, pane.page_anchor) == ("b.pdf.pdf", "#page=7")


def test_a_list_leads_judges_to_the_page(sheet: Worksheet, asri: Client) -> None:
    assert f'href="{address(sheet)}"' in markup(asri.get("/"))
    assert f'href="{address(sheet)}"' in markup(asri.get(f"/kertas-kerja/{sheet.pk}/"))


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def judged_everywhere(office: Office, cast: Cast) -> None:
    """All 53 rows of Bendo, sent, half of them judged."""
    fill_bendo(office.bendo, cast.sari)
    add_judging(office, Stage.Kind.DESK)
    Worksheet.objects.filter(pk=office.bendo.pk).update(state=State.UNDER_REVIEW, submitted_at=timezone.now())
    versions = dict(office.bendo.entries.values_list("code", "version"))
    for code in sorted(versions)[:5]:
        judge_row(
            load_judged(cast.asri, office.bendo),
            code=code,
            layer=Layer.DESK,
            opinion=Opinion("agrees"),
            version=0,
            entry_version=versions[code],
        )


QUERIES = 12


def test_a_page_of_2_rows_asks_as_often(sheet: Worksheet, asri: Client) -> None:
    assert queries(asri, address(sheet, "?nomor=1")) == QUERIES


def test_a_page_of_53_rows_asks_as_often(office: Office, cast: Cast, asri: Client) -> None:
    judged_everywhere(office, cast)
    assert queries(asri, address(office.bendo, "?nomor=1")) == QUERIES
