"""Predikat: bands of the total, as lower bounds that rise from 0, so that no score falls between two."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

BOUND = re.compile(r"\d{1,3}(\.\d{1,12})?")
MOST_GRADES = 10
LONGEST_LABEL = 40
HIGHEST = Decimal(100)
EXAMPLE = 'Tulis daftar seperti [{"from": "0", "label": "Rendah"}, {"from": "76.5", "label": "Tinggi"}].'


class Grade(NamedTuple):
    """A band: from this total on, until the next band begins."""

    start: Decimal
    label: str


class GradeError(Exception):
    """The bands cannot be used; the text says what to write instead."""


def read_grades(data: Any) -> tuple[Grade, ...]:
    """The bands of a period's setting; raises GradeError."""
    if not isinstance(data, list) or not 1 <= len(data) <= MOST_GRADES:
        raise GradeError(f"{EXAMPLE} Paling sedikit satu dan paling banyak {MOST_GRADES} predikat.")
    grades = tuple(read_grade(item) for item in data)
    check_grade_bounds(grades)
    folded_labels = [grade.label.casefold() for grade in grades]
    if len(set(folded_labels)) != len(folded_labels):
        raise GradeError("Tulis setiap predikat satu kali saja.")
    return grades


def read_grade(item: Any) -> Grade:
    if not isinstance(item, dict) or set(item) != {"from", "label"}:
        raise GradeError(EXAMPLE)
    bound, label = item["from"], item["label"]
    if not isinstance(label, str) or not 0 < len(label.strip()) <= LONGEST_LABEL:
        raise GradeError(f"Tulis nama setiap predikat, paling panjang {LONGEST_LABEL} huruf.")
    is_whole_number = isinstance(bound, int) and not isinstance(bound, bool)
    if not (is_whole_number or isinstance(bound, str)) or not BOUND.fullmatch(str(bound)):
        raise GradeError(f'Batas “{bound}” tidak terbaca. Tulis seperti "76" atau "76.5".')
    return Grade(Decimal(bound), label.strip())


def check_grade_bounds(grades: Sequence[Grade]) -> None:
    """From 0, strictly upwards, to 100 at most: then there is no gap and no overlap."""
    bounds = [grade.start for grade in grades]
    if bounds[0] != 0:
        raise GradeError("Predikat pertama harus mulai dari 0, agar setiap nilai mempunyai predikat.")
    for below, above in pairwise(bounds):
        if above <= below:
            raise GradeError(f"Batas harus naik: {above} ditulis sesudah {below}.")
    if bounds[-1] > HIGHEST:
        raise GradeError(f"Batas {bounds[-1]} di atas nilai tertinggi, 100.")


def grade_of(total: Decimal, grades: Sequence[Grade]) -> str:
    """The label of the band that the unrounded total lies in."""
    return next((grade.label for grade in reversed(grades) if total >= grade.start), "")
