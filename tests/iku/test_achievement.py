"""Capaian by polarity and cap, and its predikat by exact lower bounds."""

from fractions import Fraction

import pytest

from indicators.iku.achievement import (
    DEFAULT_PREDICATES,
    Polarity,
    achievement_of,
    count_achieved,
    predicate_of,
)
from indicators.iku.figures import EMPTY, UNDEFINED, Figure
from indicators.scoring.grades import read_grades

MORE, FEWER = Polarity.MORE, Polarity.FEWER
GRADES = read_grades(DEFAULT_PREDICATES)


@pytest.mark.parametrize(
    ("realisation", "target", "polarity", "cap", "reached"),
    [
        ("18", "24", MORE, None, "75"),
        ("30", "24", MORE, None, "125"),
        ("30", "24", MORE, "100", "100"),
        ("30", "24", MORE, "110", "110"),
        ("30", "24", MORE, "120", "120"),
        ("26", "24", MORE, "110", "325/3"),
        ("0", "24", MORE, "100", "0"),
        ("3", "4", FEWER, None, "125"),
        ("3", "4", FEWER, "120", "120"),
        ("4", "4", FEWER, None, "100"),
        ("5", "4", FEWER, "100", "75"),
        ("0", "4", FEWER, None, "200"),
        ("9", "4", FEWER, None, "-25"),
    ],
)
def test_capaian_follows_the_stated_formula_up_to_its_cap(
    realisation: str, target: str, polarity: Polarity, cap: str | None, reached: str
) -> None:
    limit = Fraction(cap) if cap else None

    assert achievement_of(Fraction(realisation), Fraction(target), polarity=polarity, cap=limit) == Fraction(
        reached
    )


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize(
    ("realisation", "target", "lack"),
    [
        (Fraction(5), Fraction(0), UNDEFINED),
        (Fraction(0), Fraction(0), UNDEFINED),
        (UNDEFINED, Fraction(5), UNDEFINED),
        (EMPTY, Fraction(5), EMPTY),
        (EMPTY, Fraction(0), EMPTY),
        (Fraction(5), EMPTY, EMPTY),
        (UNDEFINED, EMPTY, EMPTY),
    ],
)
def test_without_realisation_or_with_target_0_there_is_no_capaian(
    realisation: Figure, target: Figure, polarity: Polarity, lack: Figure
) -> None:
    assert achievement_of(realisation, target, polarity=polarity) is lack


@pytest.mark.parametrize(
    ("reached", "label"),
    [
        ("120", "Sangat tinggi"),
        ("91", "Sangat tinggi"),
        ("90.99", "Tinggi"),
        ("90.999999999999", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.99", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat rendah"),
        ("0", "Sangat rendah"),
        ("-25", "Sangat rendah"),
    ],
)
def test_the_predikat_is_of_the_unrounded_capaian(reached: str, label: str) -> None:
    assert predicate_of(Fraction(reached), GRADES) == label


def test_without_capaian_there_is_no_predikat() -> None:
    assert [predicate_of(lack, GRADES) for lack in (EMPTY, UNDEFINED)] == ["", ""]


def test_the_labels_are_a_setting() -> None:
    own = read_grades([{"from": "0", "label": "Kurang"}, {"from": "80", "label": "Baik"}])

    assert [predicate_of(Fraction(it), own) for it in ("79.9", "80")] == ["Kurang", "Baik"]


def test_tercapai_counts_what_reaches_the_threshold() -> None:
    figures: list[Figure] = [Fraction(100), Fraction("99.99"), Fraction(120), EMPTY, UNDEFINED]

    assert (count_achieved(figures), count_achieved(figures, threshold=Fraction(95))) == (2, 3)
