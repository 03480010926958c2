"""Read settings from the environment; a bad value stops the start with one clear sentence."""

import os
import re
from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
NAME = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
HOST = re.compile(rf"\.?{NAME}|\[[0-9a-f:.]+\]", re.IGNORECASE)
ORIGIN = re.compile(rf"https?://(?:\*\.)?(?:{NAME}|\[[0-9a-f:.]+\])(?::\d+)?", re.IGNORECASE)
KEY_LENGTH = 50  # what Django's own check asks for


def text_setting(name: str, default: str | None = None) -> str:
    """The variable's text, or `default`; without a default an unset or empty variable is refused."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} belum diatur; isi peubah lingkungan {name}.")
    return default


def choice_setting(name: str, options: tuple[str, ...], default: str) -> str:
    """One of `options`."""
    value = text_setting(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name}={value!r} tidak dikenal; pilih salah satu: {', '.join(options)}.")
    return value


def flag_setting(name: str, default: bool) -> bool:
    """A yes or no, written 1/0, true/false, yes/no or on/off."""
    value = text_setting(name, "true" if default else "false").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} bukan ya atau tidak; tulis true atau false.")
    return value in TRUE


def integer_setting(name: str, default: int, *, minimum: int = 0, maximum: int = 10**9) -> int:
    """A whole number between `minimum` and `maximum`."""
    value = text_setting(name, str(default))
    if not value.isascii() or not value.isdigit() or not minimum <= int(value) <= maximum:
        raise ImproperlyConfigured(f"{name}={value!r} harus bilangan bulat {minimum} sampai {maximum}.")
    return int(value)


def secret_key(name: str) -> str:
    """A key that nobody guesses; what is refused is not shown."""
    value = text_setting(name)
    if len(value) < KEY_LENGTH or len(set(value)) < 5:
        raise ImproperlyConfigured(
            f"{name} mudah ditebak; isi sedikitnya {KEY_LENGTH} huruf acak, misalnya openssl rand -hex 32."
        )
    return value


def word_list(name: str, default: str | None = None) -> list[str]:
    """A list written with commas; without a default at least one word is asked for."""
    given_words = [word.strip() for word in text_setting(name, default).split(",") if word.strip()]
    if not given_words and default is None:
        raise ImproperlyConfigured(f"{name} belum diatur; isi peubah lingkungan {name}.")
    return given_words


def host_names(name: str, default: str | None = None) -> list[str]:
    """Host names; one that begins with a dot takes in its subdomains. A star would let in every name."""
    return list(matching_words(name, word_list(name, default), HOST, "kinerja.magetan.go.id"))


def web_origins(name: str, default: str | None = None) -> list[str]:
    """Origins, each a scheme and a host."""
    return list(matching_words(name, word_list(name, default), ORIGIN, "https://kinerja.magetan.go.id"))


def matching_words(name: str, given: list[str], pattern: re.Pattern[str], example: str) -> Iterator[str]:
    for word in given:
        if not pattern.fullmatch(word):
            raise ImproperlyConfigured(f"{name}: {word!r} tidak dikenal; tulis misalnya {example}.")
        yield word


def sender_address(name: str, default: str) -> str:
    """The address that letters come from, with or without a name before it."""
    value = text_setting(name, default)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]):
        raise ImproperlyConfigured(f"{name}={value!r} bukan surel; tulis misalnya kinerja@magetan.go.id.")
    return value


def made_folder(name: str, default: Path) -> Path:
    """A folder, made where it is missing."""
    path = Path(text_setting(name, str(default)))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}={str(path)!r} tidak dapat dibuat; pilih folder yang boleh ditulis."
        ) from error
    return path


def database_settings(name: str, sqlite_file: Path) -> dict[str, Any]:
    """Django's settings for one database: SQLite in `sqlite_file`, or the PostgreSQL that a URL names.

    `postgres://user:password@host:5432/name`; options such as `host` (a socket folder) and `sslmode` may
    follow as a query.
    """
    url = text_setting(name, "")
    return postgres_settings(name, url) if url else sqlite_settings(sqlite_file)


def sqlite_settings(file: Path) -> dict[str, Any]:
    # FULL: an acknowledged save survives a power cut. IMMEDIATE: a writer waits its turn at the start
    # of its transaction instead of failing in the middle of it.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def postgres_settings(name: str, url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise postgres_refusal(name) from error
    database_name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not database_name:
        raise postgres_refusal(name)
    query_options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query_options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": query_options.pop("port", None) or str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query_options,
    }


def postgres_refusal(name: str) -> ImproperlyConfigured:
    """The refusal of a URL, which holds a password and is not shown."""
    return ImproperlyConfigured(f"{name} harus berbentuk postgres://pengguna:sandi@host:5432/nama.")
