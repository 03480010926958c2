"""The next points: realistic moves, what each brings to the total, and the most first."""

from fractions import Fraction
from typing import Any

import pytest

from indicators.scoring.answers import read_answers, read_request
from indicators.scoring.engine import score
from indicators.scoring.items import Answer, build_items
from indicators.scoring.next_points import Step, next_steps
from tests.builders.instrument_documents import BENDO, flat, indicator, input_, jatim, level, lines, option

TABLE = [level("0", "0"), level("1", "20"), level("3", "50"), level("5", "100")]
OPTIONS = [option("c", "Cukup", "40"), option("a", "Baik sekali", "100"), option("b", "Baik", "80")]


def steps(answer: Answer | dict[str, Any] | None, **changes: Any) -> list[str]:
    """What is proposed for one row of weight 10."""
    given = {} if answer is None else {"i1": answer if isinstance(answer, Answer) else Answer(values=answer)}
    return [step.sentence for step in next_steps(flat(indicator(1, **changes)), {"desa": 4}, given)]


def banded(*levels: Any, **changes: Any) -> dict[str, Any]:
    single = {"rule": "banded", "params": {"value": "n"}, "inputs": [input_("n", **changes)]}
    return single | {"levels": list(levels) or TABLE}


def test_a_ratio_gains_by_one_more_of_what_is_counted() -> None:
    assert steps({"n": "18", "d": "32"}) == ["Naikkan “Jumlah n” dari 18 ke 19 kegiatan: +0,31"]
    assert steps({"n": "32", "d": "32"}) == []
    assert steps({"n": "0", "d": "0"}) == []


def test_a_ratio_of_money_gains_by_a_hundredth_of_the_whole() -> None:
    money = [input_("n", kind="rupiah", unit="Rp"), input_("d", kind="rupiah", unit="Rp")]

    assert steps({"n": "1000", "d": "2050"}, inputs=money) == [
        "Naikkan “Jumlah n” dari Rp1.000 ke Rp1.021: +0,10"
    ]


def test_a_number_that_is_the_row_itself_is_not_named_again() -> None:
    inputs = [input_("n", label="Indikator 1"), input_("d")]

    assert steps({"n": "18", "d": "32"}, inputs=inputs) == ["Naikkan dari 18 ke 19 kegiatan: +0,31"]


def test_a_table_gains_at_the_next_level_that_gives_more() -> None:
    assert steps({"n": "3"}, **banded()) == ["Naikkan dari 3 ke 5 kegiatan: +5,00"]
    assert steps({"n": "5"}, **banded()) == []
    same = [level("0", "50"), level("2", "50"), level("4", "80")]
    assert steps({"n": "0"}, **banded(*same)) == ["Naikkan dari 0 ke 4 kegiatan: +3,00"]


def test_a_bound_that_is_not_reached_by_itself_asks_for_a_step_more() -> None:
    table = [level("0", "0"), level("70", "100", inclusive=False)]

    assert steps({"n": "69.5"}, **banded(*table, kind="decimal", unit="", step="0.01")) == [
        "Naikkan dari 69,5 ke 70,01: +10,00"
    ]


def test_where_fewer_is_better_the_table_asks_for_fewer() -> None:
    table = [level("0", "100"), level("1", "60"), level("3", "0")]

    assert steps({"n": "5"}, **banded(*table)) == ["Turunkan dari 5 ke 2 kegiatan: +6,00"]


def test_a_table_of_shares_asks_for_the_count_that_reaches_the_level() -> None:
    shape = {
        "rule": "banded",
        "params": {"numerator": "n", "denominator": "d"},
        "levels": [level("0", "0"), level("50", "50"), level("90", "100", inclusive=False)],
    }

    assert steps({"n": "1", "d": "7"}, **shape) == ["Naikkan “Jumlah n” dari 1 ke 4 kegiatan: +5,00"]
    assert steps({"n": "5", "d": "10"}, **shape) == ["Naikkan “Jumlah n” dari 5 ke 10 kegiatan: +5,00"]


def test_a_number_beyond_what_the_input_takes_is_not_proposed() -> None:
    assert steps({"n": "3"}, **banded(max="4")) == []


def test_a_checklist_gains_by_each_missing_item() -> None:
    items = [input_(code, kind="yes_no", unit="", label=code.upper()) for code in "abc"]

    assert steps({"a": "yes", "b": "no", "c": "no"}, rule="checklist", params={}, inputs=items) == [
        "Penuhi “B”: +3,33",
        "Penuhi “C”: +3,33",
    ]


def test_a_choice_gains_at_the_next_option_wherever_it_stands_in_the_list() -> None:
    shape = {"rule": "choice", "params": {"value": "n"}, "levels": OPTIONS}
    shape |= {"inputs": [input_("n", kind="choice", unit="")]}

    assert steps({"n": "c"}, **shape) == ["Capai “Baik”, sekarang “Cukup”: +4,00"]
    assert steps({"n": "a"}, **shape) == []
    assert steps(None, **shape) == ["Capai “Cukup”: +4,00"]


