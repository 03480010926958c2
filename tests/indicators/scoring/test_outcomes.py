"""Blanks are not one thing: empty, 0, TDI, nihil, tidak berlaku, 0 ÷ 0 and belum terbukti."""

from fractions import Fraction
from typing import Any

import pytest

from indicators.scoring.documents.document import parse_document
from indicators.scoring.engine import Row
from indicators.scoring.items import Answer, AnswerProblem, Status
from indicators.scoring.outcomes import BY_POLICY, OUTCOMES, Outcome
from tests.builders.instrument_documents import document, flat, indicator, input_, lines, scored

TDI = Answer(Status.TDI)
NIHIL = Answer(Status.NONE_OCCURRED)
FULL = {"n": "1", "d": "1"}
LABELS = {"tdi": "TDI", "none_occurred": "Nihil", "not_applicable": "Tidak berlaku"}


def facts_of(row: Row) -> tuple[Any, ...]:
    return row.outcome, row.measure, row.achievement, row.effective_weight, row.score


def test_an_empty_row_has_no_score_and_keeps_its_weight() -> None:
    result = scored(flat(indicator(1), indicator(2)), {"i1": FULL})
    assert facts_of(result.row("i2")) == (Outcome.EMPTY, None, None, 10, None)
    assert (result.total, result.complete, result.filled, result.count) == (10, False, 1, 2)


def test_a_zero_is_an_answer() -> None:
    result = scored(flat(indicator(1)), {"i1": {"n": "0", "d": "5"}})
    assert facts_of(result.rows[0]) == (Outcome.SCORED, 0, 0, 10, 0)
    assert result.complete


def test_a_partly_filled_row_is_empty_and_says_what_is_missing() -> None:
    row = scored(flat(indicator(1)), {"i1": {"n": "4"}}).rows[0]
    assert (row.outcome, [spec.code for spec in row.missing]) == (Outcome.EMPTY, ["d"])
    assert row.explanation == "Belum diisi: Jumlah d. Terisi ÷ jumlah × 100, dikali bobot 10"


@pytest.mark.parametrize("blank", [None, "", []])
def test_a_blank_value_is_no_value(blank: object) -> None:
    row = scored(flat(indicator(1)), {"i1": {"n": "4", "d": blank}}).rows[0]
    assert row.outcome == Outcome.EMPTY


def test_a_line_without_its_value_leaves_the_row_open() -> None:
    budget = indicator(
        1,
        rule="parts",
        params={"parts": ["p"], "total": "t"},
        inputs=[input_("p", repeatable=True), input_("t")],
    )
    row = scored(flat(budget), {"i1": {"p": lines("5", ""), "t": "10"}}).rows[0]
    assert row.explanation.startswith("Belum diisi: Jumlah p.")


def test_many_missing_inputs_are_counted() -> None:
    items = [input_(code, kind="yes_no") for code in "abcdef"]
    sheet = flat(indicator(1, rule="checklist", params={}, inputs=items))
    row = scored(sheet, {"i1": {"a": "yes"}}).rows[0]
    assert row.explanation == (
        "Belum diisi: Jumlah b; Jumlah c; Jumlah d; dan 2 lainnya. Yang ada ÷ semua × 100, dikali bobot 10"
    )


POLICIES = [
    ("zero", 0, 10, 0, "→ capaian 0; bobot 10 tetap dihitung"),
    ("full", 100, 10, 10, "→ capaian 100; × bobot 10 = 10"),
    ("redistribute_sub_aspect", None, 0, None, "bobot 10 dibagikan ke indikator lain dalam sub aspek ini"),
    ("redistribute_aspect", None, 0, None, "bobot 10 dibagikan ke indikator lain dalam aspek ini"),
    ("redistribute_all", None, 0, None, "bobot 10 dibagikan ke semua indikator lain"),
]
CASES = [
    ("tdi", TDI, Outcome.TDI, "TDI"),
    ("none_occurred", NIHIL, Outcome.NONE_OCCURRED, "Nihil"),
    (
        "undefined",
        Answer(Status.FILLED, {"n": "0", "d": "0"}),
        Outcome.UNDEFINED,
        "0 ÷ 0 tidak dapat dihitung",
    ),
    ("not_applicable", Answer(), Outcome.NOT_APPLICABLE, "Tidak berlaku: tidak ada kelurahan"),
]


