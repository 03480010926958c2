"""A formula as a fraction: nested as it is worked out, brackets only where they are needed, texts escaped."""

import re

import pytest

from indicators.iku.formula import read_formula
from indicators.iku.markup import formula_fraction, formula_mathml, readable_formula
from tests.builders.formula_items import NamedItem

ITEMS = (NamedItem("a", "A"), NamedItem("b", "B"), NamedItem("c", "<C & D>"))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        (
            "a / b × 100 %",
            "<mrow><mfrac><mrow><mtext>A</mtext></mrow><mrow><mtext>B</mtext></mrow></mfrac>"
            "<mo>×</mo><mn>100</mn><mo>%</mo></mrow>",
        ),
        ("c", "<mtext>&lt;C &amp; D&gt;</mtext>"),
        ("0.5", "<mn>0,5</mn>"),
    ],
)
def test_mathml_says_what_is_divided_by_what(text: str, inside: str) -> None:
    element = formula_mathml(read_formula(text, ITEMS))

    assert element == f'<math display="block" alttext="{text}">{inside}</math>'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("(a + b) / (a × 3)", "[A + B|A × 3]"),
        ("(a + b) × 100", "(A + B) × 100"),
        ("a − (b − c)", "A − (B − C)"),
        ("a / b / 2", "[[A|B]|2]"),
        ("a − b / 2", "A − [B|2]"),
        ("-(a + b) × 2", "(−(A + B)) × 2"),
        ("a / b x 100%", "[A|B] × 100 %"),
    ],
)
def test_the_fraction_has_brackets_only_where_no_bar_groups(text: str, line: str) -> None:
    items = (*ITEMS[:2], NamedItem("c", "C"))

    assert plain(formula_fraction(read_formula(text, items))) == line


def plain(markup: str) -> str:
    """The fraction as one line: [above|below]."""
    marks = {"fraction": ("[", "]"), "over": ("", "|"), "under": ("", "")}
    line = ""
    closings: list[str] = []
    for tag, name, text in re.findall(r'<(/?)span(?: class="(\w+)")?[^>]*>([^<]*)', markup):
        if tag:
            line += closings.pop()
        else:
            opening, closing = marks.get(name, ("", ""))
            line += opening
            closings.append(closing)
        line += text
    return " ".join(line.split())


def test_a_page_shows_the_fraction_and_reads_the_mathml() -> None:
    formula = read_formula("a / c", ITEMS)
    element = readable_formula(formula)

    assert element.startswith(
        f'<span class="visually-hidden">{formula_mathml(formula)}</span><span aria-hidden="true"'
    )
    assert element.count("aria-hidden") == 1
    assert "<C" not in element