def test_parts_gain_by_one_more_of_the_heaviest_or_by_one_that_moves_up() -> None:
    inputs = [input_("u", coefficient="1"), input_("p", coefficient="0.5"), input_("t")]
    shape = {"rule": "parts", "params": {"parts": ["u", "p"], "total": "t"}, "inputs": inputs}

    assert steps({"u": "1", "p": "1", "t": "4"}, **shape) == [
        "Naikkan “Jumlah u” dari 1 ke 2 kegiatan: +2,50"
    ]
    assert steps({"u": "1", "p": "3", "t": "4"}, **shape) == [
        "Naikkan satu dari “Jumlah p” menjadi “Jumlah u”: +1,25"
    ]


def test_lines_of_a_budget_gain_by_a_hundredth_of_the_total() -> None:
    inputs = [input_("p", kind="rupiah", unit="Rp", repeatable=True), input_("t", kind="rupiah", unit="Rp")]
    shape = {"rule": "parts", "params": {"parts": ["p"], "total": "t"}, "inputs": inputs}

    assert steps({"p": lines("100", "200"), "t": "1000"}, **shape) == ["Tambah Rp10 pada “Baris 1”: +0,10"]


def test_fewer_is_better_gains_by_one_fewer() -> None:
    inputs = [input_("n"), input_("t")]
    shape = {"rule": "inverse", "params": {"realisation": "n", "target": "t"}, "inputs": inputs}

    assert steps({"n": "6", "t": "4"}, **shape) == ["Turunkan dari 6 ke 5 kegiatan: +2,50"]


def test_a_formula_is_tried_until_its_table_gives_more() -> None:
    shape = {"rule": "formula", "params": {"formula": "n / d * 100", "convert": "banded"}}
    shape |= {"levels": [level("0", "0"), level("50", "80")]}

    assert steps({"n": "1", "d": "10"}, **shape) == ["Naikkan “Jumlah n” dari 1 ke 5 kegiatan: +8,00"]


@pytest.mark.parametrize("answer", [None, Answer("tdi"), Answer("filled", {})])
def test_a_row_without_data_is_filled_from_where_it_stands(answer: Answer | None) -> None:
    source = {"facts": ["desa"]}
    inputs = [input_("n"), input_("d", source=source)]

    assert steps(answer, inputs=inputs) == ["Isi “Jumlah n” dengan 1 kegiatan: +2,50"]
    assert steps(answer) == []


def test_what_is_full_or_does_not_apply_asks_for_nothing() -> None:
    assert steps(Answer("none_occurred")) == []
    assert steps(None, applies={"facts": ["desa"], "min": "5"}) == []


def test_a_row_without_its_evidence_asks_for_the_evidence_alone() -> None:
    asked = {"evidence": {"scope": "row"}}

    assert steps(Answer(values={"n": "1", "d": "2"}, proven=False), **asked) == [
        "Lengkapi bukti dukung: +5,00"
    ]


def test_a_row_that_takes_its_figure_from_another_moves_with_it() -> None:
    source = {"indicator": "i1", "input": "n"}
    second = indicator(2, inputs=[input_("n", source=source), input_("d")])
    answers = {"i1": Answer(values={"n": "1", "d": "4"}), "i2": Answer(values={"d": "8"})}

    found = next_steps(flat(indicator(1), second), {}, answers)

    assert [(step.row.no, step.gain) for step in found] == [(1, Fraction(15, 4))]


def test_the_most_points_come_first_and_small_ones_say_so() -> None:
    rows = (indicator(1), indicator(2), indicator(3))
    tenths = {"n": "1", "d": "10"}
    answers = {"i1": tenths, "i2": {"n": "1", "d": "2"}, "i3": {"n": "1", "d": "9999"}}

    found = next_steps(flat(*rows), {}, {code: Answer(values=it) for code, it in answers.items()})

    assert [(step.row.no, step.shown_gain) for step in found] == [(2, "+5,00"), (1, "+1,00"), (3, "+0,001")]


def gained(answers: dict[str, Answer], facts: dict[str, int], step: Step) -> Fraction:
    """The total of Bendo with one proposal carried out, less its own."""
    sheet = jatim()
    code = step.row.code
    number = str(step.row.no)
    carried = {"2": {"n": "9"}, "9": {"value": "4"}}
    values = {**answers[code].values, **carried[number]}
    changed = {**answers, code: Answer(values=values)}
    return score(build_items(sheet, facts, changed)).total - score(build_items(sheet, facts, answers)).total


def test_bendos_steps_bring_what_they_say() -> None:
    request = read_request(BENDO.read_text(encoding="utf-8"))
    sheet = jatim()
    answers = read_answers(sheet, request)

    found = next_steps(sheet, request.facts, answers)

    assert [(step.row.no, step.shown_gain) for step in found] == [
        (37, "+1,20"),
        (9, "+1,00"),
        (12, "+0,21"),
        (11, "+0,19"),
        (2, "+0,14"),
        (3, "+0,14"),
        (4, "+0,14"),
        (6, "+0,14"),
        (19, "+0,10"),
        (52, "+0,10"),
        (34, "+0,08"),
        (46, "+0,01"),
    ]
    second = next(step for step in found if step.row.no == 2)
    assert second.sentence == "Naikkan dari 8 ke 9 kegiatan: +0,14"
    assert gained(answers, dict(request.facts), second) == second.gain
