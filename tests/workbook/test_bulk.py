"""A ZIP of workbooks: a report per file, and nothing saved before each is confirmed."""

from os import urandom
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.models import Event, WorkbookUpload, Worksheet
from assessments.workbook.folder import MAX_FILES
from tests.builders.made_files import zipped
from tests.builders.sent_workbooks import changed, set_cells
from tests.builders.workbooks import workbook_of
from tests.cast import Cast, sign_in
from tests.offices import Office, make_office
from tests.town import small_document

ADDRESS = "/buku-kerja/"


@pytest.fixture
def small(cast: Cast) -> Office:
    return make_office(cast, small_document())


@pytest.fixture
def asri(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.asri)


def send(client: Client, data: bytes) -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile("kecamatan.zip", data)})


def filled(worksheet: Worksheet, n: int = 16) -> bytes:
    return changed(workbook_of(worksheet), set_cells({"i1/n": n, "i1/d": 32}))


def said(page: Any) -> list[tuple[str, str, str]]:
    return [
        (it.name, it.worksheet.district.name if it.worksheet else "", it.sentence)
        for it in page.context["reports"]
    ]


def test_every_file_has_its_own_report_and_nothing_is_saved(asri: Client, small: Office) -> None:
    wrong = changed(workbook_of(small.neighbour), set_cells({"i1/n": "71.4"}))
    files = {
        "Kecamatan/bendo.xlsx": filled(small.bendo),
        "Kecamatan/maospati.xlsx": wrong,
        "Kecamatan/kartoharjo.xlsx": workbook_of(small.city_sheet),
        "Kecamatan/surat.pdf": b"%PDF-1.4",
        "__MACOSX/Kecamatan/._bendo.xlsx": b"x",
        "Kecamatan/~$bendo.xlsx": b"x",
    }

    page = send(asri, zipped(files))

    assert page.status_code == 200
    assert said(page) == [
        ("bendo.xlsx", "Bendo", "1 baris berubah."),
        ("maospati.xlsx", "Maospati", "1 sel perlu diperbaiki; tidak ada yang tersimpan."),
        ("kartoharjo.xlsx", "Kartoharjo", "Sama dengan isian di server."),
        ("surat.pdf", "", "Ini berkas PDF, bukan buku kerja. Unggah buku kerja Excel (.xlsx)."),
    ]
    assert "baris 9 – kolom G (Data kinerja) – Tulis bilangan bulat" in page.content.decode()
    assert small.bendo.entries.count() == 0


def test_a_confirmed_file_is_saved_in_the_name_of_who_confirmed(
    asri: Client, small: Office, cast: Cast
) -> None:
    send(asri, zipped({"bendo.xlsx": filled(small.bendo)}))
    preview = reverse("workbook_preview", args=(small.bendo.pk, WorkbookUpload.objects.get().pk))
    assert preview in asri.get(ADDRESS).content.decode()

    answered = asri.post(preview, {"row": "i1:0"})

    assert answered["Location"] == ADDRESS
    assert small.bendo.entries.get().values == {"n": "16", "d": "32"}
    assert Event.objects.get(action="workbook_applied").actor_name == cast.asri.name
    assert preview not in asri.get(ADDRESS).content.decode()


def test_what_is_not_open_is_reported_and_not_kept(asri: Client, small: Office) -> None:
    Worksheet.objects.filter(pk=small.bendo.pk).update(state="submitted")

    page = send(asri, zipped({"bendo.xlsx": filled(small.bendo)}))

    assert said(page) == [
        (
            "bendo.xlsx",
            "Bendo",
            "1 baris berubah, tetapi tidak dapat diterapkan. "
            "Kertas kerja ini sudah dikirim dan tidak dapat diubah.",
        )
    ]
    assert WorkbookUpload.objects.count() == 0


def test_a_kecamatan_elsewhere_is_not_there(client: Client, small: Office, cast: Cast) -> None:
    vera = sign_in(client, cast.vera)  # of Kabupaten Magetan; Kartoharjo lies in Kota Madiun

    page = send(vera, zipped({"a.xlsx": filled(small.city_sheet), "b.xlsx": filled(small.neighbour)}))

    assert said(page) == [
        ("a.xlsx", "", "Kertas kerja Kecamatan Kartoharjo ini tidak ada di wilayah Anda."),
        ("b.xlsx", "Maospati", "1 baris berubah."),
    ]


def test_a_right_that_ended_confirms_nothing(asri: Client, small: Office, cast: Cast) -> None:
    send(asri, zipped({"bendo.xlsx": filled(small.bendo)}))
    preview = reverse("workbook_preview", args=(small.bendo.pk, WorkbookUpload.objects.get().pk))
    cast.asri.memberships.update(role="leadership")

    assert asri.post(preview, {"row": "i1:0"}).status_code == 403
    assert small.bendo.entries.count() == 0


def locked(data: bytes) -> bytes:
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + bytes([data[place] | 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Berkas ini kosong. Pilih ZIP yang berisi buku kerja."),
        (b"PK\x03\x04", "ZIP ini rusak dan tidak dapat dibuka."),
        (b"%PDF", "Berkas ini bukan ZIP."),
        (zipped({"a/": b""}), "ZIP ini tidak berisi berkas."),
        (zipped({f"{n}.xlsx": b"" for n in range(MAX_FILES + 1)}), "ZIP ini berisi lebih dari 60 berkas."),
        (zipped({"a.xlsx": b"\0" * 60 * 2**20}), "ZIP ini mengembang terlalu besar"),
        (zipped({"[Content_Types].xml": b""}), "Ini satu buku kerja, bukan ZIP."),
        (locked(zipped({"a.xlsx": b"1"})), "ZIP ini dikunci kata sandi."),
    ],
)
def test_a_bad_zip_is_refused_whole(asri: Client, small: Office, data: bytes, sentence: str) -> None:
    page = send(asri, data)

    assert page.status_code == 422
    assert page.context["refusal"].startswith(sentence)


def test_a_large_member_is_never_inflated(asri: Client, small: Office) -> None:
    page = send(asri, zipped({"a.xlsx": b"\0" * 6 * 2**20, "b.bin": bytes(range(256)) * 400}))

    assert page.status_code == 422  # its ratio gives the whole away
    page = send(asri, zipped({"a.xlsx": b"\0" * 6 * 2**20, "b.xlsx": urandom(2**17)}))
    assert [sentence.split(".")[0] for _, _, sentence in said(page)] == [
        "Buku kerja ini lebih besar dari 5 MB",
        "Isi berkas ini bukan buku kerja Excel; mengganti nama saja tidak cukup",
    ]


@pytest.mark.parametrize("extra", [0, 2])
def test_the_page_costs_the_same_however_much_waits(
    asri: Client, small: Office, cast: Cast, django_assert_num_queries: Any, extra: int
) -> None:
    for n in range(1 + extra):
        send(asri, zipped({"bendo.xlsx": filled(small.bendo, n + 1)}))

    with django_assert_num_queries(4):  # session, person with memberships, what waits, period
        assert len(asri.get(ADDRESS).context["waiting"]) == 1 + extra
