"""Signed scans beside their papers: filed by those responsible, opened by whoever may open the paper."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from assessments.files import scans as services
from assessments.models import Decision, SignedScan, Stage
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import Province
from tests.builders.made_files import CATALOGUE, PAGE, TREE, picture, raw_pdf
from tests.builders.sending import small_office
from tests.cast import BEGAN, Cast, sign_in
from tests.offices import Office, add_judging

PDF = raw_pdf(CATALOGUE, TREE, PAGE)


@pytest.fixture
def office(cast: Cast, settings: Any, tmp_path: Path) -> Office:
    settings.MEDIA_ROOT = tmp_path
    office = small_office(cast)
    add_judging(office, Stage.Kind.REGENCY, Stage.Kind.DESK, Stage.Kind.FIELD)
    Stage.objects.filter(kind=Stage.Kind.DESK).update(quota=1, quota_scope=Stage.Scope.REGENCY)
    return office


def decision_of(office: Office, cast: Cast) -> Decision:
    at = timezone.now() - timedelta(days=1)
    return Decision.objects.create(
        period=office.stage.period,
        code="7F3A-91C2",
        document='{"titles": [], "places": [], "unfinished": [], "period": {"time_zone": "Asia/Jakarta"}}',
        sha256="0" * 64,
        state=Decision.State.APPROVED,
        proposed_at=at,
        proposed_by=cast.kiki,
        approved_at=at,
        approved_by=cast.lina,
    )


def address(office: Office, cast: Cast, paper: str) -> str:
    if paper == "penetapan":
        found = office.stage.period.decisions.first() or decision_of(office, cast)
        return f"/p/jatim-2022/pindaian/penetapan/{found.pk}/"
    if paper == "surat-tugas":
        return (
            f"/p/jatim-2022/pindaian/surat-tugas/{office.stage.period.stages.get(kind=Stage.Kind.FIELD).pk}/"
        )
    return f"/p/jatim-2022/pindaian/{paper}/{cast.places.regency.pk}/"


def post(target: str, by: User, content: bytes = PDF, name: str = "BA.pdf", note: str = "") -> Any:
    file = SimpleUploadedFile(name, content)
    return sign_in(Client(), by).post(target, {"berkas": file, "keterangan": note})


# Who opens each paper and so its scans, and who files them: everybody else is refused with a reason.
READERS = {
    "berita-acara": {"vera", "asri", "kiki", "lina", "root_user"},
    "penetapan": {"asri", "kiki", "lina", "root_user"},
    "surat-tugas": {"kiki"},
    "surat-usulan": {"vera", "asri", "kiki", "lina", "root_user"},
}
FILERS = {
    "berita-acara": {"vera"},
    "penetapan": {"kiki", "lina"},
    "surat-tugas": {"kiki"},
    "surat-usulan": {"vera"},
}
PEOPLE = ("sari", "camat", "tono", "vera", "asri", "kiki", "lina", "joko", "indra", "root_user")


@pytest.mark.parametrize("paper", READERS)
@pytest.mark.parametrize("who", PEOPLE)
def test_who_opens_files_and_removes(office: Office, cast: Cast, paper: str, who: str) -> None:
    target, person = address(office, cast, paper), getattr(cast, who)
    filer = getattr(cast, min(FILERS[paper]))
    reads, files = who in READERS[paper], who in FILERS[paper]

    page = sign_in(Client(), person).get(target)
    assert page.status_code == (200 if reads else 403)
    assert ("Unggah pindaian" in page.content.decode()) is files
    assert ('aria-current="page"' in page.content.decode()) is reads
    assert post(target, person).status_code == (302 if files else 403)
    assert SignedScan.objects.exists() is files

    post(target, filer)
    scan = SignedScan.objects.get()
    client = sign_in(Client(), person)
    assert client.get(f"/pindaian/{scan.pk}/unduh/").status_code == (200 if reads else 404)
    removed = client.post(f"/pindaian/{scan.pk}/hapus/").status_code
    assert removed == (302 if files else 403 if reads else 404)
    assert SignedScan.objects.filter(removed_at=None).exists() is not files


@pytest.mark.parametrize("paper", READERS)
def test_another_regions_people_find_nothing(office: Office, cast: Cast, paper: str) -> None:
    target = address(office, cast, paper)
    post(target, getattr(cast, min(FILERS[paper])))
    scan = SignedScan.objects.get()
    other = Province.objects.get(code="33")
    Membership.objects.filter(user__in=[cast.kiki, cast.lina, cast.asri]).update(province=other)
    Membership.objects.filter(user=cast.vera).update(regency=cast.places.city)

    for person in (cast.vera, cast.asri, cast.kiki, cast.lina):
        client = sign_in(Client(), person)
        assert client.get(target).status_code in (403, 404)
        assert client.get(f"/pindaian/{scan.pk}/unduh/").status_code == 404
        assert client.post(f"/pindaian/{scan.pk}/hapus/").status_code == 404
    assert SignedScan.objects.get().removed_at is None


def test_a_scan_is_listed_with_who_when_and_what_and_comes_back_as_it_was(office: Office, cast: Cast) -> None:
    target = address(office, cast, "berita-acara")

    post(target, cast.vera, note="Nomor 700/12/2026")

    page = sign_in(Client(), cast.lina).get(target).content.decode()
    for words in ("BA.pdf", "Nomor 700/12/2026", "Vera, "):
        assert words in page
    answer = sign_in(Client(), cast.lina).get(f"/pindaian/{SignedScan.objects.get().pk}/unduh/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="BA.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("BA.pdf", b"", "Berkas ini kosong"),
        ("BA.pdf.exe", PDF, "Unggah PDF, JPG atau PNG"),
        ("BA.docx", PDF, "Unggah PDF, JPG atau PNG"),
        ("BA.png", PDF, "bukan PNG"),
        ("BA.pdf", b"%PDF-1.4 rusak", "Berkas ini"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_and_leaves_nothing(
    office: Office, cast: Cast, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    page = post(address(office, cast, "berita-acara"), cast.vera, content, name, note="Nomor 700")

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert 'value="Nomor 700"' in page.content.decode()
    assert not SignedScan.objects.exists()
    assert list(tmp_path.rglob("*.*")) == []


def test_no_file_or_too_many_words_are_refused(office: Office, cast: Cast) -> None:
    target, client = address(office, cast, "berita-acara"), sign_in(Client(), cast.vera)

    assert "Pilih berkas pindaian." in client.post(target, {}).content.decode()
    long = client.post(target, {"berkas": SimpleUploadedFile("a.pdf", PDF), "keterangan": "a" * 201})
    assert (long.status_code, "paling banyak 200 huruf" in long.content.decode()) == (422, True)


def test_a_picture_is_drawn_anew_and_the_same_bytes_are_one_scan(office: Office, cast: Cast) -> None:
    target = address(office, cast, "berita-acara")
    photo = picture("PNG")

    post(target, cast.vera, photo, "foto.png")
    post(target, cast.vera, photo, "foto lagi.png")

    scan = SignedScan.objects.get()
    assert (scan.name, scan.kind, scan.regency, scan.uploaded_by) == (
        "foto.png",
        "png",
        cast.places.regency,
        cast.vera,
    )


def test_what_was_removed_keeps_its_row_and_file_and_may_be_filed_again(office: Office, cast: Cast) -> None:
    target = address(office, cast, "berita-acara")
    post(target, cast.vera)
    first = SignedScan.objects.get()

    sign_in(Client(), cast.vera).post(f"/pindaian/{first.pk}/hapus/")
    post(target, cast.vera)

    first.refresh_from_db()
    assert (first.removed_by, first.removed_at is not None) == (cast.vera, True)
    assert first.file.storage.exists(first.file.name)
    assert SignedScan.objects.get(removed_at=None).pk != first.pk
    gone = sign_in(Client(), cast.vera).get(f"/pindaian/{first.pk}/unduh/")
    assert gone.status_code == 404


def test_a_paper_holds_no_more_than_so_many(
    office: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = address(office, cast, "berita-acara")
    monkeypatch.setattr(services, "MOST", 1)
    post(target, cast.vera)

    page = post(target, cast.vera, picture("PNG"), "foto.png")

    assert (page.status_code, "sudah memuat 1 pindaian" in page.content.decode()) == (422, True)
    monkeypatch.setattr(services, "MOST_KEPT", 1)
    sign_in(Client(), cast.vera).post(f"/pindaian/{SignedScan.objects.get().pk}/hapus/")
    full = post(target, cast.vera, picture("PNG"), "foto.png")
    assert "habis oleh berkas yang dihapus" in full.content.decode()


def test_a_scan_is_of_exactly_one_paper(office: Office, cast: Cast) -> None:
    told = {"period": office.stage.period, "name": "a.pdf", "kind": "pdf", "size": 1, "sha256": "a"}
    told |= {"uploaded_at": timezone.now(), "uploaded_by": cast.vera}
    for wrong in (
        {"paper": "minutes"},
        {"paper": "decision", "regency": cast.places.regency},
        {"paper": "minutes", "regency": cast.places.regency, "stage": office.stage},
        {"paper": "nomination", "regency": cast.places.regency},
        {"paper": "minutes", "regency": cast.places.regency, "removed_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignedScan.objects.create(**told, **wrong)


def test_the_papers_pages_lead_to_their_scans(office: Office, cast: Cast) -> None:
    minutes, decided, errand, _ = (address(office, cast, paper) for paper in READERS)
    Membership.objects.create(user=cast.joko, role=Role.ASSESSOR, province=cast.places.province, starts=BEGAN)
    office.stage.period.stages.get(kind=Stage.Kind.FIELD).assignments.create(judge=cast.asri)
    post(decided, cast.lina)
    post(errand, cast.kiki, name="tugas.pdf")

    assert (
        f'href="{minutes}"' in sign_in(Client(), cast.vera).get("/p/jatim-2022/pemantauan/").content.decode()
    )
    page = sign_in(Client(), cast.asri).get("/p/jatim-2022/penetapan/").content.decode()
    assert f'href="{decided}"' in page
    assert ("BA.pdf</a>" in page, "Semua pindaian" in page) == (True, True)
    letter = sign_in(Client(), cast.kiki).get(f"/penugasan/{errand.split('/')[5]}/surat-tugas/")
    assert (f'href="{errand}"' in letter.content.decode(), "tugas.pdf" in letter.content.decode()) == (
        True,
        True,
    )


def test_the_list_takes_the_same_queries_however_long_it_is(
    office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    target, client = address(office, cast, "berita-acara"), sign_in(Client(), cast.vera)
    client.get(target)

    for names in (["a.pdf"], ["b.png", "c.jpg"]):
        for name in names:
            kind = {"png": "PNG", "jpg": "JPEG"}.get(name[-3:])
            post(target, cast.vera, picture(kind) if kind else PDF, name)
        with django_assert_num_queries(8):
            client.get(target)
