"""The files that the product keeps: with their row or not at all, and all of them known by their tables."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import Http404
from django.utils import timezone

from assessments.files import inspection
from kinerja import files
from kinerja.regions.models import Regency
from tests.builders.small_disk import small_disk
from tests.cast import Cast

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def keep_logo(regency: Regency, content: bytes) -> None:
    with files.new_file("logos", "png") as file:
        regency.logo = file.write(io.BytesIO(content))
        regency.save()


def test_a_file_is_kept_whole_under_a_name_of_ours(cast: Cast, folder: Path) -> None:
    content = io.BytesIO(b"gambar")
    content.read()  # whoever looked into it has left it at its end

    with files.new_file("logos", "png", prefix="35.20-") as file:
        name = file.write(content)

    assert (stored(folder), name.startswith("logos/35.20-")) == ([name], True)
    assert (folder / name).read_bytes() == b"gambar"


def test_without_its_row_no_file_stays(cast: Cast, folder: Path) -> None:
    regency = cast.places.regency
    regency.code = "35.77"  # that of another one

    with pytest.raises(IntegrityError):
        keep_logo(regency, b"gambar")

    regency.refresh_from_db()
    assert (stored(folder), regency.logo.name) == ([], "")


def test_a_full_disk_is_told_and_keeps_nothing(cast: Cast, folder: Path) -> None:
    with small_disk(20), pytest.raises(files.DiskFull):
        keep_logo(cast.places.regency, b"x" * 100)

    assert stored(folder) == []


def test_any_other_fault_of_the_disk_is_a_fault(cast: Cast, folder: Path, settings: Any) -> None:
    blocked = folder / "bukan-folder"
    blocked.write_text("a file where the folder should be")
    settings.MEDIA_ROOT = blocked

    with pytest.raises(NotADirectoryError):
        keep_logo(cast.places.regency, b"gambar")


def test_what_the_disk_has_lost_reads_as_nothing_and_is_not_found(cast: Cast, folder: Path) -> None:
    regency = cast.places.regency
    keep_logo(regency, b"gambar")
    (folder / str(regency.logo)).unlink()

    assert files.read_file(regency.logo) == b""
    with pytest.raises(Http404):
        files.serve_file(regency.logo, "logo.png", as_attachment=False)


@pytest.mark.parametrize(
    ("as_attachment", "disposition", "frames"),
    [(True, "attachment", None), (False, "inline", "SAMEORIGIN")],
)
def test_a_browser_runs_nothing_in_a_file(
    cast: Cast, as_attachment: bool, disposition: str, frames: str | None
) -> None:
    regency = cast.places.regency
    keep_logo(regency, b"gambar")

    response = files.serve_file(regency.logo, "lambang.png", as_attachment=as_attachment)

    assert response.getvalue() == b"gambar"

    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == f'{disposition}; filename="lambang.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert response.get("X-Frame-Options") == frames


def test_every_table_with_a_file_is_asked_for_the_names_of_its_files(cast: Cast, folder: Path) -> None:
    fields = {(field.model._meta.label, field.name): field.upload_to for field in files.file_fields()}

    assert fields == {
        ("regions.Regency", "logo"): "logos",
        ("assessments.Evidence", "file"): "evidence",
        ("assessments.SignedScan", "file"): "scans",
        ("iku.IkuEvidence", "file"): "evidence",
    }


def test_stored_files_are_known_by_their_folders(cast: Cast, folder: Path) -> None:
    regency = cast.places.regency
    keep_logo(regency, b"gambar")
    (folder / "catatan.txt").write_text("not in a folder of any table")

    found = files.files_stored_before(timezone.now())

    assert found == [files.StoredName(str(regency.logo), 6)]
    assert str(regency.logo) in files.names_in_rows()


def test_only_the_service_touches_the_storage() -> None:
    words = ("default_storage", "FileSystemStorage", "storages")
    paths = [path for top in ("kinerja", "indicators", "assessments") for path in (ROOT / top).rglob("*.py")]
    touching = {path for path in paths if any(word in path.read_text(encoding="utf-8") for word in words)}

    # Settings name the storage; the finder of static files has one of its own.
    assert {str(path.relative_to(ROOT / "kinerja")) for path in touching} == {
        "files.py",
        "settings.py",
        "static_files.py",
    }


def test_the_program_that_looks_into_files_knows_the_same_signs_of_a_full_disk() -> None:
    assert inspection.FULL == files.FULL  # it runs without the product, so it has its own
