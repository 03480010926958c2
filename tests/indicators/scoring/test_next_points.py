"""The next points: realistic moves, what each brings to the total, and the most first."""

from fractions import Fraction

import pytest

from indicators.scoring.answers import read_answers, read_request
from indicators.scoring.engine import score
from indicators.scoring.items import Answer, build_items
from indicators.scoring.next_points import Step, next_steps
from tests.builders.instrument_documents import BENDO, flat, indicator, input_, jatim
from tests.builders.rule_rows import suggested


def test_a_number_that_is_the_row_itself_is_not_named_again() -> None:
    inputs = [input_("n", label="Indikator 1"), input_("d")]

    assert suggested({"n": "18", "d": "32"}, inputs=inputs) == ["Naikkan dari 18 ke 19 kegiatan: +0,31"]


@pytest.mark.parametrize("answer", [None, Answer("tdi"), Answer("filled", {})])
def test_a_row_without_data_is_filled_from_where_it_stands(answer: Answer | None) -> None:
    source = {"facts": ["desa"]}
    inputs = [input_("n"), input_("d", source=source)]

    assert suggested(answer, inputs=inputs) == ["Isi “Jumlah n” dengan 1 kegiatan: +2,50"]
    assert suggested(answer) == []


def test_what_is_full_or_does_not_apply_asks_for_nothing() -> None:
    assert suggested(Answer("none_occurred")) == []
    assert suggested(None, applies={"facts": ["desa"], "min": "5"}) == []


def test_a_row_without_its_evidence_asks_for_the_evidence_alone() -> None:
    asked = {"evidence": {"scope": "row"}}

    assert suggested(Answer(values={"n": "1", "d": "2"}, proven=False), **asked) == [
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
