"""Penyerapan and efficiency of a sasaran."""

from fractions import Fraction

import pytest

from indicators.iku.budget import Use, absorption, efficiency, is_thrifty, mean_achievement, use_of
from indicators.iku.figures import EMPTY, UNDEFINED, Figure

F = Fraction


@pytest.mark.parametrize(
    ("budget", "spent", "share"),
    [
        (F(300), F(100), F(100, 3)),
        (F(300), F(0), F(0)),
        (F(0), F(0), UNDEFINED),
        (F(300), EMPTY, EMPTY),
        (EMPTY, F(5), EMPTY),
    ],
)
def test_penyerapan_is_exact(budget: Figure, spent: Figure, share: Figure) -> None:
    assert absorption(budget, spent) == share


def test_a_sasaran_reaches_the_mean_of_its_iku() -> None:
    assert mean_achievement([F(100), F(75), F(80)]) == F(85)


@pytest.mark.parametrize(
    ("reached", "found"), [([F(100), EMPTY], EMPTY), ([UNDEFINED], UNDEFINED), ([], EMPTY)]
)
def test_what_one_iku_lacks_its_sasaran_lacks(reached: list[Figure], found: Figure) -> None:
    assert mean_achievement(reached) == found


def test_efficiency_is_capaian_less_penyerapan() -> None:
    assert efficiency(F(100), F(200, 3)) == F(100, 3)
    assert efficiency(F(50), F(80)) == F(-30)
    assert efficiency(EMPTY, F(80)) is EMPTY
    assert efficiency(F(80), UNDEFINED) is UNDEFINED


@pytest.mark.parametrize(
    ("reached", "absorbed", "thrifty"),
    [
        (F(100), F(9999, 100), True),
        (F(9999, 100), F(50), False),
        (F(100), F(100), False),
        (EMPTY, F(50), False),
        (F(100), UNDEFINED, False),
    ],
)
def test_hemat_is_all_reached_with_money_left(reached: Figure, absorbed: Figure, thrifty: bool) -> None:
    assert is_thrifty(reached, absorbed) is thrifty


def test_programs_of_a_sasaran_count_together() -> None:
    use = use_of([F(200), F(100)], [F(150), F(90)], [F(110), F(100)])

    assert use == Use(F(300), F(240), F(105))
    assert (use.absorption, use.efficiency, use.thrifty) == (F(80), F(25), True)


def test_while_one_program_does_not_know_what_it_spent_the_sasaran_does_not() -> None:
    use = use_of([F(200), F(100)], [F(150), None], [F(100)])

    assert (use.budget, use.spent, use.absorption, use.efficiency) == (F(300), EMPTY, EMPTY, EMPTY)
