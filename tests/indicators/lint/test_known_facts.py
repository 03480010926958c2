"""Kecamatan that an indicator is for, and data that somebody can give."""

import pytest

from indicators.scoring.items import Facts
from tests.builders.instrument_documents import Raw, input_

from .findings import formula, row, said

RURAL, URBAN = {"desa": 12, "kelurahan": 0}, {"desa": 0, "kelurahan": 9}
UNKNOWN: dict[str, int] = {}
WARD = {"facts": ["kelurahan"], "min": "1"}
NOBODY = ("error", "for_nobody", "Indikator i1: tidak berlaku bagi satu kecamatan pun.")
ZERO = ("error", "denominator", "Indikator i1: pembaginya selalu 0.")


def never(code: str) -> tuple[str, str, str]:
    return "error", "never_given", f"Indikator i1: butir data “Jumlah {code}” tidak akan pernah dapat diisi."


@pytest.mark.parametrize(
    ("kecamatan", "expected"),
    [
        ([RURAL, RURAL], [NOBODY]),
        ([RURAL, URBAN], []),
        ([RURAL, UNKNOWN], []),
        ([], []),
    ],
    ids=["none has one", "one has some", "one is not known yet", "no profiles"],
)
def test_an_indicator_must_apply_to_some_kecamatan(
    kecamatan: list[Facts], expected: list[tuple[str, str, str]]
) -> None:
    assert said(row(applies=WARD), kecamatan=kecamatan) == expected


def test_a_fact_that_no_profile_has_is_a_warning_where_it_decides() -> None:
    sentence = "Indikator i1: data profil “dusun” tidak dikenal, sehingga berlaku bagi semua kecamatan."
    asked = row(applies={"facts": ["dusun"], "min": "1"})

    assert said(asked, kecamatan=[RURAL]) == [("warning", "strange_fact", sentence)]
    assert said(asked, kecamatan=[]) == []


def divided_by(**changes: object) -> Raw:
    return row(inputs=[input_("n"), input_("d", **changes)])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"source": {"constant": "0"}}, ZERO),
        ({"max": "0"}, ZERO),
        ({"source": {"facts": ["kelurahan"]}}, ZERO),
        ({"source": {"facts": ["dusun"]}}, never("d")),
        ({"min": "10", "max": "5"}, never("d")),
        ({"min": "11", "max": "14", "step": "5"}, never("d")),
        ({"source": {"facts": ["dusun"]}, "overridable": True, "min": "3", "max": "2"}, never("d")),
        ({"source": {"facts": ["kelurahan"]}, "overridable": True, "max": "0"}, ZERO),
    ],
)
def test_a_denominator_that_can_never_be_given_is_refused(
    changes: dict[str, object], expected: tuple[str, str, str]
) -> None:
    assert [it for it in said(divided_by(**changes), kecamatan=[RURAL]) if it[0] == "error"] == [expected]


@pytest.mark.parametrize(
    "changes",
    [
        {"source": {"constant": "5"}},
        {"source": {"facts": ["desa"]}},
        {"source": {"facts": ["desa", "kelurahan"]}},
        {"source": {"facts": ["kelurahan"]}, "overridable": True},
        {"source": {"facts": ["dusun"]}, "overridable": True},
        {"min": "0", "max": "1"},
    ],
)
def test_a_denominator_that_can_be_given_is_not_spoken_of(changes: dict[str, object]) -> None:
    assert said(divided_by(**changes), kecamatan=[RURAL]) == []


def test_a_kecamatan_that_the_indicator_is_not_for_does_not_count() -> None:
    wards = row(applies=WARD, inputs=[input_("n"), input_("d", source={"facts": ["kelurahan"]})])

    assert said(wards, kecamatan=[RURAL, URBAN]) == []


def test_without_profiles_a_fact_may_be_anything() -> None:
    asked = divided_by(source={"facts": ["dusun"]})

    assert said(asked, kecamatan=[]) == said(asked, kecamatan=[RURAL, UNKNOWN]) == []


def test_a_denominator_of_another_row_is_followed_to_where_it_comes_from() -> None:
    first = row(1, inputs=[input_("n"), input_("d", source={"indicator": "i2", "input": "d"})])
    second = row(2, inputs=[input_("n"), input_("d", max="0")])

    assert said(first, second) == [ZERO, ("error", "denominator", "Indikator i2: pembaginya selalu 0.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n / d × 100", [ZERO]),
        ("n / (3 × d)", [ZERO]),
        ("n / (2 − 2)", [ZERO]),
        ("n / (d + n)", []),
        ("n / (1 / d)", [ZERO]),
        ("d / n", []),
        ("n / (d + 1)", []),
    ],
)
def test_a_formula_must_not_divide_by_what_is_always_zero(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(formula(text, input_("n"), input_("d", source={"constant": "0"}))) == expected


def test_the_target_of_fewer_is_better_must_not_be_zero() -> None:
    inputs = [input_("n"), input_("d", source={"constant": "0"})]

    assert said(row(rule="inverse", params={"realisation": "n", "target": "d"}, inputs=inputs)) == [ZERO]
