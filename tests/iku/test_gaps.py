"""What a year lacks quarter by quarter, and the average of what it reached."""

from fractions import Fraction
from typing import Any

from indicators.iku.achievement import DEFAULT_PREDICATES
from indicators.iku.figures import EMPTY, Figure
from indicators.iku.quarters import as_figure
from indicators.iku.report import Targets, YearResult, year_result
from indicators.scoring.grades import read_grades
from tests.iku.documents import bendo, defined

GRADES = read_grades(DEFAULT_PREDICATES)
TARGETS = {code: Targets(Fraction(80)) for code in ("1", "2")}


def worked_out(filled: dict[str, dict[str, list[str]]], data: dict[str, Any] | None = None) -> YearResult:
    figures: dict[str, dict[str, list[Figure]]] = {
        code: {item: [as_figure(text) for text in texts] for item, texts in items.items()}
        for code, items in filled.items()
    }
    definition = defined(data)
    return year_result(definition, 2022, targets=TARGETS, filled=figures, grades=GRADES, last_year={})


def names(result: YearResult, code: str) -> list[list[str]]:
    return [[item.code for item in result.result_of_indicator(code).gaps(no)] for no in (1, 2, 3, 4)]


def test_where_quarters_add_up_each_has_its_own_figure() -> None:
    result = worked_out({"1": {"ditindaklanjuti": ["1", "", "0", ""], "dilakukan": ["2", "2", "2", "2"]}})

    assert names(result, "1") == [[], ["ditindaklanjuti"], [], ["ditindaklanjuti"]]


def test_where_the_position_counts_nothing_lacks_before_its_due_date_or_after_it_is_known() -> None:
    result = worked_out({"2": {"rkpdesa": ["", "", "4", ""], "desa": ["6", "", "", ""]}})

    assert names(result, "2") == [["lppdesa"], ["lppdesa"], ["lppdesa"], ["apbdesa", "lppdesa"]]
    assert [result.gaps(no) for no in (1, 4)] == [3, 4]


def test_an_item_that_the_formula_does_not_need_is_never_lacking() -> None:
    data = bendo()
    data["indicators"][0]["formula"] = "Jumlah Fasilitasi dan Koordinasi × 1"

    assert names(worked_out({}, data), "1") == [["dilakukan"]] * 4


def test_the_average_is_of_those_that_have_a_capaian() -> None:
    one = {"ditindaklanjuti": ["6", "", "", ""], "dilakukan": ["10", "", "", ""]}
    assert worked_out({"1": one}).average == 75
    assert worked_out({}).average is EMPTY
    two = {item: ["", "", "", "6"] for item in ("rkpdesa", "apbdesa", "lppdesa", "desa")}
    assert worked_out({"1": one, "2": two}).average == Fraction(175, 2)
