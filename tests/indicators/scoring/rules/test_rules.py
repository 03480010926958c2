"""The registry: every kind offers everything, stands in its own file, and is tried in its own test."""

import inspect
from pathlib import Path
from typing import Any

import pytest

import indicators.scoring.rules
from indicators.models.indicator import rule_choices
from indicators.scoring.rules import RULES, IncompleteKind, formulas_of, registry_of
from indicators.scoring.rules.choice import Choice
from indicators.scoring.rules.ratio import Ratio
from indicators.scoring.rules.rule import Rule
from tests.builders.rule_rows import refusals
from tests.builders.strategies import BY_KIND

HERE = Path(__file__).parent
KINDS = Path(indicators.scoring.rules.__file__).parent
NO_KINDS = {"__init__", "rule"}
EVERY_KIND_OFFERS = {
    *("kind", "title", "example", "formulas", "by_option"),
    *("problems", "build", "needs", "outline", "score", "explain", "excel", "warnings", "suggestions"),
    *("sample", "level_words", "achievement_range", "scale", "divisors", "compared", "findings"),
}


def test_kinds_have_titles_for_people() -> None:
    titles = [title for _, title in rule_choices()]

    assert all(titles)
    assert len(set(titles)) == len(RULES)


def test_what_documents_and_workbooks_call_a_kind_stays() -> None:
    published = {
        "ratio": "Rasio",
        "banded": "Tabel konversi",
        "checklist": "Daftar periksa",
        "choice": "Pilihan",
        "parts": "Bagian dari total",
        "rubric": "Rubrik",
        "formula": "Rumus",
        "inverse": "Makin kecil makin baik",
        "judged": "Nilai juri",
    }

    assert published.items() <= dict(rule_choices()).items()


def test_every_file_is_a_kind_and_every_kind_is_tried_by_its_name() -> None:
    assert {path.stem for path in KINDS.glob("*.py")} - NO_KINDS == set(RULES)
    assert {f"test_{kind}.py" for kind in RULES} <= {path.name for path in HERE.glob("*.py")}


def test_every_kind_is_drawn_for_what_holds_of_all_worksheets() -> None:
    assert set(BY_KIND) == set(RULES)


@pytest.mark.parametrize("name", sorted(EVERY_KIND_OFFERS))
@pytest.mark.parametrize("kind", RULES)
def test_every_kind_offers(kind: str, name: str) -> None:
    assert hasattr(RULES[kind], name)
    assert name not in RULES[kind].__abstractmethods__


def test_what_a_kind_offers_is_what_the_protocol_asks() -> None:
    asked = {name for name in vars(Rule) if not name.startswith("_")} | set(inspect.get_annotations(Rule))

    assert asked == EVERY_KIND_OFFERS


@pytest.mark.parametrize("left_out", sorted(EVERY_KIND_OFFERS))
def test_a_kind_that_leaves_something_out_is_refused_by_its_name(left_out: str) -> None:
    with pytest.raises(IncompleteKind, match=rf"Planted lacks .*\b{left_out}\b"):
        registry_of(planted(left_out))


def test_a_kind_in_the_file_of_another_is_refused() -> None:
    with pytest.raises(IncompleteKind, match=r"Planted lacks a file of its own, planted\.py"):
        registry_of(planted(""))


def test_two_kinds_of_one_name_are_refused() -> None:
    with pytest.raises(IncompleteKind, match="two kinds have the same name"):
        registry_of(Ratio, Choice, Ratio)


def planted(left_out: str) -> type[Rule]:
    """A kind that offers everything else."""
    offers: dict[str, Any] = {name: getattr(Choice, name) for name in EVERY_KIND_OFFERS - {left_out}}
    kind: Any = type(Rule)
    made: type[Rule] = kind("Planted", (Rule,), {**offers, "__module__": __name__} | planted_kind(left_out))
    return made


def planted_kind(left_out: str) -> dict[str, str]:
    return {} if left_out == "kind" else {"kind": "planted"}


def test_a_kind_that_nobody_knows_is_refused_with_those_that_there_are() -> None:
    assert refusals(rule="tebakan") == [f"aturan “tebakan” tidak dikenal; pilih {', '.join(RULES)}"]


def test_formulas_are_known_by_their_kind() -> None:
    assert {kind: formulas_of(kind) for kind in (*RULES, "tebakan") if formulas_of(kind)} == {
        "formula": ("formula",)
    }
