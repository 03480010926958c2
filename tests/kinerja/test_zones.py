"""No moment is shown by the clock of the server: its day and its hour are those of the reader's province."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kinerja.numbers import day_of, format_short_datetime

ROOT = Path(__file__).parent.parent.parent
TOPS = ("kinerja", "indicators", "assessments")
# Where a moment is turned into a day: in `numbers`, by a zone; and a cell of a workbook has none.
KNOWING = ("kinerja/numbers.py", "kinerja/workbook/table.py")
ACCOUNTS = "kinerja/accounts/"  # a right begins and ends at midnight of the server, the same for everybody
NAKED = {"date", "time", "localdate", "localtime"}
HOURS = re.compile(r"\|\s*(?:time\b|date:[\"'][^\"']*[GHghif])")


def naked_moments(name: str, source: str) -> Iterator[str]:
    """Every call that takes the day or the hour of a moment without saying where."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NAKED:
            zoned = node.func.attr.startswith("local") and any(it.arg == "timezone" for it in node.keywords)
            of_a_moment = node.func.attr.startswith("local") or not (node.args or node.keywords)
            if of_a_moment and not zoned:
                yield f"{name}:{node.lineno} calls {node.func.attr} without a zone"


def test_no_day_is_taken_of_a_moment_without_its_zone() -> None:
    files = [path.relative_to(ROOT) for top in TOPS for path in sorted((ROOT / top).rglob("*.py"))]
    asked = [it for it in files if str(it) not in KNOWING and "migrations" not in it.parts]
    found = [line for it in asked for line in naked_moments(str(it), (ROOT / it).read_text(encoding="utf-8"))]

    assert [line for line in found if not line.startswith(ACCOUNTS)] == []


def test_no_template_writes_an_hour_by_itself() -> None:
    pages = sorted((ROOT / "templates").rglob("*.html"))

    assert [str(page) for page in pages if HOURS.search(page.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("window.opens.date()", "calls date without a zone"),
        ("timezone.localdate(at)", "calls localdate without a zone"),
        ("timezone.localdate(timezone=zone)", ""),
        ("datetime.date(2022, 1, 1)", ""),
        ("time(23, 59)", ""),
    ],
)
def test_a_naked_moment_is_found(source: str, said: str) -> None:
    assert list(naked_moments("planted.py", source)) == ([f"planted.py:1 {said}"] if said else [])


@pytest.mark.parametrize(
    ("zone", "hour", "name"),
    [("Asia/Jakarta", 17, "WIB"), ("Asia/Makassar", 16, "WITA"), ("Asia/Jayapura", 15, "WIT")],
)
def test_midnight_in_a_province_is_the_day_that_begins_there(zone: str, hour: int, name: str) -> None:
    midnight = datetime(2026, 12, 4, hour, tzinfo=UTC)

    assert day_of(midnight, zone).isoformat() == "2026-12-05"
    assert format_short_datetime(midnight, zone) == f"5 Desember 2026 pukul 00.00 {name}"
