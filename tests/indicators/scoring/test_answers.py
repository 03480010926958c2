"""The score command's file: every way to write an answer, and every wrong way."""

import json
from typing import Any

import pytest

from indicators.scoring.answers import Request, RequestProblem, read_answers, read_request
from indicators.scoring.engine import Row, score
from indicators.scoring.items import Answer, Status, build_items
from indicators.scoring.sheet import Outcome
from tests.builders.instrument_documents import jatim

SHEET = jatim()
FACTS = {"desa": 15, "kelurahan": 1}


def answer(no: int, raw: Any) -> Answer | None:
    """What is stored for one answer of the 2022 instrument."""
    found = read_answers(SHEET, Request("jatim-2022", FACTS, {str(no): raw}))
    return found.get(f"i{no:02d}")


def row(no: int, raw: Any, **more: Any) -> Row:
    answers = {str(no): raw} | {number.strip("n"): value for number, value in more.items()}
    request = Request("jatim-2022", FACTS, answers)
    return score(build_items(SHEET, FACTS, read_answers(SHEET, request))).rows[no - 1]


@pytest.mark.parametrize(
    ("no", "raw", "values"),
    [
        (1, ["10"], {"n": "10"}),
        (1, "10", {"n": "10"}),
        (1, 10, {"n": "10"}),
        (11, ["18", "32"], {"n": "18", "d": "32"}),
        (11, [18, " 32 "], {"n": "18", "d": "32"}),
        (11, ["18", None], {"n": "18"}),
        (9, "BAIK", {"value": "BAIK"}),
        (9, "sangat baik", {"value": "SANGAT_BAIK"}),
        (9, ["Kurang Baik"], {"value": "KURANG_BAIK"}),
        (22, "Ada", {"value": "ADA"}),
        (43, ["71.4"], {"value": "71.4"}),
        (
            40,
            [True, False, "ADA", "tidak"],
            {"item_1": "yes", "item_2": "no", "item_3": "yes", "item_4": "no"},
        ),
        (40, [True, None, None, None], {"item_1": "yes"}),
        (29, ["15"], {"n": "15"}),
        (29, ["15", None], {"n": "15"}),
        (29, ["15", "14"], {"n": "15", "d": "14"}),
        (53, ["0", "0", "16"], {"utama": "0", "madya": "0", "pratama": "16"}),
        (53, [0, 0, 16, 16], {"utama": "0", "madya": "0", "pratama": "16", "total": "16"}),
    ],
)
def test_an_answer_is_written_as_a_list_in_the_order_of_the_inputs(no: int, raw: Any, values: Any) -> None:
    assert answer(no, raw) == Answer(Status.FILLED, values)


def test_a_list_of_a_repeatable_row_is_its_lines_and_then_the_total() -> None:
    assert answer(45, ["30", "45", "25", "100"]) == Answer(
        Status.FILLED,
        {
            "total": "100",
            "part": [
                {"label": "Anggaran kegiatan 1", "value": "30"},
                {"label": "Anggaran kegiatan 2", "value": "45"},
                {"label": "Anggaran kegiatan 3", "value": "25"},
            ],
        },
    )
    assert row(45, ["30", "45", "25", "100"]).achievement == 100
    assert row(45, ["30", "100"]).achievement == 30
    assert row(45, ["30", None]).outcome == Outcome.EMPTY


@pytest.mark.parametrize("raw", ["TDI", "tdi", " Tdi "])
def test_tdi_is_a_word(raw: str) -> None:
    assert answer(33, raw) == Answer(Status.TDI)


@pytest.mark.parametrize("raw", ["NIHIL", "Nihil"])
def test_nihil_is_a_word(raw: str) -> None:
    assert answer(33, raw) == Answer(Status.NONE_OCCURRED)


def test_null_and_absent_are_empty() -> None:
    assert answer(11, None) is None
    assert row(11, None).outcome == Outcome.EMPTY
    assert row(11, [None, None]).outcome == Outcome.EMPTY


def test_a_value_for_a_sourced_input_is_checked_and_wins() -> None:
    differing = row(34, ["7", "14"])
    assert (differing.achievement, [warning.code for warning in differing.warnings]) == (
        50,
        ["differs_from_source"],
    )
    assert row(34, ["7", "15"]).warnings == ()
    assert row(34, ["7"]).measure == row(34, ["7", None]).measure == row(34, ["7", "15"]).measure


def test_row_46_takes_the_total_of_row_45() -> None:
    assert row(46, ["50"], n45=["100", "200"]).achievement == 25
    assert row(46, ["50", "100"], n45=["100", "200"]).achievement == 50
    assert row(46, ["50"]).outcome == Outcome.EMPTY


