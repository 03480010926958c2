"""What an edition chooses for all rows and an indicator for itself: cap, evidence, and where rows apply."""

import csv
from collections import Counter
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from indicators.scoring.documents.document import DocumentError, parse_document
from indicators.scoring.engine import Result, score
from indicators.scoring.items import Answer, Status, build_items
from indicators.scoring.proof import answer_with
from indicators.scoring.sheet import IndicatorSpec, Outcome, Sheet
from indicators.scoring.specs import FactSource
from tests.builders.instrument_documents import (
    ROOT,
    Raw,
    document,
    flat,
    indicator,
    input_,
    jatim_document,
    option,
    scored,
)

WHOLE = {"n": "1", "d": "1"}
HALF = {"n": "1", "d": "2"}


@pytest.mark.parametrize(
    ("edition", "own", "values", "points", "words"),
    [
        (None, None, WHOLE, "10", "1 ÷ 1 × 100 = 100; × bobot 10 = 10"),
        ("90", None, WHOLE, "9", "1 ÷ 1 × 100 = 100, paling tinggi 90; × bobot 10 = 9"),
        ("90", None, HALF, "5", "1 ÷ 2 × 100 = 50; × bobot 10 = 5"),
        ("90", "75.5", WHOLE, "7.55", "1 ÷ 1 × 100 = 100, paling tinggi 75,5; × bobot 10 = 7,55"),
        ("90", "100", WHOLE, "10", "1 ÷ 1 × 100 = 100; × bobot 10 = 10"),
        (
            None,
            "80",
            {"n": "6", "d": "5"},
            "8",
            "6 ÷ 5 × 100 = 120, dibatasi 100, paling tinggi 80; × bobot 10 = 8",
        ),
    ],
)
def test_an_achievement_ends_at_the_indicators_cap_or_else_the_editions(
    edition: str | None, own: str | None, values: Raw, points: str, words: str
) -> None:
    row = scored(flat(indicator(1, cap=own), cap=edition), {"i1": values}).rows[0]
    assert (row.score, row.explanation) == (Fraction(points), words)


def test_a_policy_of_full_gives_no_more_than_the_cap() -> None:
    sheet = flat(indicator(1), cap="90")
    row = scored(sheet, {"i1": Answer(Status.NONE_OCCURRED)}).rows[0]
    assert (row.achievement, row.score) == (90, 9)
    assert row.explanation == "Nihil → capaian 90; × bobot 10 = 9 (kebijakan instrumen 2030)"


@pytest.mark.parametrize("cap", ["0", "-1", "100.1", "seratus", 90])
@pytest.mark.parametrize("own", [True, False])
def test_a_cap_that_is_none_is_refused(cap: object, own: bool) -> None:
    with pytest.raises(DocumentError, match="“cap” harus angka di atas 0 sampai 100"):
        flat(indicator(1, **({"cap": cap} if own else {})), **({} if own else {"cap": cap}))


@pytest.mark.parametrize(
    ("edition", "own", "outcome"),
    [
        (None, None, Outcome.SCORED),
        ({"scope": "row"}, None, Outcome.UNPROVEN),
        ({"scope": "row"}, {"scope": "none"}, Outcome.SCORED),
        (None, {"scope": "none"}, Outcome.SCORED),
        (None, {"scope": "row"}, Outcome.UNPROVEN),
        ({"scope": "option"}, None, Outcome.SCORED),
        ({"scope": "option"}, {"scope": "input"}, Outcome.UNPROVEN),
    ],
)
def test_evidence_is_asked_for_by_the_indicator_or_else_the_edition(
    edition: Raw | None, own: Raw | None, outcome: Outcome
) -> None:
    sheet = flat(indicator(1, evidence=own), evidence=edition)
    answer = answer_with(sheet.indicators[0], Status.FILLED, WHOLE)
    assert scored(sheet, {"i1": answer}).rows[0].outcome is outcome


def test_an_edition_itself_cannot_ask_for_none() -> None:
    with pytest.raises(DocumentError, match="harus salah satu dari row, input, option"):
        flat(indicator(1), evidence={"scope": "none"})


@pytest.mark.parametrize(("chosen", "outcome"), [("a", Outcome.UNPROVEN), ("t", Outcome.SCORED)])
def test_an_option_that_gives_nothing_needs_no_proof(chosen: str, outcome: Outcome) -> None:
    options = [option("a", "Ada", "100"), option("t", "Tidak", "0")]
    asked = indicator(
        1,
        rule="choice",
        params={"value": "v"},
        inputs=[input_("v", kind="choice")],
        levels=options,
        evidence={"scope": "option"},
    )
    sheet = flat(asked)
    answer = answer_with(sheet.indicators[0], Status.FILLED, {"v": chosen})
    assert scored(sheet, {"i1": answer}).rows[0].outcome is outcome


