"""A result in which some rows are replaced is the very result that scoring anew gives."""

from collections.abc import Mapping

import pytest

from indicators.scoring.answers import read_answers, read_request
from indicators.scoring.documents.document import parse_document
from indicators.scoring.engine import Result, score, with_items
from indicators.scoring.items import Answer, Status, build_item, build_items, feeding_codes
from tests.builders.instrument_documents import BENDO, jatim, jatim_document

FACTS = {"desa": 15, "kelurahan": 1}
ANSWERS = read_answers(jatim(), read_request(BENDO.read_text(encoding="utf-8")))
DOCUMENT = jatim_document()
DOCUMENT["policies"] |= {"tdi": "redistribute_sub_aspect"}
SHEET = parse_document(DOCUMENT)  # in which the weight of a row that is TDI goes to others
CODES = [spec.code for spec in SHEET.indicators]


def scored(answers: Mapping[str, Answer]) -> Result:
    return score(build_items(SHEET, FACTS, answers))


def replaced(result: Result, answers: Mapping[str, Answer], *codes: str) -> Result:
    """With these rows as `answers` have them, and whatever they flow into."""
    concerned = [code for code in CODES if feeding_codes(SHEET, code) & {*codes}]
    given = {
        it: {name: answers[name] for name in feeding_codes(SHEET, it) if name in answers} for it in concerned
    }
    return with_items(result, [build_item(SHEET, FACTS, some, it) for it, some in given.items()])


@pytest.mark.parametrize("code", CODES)
def test_a_row_that_is_emptied(code: str) -> None:
    answers = {name: answer for name, answer in ANSWERS.items() if name != code}

    assert replaced(scored(ANSWERS), answers, code) == scored(answers)


@pytest.mark.parametrize("code", [spec.code for spec in SHEET.indicators if spec.tdi])
def test_a_row_that_gives_its_weight_away(code: str) -> None:
    answers = ANSWERS | {code: Answer(Status.TDI)}

    assert replaced(scored(ANSWERS), answers, code) == scored(answers)


def test_all_rows_of_an_empty_sheet() -> None:
    assert replaced(scored({}), ANSWERS, *ANSWERS) == scored(ANSWERS)


def test_no_row_at_all() -> None:
    assert with_items(scored(ANSWERS), []) == scored(ANSWERS)
