"""What a place lacks that settings cannot refuse: `manage.py check`, and more with `--deploy`.

Errors keep every command from running. What merely limits a production site is told as information, so that
a small office may run on one server with SQLite and still pass `--fail-level WARNING`.
"""

import tempfile
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.db import connection

Apps = Sequence[AppConfig] | None
SHIPPED = ("kecamatan-indonesia.csv", "instruments/jatim-2022.json")


@register(Tags.files)
def fixtures_present(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """The files that regions and the first instrument are loaded from."""
    missing_fixtures = [name for name in SHIPPED if not (settings.FIXTURES / name).is_file()]
    hint = "Salin folder fixtures bersama programnya."
    return [
        Error(f"Berkas fixtures/{name} tidak ada.", hint=hint, id="kinerja.E001") for name in missing_fixtures
    ]


@register(Tags.files)
def data_dir_writable(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """Database, letters and files are written below KINERJA_DATA_DIR."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR):
            return []
    except OSError:
        hint = "Beri pemakai yang menjalankan Kinerja hak tulis, atau ubah KINERJA_DATA_DIR."
        return [Error(f"Folder {settings.DATA_DIR} tidak dapat ditulisi.", hint=hint, id="kinerja.E002")]


@register(Tags.security, deploy=True)
def limits_of_production(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """What works, but not for everybody or not everywhere."""
    if not settings.PRODUCTION:
        return []
    limit_checks = (
        (
            connection.vendor == "sqlite",
            "Data disimpan dalam SQLite, yang cukup untuk satu server dan sedikit pemakai.",
            "Isi DATABASE_URL dengan alamat PostgreSQL.",
        ),
        (
            settings.SECURE_SSL_REDIRECT and not settings.PROXY_COUNT,
            "PROXY_COUNT=0: bila HTTPS berakhir di proxy, halaman dialihkan tanpa henti.",
            "Isi PROXY_COUNT dengan banyaknya proxy di depan Kinerja.",
        ),
        (
            not settings.EMAIL_HOST,
            f"Surat kata sandi tidak terkirim; isinya ditulis ke {settings.EMAIL_FILE_PATH}.",
            "Isi EMAIL_HOST, atau beri tautan kata sandi lewat halaman Akun.",
        ),
        (
            not (settings.STATIC_ROOT / "staticfiles.json").is_file(),
            "Berkas gaya dan skrip belum dikumpulkan; tanpa itu semua halaman gagal.",
            "Jalankan manage.py collectstatic.",
        ),
    )
    numbered_limits = enumerate(limit_checks, start=1)
    return [
        Info(text, hint=hint, id=f"kinerja.I00{no}") for no, (holds, text, hint) in numbered_limits if holds
    ]
