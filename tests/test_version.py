"""The version stands in one place, and the changelog knows it."""

import re
import tomllib
from pathlib import Path

from kinerja import __version__

ROOT = Path(__file__).parent.parent
RELEASE = re.compile(r"^## (\d+\.\d+\.\d+), (\d{1,2} [A-Z][a-z]+ \d{4})", re.MULTILINE)


def test_the_build_reads_the_version_from_the_package() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert "version" not in built["project"]
    assert built["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "kinerja.__version__"}


def test_the_version_is_the_newest_release_or_comes_after_it() -> None:
    releases = RELEASE.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    newest = tuple(map(int, releases[0][0].split(".")))
    number, _, suffix = __version__.partition(".dev")

    assert tuple(map(int, number.split("."))) >= newest
    assert bool(suffix) == (tuple(map(int, number.split("."))) > newest)


def test_every_release_has_its_date() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = [line for line in text.splitlines() if line.startswith("## ")]

    assert headings[0] == "## Unreleased"
    assert [bool(RELEASE.match(line)) for line in headings[1:]] == [True] * (len(headings) - 1)
