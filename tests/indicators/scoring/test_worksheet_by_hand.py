"""A second worksheet, worked out by hand: 8 desa, no kelurahan, inferred levels, nihil, TDI, 0 ÷ 0, rows
that do not apply, a partly ticked checklist, a capped ratio and parts that do not add up."""

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.scoring.answers import read_answers, read_request
from indicators.scoring.engine import Result, score
from indicators.scoring.items import build_items
from indicators.scoring.sheet import Outcome
from tests.builders.instrument_documents import jatim

REQUEST = """{"instrument": "jatim-2022", "profile": {"desa": 8, "kelurahan": 0}, "answers": {
  "1": ["0"], "2": ["1"], "3": ["3"], "4": ["4"], "5": "NIHIL", "6": ["5"], "7": ["5", "4"],
  "8": [true, true, true, true, true, true, false, false, false], "9": "Sangat baik", "10": ["1", "4"],
  "11": ["12", "30"], "12": "TDI",
  "13": ["0", "0"], "14": ["1", "3"], "15": ["3", "4"], "16": ["9"], "17": ["12", "16"], "18": ["6"],
  "19": ["11"], "20": ["3", "6"], "21": ["450", "500"], "22": "tidak", "23": ["2", "3"], "24": ["8", "8"],
  "25": ["6", "8"], "26": ["4", "8"], "27": ["10", "12"], "28": ["62.5"], "29": ["8"], "30": ["6", null],
  "31": ["4"], "32": "nihil", "33": ["0", "2"], "34": ["2"],
  "39": ["3"],
  "40": [true, true, true, false], "41": ["4", "5"], "42": ["2", "3"], "43": ["70"], "44": ["0", "0"],
  "45": ["300000000", "150000000", "600000000"], "46": ["450000000"],
  "47": "ADA", "48": "TIDAK", "49": ["10", "20"], "50": "Ada", "51": ["3", "4"], "52": ["1"],
  "53": ["1", "0", "3"]
}}"""

# Rows 35 to 38 (4 × 1.2 = 4.8) do not apply; their weight goes to all other rows in proportion, so each other
# weight grows by 100 ÷ (100 − 4.8) = 100 ÷ 95.2 = 125/119. The scores below are nominal, before that growth.
GROWTH = Fraction(125, 119)
NOMINAL = {
    1: "0",  # 1.5 ×   0: no event, inferred level 0
    2: "0.28",  # 1.4 ×  20: inferred
    3: "0.56",  # 1.4 ×  40: inferred
    4: "0.70",  # 1.4 ×  50: inferred
    5: "1.5",  # 1.5 × 100: nihil
    6: "0.84",  # 1.4 ×  60: inferred
    7: "1.4",  # 1.4 × 100: 5 ÷ 4 capped
    #            aspect 1: 0 + 0.28 + 0.56 + 0.70 + 1.5 + 0.84 + 1.4 = 5.28
    8: "2",  # 3 × 6 ÷ 9
    9: "4",  # 4 × 100: inferred option
    10: "0.75",  # 3 × 1 ÷ 4
    #            aspect 2: 6.75
    11: "2.4",  # 6 × 12 ÷ 30
    12: "0",  # TDI
    #            aspect 3: 2.4
    13: "0",  # 0 ÷ 0
    14: "0.4",  # 1.2 × 1 ÷ 3
    15: "0.75",  # 1 × 3 ÷ 4
    16: "1",  # 1 × 100: inferred level 9
    17: "0.75",  # 1 × 12 ÷ 16
    18: "0.75",  # 1 × 6 ÷ 8 (8 desa + 0 kelurahan)
    19: "1",  # 1 × 100: 11 lies in ≥ 10
    20: "0.5",  # 1 × 3 ÷ 6
    21: "0.9",  # 1 × 450 ÷ 500
    22: "0",  # tidak
    23: "0.8",  # 1.2 × 2 ÷ 3
    24: "1.2",  # 1.2 × 8 ÷ 8
    25: "0.9",  # 1.2 × 6 ÷ 8
    26: "0.6",  # 1.2 × 4 ÷ 8
    27: "1",  # 1.2 × 10 ÷ 12
    28: "0.6",  # 1.2 × 50: 62.5 lies in ≥ 50, inferred
    29: "1",  # 1 × 8 ÷ 8
    30: "0.75",  # 1 × 6 ÷ 8
    31: "1",  # 2 × 4 ÷ 8
    32: "1.2",  # nihil
    33: "0",  # 0 ÷ 2
    34: "0.3",  # 1.2 × 2 ÷ 8
    #            aspect 4: 0.4 + 0.75 + 1 + 0.75 + 0.75 + 1 + 0.5 + 0.9 = 6.05; + 0.8 + 1.2 + 0.9 + 0.6 + 1
    #            + 0.6 = 11.15; + 1 + 0.75 + 1 + 1.2 + 0.3 = 15.4
    39: "16.2",  # 27 × 60: inferred
    40: "0.75",  # 1 × 3 ÷ 4
    41: "0.4",  # 0.5 × 4 ÷ 5
    42: "4/3",  # 2 × 2 ÷ 3
    43: "1.5",  # 2 × 75: 70 is not > 70, so level B
    44: "0",  # 0 ÷ 0
    45: "0.75",  # 1 × (300 + 150) ÷ 600
    46: "0.75",  # 1 × 450 ÷ 600, the total of row 45
    #            aspect 6: 4.15 + 4/3 = 329/60
    47: "1.5",
    48: "0",
    49: "0.25",  # 0.5 × 10 ÷ 20
    50: "0.75",
    51: "0.5625",  # 0.75 × 3 ÷ 4
    52: "0.3",  # 0.5 × 60: inferred
    53: "0.25",  # 0.5 × (1 + 0 + 3) ÷ 8
    #            aspect 7: 3.6125
}
# 5.28 + 6.75 + 2.4 + 15.4 + 16.2 + 3.6125 = 49.6425 = 59571/1200; 329/60 = 6580/1200; together 66151/1200.
# 66151/1200 × 125/119 = 330755/5712 = 57.905287114845938…