@pytest.mark.parametrize(("action", "achievement", "weight", "points", "words"), POLICIES)
@pytest.mark.parametrize(("name", "answer", "outcome", "head"), CASES)
@pytest.mark.parametrize("own", [True, False], ids=["own policy", "sheet's policy"])
def test_the_policy_decides(
    name: str,
    answer: Answer,
    outcome: Outcome,
    head: str,
    action: str,
    achievement: int | None,
    weight: int,
    points: int | None,
    words: str,
    own: bool,
) -> None:
    zeros = dict.fromkeys(("tdi", "none_occurred", "undefined", "not_applicable"), "zero")
    only = {"facts": ["kelurahan"], "min": "1"} if name == "not_applicable" else None
    first = indicator(1, applies=only, policies={name: action} if own else {})
    sheet = flat(first, indicator(2), policies=zeros if own else zeros | {name: action})
    row = scored(sheet, {"i1": answer, "i2": FULL}, {"kelurahan": 0}).row("i1")
    assert facts_of(row) == (outcome, None, achievement, weight, points)
    assert head in row.explanation
    assert words in row.explanation


def test_an_assumed_policy_is_called_one_unless_the_indicator_has_its_own() -> None:
    sheet = flat(
        indicator(1),
        indicator(2, policies={"tdi": "zero"}),
        assumptions=["tdi"],
        labels={"tdi": "Tidak Dapat Diisi", "none_occurred": "Nihil", "not_applicable": "Tidak berlaku"},
    )
    result = scored(sheet, {"i1": TDI, "i2": TDI})
    assert [row.explanation for row in result.rows] == [
        "Tidak Dapat Diisi → capaian 0; bobot 10 tetap dihitung (kebijakan instrumen 2030, masih anggapan)",
        "Tidak Dapat Diisi → capaian 0; bobot 10 tetap dihitung (kebijakan instrumen 2030)",
    ]


def test_tdi_keeps_what_was_typed_and_does_not_count_it() -> None:
    row = scored(flat(indicator(1)), {"i1": Answer(Status.TDI, {"n": "9", "d": "3"})}).rows[0]
    assert (row.outcome, row.score, row.inputs[0].value, row.warnings) == (Outcome.TDI, 0, 9, ())


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.TDI, "Nomor 1: tidak dapat diisi TDI; isi datanya."),
        (Status.NONE_OCCURRED, "Nomor 1: tidak dapat diisi Nihil; isi datanya."),
        ("draft", "Nomor 1: keadaan “draft” tidak dikenal."),
    ],
)
def test_a_status_that_the_indicator_does_not_allow_is_refused(status: str, sentence: str) -> None:
    with pytest.raises(AnswerProblem) as caught:
        scored(flat(indicator(1, tdi=False, none_occurred=False)), {"i1": Answer(status)})
    assert (str(caught.value), caught.value.indicator, caught.value.no) == (sentence, "i1", 1)


def test_a_row_without_the_evidence_it_needs_scores_nothing() -> None:
    sheet = flat(indicator(1, evidence={"scope": "row"}))
    row = scored(sheet, {"i1": Answer(Status.FILLED, {"n": "1", "d": "2"}, proven=False)}).rows[0]
    assert facts_of(row) == (Outcome.UNPROVEN, 50, 0, 10, 0)
    assert row.explanation == "1 ÷ 2 × 100 = 50; bukti dukung belum ada → capaian 0; bobot 10 tetap dihitung"


