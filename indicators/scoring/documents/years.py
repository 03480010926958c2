"""Years that an instrument's texts leave open, so that next year's edition need not be typed again."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indicators.scoring.finding import Finding, error_finding
from indicators.scoring.rules import FORMULAS

from .content import Content, Document

# The keys of a document whose texts may leave a year open; a formula may call its inputs by their labels.
TEXTS = FORMULAS | {"title", "subtitle", "ketentuan", "name", "text", "unit", "guidance", "label"}
OPEN = re.compile(r"\{(?P<which>tahun_data|tahun)(?P<shift>[+-][0-9]{1,2})?\}", re.ASCII)
BRACES = re.compile(r"\{[^{}]*\}")
KNOWN = "Yang dikenal: {tahun}, {tahun_data}, dan selisihnya seperti {tahun_data-1}."


def with_years_written(document: Content) -> Document:
    """The document with its years written out: `{tahun}` is the edition's, `{tahun_data}` that of its data.

    The instrument's own name is read outside its document too, so it leaves nothing open.
    """
    year_by_token = {"tahun": document["year"], "tahun_data": document["data_year"]}
    return {
        **{key: _with_years(value, key, year_by_token) for key, value in document.items()},
        "name": document["name"],
    }


def open_years(document: Content) -> Iterator[Finding]:
    """An error for everything in braces that is no year, or stands where none is filled in."""
    for braces, indicator in _open_braces(document, ""):
        owner_words = f"Indikator {indicator}" if indicator else "Instrumen"
        yield error_finding(
            "open_year", f"{owner_words}: “{braces}” tidak dapat diisi di sini. {KNOWN}", indicator=indicator
        )


def _with_years(value: Any, key: str, years: Mapping[str, int]) -> Any:
    if isinstance(value, Mapping):
        return {name: _with_years(inner, name, years) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_years(inner, key, years) for inner in value]
    if isinstance(value, str) and key in TEXTS:
        return OPEN.sub(lambda found: str(years[found["which"]] + int(found["shift"] or 0)), value)
    return value


def _open_braces(value: Any, indicator: str) -> Iterator[tuple[str, str]]:
    """What still stands in braces, with the code of its indicator."""
    if isinstance(value, Mapping):
        indicator_inside = value["code"] if "weight" in value else indicator
        for key, inner in value.items():
            if key not in ("note", "dasar_hukum"):
                yield from _open_braces(inner, indicator_inside)
    elif isinstance(value, list):
        for inner in value:
            yield from _open_braces(inner, indicator)
    elif isinstance(value, str):
        yield from ((found, indicator) for found in BRACES.findall(value))
