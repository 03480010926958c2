"""Evidence over HTTP: who gets which file with which headers, what the pages say, and what they cost."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.entry.services.evidence_links import ProofTarget
from assessments.evidence.services import remove_evidence
from assessments.models import Evidence, EvidenceLink, Worksheet
from tests.builders.evidence import evidence_sent, proven_document
from tests.builders.made_files import pdf, picture
from tests.builders.small_disk import small_disk
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer, make_office

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office(cast: Cast) -> Office:
    return make_office(cast, proven_document())


@pytest.fixture
def sari(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.sari)


def address(name: str, worksheet: Worksheet, *rest: Any) -> str:
    return reverse(name, args=(worksheet.pk, *rest))


def upload(name: str = "bukti.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if data is None else data)


# --- Bytes ----------------------------------------------------------------------------------------


def test_a_download_is_an_attachment_that_runs_nothing(sari: Client, office: Office, cast: Cast) -> None:
    data = pdf(2)
    evidence = evidence_sent(office.bendo, cast.sari, data, name="Rekap désa.pdf").evidence

    response = sari.get(address("evidence_download", office.bendo, evidence.pk))

    assert response.getvalue() == data
    assert {name: response[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Rekap%20d%C3%A9sa.pdf"
    assert response["X-Frame-Options"] == "DENY"


def test_a_preview_shows_only_inside_our_own_pages(sari: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari, picture(), name="foto.jpg").evidence

    response = sari.get(address("evidence_preview", office.bendo, evidence.pk))

    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_a_file_is_read_by_those_who_read_the_worksheet(client: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari).evidence
    rules = {"sari": 200, "camat": 200, "vera": 200, "asri": 200, "lina": 200, "root_user": 200}
    rules |= {"tono": 404, "maya": 404, "yuni": 404, "joko": 404, "indra": 404}

    for name in ("evidence_download", "evidence_preview", "evidence_file"):
        answers = {}
        for actor in rules:
            sign_in(client, getattr(cast, actor))
            answers[actor] = client.get(address(name, office.bendo, evidence.pk)).status_code
        assert answers == rules


def test_a_visitor_is_sent_to_the_door(client: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari).evidence

    response = client.get(address("evidence_download", office.bendo, evidence.pk))

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/masuk/")


def test_a_file_is_not_found_under_another_worksheet(client: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari).evidence
    sign_in(client, cast.tono)

    assert client.get(address("evidence_download", office.neighbour, evidence.pk)).status_code == 404
    hidden = {"evidence": str(evidence.pk), "pages": ""}
    assert client.post(address("evidence_row", office.neighbour, "i1"), hidden).status_code == 422
    assert EvidenceLink.objects.count() == 0


def test_a_removed_file_is_gone_for_everybody(client: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari).evidence
    remove_evidence(evidence=evidence, by=cast.sari)

    for actor in (cast.sari, cast.vera, cast.root_user):
        sign_in(client, actor)
        assert client.get(address("evidence_download", office.bendo, evidence.pk)).status_code == 404


def test_readers_change_nothing(client: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari, target=ProofTarget("i1")).evidence
    for actor in (cast.camat, cast.vera, cast.lina, cast.root_user):
        sign_in(client, actor)
        posts = [
            ("evidence", (), {"files": upload(data=pdf(7))}),
            ("evidence_row", ("i1",), {"files": upload(data=pdf(7))}),
            ("evidence_file", (evidence.pk,), {"code": "i4"}),
            ("evidence_unlink", (evidence.pk,), {"code": "i1"}),
            ("evidence_remove", (evidence.pk,), {}),
        ]
        answers = [client.post(address(name, office.bendo, *rest), body) for name, rest, body in posts]
        assert [answer.status_code for answer in answers] == [403] * 5

    assert Evidence.objects.filter(removed_at=None).count() == EvidenceLink.objects.count() == 1


# --- Sending --------------------------------------------------------------------------------------


def test_several_files_are_sent_at_once_without_a_script(sari: Client, office: Office) -> None:
    body = {"files": [upload("a.pdf", pdf(1)), upload("b.jpg", picture())]}

    page = markup(sari.post(address("evidence_row", office.bendo, "i1"), body, follow=True))

    assert sorted(EvidenceLink.objects.values_list("evidence__name", "code")) == [
        ("a.pdf", "i1"),
        ("b.jpg", "i1"),
    ]
    assert "a.pdf: Tersimpan." in page
    assert 'value="" maxlength="40"' in page


def test_what_is_refused_is_named_on_top_and_the_others_are_kept(sari: Client, office: Office) -> None:
    body = {"files": [upload("a.pdf"), upload("bukti.pdf.exe", b"MZ")]}

    response = sari.post(address("evidence", office.bendo), body)

    assert response.status_code == 422
    assert "bukti.pdf.exe: Jenis berkas ini tidak diterima. Unggah PDF, JPG atau PNG." in markup(response)
    assert "<title>Kesalahan: Bukti dukung" in markup(response)
    assert list(Evidence.objects.values_list("name", flat=True)) == ["a.pdf"]


def test_a_script_gets_the_outcome_and_the_rows_that_moved(sari: Client, office: Office, cast: Cast) -> None:
    answer(office.bendo, "i1", cast.sari, n="1", d="2")

    response = sari.post(address("evidence_row", office.bendo, "i1"), {"files": upload()}, headers=JSON)

    moved = "Tersimpan. Nilai nomor 1 kini 20,0."
    assert response.json() == {"files": [{"name": "bukti.pdf", "kept": True, "sentence": moved}]}


def test_a_file_that_is_there_already_is_linked_instead(sari: Client, office: Office, cast: Cast) -> None:
    evidence_sent(office.bendo, cast.sari, name="lama.pdf")

    response = sari.post(
        address("evidence_row", office.bendo, "i4"), {"files": upload("baru.pdf")}, headers=JSON
    )

    sentence = "Sudah ada sebagai lama.pdf; tidak disimpan dua kali. Berkas itu kini ditautkan."
    assert response.json()["files"][0]["sentence"] == sentence
    assert Evidence.objects.count() == 1


def test_a_file_over_the_limit_is_never_written_whole(
    sari: Client, office: Office, settings: LazySettings, files: Path
) -> None:
    settings.UPLOAD_MAX_BYTES = 2**20

    response = sari.post(
        address("evidence", office.bendo), {"files": upload(data=bytes(2**20 + 1))}, headers=JSON
    )

    assert (response.status_code, response.json()["files"][0]["sentence"]) == (
        422,
        "Berkas ini lebih besar dari 1 MB. Perkecil hasil pindai atau bagi menjadi beberapa.",
    )
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_a_disk_that_fills_while_a_file_arrives_is_said(sari: Client, office: Office, files: Path) -> None:
    """Without a mount: the most that this process may write to one file."""
    body = {"files": upload(data=pdf(200))}
    with small_disk(4000):
        response = sari.post(address("evidence", office.bendo), body, headers=JSON)

    sentence = "Penyimpanan di server penuh, jadi berkas ini tidak disimpan. Hubungi admin provinsi."
    assert (response.status_code, response.json()["files"][0]["sentence"]) == (422, sentence)
    assert [path for path in files.rglob("*") if path.is_file()] == []
    assert Evidence.objects.count() == 0


def test_a_name_that_reads_backwards_is_shown_for_what_it_is(sari: Client, office: Office) -> None:
    """Django takes such letters out of a name before we see it; what is left ends in exe."""
    body = {"files": upload("bukti\u202efdp.exe", b"MZ")}

    response = sari.post(address("evidence", office.bendo), body, headers=JSON)

    assert response.json()["files"][0]["name"] == "buktifdp.exe"
    assert response.status_code == 422


def test_no_file_chosen_is_said(sari: Client, office: Office) -> None:
    response = sari.post(address("evidence", office.bendo))

    assert response.status_code == 422
    assert "Pilih berkas yang akan diunggah." in markup(response)


# --- Linking --------------------------------------------------------------------------------------


PAGES = {"": "", "4": "4", "2-5,9": "2-5, 9", "2–5": "2-5", " 1 , 3 ": "1, 3"}
NO_PAGES = {
    "empat": "Tulis nomor halaman, misalnya 4 atau 2-5, 9.",
    "0": "Tulis nomor halaman, misalnya 4 atau 2-5, 9.",
    "5-2": "Tulis halaman dari kecil ke besar: 2-5.",
    "10": "Berkas ini hanya 9 halaman. Periksa nomor halamannya.",
}


def test_pages_are_kept_one_way(sari: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari, pdf(9)).evidence

    for typed, kept in PAGES.items():
        sari.post(address("evidence_file", office.bendo, evidence.pk), {"code": "i1", "pages": typed})
        assert [link.pages for link in evidence.links.all()] == [kept]


def test_pages_that_are_none_are_refused(sari: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari, pdf(9)).evidence

    for typed, sentence in NO_PAGES.items():
        for name, rest, body in (
            ("evidence_file", evidence.pk, {"code": "i1"}),
            ("evidence_row", "i1", {"evidence": str(evidence.pk)}),
        ):
            response = sari.post(address(name, office.bendo, rest), {**body, "pages": typed})
            assert response.status_code == 422
            assert sentence in markup(response)
    assert evidence.links.count() == 0


@pytest.mark.parametrize("body", [{}, {"code": "i99"}, {"code": "i1", "part": "lain"}])
def test_a_target_that_is_not_in_the_edition_is_refused(
    sari: Client, office: Office, cast: Cast, body: dict[str, str]
) -> None:
    evidence = evidence_sent(office.bendo, cast.sari).evidence

    assert sari.post(address("evidence_file", office.bendo, evidence.pk), body).status_code == 422
    assert evidence.links.count() == 0


def test_unlink_and_remove_by_the_pages(sari: Client, office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari, target=ProofTarget("i1")).evidence

    body = {"code": "i1", "part": "", "back": "row"}
    response = sari.post(address("evidence_unlink", office.bendo, evidence.pk), body)
    assert response["Location"] == address("evidence_row", office.bendo, "i1")
    assert evidence.links.count() == 0
    page = markup(sari.post(address("evidence_remove", office.bendo, evidence.pk), follow=True))
    assert "bukti.pdf dihapus. Riwayat tetap mencatatnya." in page
    assert "Belum ada berkas bukti." in page


# --- Pages ----------------------------------------------------------------------------------------


def test_the_row_shows_its_files_with_pages_and_what_is_still_to_come(
    sari: Client, office: Office, cast: Cast
) -> None:
    answer(office.bendo, "i2", cast.sari, n="1", d="1")
    evidence_sent(office.bendo, cast.sari, pdf(9), name="IDM-2021.pdf", target=ProofTarget("i2", "n", "7"))

    page = markup(sari.get(address("aspect", office.bendo, "1")))

    assert '<span>IDM-2021.pdf <span class="nowrap">hlm. 7</span></span>' in page
    assert page.count("Wajib, belum ada") == 2
    assert "Wajib, belum ada: Jumlah d" in page
    assert "<span>Bukti dukung</span>" in page


def test_the_history_names_file_row_and_pages(sari: Client, office: Office, cast: Cast) -> None:
    evidence_sent(office.bendo, cast.sari, target=ProofTarget("i2"))

    page = markup(sari.get(address("history", office.bendo)))

    assert "Bukti ditambahkan: bukti.pdf" in page
    assert "Bukti ditautkan: bukti.pdf, nomor 2" in page


def test_a_reader_sees_the_files_and_no_way_to_change_them(
    client: Client, office: Office, cast: Cast
) -> None:
    evidence = evidence_sent(office.bendo, cast.sari, target=ProofTarget("i1")).evidence
    sign_in(client, cast.vera)

    for name, rest in (("evidence", ()), ("evidence_row", ("i1",)), ("evidence_file", (evidence.pk,))):
        page = markup(client.get(address(name, office.bendo, *rest)))
        assert "bukti.pdf" in page
        assert 'class="upload"' not in page
        assert page.count("<button") == 4  # the period, Menu, Keluar, and to go on with a session
        assert "/hapus/" not in page
        assert "/lepas/" not in page


@pytest.mark.parametrize("name", ["evidence", "aspect", "evidence_row"])
def test_pages_cost_the_same_at_one_three_and_fifty_three_files(
    sari: Client, office: Office, cast: Cast, name: str, django_assert_num_queries: Any
) -> None:
    rest = {"evidence": (), "aspect": ("1",), "evidence_row": ("i1",)}[name]
    base = evidence_sent(office.bendo, cast.sari).evidence
    sari.get(address(name, office.bendo, *rest))
    for wanted in (1, 3, 53):
        fill_shelf(base, wanted)
        with django_assert_num_queries(QUERIES[name]):
            sari.get(address(name, office.bendo, *rest))


QUERIES = {"evidence": 10, "aspect": 8, "evidence_row": 10}


def fill_shelf(base: Evidence, wanted: int) -> None:
    """As many files as wanted, each linked to two rows."""
    for number in range(base.worksheet.evidence.count(), wanted + 1):
        evidence = Evidence.objects.create(
            worksheet=base.worksheet,
            name=f"{number}.pdf",
            kind="pdf",
            size=1,
            sha256=str(number),
            file="evidence/none.pdf",
            uploaded_at=base.uploaded_at,
            uploaded_by=base.uploaded_by,
        )
        EvidenceLink.objects.bulk_create(EvidenceLink(evidence=evidence, code=code) for code in ("i1", "i4"))
