"""The logo on the papers: only pictures, only pixels, only by those who manage the kabupaten."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image, ImageFile

from assessments.papers.pdf import render_pdf
from kinerja.regions.logos import LogoRefused, logo_of, remove_logo, set_logo
from tests.builders.small_disk import small_disk
from tests.cast import Cast, sign_in


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 600)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind)
    return written.getvalue()


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def kept(files: Path) -> list[str]:
    return sorted(path.name for path in files.rglob("*") if path.is_file())


@pytest.mark.parametrize(("kind", "name"), [("PNG", "lambang.png"), ("JPEG", "lambang.JPG")])
def test_a_picture_is_drawn_anew_and_small(cast: Cast, files: Path, kind: str, name: str) -> None:
    regency = cast.places.regency

    set_logo(regency=regency, upload=upload(picture(kind) + b"<script>", name))

    written = logo_of(regency)
    with Image.open(io.BytesIO(written)) as image:
        assert (image.format, image.size) == ("PNG", (400, 267))
    assert b"<script>" not in written
    assert regency.logo.name.startswith("logos/35.20-")
    assert len(kept(files)) == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "logo.png", "Berkas kosong"),
        (b"x" * (2 * 1024 * 1024 + 1), "logo.png", "lebih dari 2 MB"),
        (b"bukan gambar", "logo.png", "tidak terbaca sebagai gambar"),
        (picture(), "logo.svg", "harus berkas PNG atau JPG"),
        (picture(), "logo.png.exe", "harus berkas PNG atau JPG"),
        (picture("JPEG"), "logo.png", "Isi berkas bukan PNG"),
        (picture("GIF"), "logo.png", "tidak terbaca sebagai gambar"),
        (picture()[:200], "logo.png", "tidak terbaca sebagai gambar"),
        (picture(size=(5000, 5000)), "logo.png", "Gambar terlalu besar"),
    ],
)
def test_anything_else_is_refused_and_leaves_nothing(
    cast: Cast, files: Path, content: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(LogoRefused, match=sentence):
        set_logo(regency=cast.places.regency, upload=upload(content, name))

    assert kept(files) == []


@pytest.mark.django_db(transaction=True)
def test_a_new_logo_takes_the_place_of_the_old_file(cast: Cast, files: Path) -> None:
    regency = cast.places.regency
    set_logo(regency=regency, upload=upload(picture()))
    first = kept(files)
    set_logo(regency=regency, upload=upload(picture(size=(50, 50))))
    second = kept(files)

    assert len(first) == len(second) == 1
    assert first != second
    remove_logo(regency=regency)
    assert (kept(files), logo_of(regency)) == ([], b"")


def test_a_full_disk_keeps_the_old_logo_and_leaves_nothing_of_the_new(cast: Cast, files: Path) -> None:
    regency = cast.places.regency
    set_logo(regency=regency, upload=upload(picture()))
    before = kept(files)

    with small_disk(20), pytest.raises(LogoRefused, match="Ruang penyimpanan penuh"):
        set_logo(regency=regency, upload=upload(picture()))

    regency.refresh_from_db()
    assert (kept(files), logo_of(regency) != b"") == (before, True)


def test_a_manager_uploads_sees_and_removes_it(client: Client, cast: Cast) -> None:
    page = reverse("logo", args=(cast.places.regency.pk,))
    sign_in(client, cast.vera)

    wrong = client.post(page, {"logo": upload(b"teks", "surat.pdf")})
    assert wrong.status_code == 422
    assert "Logo harus berkas PNG atau JPG." in wrong.content.decode()
    assert client.post(page, {"logo": upload(picture())}).status_code == 302
    shown = client.get(reverse("logo_file", args=(cast.places.regency.pk,)))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert "Ada" in client.get(reverse("logos")).content.decode()
    assert client.post(page, {"remove": "1"}).status_code == 302
    assert client.get(reverse("logo_file", args=(cast.places.regency.pk,))).status_code == 404


def test_printing_leaves_the_strictness_about_pictures_as_it_is(files: Path) -> None:
    (files / "kop.html").write_text("<p>Kop</p>")
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [str(files)]}
    with override_settings(TEMPLATES=[engine]):
        render_pdf("kop.html", {})

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_a_picture_reaches_the_paper_by_its_name_and_no_other_address_is_read(files: Path) -> None:
    (files / "rahasia.png").write_bytes(picture())
    (files / "kop.html").write_text('<img src="logo.png"><p>Kop</p>')
    (files / "lain.html").write_text(f'<img src="file://{files}/rahasia.png"><p>Kop</p>')
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [str(files)]}
    with override_settings(TEMPLATES=[engine]):
        with_logo = render_pdf("kop.html", {}, pictures={"logo.png": picture(size=(40, 40))})
        with pytest.raises(ValueError, match="Error fetching"):
            render_pdf("lain.html", {}, pictures={"logo.png": picture(size=(40, 40))})

    assert with_logo.startswith(b"%PDF")
