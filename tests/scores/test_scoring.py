"""What other answers come to is found from the nearest result that is known, exactly as by scoring anew."""

import pytest

from assessments.entry.sheet import load_worksheet
from assessments.scores.scoring import differing_codes, result_by, score_answers
from indicators.scoring.items import Answer
from tests.cast import Cast
from tests.costs import measured
from tests.offices import Office, fill_bendo


@pytest.mark.parametrize("codes", [(), ("i01",), ("i45",), ("i05", "i24", "i53")])
def test_it_is_the_result_of_scoring_anew_and_scores_nothing(
    office: Office, cast: Cast, codes: tuple[str, ...]
) -> None:
    fill_bendo(office.bendo, cast.sari)
    sheet = load_worksheet(office.bendo)
    others = {code: answer for code, answer in sheet.answers.items() if code not in codes}
    known = [({}, score_answers(office.bendo, {})), (sheet.answers, sheet.result)]

    with measured() as cost:
        result = result_by(office.bendo, others, known)

    assert cost.scorings == 0
    assert result == score_answers(office.bendo, others)


def test_a_row_differs_where_another_flows_into_it(office: Office) -> None:
    edition = load_worksheet(office.bendo).edition
    some = {"i45": Answer(values={"total": "1000"}), "i01": Answer(values={"n": "1"})}

    assert differing_codes(edition, some, some | {"i45": Answer(values={"total": "2000"})}) == ["i45", "i46"]
    assert differing_codes(edition, some, dict(some)) == []
