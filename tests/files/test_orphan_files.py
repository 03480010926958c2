"""Stored files that no row names are deleted, after a time of grace; everything else stays."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import Evidence
from kinerja.regions.models import Regency
from tests.cast import Cast
from tests.town import make_town


@pytest.fixture
def files(cast: Cast, settings: Any, tmp_path: Path) -> set[str]:
    """What is stored and named: evidence, one file of it removed, and a logo; all of them old."""
    settings.MEDIA_ROOT = tmp_path
    town = make_town(cast)
    Evidence.objects.filter(pk=town.files["city"].pk).update(removed_at=timezone.now())
    logo = default_storage.save("logos/35.20.png", ContentFile(b"logo"))
    Regency.objects.filter(pk=cast.places.regency.pk).update(logo=logo)
    for name in stored(tmp_path):
        age(tmp_path / name, hours=72)
    return stored(tmp_path)


def stored(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def age(path: Path, *, hours: int) -> None:
    then = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(path, (then, then))


def orphan(folder: Path, name: str, *, hours: int) -> str:
    """A file that a killed process wrote before its row."""
    default_storage.save(name, ContentFile(b"tertinggal"))
    age(folder / name, hours=hours)
    return name


def test_what_is_named_stays_also_removed_evidence(files: set[str], tmp_path: Path, capsys: Any) -> None:
    assert len(files) == 8  # three of evidence, three of IKU, a signed scan, a logo

    call_command("sweep_files")

    assert stored(tmp_path) == files
    assert capsys.readouterr().out == "0 berkas dihapus.\n"


def test_old_files_that_nothing_names_are_deleted(files: set[str], tmp_path: Path, capsys: Any) -> None:
    orphan(tmp_path, "evidence/a.pdf", hours=25)
    orphan(tmp_path, "logos/b.png", hours=25)
    young = orphan(tmp_path, "evidence/c.pdf", hours=23)

    call_command("sweep_files")

    assert stored(tmp_path) == files | {young}
    out = capsys.readouterr().out
    assert out == "evidence/a.pdf (10 bita)\nlogos/b.png (10 bita)\n2 berkas dihapus.\n"


def test_a_dry_run_names_and_deletes_nothing(files: set[str], tmp_path: Path, capsys: Any) -> None:
    name = orphan(tmp_path, "evidence/a.pdf", hours=25)

    call_command("sweep_files", "--dry-run")

    assert stored(tmp_path) == files | {name}
    assert capsys.readouterr().out == "evidence/a.pdf (10 bita)\n1 berkas akan dihapus.\n"


def test_the_time_of_grace_can_be_chosen_but_is_never_nothing(files: set[str], tmp_path: Path) -> None:
    orphan(tmp_path, "evidence/a.pdf", hours=3)

    with pytest.raises(CommandError, match="sedikitnya 1 jam"):
        call_command("sweep_files", "--hours", "0")
    call_command("sweep_files", "--hours", "2")

    assert stored(tmp_path) == files


def test_where_nothing_was_ever_stored_there_is_nothing_to_delete(
    db: None, settings: Any, tmp_path: Path, capsys: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "belum-ada"

    call_command("sweep_files")

    assert capsys.readouterr().out == "0 berkas dihapus.\n"