@pytest.mark.parametrize(
    ("evidence", "answer", "outcome"),
    [
        (None, Answer(Status.FILLED, FULL, proven=False), Outcome.SCORED),
        ({"scope": "row"}, Answer(Status.FILLED, FULL, proven=True), Outcome.SCORED),
        ({"scope": "row"}, Answer(Status.FILLED, {}, proven=False), Outcome.EMPTY),
        ({"scope": "row"}, Answer(Status.TDI, {}, proven=False), Outcome.TDI),
        ({"scope": "row"}, Answer(Status.FILLED, {"n": "0", "d": "0"}, proven=False), Outcome.UNDEFINED),
    ],
)
def test_evidence_is_only_asked_for_what_is_claimed(evidence: Any, answer: Answer, outcome: Outcome) -> None:
    assert scored(flat(indicator(1, evidence=evidence)), {"i1": answer}).rows[0].outcome == outcome


@pytest.mark.parametrize(
    ("applies", "facts", "outcome", "reason"),
    [
        ({"facts": ["desa"], "min": "1"}, {"desa": 0}, Outcome.NOT_APPLICABLE, "tidak ada desa"),
        (
            {"facts": ["desa", "kelurahan"], "min": "3"},
            {"desa": 1, "kelurahan": 1},
            Outcome.NOT_APPLICABLE,
            "jumlah desa dan kelurahan kurang dari 3",
        ),
        ({"facts": ["desa", "kelurahan"], "min": "3"}, {"desa": 1, "kelurahan": 2}, Outcome.EMPTY, ""),
        ({"facts": ["desa"], "min": "1"}, {}, Outcome.EMPTY, ""),
        (None, {"desa": 0}, Outcome.EMPTY, ""),
    ],
)
def test_the_profile_decides_what_applies(
    applies: Any, facts: dict[str, int], outcome: Outcome, reason: str
) -> None:
    row = scored(flat(indicator(1, applies=applies), indicator(2)), {}, facts).row("i1")
    assert row.outcome == outcome
    assert reason in row.explanation


def test_what_does_not_apply_stays_so_whatever_is_stored_for_it() -> None:
    only = {"facts": ["desa"], "min": "1"}
    result = scored(flat(indicator(1, applies=only), indicator(2)), {"i1": FULL, "i2": FULL}, {"desa": 0})
    assert (result.row("i1").outcome, result.total) == (Outcome.NOT_APPLICABLE, 20)
    assert (result.filled, result.count, result.complete) == (1, 1, True)


def test_aspects_are_summed_apart() -> None:
    sheet = parse_document(
        document([[indicator(1)], [indicator(2, weight="5")]], [[indicator(3, weight="0.5")]])
    )
    result = scored(sheet, {"i1": {"n": "1", "d": "3"}, "i3": FULL})
    assert [(a.no, a.name, a.weight, a.score, a.filled, a.count, a.complete) for a in result.aspects] == [
        (1, "Aspek 1", 15, Fraction(10, 3), 1, 2, False),
        (2, "Aspek 2", Fraction(1, 2), Fraction(1, 2), 1, 1, True),
    ]
    assert result.total == Fraction(23, 6)
    with pytest.raises(KeyError):
        result.row("i9")


def test_every_outcome_has_its_row_and_a_word_of_its_own_in_workbooks() -> None:
    assert list(OUTCOMES) == list(Outcome)
    assert len({outcome.helper for outcome in Outcome}) == len(Outcome)


def test_what_the_instrument_chooses_is_named() -> None:
    assert {outcome for outcome in Outcome if outcome.row.by_policy} == set(BY_POLICY)
    assert {outcome for outcome in Outcome if outcome.row.name} == set(BY_POLICY)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_row_is_reckoned_or_has_a_word_or_is_empty(outcome: Outcome) -> None:
    assert [outcome.reckoned, outcome.replaces_data, outcome is Outcome.EMPTY].count(True) == 1


def test_an_edition_names_what_replaces_data_and_others_are_named_alike_everywhere() -> None:
    assert {outcome.value for outcome in Outcome if outcome.replaces_data} == set(LABELS)
    assert Outcome.TDI.name_in(LABELS | {"tdi": "Tidak ada data"}) == "Tidak ada data"
    assert Outcome.UNDEFINED.name_in(LABELS) == "0 ÷ 0"
