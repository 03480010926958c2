"""Predikat: which band a total lies in, and settings that would leave a gap are refused."""

from decimal import Decimal
from typing import Any

import pytest

from indicators.scoring.grades import GradeError, grade_of, read_grades

BANDS = [
    {"from": 0, "label": "Kurang"},
    {"from": "51", "label": "Cukup"},
    {"from": "76.5", "label": "Baik"},
]


@pytest.mark.parametrize(
    ("total", "label"),
    [
        ("0", "Kurang"),
        ("50.999999999999", "Kurang"),
        ("51", "Cukup"),
        ("76.499999999999", "Cukup"),
        ("76.5", "Baik"),
        ("100", "Baik"),
    ],
)
def test_a_band_begins_at_its_bound_exactly(total: str, label: str) -> None:
    assert grade_of(Decimal(total), read_grades(BANDS)) == label


def band(start: Any, label: Any = "Lain") -> dict[str, Any]:
    return {"from": start, "label": label}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "Paling sedikit satu"),
        ({}, "Tulis daftar seperti"),
        (None, "Tulis daftar seperti"),
        (["Baik"], "Tulis daftar seperti"),
        ([{"from": 0}], "Tulis daftar seperti"),
        ([band(0) | {"to": 5}], "Tulis daftar seperti"),
        ([band(1)], "Predikat pertama harus mulai dari 0"),
        ([band(0), band(50, "B"), band(50, "C")], "Batas harus naik: 50 ditulis sesudah 50."),
        ([band(0), band(76, "B"), band("51", "C")], "Batas harus naik: 51 ditulis sesudah 76."),
        ([band(0), band(50, " lain ")], "satu kali saja"),
        ([band(0), band(101, "B")], "di atas nilai tertinggi"),
        ([band(0), band(50.5, "B")], "Batas “50.5” tidak terbaca."),
        ([band(0), band("50,5", "B")], "Batas “50,5” tidak terbaca."),
        ([band(0), band(True, "B")], "Batas “True” tidak terbaca."),
        ([band(0), band(-1, "B")], "Batas “-1” tidak terbaca."),
        ([band(0, "")], "Tulis nama setiap predikat"),
        ([band(0, 5)], "Tulis nama setiap predikat"),
        ([band(no, f"L{no}") for no in range(11)], "paling banyak 10"),
    ],
)
def test_other_settings_are_refused_with_what_to_write(data: Any, words: str) -> None:
    with pytest.raises(GradeError, match=words):
        read_grades(data)
