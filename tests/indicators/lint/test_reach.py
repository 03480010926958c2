"""Full marks that nobody can have, and those that everybody has."""

from typing import Any

import pytest

from tests.builders.instrument_documents import Raw, input_, level, option

from .findings import banded, formula, row, said


def chosen(*achievements: str) -> Raw:
    options = [option(f"P{n}", f"Pilihan {n}", it) for n, it in enumerate(achievements)]
    return row(rule="choice", params={"value": "n"}, inputs=[input_("n", kind="choice")], levels=options)


def divided(n: Raw, d: Raw) -> Raw:
    return row(inputs=[input_("n", **n), input_("d", **d)])


def judged(**changes: Any) -> Raw:
    value = input_("n", kind="decimal", repeatable=True, **changes)
    return row(rule="judged", params={"value": "n"}, inputs=[value])


def parts(*coefficients: str | None) -> Raw:
    inputs = [input_(f"p{n}", coefficient=it) for n, it in enumerate(coefficients)]
    params = {"parts": [it["code"] for it in inputs], "total": "total"}
    return row(rule="parts", params=params, inputs=[*inputs, input_("total")])


def points(total: str, *parts: tuple[str, str | None], **changes: Any) -> Raw:
    """Parts of these coefficients, each at most so many, out of points that the edition fixes."""
    inputs = [input_(f"p{n}", coefficient=it, max=most) for n, (it, most) in enumerate(parts)]
    params = {"parts": [it["code"] for it in inputs], "total": "total"}
    fixed = input_("total", unit="poin", source={"constant": total})
    return row(rule="parts", params=params, inputs=[*inputs, fixed], **changes)


NEVER_FULL = {
    "the table stops at 80": (banded(level("0", "0"), level("5", "80")), "80"),
    "the top level lies beyond the most": (
        banded(level("0", "0"), level("5", "50"), level("10", "100"), max="9"),
        "50",
    ),
    "no value reaches the lowest level": (banded(level("10", "100"), max="9"), "0"),
    "the best option gives 75": (chosen("0", "75"), "75"),
    "few out of many": (divided({"max": "5"}, {"min": "10"}), "50"),
    "jurors give 90 at most": (judged(max="90"), "90"),
    "every part counts half": (parts("0.5", "0.25"), "50"),
    "a formula without inputs": (formula("40 + 2"), "42"),
    "so many awards give too few points": (points("5", ("1.5", "2"), ("0.5", "1")), "70"),
    "the indicator's cap": (row(cap="90"), "90"),
}
ALWAYS_FULL = {
    "the lowest level is full": banded(level("0", "100"), level("5", "100")),
    "the least that can be typed is full": banded(level("0", "0"), level("5", "100"), min="5"),
    "every option is full": chosen("100", "100"),
    "many out of few": divided({"min": "10"}, {"max": "5"}),
    "a number by itself": row(params={"numerator": "n", "denominator": "n"}),
    "two of the same source": divided({"source": {"facts": ["desa"]}}, {"source": {"facts": ["desa"]}}),
    "jurors give 100 at least": judged(min="100"),
}
PLAIN = {
    "ratio": row(),
    "table": banded(level("0", "0"), level("5", "100")),
    "option": chosen("0", "100"),
    "jurors": judged(max="100"),
    "parts": parts("1", "0.5"),
    "parts alike": parts(None, None),
    "awards that each give little": points("5", ("0.5", None), ("0.25", "2")),
    "awards enough": points("5", ("1.5", "2"), ("1", "2")),
    "inverse": row(rule="inverse", params={"realisation": "n", "target": "d"}),
    "formula": formula("n / d × 100", input_("n"), input_("d")),
}


@pytest.mark.parametrize(("indicator", "highest"), NEVER_FULL.values(), ids=NEVER_FULL)
def test_full_marks_out_of_reach_are_a_warning(indicator: Raw, highest: str) -> None:
    sentence = f"Indikator i1: capaian 100 tidak dapat dicapai; yang tertinggi {highest}."

    assert ("warning", "never_full", sentence) in said(indicator)


@pytest.mark.parametrize("indicator", ALWAYS_FULL.values(), ids=ALWAYS_FULL)
def test_full_marks_for_everybody_are_a_warning(indicator: Raw) -> None:
    sentence = "Indikator i1: capaian selalu 100, apa pun isinya."

    assert said(indicator) == [("warning", "always_full", sentence)]


@pytest.mark.parametrize("indicator", PLAIN.values(), ids=PLAIN)
def test_of_the_usual_rules_nothing_is_said(indicator: Raw) -> None:
    assert said(indicator) == []
