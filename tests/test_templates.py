"""Templates are readable: narrow lines, few control tags, and decisions left to who presents."""

import re
from pathlib import Path

import pytest

from bench.house.pages import COMMENT, CONTROL, WIDEST

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
MOST_TAGS = 20
STATE_BY_TEXT = re.compile(
    r"\{%-? *(?:if|elif)\b[^%]*\b(?:state|phase)\b *(?:[!=]=|(?:not )?in) *[\"'][^%]*%\}"
)


@pytest.fixture(params=TEMPLATES, ids=lambda it: str(it.relative_to(ROOT)))
def template(request: pytest.FixtureRequest) -> str:
    return str(request.param.read_text("utf-8"))


def test_lines_are_narrow(template: str) -> None:
    assert [line for line in template.splitlines() if len(line) > WIDEST] == []


def test_control_tags_are_few(template: str) -> None:
    assert len(CONTROL.findall(COMMENT.sub("", template))) <= MOST_TAGS


def test_no_state_is_compared_with_text(template: str) -> None:
    assert STATE_BY_TEXT.findall(template) == []
