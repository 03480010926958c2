"""The golden case: Bendo's worksheet of 2022, figure by figure as it was printed."""

import csv
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.scoring.answers import read_answers, read_request
from indicators.scoring.documents.document import canonical_text, parse_document
from indicators.scoring.engine import Result, score
from indicators.scoring.items import Answer, Status, build_items
from indicators.scoring.sheet import Outcome
from indicators.scoring.variants import SINGLE, variant_sums
from kinerja.numbers import half_up
from tests.builders.instrument_documents import BENDO, JATIM, ROOT, jatim, jatim_document

FACTS = {"desa": 15, "kelurahan": 1}
PRINTED = list(csv.DictReader((ROOT / "tests/data/bendo-2022-printed.csv").open(encoding="utf-8")))


def bendo_answers() -> dict[str, Answer]:
    return read_answers(jatim(), read_request(BENDO.read_text(encoding="utf-8")))


def bendo(*tdi: str, **policies: str) -> Result:
    """Bendo's result, with other policies and with further rows turned to TDI."""
    document = jatim_document()
    document["policies"] |= policies
    answers = bendo_answers() | {code: Answer(Status.TDI) for code in tdi}
    return score(build_items(parse_document(document), FACTS, answers))


RESULT = bendo()


@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed["no"])
def test_each_row_is_as_printed(printed: dict[str, str]) -> None:
    row = RESULT.rows[int(printed["no"]) - 1]
    capaian = "0" if printed["capaian"] == "TDI" else printed["capaian"]
    places = len(capaian.partition(".")[2])
    assert (row.no, row.weight) == (int(printed["no"]), Fraction(printed["weight"]))
    assert half_up(row.achievement, places) == Decimal(capaian)
    assert half_up(row.score, 1) == Decimal(printed["nilai"])


def test_the_total_is_exact() -> None:
    assert RESULT.total == Fraction(241694641957789, 2781476184600)
    assert RESULT.stored_total == Decimal("86.894377631548")


def test_aspect_totals_are_exact() -> None:
    assert [(aspect.code, aspect.weight, str(aspect.stored_score)) for aspect in RESULT.aspects] == [
        ("1", 10, "8.180000000000"),
        ("2", 10, "9.000000000000"),
        ("3", 10, "5.059210526316"),
        ("4", 30, "24.860000000000"),
        ("5", 27, "27.000000000000"),
        ("6", 8, "7.895167105232"),
        ("7", 5, "4.900000000000"),
    ]


def test_outcomes_are_told_apart() -> None:
    outcomes = Counter(row.outcome for row in RESULT.rows)
    assert outcomes == {Outcome.SCORED: 51, Outcome.UNDEFINED: 1, Outcome.TDI: 1}
    assert RESULT.row("i31").outcome == Outcome.UNDEFINED
    assert RESULT.row("i33").outcome == Outcome.TDI
    assert (RESULT.complete, RESULT.filled, RESULT.count) == (True, 53, 53)


def test_the_printed_rows_add_up_to_another_figure_than_the_total() -> None:
    assert sum(half_up(row.score, 1) for row in RESULT.rows) == Decimal("87.1")


def test_leaving_tdi_out_of_the_weights_gives_87_95() -> None:
    assert half_up(bendo(tdi="redistribute_all").total, 2) == Decimal("87.95")


def test_leaving_rows_31_33_and_37_out_gives_90_89() -> None:
    result = bendo("i37", tdi="redistribute_all", undefined="redistribute_all")
    assert half_up(result.total, 2) == Decimal("90.89")
    assert result.total == RESULT.total * 100 / Fraction("95.6")


def test_only_the_typed_denominator_of_row_31_is_worth_a_warning() -> None:
    assert [(row.no, w.code) for row in RESULT.rows for w in row.warnings] == [(31, "differs_from_source")]