@pytest.fixture(scope="module")
def result() -> Result:
    sheet, request = jatim(), read_request(REQUEST)
    return score(build_items(sheet, request.facts, read_answers(sheet, request)))


def test_each_row(result: Result) -> None:
    found = {row.no: row.score for row in result.rows if row.score is not None}
    assert found == {no: Fraction(nominal) * GROWTH for no, nominal in NOMINAL.items()}


def test_the_aspects(result: Result) -> None:
    nominal = ["5.28", "6.75", "2.4", "15.4", "16.2", "329/60", "3.6125"]
    assert [aspect.score for aspect in result.aspects] == [Fraction(text) * GROWTH for text in nominal]


def test_the_total(result: Result) -> None:
    assert result.total == Fraction(330755, 5712)
    assert result.stored_total == Decimal("57.905287114846")


def test_weights_still_add_up_to_100(result: Result) -> None:
    assert result.whole.effective_weight == 100
    assert [aspect.effective_weight for aspect in result.aspects] == [
        Fraction(weight) * GROWTH for weight in ("10", "10", "10", "25.2", "27", "8", "5")
    ]


def test_rows_of_kelurahan_do_not_apply_and_are_not_asked_for(result: Result) -> None:
    outside = [row for row in result.rows if row.outcome == Outcome.NOT_APPLICABLE]
    assert [(row.no, row.effective_weight, row.score) for row in outside] == [
        (no, 0, None) for no in range(35, 39)
    ]
    assert (result.filled, result.count, result.complete) == (49, 49, True)


def test_warnings_name_what_to_look_at(result: Result) -> None:
    assert [(row.no, warning.sentence) for row in result.rows for warning in row.warnings] == [
        (
            7,
            "“Jumlah kegiatan Forkopimcam yang difasilitasi oleh kecamatan tahun 2021” 5 kegiatan melebihi "
            "“Jumlah kegiatan Forkopimcam yang terencana dalam DPA kecamatan tahun 2021” 4 kegiatan. "
            "Periksa, atau tulis sebabnya di catatan.",
        ),
        (
            45,
            "Jumlah bagian Rp450.000.000 berbeda dari “Total pagu keseluruhan anggaran kecamatan” "
            "Rp600.000.000. Periksa, atau tulis sebabnya di catatan.",
        ),
    ]


@pytest.mark.parametrize(
    ("no", "sentence"),
    [
        (1, "0 kegiatan masuk tingkat 0 → capaian 0; × bobot 1,57563 = 0"),
        (5, "Nihil → capaian 100; × bobot 1,57563 = 1,57563"),
        (7, "5 ÷ 4 × 100 = 125, dibatasi 100; × bobot 1,470588 = 1,470588"),
        (8, "6 dari 9 ada → capaian 66,666667; × bobot 3,151261 = 2,10084"),
        (13, "0 ÷ 0 tidak dapat dihitung → capaian 0; bobot 1,260504 tetap dihitung"),
        (43, "70 masuk tingkat B (> 60) → capaian 75; × bobot 2,10084 = 1,57563"),
    ],
)
def test_rows_show_the_weight_that_they_count_with(result: Result, no: int, sentence: str) -> None:
    assert result.rows[no - 1].explanation.startswith(sentence)
    assert "ditambah bobot yang dibagikan kembali)" in result.rows[no - 1].explanation


def test_a_row_that_does_not_apply_says_why_and_where_its_weight_goes(result: Result) -> None:
    assert result.rows[34].explanation == (
        "Tidak berlaku: tidak ada kelurahan; bobot 1,2 dibagikan ke semua indikator lain "
        "(kebijakan instrumen 2022, masih anggapan)"
    )
