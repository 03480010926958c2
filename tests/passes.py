"""Which tests a pass of bin/test runs: as a pytest plugin, -p tests.passes --pass NAME.

quick     nothing that `left_out.txt` names: minutes, for a developer between two commits
sqlite    all but the browser's, and of those that `left_out.txt` names only what asks no database: what they
          ask of one they ask in the pass on PostgreSQL (`tests.postgres` chooses there)
"""

from pathlib import Path

import pytest

from tests.postgres import reads_a_file, touches_database

ROOT = Path(__file__).parent.parent
LEFT_OUT = ROOT / "tests" / "left_out.txt"
BROWSER = "tests/e2e"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pass", dest="test_pass", choices=("quick", "sqlite"), help="which pass of bin/test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = config.getoption("test_pass")
    if not chosen:
        return
    left_out = tuple(places(LEFT_OUT.read_text(encoding="utf-8")))
    wanted = [in_pass(item, chosen, left_out) for item in items]
    others = [item for item, want in zip(items, wanted, strict=True) if not want]
    items[:] = [item for item, want in zip(items, wanted, strict=True) if want]
    config.hook.pytest_deselected(items=others)


def places(text: str) -> list[str]:
    """The files and folders that the list names; a reason stands behind each."""
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    return [place for place, _ in lines]


def in_pass(item: pytest.Item, chosen: str, left_out: tuple[str, ...]) -> bool:
    place = str(item.path.relative_to(ROOT))
    if not any(place == name or place.startswith(f"{name}/") for name in left_out):
        return True
    if chosen == "quick" or place.startswith(f"{BROWSER}/"):
        return False
    return not touches_database(item) or reads_a_file(item)