def test_row_46_takes_its_denominator_from_row_45() -> None:
    resolved = RESULT.row("i46").inputs[1]
    assert (resolved.spec.locked, resolved.origin, resolved.value) == (True, "indicator", 3659837085)


@pytest.mark.parametrize(
    ("no", "sentence"),
    [
        (2, "8 kegiatan masuk tingkat 8 → capaian 90; × bobot 1,4 = 1,26"),
        (8, "9 dari 9 ada → capaian 100; × bobot 3 = 3"),
        (9, "Baik → capaian 75; × bobot 4 = 3"),
        (11, "18 ÷ 32 × 100 = 56,25; × bobot 6 = 3,375"),
        (16, "13 kegiatan masuk tingkat ≥ 10 → capaian 100; × bobot 1 = 1"),
        (28, "93\u202f% masuk tingkat ≥ 90 → capaian 100; × bobot 1,2 = 1,2"),
        (31, "0 ÷ 0 tidak dapat dihitung → capaian 0; bobot 2 tetap dihitung"),
        (33, "TDI → capaian 0; bobot 1,2 tetap dihitung (kebijakan instrumen 2022)"),
        (34, "7 ÷ 15 × 100 = 46,666667; × bobot 1,2 = 0,56"),
        (43, "71,4 masuk tingkat BB (> 70) → capaian 100; × bobot 2 = 2"),
        (46, "3.276.165.769 ÷ 3.659.837.085 × 100 = 89,516711; × bobot 1 = 0,895167"),
        (53, "(0 + 0 + 16) ÷ 16 × 100 = 100; × bobot 0,5 = 0,5"),
    ],
)
def test_rows_say_how_they_were_computed(no: int, sentence: str) -> None:
    assert RESULT.rows[no - 1].explanation == sentence


def test_the_fixture_is_its_own_canonical_text() -> None:
    assert JATIM.read_text(encoding="utf-8") == canonical_text(jatim_document())


def test_the_fixture_holds_the_whole_instrument() -> None:
    sheet = jatim()
    levels = [level for spec in sheet.indicators for level in spec.levels]
    assert len(sheet.indicators) == 53
    assert sum(spec.weight for spec in sheet.indicators) == 100
    assert [aspect.stated_weight for aspect in sheet.aspects] == [aspect.weight for aspect in sheet.aspects]
    assert (len(levels), sum(level.inferred for level in levels)) == (110, 68)
    assert sum(
        spec.weight for spec in sheet.indicators if any(lev.inferred for lev in spec.levels)
    ) == Fraction("47.55")
    assert "*" not in JATIM.read_text(encoding="utf-8")


def test_rows_apply_by_the_profile() -> None:
    sheet = jatim()
    needs = {spec.no: spec.applies.facts for spec in sheet.indicators if spec.applies}
    assert needs == dict.fromkeys(range(22, 35), ("desa",)) | dict.fromkeys(range(35, 39), ("kelurahan",))


def test_nihil_is_allowed_where_nothing_may_have_happened() -> None:
    allowed = {spec.no for spec in jatim().indicators if spec.none_occurred}
    assert allowed == {5, 10, 13, 14, 15, 32, 33}
    assert all(spec.tdi for spec in jatim().indicators)


def test_rows_rounded_before_they_are_added_give_what_the_printed_rows_add_up_to() -> None:
    printed = sum(Decimal(row["nilai"]) for row in PRINTED)

    assert variant_sums(RESULT, SINGLE["baris.bulat1"]).total == printed == Decimal("87.1")


@pytest.mark.parametrize(
    ("key", "policies"),
    [
        ("tdi.redistribute_all", {"tdi": "redistribute_all"}),
        ("tdi.full", {"tdi": "full"}),
        ("none_occurred.zero", {"none_occurred": "zero"}),
    ],
)
def test_another_policy_gives_what_another_edition_would(key: str, policies: dict[str, str]) -> None:
    assert variant_sums(RESULT, SINGLE[key]).total == bendo(**policies).stored_total