@pytest.mark.parametrize(
    ("no", "raw", "sentence"),
    [
        (11, ["18"], "Nomor 11: tulis 2 nilai, bukan 1."),
        (11, ["18", "32", "5"], "Nomor 11: tulis 2 nilai, bukan 3."),
        (29, ["15", "15", "15"], "Nomor 29: tulis 1 atau 2 nilai, bukan 3."),
        (29, [], "Nomor 29: tulis 1 atau 2 nilai, bukan 0."),
        (45, ["100"], "Nomor 45: tulis paling sedikit 2 nilai, bukan 1."),
        (45, ["1"] * 501, "Nomor 45: tulis paling banyak 500 nilai."),
        (
            9,
            "LUMAYAN",
            "Nomor 9: Tingkat kepuasan masyarakat terhadap pelayanan di kecamatan: pilih salah satu dari "
            "Tidak baik, Kurang baik, Baik, Sangat baik, bukan “LUMAYAN”.",
        ),
        (
            42,
            ["satu", "1"],
            "Nomor 42: Jumlah IKU kecamatan tahun 2021 yang tercapai: tulis angka dengan titik desimal, "
            'misalnya "12" atau "12.5", bukan “satu”.',
        ),
        (
            42,
            ["-1", "1"],
            "Nomor 42: Jumlah IKU kecamatan tahun 2021 yang tercapai: tulis angka paling kecil 0, "
            "bukan “-1”.",
        ),
        (
            42,
            ["1.5", "1"],
            "Nomor 42: Jumlah IKU kecamatan tahun 2021 yang tercapai: tulis bilangan bulat, misalnya 12, "
            "bukan “1.5”.",
        ),
        (
            42,
            [True, "1"],
            "Nomor 42: Jumlah IKU kecamatan tahun 2021 yang tercapai: tulis nilainya sebagai teks, "
            'misalnya "12", bukan “True”.',
        ),
        (
            42,
            [{"n": 1}, "1"],
            "Nomor 42: Jumlah IKU kecamatan tahun 2021 yang tercapai: tulis nilainya sebagai teks, "
            "misalnya \"12\", bukan “{'n': 1}”.",
        ),
        (
            40,
            [True, True, True, "x\n\x1b[31m" + "y" * 60],
            f"Nomor 40: Daftar pelaksanaan anggaran (DPA): tulis true atau false, bukan “x [31m{'y' * 34}…”.",
        ),
        (99, ["1"], "Indikator “99” tidak ada; tulis nomor 1 sampai 53."),
    ],
)
def test_a_wrong_answer_is_named(no: int, raw: Any, sentence: str) -> None:
    with pytest.raises(RequestProblem) as caught:
        answer(no, raw)
    assert str(caught.value) == sentence


def request_text(**changes: Any) -> str:
    request = {"instrument": "jatim-2022", "profile": FACTS, "answers": {}} | changes
    return json.dumps({key: value for key, value in request.items() if value is not ...})


NO_PROFILE = "Tulis data profil pada kunci “profile”, misalnya jumlah desa dan kelurahan."
NO_INSTRUMENT = "Tulis kode instrumen pada kunci “instrument”, misalnya jatim-2022."
NO_ANSWERS = "Tulis jawaban pada kunci “answers” menurut nomor indikator."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Bukan JSON yang utuh: periksa baris 1 kolom 1."),
        ("[]", "Tulis objek JSON dengan kunci instrument, profile dan answers."),
        ('{"answers": {"1": ["1"], "1": ["2"]}}', "Kunci “1” ditulis dua kali; tulis sekali."),
        ('{"answers": {"43": [71.4]}}', 'Tulis angka berdesimal sebagai teks: "71.4" di antara tanda kutip.'),
        ('{"answers": {"1": [NaN]}}', "NaN bukan angka; tulis angkanya, atau kosongkan."),
        (request_text(instrument=...), NO_INSTRUMENT),
        (request_text(instrument="../../etc/passwd"), NO_INSTRUMENT),
        (request_text(profile=...), NO_PROFILE),
        (request_text(profile=[15, 1]), NO_PROFILE),
        (request_text(answers=...), NO_ANSWERS),
        (request_text(answers=[]), NO_ANSWERS),
        *(
            (
                request_text(profile={"desa": value, "kelurahan": 1}),
                "Profil “desa”: tulis bilangan bulat mulai 0, misalnya 15.",
            )
            for value in (-1, "15", True, None, 10**7)
        ),
    ],
)
def test_a_file_that_is_no_request_is_named(text: str, sentence: str) -> None:
    with pytest.raises(RequestProblem) as caught:
        read_request(text)
    assert str(caught.value) == sentence


def test_the_profile_must_hold_what_the_instrument_reads() -> None:
    with pytest.raises(RequestProblem, match="Tulis jumlah kelurahan pada kunci “profile”, misalnya 15"):
        read_answers(SHEET, Request("jatim-2022", {"desa": 15}, {}))
