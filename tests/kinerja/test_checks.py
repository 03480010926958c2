"""The system checks of our own."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.checks.messages import ERROR, WARNING
from django.db import connection


def found(*, deploy: bool = False) -> dict[str, str]:
    """What our own checks say, by their ids."""
    messages = run_checks(include_deployment_checks=deploy)
    return {it.id: it.msg for it in messages if (it.id or "").startswith("kinerja.")}


@pytest.fixture
def production(settings: Any, tmp_path: Path) -> Any:
    """A production site that lacks nothing."""
    settings.PRODUCTION, settings.SECURE_SSL_REDIRECT = True, True
    settings.PROXY_COUNT, settings.EMAIL_HOST = 1, "surat.magetan.go.id"
    settings.STATIC_ROOT, settings.EMAIL_FILE_PATH = tmp_path, tmp_path / "mail"
    (tmp_path / "staticfiles.json").write_text("{}")
    return settings


def test_nothing_is_wrong_here() -> None:
    assert found() == {}


def test_missing_fixtures_are_named(settings: Any, tmp_path: Path) -> None:
    settings.FIXTURES = tmp_path
    (tmp_path / "kecamatan-indonesia.csv").write_text("")

    assert found() == {"kinerja.E001": "Berkas fixtures/instruments/jatim-2022.json tidak ada."}


def test_data_folder_must_take_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "gone"

    assert found() == {"kinerja.E002": f"Folder {tmp_path / 'gone'} tidak dapat ditulisi."}


def test_checking_the_folder_leaves_nothing_in_it(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path

    assert (found(), list(tmp_path.iterdir())) == ({}, [])


SQLITE = {"kinerja.I001": "Data disimpan dalam SQLite, yang cukup untuk satu server dan sedikit pemakai."}


def of_the_database() -> dict[str, str]:
    return SQLITE if connection.vendor == "sqlite" else {}


def test_sqlite_in_production_is_told(production: Any) -> None:
    assert found(deploy=True) == of_the_database()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "PROXY_COUNT",
            0,
            {"kinerja.I002": "PROXY_COUNT=0: bila HTTPS berakhir di proxy, halaman dialihkan tanpa henti."},
        ),
        (
            "STATIC_ROOT",
            Path("/nowhere"),
            {"kinerja.I004": "Berkas gaya dan skrip belum dikumpulkan; tanpa itu semua halaman gagal."},
        ),
    ],
)
def test_what_limits_a_production_site_is_told(
    production: Any, name: str, value: Any, told: dict[str, str]
) -> None:
    setattr(production, name, value)

    assert found(deploy=True) == of_the_database() | told


def test_letters_that_stay_here_are_told_with_their_folder(production: Any) -> None:
    production.EMAIL_HOST = ""

    told = found(deploy=True)["kinerja.I003"]
    assert told == f"Surat kata sandi tidak terkirim; isinya ditulis ke {production.EMAIL_FILE_PATH}."


def test_limits_are_no_warnings(production: Any) -> None:
    production.PROXY_COUNT, production.EMAIL_HOST, production.STATIC_ROOT = 0, "", Path("/nowhere")

    ours = [it for it in run_checks(include_deployment_checks=True) if (it.id or "").startswith("kinerja.")]
    assert [it.id for it in ours if it.level >= WARNING] == []
    assert len(ours) == 3 + len(of_the_database())


def test_limits_are_told_only_of_production(settings: Any) -> None:
    assert found(deploy=True) == {}


def test_what_keeps_the_site_from_working_is_an_error(settings: Any, tmp_path: Path) -> None:
    settings.FIXTURES = settings.DATA_DIR = tmp_path / "gone"

    assert [it.level for it in run_checks() if (it.id or "").startswith("kinerja.")] == [ERROR] * 3
