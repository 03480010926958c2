"""The page that takes an old form: a file gives a preview, the preview's button saves it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.editions.sheets import sheet_of
from tests.builders.old_forms import HEADINGS, bendo_form, workbook
from tests.builders.uploading import changes_token
from tests.cast import Cast, sign_in
from tests.offices import Office, answer, move_window


@pytest.fixture(autouse=True)
def _own_files(settings: LazySettings, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def url(office: Office) -> str:
    return reverse("old_form", args=(office.bendo.pk,))


def sent(office: Office, content: bytes | None = None) -> dict[str, Any]:
    content = bendo_form(sheet_of(office.bendo.revision_id)) if content is None else content
    return {"file": SimpleUploadedFile("lama.xlsx", content)}


def test_a_file_is_shown_and_then_saved(client: Client, office: Office, cast: Cast) -> None:
    sari = sign_in(client, cast.sari)

    preview = sari.post(url(office), sent(office))

    assert preview.status_code == 200
    assert preview.context["total"] == "86,89"
    assert "53 nomor akan disimpan, 0 berbeda" in preview.content.decode()
    assert office.bendo.entries.count() == 0
    done = sari.post(url(office), {"changes": changes_token(preview)}, follow=True)
    assert "53 nomor dari formulir lama tersimpan." in done.content.decode()
    assert "86,89" in done.content.decode()


def test_the_preview_shows_data_and_what_is_stored(client: Client, office: Office, cast: Cast) -> None:
    rows = sign_in(client, cast.sari).post(url(office), sent(office)).context["rows"]

    by_no = {view.row.block.indicator.no: view for view in rows}
    assert by_no[9].data == ["BAIK"]
    assert by_no[9].saved == ["Baik"]
    assert by_no[11].place == "28–29"
    assert by_no[33].saved == ["TDI"]
    assert by_no[45].saved[0] == "Anggaran kegiatan 1: 143.289.400"
    assert by_no[40].saved[-1] == "Daftar pelaksanaan anggaran (DPA): Ada"


def test_what_stands_there_is_replaced_where_it_is_ticked(client: Client, office: Office, cast: Cast) -> None:
    answer(office.bendo, "i01", cast.sari, n="3")
    sari = sign_in(client, cast.sari)
    preview = sari.post(url(office), sent(office))
    assert "Timpa juga 1 nomor yang sudah berisi" in preview.content.decode()
    assert "Isian sekarang: 3" in preview.content.decode()

    sari.post(url(office), {"changes": changes_token(preview), "replace": "1"})

    assert office.bendo.entries.get(code="i01").values == {"n": "10"}


def test_a_row_saved_meanwhile_keeps_everything_as_it_is(client: Client, office: Office, cast: Cast) -> None:
    sari = sign_in(client, cast.sari)
    token = changes_token(sari.post(url(office), sent(office)))
    answer(office.bendo, "i05", cast.budi, n="1", d="1")

    refused = sari.post(url(office), {"changes": token})

    assert refused.status_code == 409
    assert "Nomor 5 diubah orang lain sesudah pratinjau." in refused.content.decode()
    assert office.bendo.entries.count() == 1


def test_a_preview_is_taken_from_its_own_worksheet_and_person_only(
    client: Client, office: Office, cast: Cast
) -> None:
    token = changes_token(sign_in(client, cast.sari).post(url(office), sent(office)))

    other = sign_in(Client(), cast.tono).post(
        reverse("old_form", args=(office.neighbour.pk,)), {"changes": token}
    )
    forged = client.post(url(office), {"changes": token[:-1] + ("a" if token[-1] != "a" else "b")})

    for answer_ in (other, forged, sign_in(Client(), cast.budi).post(url(office), {"changes": token})):
        assert answer_.status_code == 422
        assert "Unggah lagi berkasnya." in answer_.content.decode()
    assert office.neighbour.entries.count() == office.bendo.entries.count() == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Berkas ini kosong."),
        (b"%PDF-1.7", "Ini berkas PDF, bukan buku kerja."),
        (workbook([["KECAMATAN MAOSPATI"], list(HEADINGS)]), "berisi Kecamatan Maospati"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_a_reason(
    client: Client, office: Office, cast: Cast, content: bytes, words: str
) -> None:
    refused = sign_in(client, cast.sari).post(url(office), sent(office, content))

    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert "<title>Kesalahan: Formulir lama" in refused.content.decode()


def test_a_file_that_is_too_large_is_refused(
    client: Client, office: Office, cast: Cast, settings: LazySettings
) -> None:
    settings.UPLOAD_MAX_BYTES = 100

    refused = sign_in(client, cast.sari).post(url(office), sent(office))

    assert "Kirim berkas paling besar 5 MB." in refused.content.decode()


def test_text_of_the_file_is_shown_as_text(client: Client, office: Office, cast: Cast) -> None:
    content = workbook([list(HEADINGS), ["", "", "<b>Warung</b>", "", 1, "<script>", 100]])

    page = sign_in(client, cast.sari).post(url(office), sent(office, content)).content.decode()

    assert "&lt;b&gt;Warung&lt;/b&gt;" in page
    assert "<b>Warung" not in page


def test_after_the_deadline_nothing_is_taken(client: Client, office: Office, cast: Cast) -> None:
    sari = sign_in(client, cast.sari)
    token = changes_token(sari.post(url(office), sent(office)))
    now = timezone.now()
    move_window(office, opens=now - timedelta(days=9), closes=now - timedelta(days=2))

    assert "Batas waktu pengisian sudah lewat pada" in sari.get(url(office)).content.decode()
    assert sari.post(url(office), {"changes": token}).status_code == 403
    assert office.bendo.entries.count() == 0


def test_the_pages_take_a_constant_number_of_queries(
    client: Client, office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    sari = sign_in(client, cast.sari)

    with django_assert_num_queries(5):
        sari.get(url(office))
    with django_assert_num_queries(6):  # and the entries
        sari.post(url(office), sent(office))
