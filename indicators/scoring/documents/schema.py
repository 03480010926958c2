"""The form of an instrument's document: which keys, holding what. Meaning is checked in `checks`."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from indicators.scoring.sheet import BY_POLICY, Action
from indicators.scoring.specs import VILLAGE_KINDS, Details, InputKind
from indicators.scoring.values import NUMBER, to_fraction

# A check looks at one value and adds a sentence for each thing that is wrong with it.
Check: TypeAlias = Callable[[Any, str, list[str]], None]

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


def value_check(fits: Callable[[Any], bool], sentence: str) -> Check:
    def check(value: Any, place: str, errors: list[str]) -> None:
        if not fits(value):
            errors.append(f"{place} harus {sentence}.")

    return check


def nullable(inner: Check) -> Check:
    """The value may also be null."""

    def check(value: Any, place: str, errors: list[str]) -> None:
        if value is not None:
            inner(value, place, errors)

    return check


def one_of(*words: str) -> Check:
    return value_check(lambda value: value in words, f"salah satu dari {', '.join(words)}")


def object_of(checks: Mapping[str, Check], *, some: bool = False, later: tuple[str, ...] = ()) -> Check:
    """An object with exactly these keys; with `some`, any of them.

    Keys that came `later` may be absent: what was published before them stays readable.
    """

    def check(value: Any, place: str, errors: list[str]) -> None:
        if not isinstance(value, Mapping):
            errors.append(f"{place} harus objek.")
            return
        errors.extend(f"{place}: kunci “{key}” tidak dikenal." for key in value if key not in checks)
        for key, inner in checks.items():
            if key in value:
                inner(value[key], f"{place}, “{key}”", errors)
            elif not some and key not in later:
                errors.append(f"{place}: kunci “{key}” belum ada.")

    return check


def list_of_objects(name: str, checks: Mapping[str, Check], *, later: tuple[str, ...] = ()) -> Check:
    """A list of such objects, each called by its code in sentences."""
    element_check = object_of(checks, later=later)

    def check(value: Any, place: str, errors: list[str]) -> None:
        if not isinstance(value, list):
            errors.append(f"{place} harus daftar.")
            return
        parent_place = place.rpartition(", “")[0]
        place_prefix = "" if parent_place == ROOT else f"{parent_place}, "
        for position, element in enumerate(value, start=1):
            code = element.get("code") if isinstance(element, Mapping) else None
            element_check(element, f"{place_prefix}{name} {code or f'ke-{position}'}", errors)

    return check


def object_of_any_keys(inner: Check) -> Check:
    """An object with any keys."""

    def check(value: Any, place: str, errors: list[str]) -> None:
        if not isinstance(value, Mapping):
            errors.append(f"{place} harus objek.")
            return
        for key, element in value.items():
            inner(element, f"{place}, “{key}”", errors)

    return check


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_param(value: Any) -> bool:
    return isinstance(value, (str, bool, int)) or _is_texts(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and bool(NUMBER.fullmatch(value))


ROOT = "Dokumen"
TEXT = value_check(lambda value: isinstance(value, str), "teks")
FILLED = value_check(lambda value: isinstance(value, str) and bool(value.strip()), "teks yang terisi")
TEXTS = value_check(_is_texts, "daftar teks")
FACTS = value_check(lambda value: _is_texts(value) and bool(value) and all(value), "daftar nama data profil")
VILLAGES = value_check(
    lambda value: _is_texts(value) and value and value == [kind for kind in VILLAGE_KINDS if kind in value],
    f"daftar dari {' dan '.join(VILLAGE_KINDS)}",
)
WHOLE = value_check(lambda value: type(value) is int and value >= 0, "bilangan bulat")
FLAG = value_check(lambda value: isinstance(value, bool), "true atau false")
AMOUNT = value_check(_is_number, 'angka dalam teks, misalnya "1.5"')
POSITIVE = value_check(
    lambda value: _is_number(value) and not value.startswith("-"), 'angka 0 atau lebih, misalnya "1.5"'
)
CAP = value_check(
    lambda value: _is_number(value) and 0 < to_fraction(value) <= 100,
    "angka di atas 0 sampai 100",
)
PLACES = value_check(lambda value: type(value) is int and 0 <= value <= 12, "bilangan bulat 0 sampai 12")
SHEET_CODE = value_check(
    lambda value: isinstance(value, str) and bool(CODE.fullmatch(value)), "kode, misalnya jatim-2022"
)
INPUT_CODE = value_check(
    lambda value: isinstance(value, str) and bool(NAME.fullmatch(value)), "kode huruf kecil, misalnya total"
)
POLICIES = {outcome.value: one_of(*Action) for outcome in BY_POLICY}
SCOPES = ("row", "input", "option")  # what needs evidence of its own
NO_EVIDENCE = "none"  # of an indicator, whatever its edition asks for


def source_check(value: Any, place: str, errors: list[str]) -> None:
    """One of three objects, told apart by their first key."""
    forms: list[Mapping[str, Check]] = [
        {"facts": FACTS},
        {"indicator": FILLED, "input": FILLED},
        {"constant": AMOUNT},
    ]
    for form in forms:
        if isinstance(value, Mapping) and next(iter(form)) in value:
            object_of(form)(value, place, errors)
            return
    errors.append(f"{place} harus menyebut facts, indicator dan input, atau constant.")


LEVEL = {
    "code": TEXT,
    "label": TEXT,
    "lower": nullable(AMOUNT),
    "inclusive": FLAG,
    "stated_upper": nullable(AMOUNT),
    "achievement": AMOUNT,
    "inferred": FLAG,
}
INPUT = {
    "code": INPUT_CODE,
    "label": FILLED,
    "kind": one_of(*InputKind),
    "unit": TEXT,
    "step": nullable(POSITIVE),
    "min": nullable(AMOUNT),
    "max": nullable(AMOUNT),
    "coefficient": nullable(POSITIVE),
    "source": nullable(source_check),
    "overridable": FLAG,
    "repeatable": FLAG,
    "details": nullable(one_of(*Details)),
    "villages": nullable(VILLAGES),
}
INDICATOR = {
    "code": SHEET_CODE,
    "no": WHOLE,
    "old_no": TEXT,
    "text": FILLED,
    "unit": TEXT,
    "weight": POSITIVE,
    "rule": FILLED,
    "params": object_of_any_keys(
        value_check(_is_param, "teks, bilangan bulat, true, false atau daftar teks")
    ),
    "policies": object_of(POLICIES, some=True),
    "applies": nullable(object_of({"facts": FACTS, "min": POSITIVE})),
    "tdi": FLAG,
    "none_occurred": FLAG,
    "evidence": nullable(object_of({"scope": one_of(*SCOPES, NO_EVIDENCE)})),
    "cap": nullable(CAP),
    "guidance": TEXT,
    "predecessor": nullable(FILLED),
    "note": TEXT,
    "inputs": list_of_objects("butir data", INPUT, later=("details", "villages")),
    "levels": list_of_objects("tingkat", LEVEL),
    "iku": object_of({"achieved": INPUT_CODE, "total": INPUT_CODE, "from": POSITIVE}),
}
SUB_ASPECT = {
    "code": SHEET_CODE,
    "no": WHOLE,
    "name": FILLED,
    "indicators": list_of_objects("indikator", INDICATOR, later=("cap", "iku")),
}
ASPECT = {
    "code": SHEET_CODE,
    "no": WHOLE,
    "name": FILLED,
    "stated_weight": nullable(POSITIVE),
    "sub_aspects": list_of_objects("sub aspek", SUB_ASPECT),
}
SHEET = {
    "format": FILLED,
    "code": SHEET_CODE,
    "kind": one_of("sheet", "jury", "iku"),
    "name": FILLED,
    "title": TEXT,
    "subtitle": TEXT,
    "owner": TEXT,
    "year": WHOLE,
    "data_year": WHOLE,
    "labels": object_of({"tdi": FILLED, "none_occurred": FILLED, "not_applicable": FILLED}),
    "texts": object_of({"ketentuan": TEXTS, "dasar_hukum": TEXTS}),
    "policies": object_of(POLICIES),
    "assumptions": value_check(
        lambda value: _is_texts(value) and set(value) <= set(POLICIES), "daftar kebijakan"
    ),
    "display": object_of({"score_places": PLACES, "total_places": PLACES, "achievement_places": PLACES}),
    "evidence": nullable(object_of({"scope": one_of(*SCOPES)})),
    "cap": nullable(CAP),
    "aspects": list_of_objects("aspek", ASPECT),
}


def form_errors(document: object) -> list[str]:
    """All sentences on what the document lacks or holds wrongly."""
    errors: list[str] = []
    object_of(SHEET, later=("evidence", "cap"))(document, ROOT, errors)
    return [error[0].upper() + error[1:] for error in errors]
