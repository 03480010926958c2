"""A document as its rows will give it back, and whether they can hold it at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from indicators.models import Aspect, Indicator, Input, Instrument, Level, SubAspect
from indicators.scoring.documents.content import Content, Document
from indicators.scoring.documents.document import indicators_of
from indicators.scoring.rounding import decimal_text
from indicators.scoring.values import NUMBER
from kinerja.numbers import format_number

from .problems import Problem

NUMBERS = {
    *("weight", "stated_weight", "step", "min", "max", "coefficient", "constant"),
    *("lower", "stated_upper", "achievement", "cap"),
}
LATER = ("details", "villages")  # keys of an input that an older document does not have
WHERE_SET = ("cap", "evidence")  # keys that stand in a document only where they are set
UNSTORABLE = "Hapus karakter yang tidak dapat disimpan."
LARGEST = 32_767  # of a whole number in a row


def tidy_document(document: Content) -> Document:
    """The same instrument in one writing: numbers without needless zeros, one sort of line end, aspects and
    sub-aspects by their numbers. The document is one of the right form."""
    tidy_content: Document = without_padding(document)
    for name, texts in tidy_content["texts"].items():
        tidy_content["texts"][name] = "\n".join(texts).rstrip("\n").splitlines()
    drop_unset(tidy_content, WHERE_SET)
    tidy_content["aspects"].sort(key=part_number)
    for aspect in tidy_content["aspects"]:
        aspect["sub_aspects"].sort(key=part_number)
    for indicator in indicators_of(tidy_content):
        drop_unset(indicator, WHERE_SET[:1])
        for part in indicator["inputs"]:
            part.update({key: part.get(key) for key in LATER})
    return tidy_content


def drop_unset(part: Document, keys: Iterable[str]) -> None:
    for key in keys:
        if part.get(key) is None:
            part.pop(key, None)


def part_number(part: Content) -> int:
    return int(part["no"])


def without_padding(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: without_padding(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_padding(inner) for inner in value]
    if not isinstance(value, str):
        return value
    if key in NUMBERS and NUMBER.fullmatch(value):
        return decimal_text(Decimal(value) or Decimal(0))
    return value.replace("\r\n", "\n").replace("\r", "\n") if value.strip() else ""


def row_misfits(document: Content) -> list[Problem]:
    """All that the rows cannot hold, each with the part that it stands in."""
    problems = part_misfits(Instrument, document, "Dokumen")
    for aspect in document["aspects"]:
        aspect_words = f"Aspek {aspect['code']}"
        problems += part_misfits(Aspect, aspect, aspect_words)
        for sub_aspect in aspect["sub_aspects"]:
            problems += part_misfits(SubAspect, sub_aspect, f"{aspect_words}, sub aspek {sub_aspect['code']}")
    for indicator in indicators_of(document):
        indicator_words = f"Indikator {indicator['code']}"
        problems += part_misfits(Indicator, indicator, indicator_words)
        for part in indicator["inputs"]:
            problems += part_misfits(Input, part, f"{indicator_words}, butir data {part['code']}")
        for position, part in enumerate(indicator["levels"], start=1):
            problems += part_misfits(Level, part, f"{indicator_words}, tingkat ke-{position}")
        problems += [Problem(sentence) for sentence in repeated_bounds(indicator_words, indicator["levels"])]
    return problems


def part_misfits(model: type[models.Model], part: Content, place: str) -> list[Problem]:
    return [
        Problem(f"{place}, “{name}”: {reason}")
        for name, value in part.items()
        if (reason := column_misfit(model, name, value))
    ]


def repeated_bounds(place: str, levels: list[Document]) -> Iterator[str]:
    count_by_lower = Counter(level["lower"] for level in levels if level["lower"] is not None)
    for lower in (it for it, times in count_by_lower.items() if times > 1):
        yield f"{place}: batas bawah {format_number(Decimal(lower), max_places=12)} ditulis dua kali."


def column_misfit(model: type[models.Model], name: str, value: Any) -> str:
    """Why the column of that name cannot hold the value; empty where it can, or where there is none."""
    if not is_storable(value):
        return UNSTORABLE
    field = next((it for it in model._meta.fields if it.name == name), None)
    if isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
        return text_misfit(field, value)
    if isinstance(field, models.DecimalField) and isinstance(value, str):
        return decimal_misfit(field, Decimal(value))
    if isinstance(field, models.PositiveSmallIntegerField) and value > LARGEST:
        return f"Tulis paling besar {format_number(LARGEST)}."
    return ""


def text_misfit(field: "models.Field[Any, Any]", value: str) -> str:
    if field.max_length is not None and len(value) > field.max_length:
        return f"Tulis paling banyak {field.max_length} karakter."
    for validator in field.validators:
        if value and isinstance(validator, RegexValidator):
            try:
                validator(value)
            except ValidationError as error:
                return str(error.messages[0])
    return ""


def decimal_misfit(field: "models.DecimalField[Any, Any]", value: Decimal) -> str:
    whole_digits, _, decimals = f"{abs(value):f}".partition(".")
    places = field.decimal_places or 0
    if len(decimals) > places:
        return f"Tulis paling banyak {places} angka di belakang koma."
    whole_places = (field.max_digits or 0) - places
    if len(whole_digits.lstrip("0")) > whole_places:
        return f"Tulis paling banyak {whole_places} angka di depan koma."
    return ""


def is_storable(value: Any) -> bool:
    """No NUL and no half of a pair of characters anywhere in it."""
    if isinstance(value, Mapping):
        return all(is_storable(name) and is_storable(inner) for name, inner in value.items())
    if isinstance(value, list):
        return all(map(is_storable, value))
    if not isinstance(value, str):
        return True
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value)