# --- All kecamatan of East Java ---------------------------------------------------------------------------


@cache
def villages() -> Counter[tuple[int, int]]:
    """Desa and kelurahan, with how many kecamatan have so many."""
    with (ROOT / "fixtures" / "kecamatan-indonesia.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["province_code"] == "35"]
    return Counter((int(row["desa"]), int(row["kelurahan"])) for row in rows)


def best(sheet: Sheet, facts: dict[str, int]) -> Result:
    """The result of the best answer to every row."""
    answers = {spec.code: Answer(Status.FILLED, best_values(spec, facts)) for spec in sheet.indicators}
    return score(build_items(sheet, facts, answers))


def best_values(spec: IndicatorSpec, facts: dict[str, int]) -> Raw:
    params = spec.params
    match spec.rule.kind:
        case "ratio":
            return {
                params["numerator"]: whole_of(spec, "denominator", facts),
                **total_of(spec, "denominator"),
            }
        case "banded":
            highest = max(level.lower or 0 for level in spec.levels)
            return {params["value"]: str(highest + 1)}
        case "checklist":
            return dict.fromkeys(spec.by_input, "yes")
        case "choice":
            return {params["value"]: max(spec.levels, key=lambda level: level.achievement).code}
    first, whole = spec.input(params["parts"][0]), whole_of(spec, "total", facts)
    all_in_one: Any = [{"label": "Semua", "value": whole}] if first.repeatable else whole
    rest = dict.fromkeys(params["parts"][1:], "0")
    return {first.code: all_in_one, **rest, **total_of(spec, "total")}


def whole_of(spec: IndicatorSpec, param: str, facts: dict[str, int]) -> str:
    """What is counted out of: what the profile offers, else 1."""
    source = spec.input(spec.params[param]).source
    return str(sum(facts[name] for name in source.facts)) if isinstance(source, FactSource) else "1"


def total_of(spec: IndicatorSpec, param: str) -> Raw:
    return {} if spec.input(spec.params[param]).source else {spec.params[param]: "1"}


def test_most_kecamatan_of_east_java_have_no_kelurahan_and_some_no_desa() -> None:
    found = villages()
    assert found.total() == 666
    assert sum(count for (_, kelurahan), count in found.items() if not kelurahan) == 518
    assert sum(count for (desa, _), count in found.items() if not desa) == 63


@pytest.mark.parametrize(
    ("policy", "full"),
    [
        ("zero", 85),
        ("full", 666),
        ("redistribute_sub_aspect", 666),
        ("redistribute_aspect", 666),
        ("redistribute_all", 666),
    ],
)
def test_who_can_reach_100_where_rows_do_not_apply(policy: str, full: int) -> None:
    """With capaian 0 for what a kecamatan cannot have, only the 85 that have both could."""
    raw = jatim_document()
    sheet = parse_document(raw | {"policies": raw["policies"] | {"not_applicable": policy}})
    totals = {
        (desa, kelurahan): best(sheet, {"desa": desa, "kelurahan": kelurahan}).total
        for desa, kelurahan in villages()
    }
    assert sum(villages()[mix] for mix, total in totals.items() if total == 100) == full
    assert max(totals.values()) == 100


def test_one_indicator_may_keep_its_weight_where_the_others_give_theirs_away() -> None:
    raw = jatim_document()
    for aspect in raw["aspects"]:
        for row in (row for sub in aspect["sub_aspects"] for row in sub["indicators"]):
            if row["code"] == "i35":
                row["policies"] = {"not_applicable": "zero"}
    result = best(parse_document(raw), {"desa": 15, "kelurahan": 0})
    row = result.row("i35")
    assert (row.outcome, row.score) == (Outcome.NOT_APPLICABLE, 0)
    assert result.total == 100 - row.effective_weight
    assert row.effective_weight > row.weight


def test_what_came_later_is_not_in_a_document_that_does_not_use_it() -> None:
    assert {"cap", "evidence"} & document([[indicator(1)]]).keys() == set()
    sheet = parse_document(document([[indicator(1)]]))
    assert (sheet.cap, sheet.evidence, sheet.indicators[0].cap) == (100, None, 100)
