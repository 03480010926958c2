"""What the kecamatan answered a year before, in words, to show beside this year's cells."""

from typing import Any
from uuid import UUID

from assessments.forms.entry import options_of, shown_text
from assessments.models import Entry, Worksheet
from assessments.queries import entries_of_year
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import NUMBERS, InputKind, InputSpec
from indicators.services.sheets import sheet_of

Texts = dict[str, str]  # input code -> "Tahun 2020: 12 desa"


def texts_of_last_year(worksheet: Worksheet) -> dict[str, Texts]:
    """By indicator code; its predecessor's answer where the edition names one, else that of the same code.

    One query; nothing where the kecamatan had no worksheet of the year before.
    """
    sheet = sheet_of(worksheet.revision_id)
    year = sheet.data_year - 1
    answers = {
        code: (revision, status, values)
        for revision, code, status, values in entries_of_year(worksheet, year)
    }
    found = {}
    for code, indicator in sheet.by_code.items():
        old_code = indicator.predecessor or code
        if old_code in answers:
            found[code] = row_texts(year, old_code, *answers[old_code])
    return found


def row_texts(year: int, code: str, revision_id: UUID, status: str, values: dict[str, Any]) -> Texts:
    indicator = sheet_of(revision_id).by_code[code]
    written = (
        (spec.code, words(indicator, spec, status, values.get(spec.code))) for spec in indicator.inputs
    )
    return {name: f"Tahun {year}: {text}" for name, text in written if text}


def words(indicator: IndicatorSpec, spec: InputSpec, status: str, stored: Any) -> str:
    """One answer with its unit; TDI and nihil by their names, a list not at all."""
    if status != Entry.Status.FILLED:
        return indicator.edition.labels[status]
    if not stored or spec.repeatable:
        return ""
    if spec.kind in (InputKind.YES_NO, InputKind.CHOICE):
        return dict(options_of(indicator, spec)).get(stored, "")
    unit = f" {spec.unit}" if spec.kind in NUMBERS and spec.unit else ""
    return f"{shown_text(spec, stored)}{unit}"
