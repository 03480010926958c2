"""A process starts with settings that make sense, or says in one sentence what to set."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.kinerja.production import ROOT, complete, read_settings, variables

FREE_TEXT = {"EMAIL_HOST", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "MAINTENANCE", "PROVINCE"}
NOT_A_URL = "DATABASE_URL harus berbentuk postgres://pengguna:sandi@host:5432/nama."
REFUSED = [
    (
        "KINERJA_MODE",
        "debug",
        "KINERJA_MODE='debug' tidak dikenal; pilih salah satu: production, demo, test.",
    ),
    ("SECRET_KEY", "", "SECRET_KEY belum diatur; isi peubah lingkungan SECRET_KEY."),
    ("SECRET_KEY", "   ", "SECRET_KEY belum diatur; isi peubah lingkungan SECRET_KEY."),
    (
        "SECRET_KEY",
        "x1y2z3" * 8,
        "SECRET_KEY mudah ditebak; isi sedikitnya 50 huruf acak, misalnya openssl rand -hex 32.",
    ),
    (
        "SECRET_KEY",
        "abab" * 20,
        "SECRET_KEY mudah ditebak; isi sedikitnya 50 huruf acak, misalnya openssl rand -hex 32.",
    ),
    ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS belum diatur; isi peubah lingkungan ALLOWED_HOSTS."),
    ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS belum diatur; isi peubah lingkungan ALLOWED_HOSTS."),
    ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS: '*' tidak dikenal; tulis misalnya kinerja.magetan.go.id."),
    (
        "ALLOWED_HOSTS",
        "a.go.id,https://b.go.id",
        "ALLOWED_HOSTS: 'https://b.go.id' tidak dikenal; tulis misalnya kinerja.magetan.go.id.",
    ),
    (
        "ALLOWED_HOSTS",
        "a.go.id:443",
        "ALLOWED_HOSTS: 'a.go.id:443' tidak dikenal; tulis misalnya kinerja.magetan.go.id.",
    ),
    (
        "CSRF_TRUSTED_ORIGINS",
        "a.go.id",
        "CSRF_TRUSTED_ORIGINS: 'a.go.id' tidak dikenal; tulis misalnya https://kinerja.magetan.go.id.",
    ),
    (
        "SITE_URL",
        "a.go.id",
        "SITE_URL: 'a.go.id' tidak dikenal; tulis misalnya https://kinerja.magetan.go.id.",
    ),
    (
        "KINERJA_DATA_DIR",
        "/dev/null/data",
        "KINERJA_DATA_DIR='/dev/null/data' tidak dapat dibuat; pilih folder yang boleh ditulis.",
    ),
    ("DATABASE_URL", "mysql://kinerja:rahasia@db/kinerja", NOT_A_URL),
    ("DATABASE_URL", "postgres://kinerja:rahasia@db/", NOT_A_URL),
    ("DATABASE_URL", "postgres://kinerja:rahasia@db:lima/kinerja", NOT_A_URL),
    ("DATABASE_URL", "postgres://kinerja:rahasia@[db/kinerja", NOT_A_URL),
    ("PASSWORD_MIN_LENGTH", "7", "PASSWORD_MIN_LENGTH='7' harus bilangan bulat 8 sampai 64."),
    ("PASSWORD_RESET_HOURS", "0", "PASSWORD_RESET_HOURS='0' harus bilangan bulat 1 sampai 168."),
    ("FIRST_PASSWORD_DAYS", "0", "FIRST_PASSWORD_DAYS='0' harus bilangan bulat 1 sampai 90."),
    ("SIGN_IN_FAILURES", "2", "SIGN_IN_FAILURES='2' harus bilangan bulat 3 sampai 100."),
    ("SIGN_IN_COOLOFF_MINUTES", "-5", "SIGN_IN_COOLOFF_MINUTES='-5' harus bilangan bulat 1 sampai 1440."),
    ("PROXY_COUNT", "satu", "PROXY_COUNT='satu' harus bilangan bulat 0 sampai 5."),
    ("SESSION_IDLE_MINUTES", "1e3", "SESSION_IDLE_MINUTES='1e3' harus bilangan bulat 5 sampai 1440."),
    ("SESSION_HOURS", "12,5", "SESSION_HOURS='12,5' harus bilangan bulat 1 sampai 168."),
    ("UPLOAD_MAX_MB", "51", "UPLOAD_MAX_MB='51' harus bilangan bulat 1 sampai 50."),
    ("EVIDENCE_MAX_FILES", "0", "EVIDENCE_MAX_FILES='0' harus bilangan bulat 1 sampai 2000."),
    ("EVIDENCE_QUOTA_MB", "banyak", "EVIDENCE_QUOTA_MB='banyak' harus bilangan bulat 1 sampai 10000."),
    ("EMAIL_PORT", "70000", "EMAIL_PORT='70000' harus bilangan bulat 1 sampai 65535."),
    ("EMAIL_USE_TLS", "tls", "EMAIL_USE_TLS='tls' bukan ya atau tidak; tulis true atau false."),
    (
        "DEFAULT_FROM_EMAIL",
        "Kinerja",
        "DEFAULT_FROM_EMAIL='Kinerja' bukan surel; tulis misalnya kinerja@magetan.go.id.",
    ),
    ("SECURE_SSL_REDIRECT", "ya", "SECURE_SSL_REDIRECT='ya' bukan ya atau tidak; tulis true atau false."),
]


@pytest.mark.parametrize(
    ("name", "value", "sentence"), REFUSED, ids=[f"{it[0]}={it[1][:15]}" for it in REFUSED]
)
def test_bad_value_is_refused_with_one_sentence(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_settings(complete(tmp_path) | {name: value})

    assert str(refusal.value) == sentence


def test_every_variable_that_can_be_wrong_is_tried_above() -> None:
    assert {name for name, _, _ in REFUSED} == variables() - FREE_TEXT


def run_manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_command_line_says_what_is_missing_in_one_line(tmp_path: Path, name: str) -> None:
    environment = complete(tmp_path) | {"KINERJA_MODE": "production", name: ""}

    done = run_manage(environment, "migrate")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{name} belum diatur; isi peubah lingkungan {name}.\n"


def test_web_server_does_not_start_without_a_key(tmp_path: Path) -> None:
    environment = complete(tmp_path) | {"SECRET_KEY": ""}

    done = subprocess.run(
        [sys.executable, "-c", "import kinerja.wsgi"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("SECRET_KEY belum diatur; isi peubah lingkungan SECRET_KEY.")


def test_deployment_checks_find_nothing_in_production(tmp_path: Path) -> None:
    done = run_manage(complete(tmp_path), "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, "WARNINGS" in done.stderr) == (0, False), done.stderr


def test_production_is_the_default_and_closed(tmp_path: Path) -> None:
    found = read_settings(complete(tmp_path))

    assert (found["MODE"], found["DEBUG"], found["DEMO"]) == ("production", False, False)
    assert found["ALLOWED_HOSTS"] == ["kinerja.magetan.go.id"]
    assert found["CSRF_TRUSTED_ORIGINS"] == []
    assert (
        found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is True
    )
    assert found["AUTH_PASSWORD_VALIDATORS"][0]["OPTIONS"] == {"min_length": 15}
    assert found["PASSWORD_HASHERS"][0].endswith(".Argon2PasswordHasher")
    assert found["DATABASES"]["default"]["NAME"] == tmp_path / "kinerja.sqlite3"


def test_proxy_header_is_believed_only_behind_a_proxy(tmp_path: Path) -> None:
    assert read_settings(complete(tmp_path))["SECURE_PROXY_SSL_HEADER"] is None
    behind = read_settings(complete(tmp_path) | {"PROXY_COUNT": "1"})
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_letters_leave_by_the_mail_server_that_is_named(tmp_path: Path) -> None:
    without = read_settings(complete(tmp_path))
    named = read_settings(complete(tmp_path) | {"EMAIL_HOST": "surat.magetan.go.id"})

    assert without["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert without["EMAIL_FILE_PATH"] == tmp_path / "mail"
    assert named["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (named["EMAIL_PORT"], named["EMAIL_USE_TLS"]) == (587, True)


def demo(data: Path, **more: str) -> dict[str, Any]:
    return read_settings({"KINERJA_MODE": "demo", "KINERJA_DATA_DIR": str(data)} | more)


def test_demo_makes_a_secret_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    first, again, elsewhere = demo(tmp_path / "a"), demo(tmp_path / "a"), demo(tmp_path / "b")

    assert len(first["SECRET_KEY"]) >= 50
    assert first["SECRET_KEY"] == again["SECRET_KEY"] != elsewhere["SECRET_KEY"]
    assert (tmp_path / "a" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_demo_answers_on_this_machine_only_and_by_plain_http(tmp_path: Path) -> None:
    found = demo(tmp_path)

    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]", "testserver"]
    assert (found["DEBUG"], found["DEMO"], found["SECURE_SSL_REDIRECT"]) == (False, True, False)


def test_demo_takes_the_secret_it_is_given(tmp_path: Path) -> None:
    assert demo(tmp_path, SECRET_KEY="given")["SECRET_KEY"] == "given"
