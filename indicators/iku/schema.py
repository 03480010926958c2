"""The form of an IKU document: which keys, holding what. Texts may be empty; `lint` says which matter."""

import re
from datetime import date
from typing import Any

from indicators.scoring.documents.schema import (
    AMOUNT,
    INPUT_CODE,
    SHEET_CODE,
    TEXT,
    TEXTS,
    list_of_objects,
    nullable,
    object_of,
    one_of,
    value_check,
)

from .achievement import CAPS, Polarity
from .quarters import Aggregation

FORMAT = "kinerja.iku/1"
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
ANY_YEAR = "2023-"  # no leap year: a day that each year has
REGION = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2,3}", re.ASCII)
YEARS = range(2000, 2101)
MOST = {"objectives": 20, "indicators": 40}


def _is_year(value: Any) -> bool:
    return type(value) is int and value in YEARS


def _is_targets(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(key, str) and key.isdecimal() and int(key) in YEARS for key in value
    )


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or not DATE.fullmatch(value):
        return False
    try:
        return date.fromisoformat(value).year in range(1900, 2101)
    except ValueError:
        return False


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _is_date(ANY_YEAR + value)


def _is_region(value: Any) -> bool:
    return isinstance(value, str) and bool(REGION.fullmatch(value))


def check_targets(value: Any, place: str, errors: list[str]) -> None:
    """Amounts by year."""
    if not _is_targets(value):
        errors.append(f"{place} harus objek dengan tahun sebagai kunci.")
        return
    for year, amount in value.items():
        AMOUNT(amount, f"{place}, “{year}”", errors)


YEAR = value_check(_is_year, "tahun, misalnya 2024")
DAY = value_check(_is_date, 'tanggal seperti "2019-08-17"')
BASIS = object_of({"number": TEXT, "date": nullable(DAY), "about": TEXT})
OBJECTIVE = {"code": SHEET_CODE, "text": TEXT}
ITEM = {
    "code": INPUT_CODE,
    "name": TEXT,
    "definition": TEXT,
    "source": TEXT,
    "unit": TEXT,
    "due": nullable(value_check(_is_day, 'bulan dan hari seperti "09-30"')),
    "aggregation": nullable(one_of(*Aggregation)),
}
INDICATOR = {
    "code": SHEET_CODE,
    "objective": SHEET_CODE,
    "name": TEXT,
    "formula": TEXT,
    "explanation": TEXT,
    "source": TEXT,
    "owner": TEXT,
    "unit": TEXT,
    "reason": TEXT,
    "polarity": one_of(*Polarity),
    "aggregation": one_of(*Aggregation),
    "cap": nullable(one_of(*CAPS)),
    "baseline": nullable(AMOUNT),
    "targets": check_targets,
    "items": list_of_objects("butir data", ITEM),
}
SIGNATURE = object_of({"position": TEXT, "name": TEXT, "rank": TEXT, "nip": TEXT})


def legal_basis(value: Any, place: str, errors: list[str]) -> None:
    """A list of regulations."""
    if not isinstance(value, list):
        errors.append(f"{place} harus daftar.")
        return
    for position, element in enumerate(value, start=1):
        BASIS(element, f"Dasar hukum ke-{position}", errors)


DOCUMENT = object_of(
    {
        "format": one_of(FORMAT),
        "district": value_check(_is_region, "kode wilayah kecamatan, misalnya 35.08.17"),
        "agency": TEXT,
        "duty": TEXT,
        "functions": TEXTS,
        "goal": TEXT,
        "goal_indicator": TEXT,
        "legal_basis": legal_basis,
        "valid_from": nullable(YEAR),
        "valid_until": nullable(YEAR),
        "signature": SIGNATURE,
        "objectives": list_of_objects("sasaran", OBJECTIVE),
        "indicators": list_of_objects("IKU", INDICATOR),
    }
)


def definition_errors(document: object) -> list[str]:
    """All sentences on what the document lacks or holds wrongly."""
    errors: list[str] = []
    DOCUMENT(document, "Dokumen", errors)
    return [error[0].upper() + error[1:] for error in errors] or list(_whole_errors(document))


def _whole_errors(document: Any) -> list[str]:
    """Codes that stand twice, indicators of no objective, and lists that are too long."""
    indicators = document["indicators"]
    named_lists = [("sasaran", document["objectives"]), ("IKU", indicators)]
    named_lists += [(f"butir data IKU {one['code']}", one["items"]) for one in indicators]
    sentences = [
        f"Kode {name} “{code}” dipakai dua kali."
        for name, rows in named_lists
        for code in _repeated_codes(rows)
    ]
    objectives = {row["code"] for row in document["objectives"]}
    sentences += [
        f"IKU {one['code']}: sasaran “{one['objective']}” tidak ada."
        for one in indicators
        if one["objective"] not in objectives
    ]
    sentences += [
        f"Dokumen memuat paling banyak {most} {name}."
        for (name, rows), most in zip(named_lists, MOST.values(), strict=False)
        if len(rows) > most
    ]
    return sentences


def _repeated_codes(rows: list[dict[str, Any]]) -> list[str]:
    codes = [row["code"] for row in rows]
    return sorted({code for code in codes if codes.count(code) > 1})
