"""What the kecamatan answered a year before, in words, to show beside this year's cells."""

from typing import Any

from assessments.access.queries import PastEntry
from assessments.entry.forms.row import choice_options, shown_text
from assessments.models import Entry, Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import NUMBERS, InputKind, InputSpec

Texts = dict[str, str]  # input code -> "Tahun 2020: 12 desa"


def texts_of(worksheet: Worksheet, past: PastEntry | None) -> Texts:
    """An answer of the year before by input, with its unit; no query."""
    if past is None:
        return {}
    year = sheet_of(worksheet.revision_id).data_year - 1
    indicator = sheet_of(past.revision_id).by_code[past.code]
    answer_texts = (
        (spec.code, last_year_words(indicator, spec, past.status, past.values.get(spec.code)))
        for spec in indicator.inputs
    )
    return {name: f"Tahun {year}: {text}" for name, text in answer_texts if text}


def last_year_words(indicator: IndicatorSpec, spec: InputSpec, status: str, stored: Any) -> str:
    """One answer with its unit; TDI and nihil by their names, a list not at all."""
    if status != Entry.Status.FILLED:
        return indicator.edition.labels[status]
    if not stored or spec.repeatable:
        return ""
    if spec.kind in (InputKind.YES_NO, InputKind.CHOICE):
        return dict(choice_options(indicator, spec)).get(stored, "")
    unit = f" {spec.unit}" if spec.kind in NUMBERS and spec.unit else ""
    return f"{shown_text(spec, stored)}{unit}"
