"""The page of the data model is what the models say."""

from pathlib import Path

from bench.data_model import page

PAGE = Path(__file__).parents[2] / "docs/pengembang/data.md"


def test_the_page_is_what_the_models_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make data-model draws it anew"
