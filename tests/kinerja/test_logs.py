"""One event is one line of the log, whatever a visitor typed."""

import logging
import logging.config
import re
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from kinerja.logs import LineFormatter

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} (?P<rest>.*)")


def line(message: str, *args: Any, exc_info: Any = None) -> str:
    """What stands in the log, after the time."""
    record = logging.LogRecord("kinerja", logging.WARNING, __file__, 1, message, args, exc_info)
    found = LINE.fullmatch(LineFormatter().format(record))
    assert found, "no time with zone at the start"
    return found["rest"]


def test_line_has_level_source_and_text() -> None:
    assert line("signed_in by=%s", "sari") == "WARNING kinerja signed_in by=sari"


@pytest.mark.parametrize("text", ["Kecamatan Bendo · 86,89", "18 ÷ 32 × 100", "日本"])
def test_text_in_any_script_stays_readable(text: str) -> None:
    assert line("%s", text) == f"WARNING kinerja {text}"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("sari\r\n2026-01-01 INFO signed_in by=camat", r"sari\x0d\x0a2026-01-01 INFO signed_in by=camat"),
        ("a\vb\fc\x1cd", r"a\x0bb\x0cc\x1cd"),
        ("a\x85b\u2028c\u2029d", r"a\x85b\u2028c\u2029d"),
        ("\x1b[2J\x9b2J\x7f\0", r"\x1b[2J\x9b2J\x7f\x00"),
    ],
)
def test_control_characters_are_written_as_escapes(typed: str, shown: str) -> None:
    assert line("%s", typed) == f"WARNING kinerja {shown}"


def test_fault_with_its_trace_is_one_line() -> None:
    try:
        raise ValueError("baris\nkedua")
    except ValueError:
        told = line("gagal", exc_info=sys.exc_info())

    assert told.startswith(r"WARNING kinerja gagal\x0aTraceback (most recent call last):\x0a")
    assert told.endswith(r"ValueError: baris\x0akedua")


def test_everything_that_is_logged_takes_this_form() -> None:
    logging_settings: dict[str, Any] = settings.LOGGING
    handlers = logging_settings["handlers"]
    assert logging_settings["root"]["handlers"] == ["console"]
    assert {handler["formatter"] for handler in handlers.values()} == {"line"}
    assert logging_settings["formatters"]["line"] == {"()": "kinerja.logs.LineFormatter"}


@pytest.mark.parametrize(
    ("path", "shown"),
    [("/tidak%0D%0Aada/", r"/tidak\r\nada/"), ("/tidak%E2%80%A8ada/", r"/tidak\u2028ada/")],
)
def test_address_with_line_breaks_is_one_line(
    client: Client, db: None, caplog: pytest.LogCaptureFixture, path: str, shown: str
) -> None:
    client.get(path)

    lines = [LineFormatter().format(record) for record in caplog.records if record.name == "django.request"]
    assert [found["rest"] for found in map(LINE.fullmatch, lines) if found] == [
        f"WARNING django.request Not Found: {shown}"
    ]
