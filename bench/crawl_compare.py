"""Two crawls side by side: pages that only one has, and pages that differ, alike ones told once."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from bench.crawl_gaps import without_unseen_gaps
from bench.crawl_walk import MARK

LINES, NAMES = 60, 5  # lines of a difference, and pages named beside it


def compare(first: Path, second: Path, *, allow: Path | None, only: str) -> int:
    """Print what differs; 1 where something does."""
    allowed = read_allowed(allow)
    before, after = (pages_in(folder, allowed, only) for folder in (first, second))
    alike: dict[str, list[str]] = {}
    for name in [*before, *(name for name in after if name not in before)]:
        changes = difference(before.get(name), after.get(name))
        if changes:
            alike.setdefault(changes, []).append(name)
    for changes, names in sorted(alike.items(), key=lambda pair: -len(pair[1])):
        sys.stdout.write("\n".join(report(changes, names)) + "\n\n")
    count = sum(map(len, alike.values()))
    sys.stdout.write(f"{len(before)} and {len(after)} pages: {count} differ, in {len(alike)} ways.\n")
    return int(bool(alike))


def read_allowed(file: Path | None) -> list[re.Pattern[str]]:
    """Regular expressions, one a line: lines, and requests (`=== …`), that are left out."""
    lines = file.read_text(encoding="utf-8").splitlines() if file else []
    return [re.compile(line) for line in lines if line and not line.startswith("#")]


def pages_in(folder: Path, allowed: list[re.Pattern[str]], only: str) -> dict[str, list[str]]:
    pages: dict[str, list[str]] = {}
    for file in sorted(path for path in folder.glob("*.crawl") if re.search(only, path.stem)):
        for request, lines in pages_of(file):
            if not any(pattern.search(f"{MARK}{request}") for pattern in allowed):
                seen = without_unseen_gaps(lines)
                compared = [line for line in seen if not any(pattern.search(line) for pattern in allowed)]
                pages[f"{file.stem}: {request}"] = compared
    return pages


def index_of(folder: Path) -> Iterator[str]:
    """By actor how many answers there are, and of which status."""
    for file in sorted(folder.glob("*.crawl")):
        statuses = Counter(lines[0].removeprefix("status: ") for _, lines in pages_of(file))
        told_apart = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
        yield f"{file.stem} {statuses.total()} ({told_apart})"


def pages_of(file: Path) -> Iterator[tuple[str, list[str]]]:
    request, lines = "", list[str]()
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line.startswith(MARK):
            if request:
                yield request, lines
            request, lines = line.removeprefix(MARK), []
        else:
            lines.append(line)
    if request:
        yield request, lines


def difference(before: list[str] | None, after: list[str] | None) -> str:
    if before is None:
        return "only in the second"
    if after is None:
        return "only in the first"
    if before == after:
        return ""
    lines = list(unified_diff(before, after, lineterm="", n=1))[2:]
    return "\n".join("@@" if line.startswith("@@") else line for line in lines)


def report(changes: str, names: list[str]) -> Iterator[str]:
    lines = changes.split("\n")
    yield from names[:NAMES]
    if len(names) > NAMES:
        yield f"and {len(names) - NAMES} more"
    yield from (f"    {line}" for line in lines[:LINES])
    if len(lines) > LINES:
        yield f"    and {len(lines) - LINES} lines more"
