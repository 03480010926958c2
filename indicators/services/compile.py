"""Compile an instrument's workspace rows into its document, and write a document back into rows."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from indicators.models import Aspect, Indicator, Input, Instrument, Level, SubAspect
from indicators.scoring.document import FORMAT
from indicators.scoring.rounding import decimal_text
from kinerja.regions.models import Province

Document = dict[str, Any]

INSTRUMENT_TEXTS = (
    "code",
    "kind",
    "name",
    "title",
    "subtitle",
    "year",
    "data_year",
    "assumptions",
    "labels",
    "display",
)
POLICIES = ("tdi", "none_occurred", "undefined", "not_applicable")
INDICATOR_FIELDS = (
    "code", "no", "old_no", "text", "unit", "rule", "params", "policies", "applies", "tdi", "none_occurred",
    "evidence", "guidance", "note", "predecessor",
)  # fmt: skip
INPUT_FIELDS = ("code", "label", "kind", "unit", "source", "overridable", "repeatable", "villages")
INPUT_NUMBERS = ("step", "min", "max", "coefficient")
LEVEL_FIELDS = ("code", "label", "inclusive", "inferred")
LEVEL_NUMBERS = ("lower", "stated_upper", "achievement")


def picked(row: Any, fields: tuple[str, ...], numbers: tuple[str, ...] = ()) -> Document:
    return {name: getattr(row, name) for name in fields} | {
        name: None if (value := getattr(row, name)) is None else decimal_text(value) for name in numbers
    }


def compile_document(instrument: Instrument) -> Document:
    """The document that publishing would make of the rows as they stand; five queries."""
    aspects = instrument.aspects.prefetch_related(
        "sub_aspects",
        Prefetch("sub_aspects__indicators", Indicator.objects.prefetch_related("inputs", "levels")),
    )
    return picked(instrument, INSTRUMENT_TEXTS) | {
        "format": FORMAT,
        "owner": instrument.owner.code,
        "policies": {name: getattr(instrument, name) for name in POLICIES},
        "texts": {
            "ketentuan": instrument.ketentuan.splitlines(),
            "dasar_hukum": instrument.dasar_hukum.splitlines(),
        },
        "aspects": [aspect_document(aspect) for aspect in aspects],
    }


def aspect_document(aspect: Aspect) -> Document:
    return picked(aspect, ("code", "no", "name"), ("stated_weight",)) | {
        "sub_aspects": [
            picked(sub, ("code", "no", "name"))
            | {"indicators": [indicator_document(row) for row in sub.indicators.all()]}
            for sub in aspect.sub_aspects.all()
        ]
    }


def indicator_document(indicator: Indicator) -> Document:
    later = {"iku": indicator.iku} if indicator.iku else {}  # absent where unset, as in older documents
    return (
        picked(indicator, INDICATOR_FIELDS, ("weight",))
        | later
        | {
            "inputs": [input_document(row) for row in indicator.inputs.all()],
            "levels": [picked(row, LEVEL_FIELDS, LEVEL_NUMBERS) for row in indicator.levels.all()],
        }
    )


def input_document(row: Input) -> Document:
    return picked(row, INPUT_FIELDS, INPUT_NUMBERS) | {"details": row.details or None}


def input_row(part: Document) -> Document:
    """An input's part as its row holds it; keys that came later may be absent."""
    return {"villages": None} | part | {"details": part.get("details") or ""}


@transaction.atomic
def write_rows(document: Document) -> Instrument:
    """A new instrument's workspace rows from its (validated) document; its code must still be free."""
    instrument = Instrument.objects.create(**instrument_row(document))
    for part in document["aspects"]:
        write_aspect(instrument, part)
    return instrument


@transaction.atomic
def replace_rows(instrument: Instrument, document: Document) -> None:
    """Another (validated) document in the place of an instrument's rows; what it published stays."""
    for name, value in instrument_row(document).items():
        setattr(instrument, name, value)
    instrument.save()
    instrument.indicators.all().delete()
    instrument.aspects.all().delete()
    for part in document["aspects"]:
        write_aspect(instrument, part)


def instrument_row(document: Document) -> Document:
    return {
        **taken(document, INSTRUMENT_TEXTS),
        **taken(document["policies"], POLICIES),
        "owner": Province.objects.get(code=document["owner"]),
        "ketentuan": "\n".join(document["texts"]["ketentuan"]),
        "dasar_hukum": "\n".join(document["texts"]["dasar_hukum"]),
    }


def write_aspect(instrument: Instrument, part: Document) -> None:
    aspect = Aspect.objects.create(
        instrument=instrument, **taken(part, ("code", "no", "name", "stated_weight"))
    )
    for sub_part in part["sub_aspects"]:
        sub_aspect = SubAspect.objects.create(aspect=aspect, **taken(sub_part, ("code", "no", "name")))
        rows = sub_part["indicators"]
        indicators = Indicator.objects.bulk_create(
            Indicator(
                instrument=instrument,
                sub_aspect=sub_aspect,
                iku=row.get("iku"),
                **taken(row, (*INDICATOR_FIELDS, "weight")),
            )
            for row in rows
        )
        pairs = list(zip(indicators, rows, strict=True))
        Input.objects.bulk_create(
            parts_of(Input, pairs, "inputs", (*INPUT_FIELDS, *INPUT_NUMBERS, "details"))
        )
        Level.objects.bulk_create(parts_of(Level, pairs, "levels", (*LEVEL_FIELDS, *LEVEL_NUMBERS)))


def parts_of(
    model: type[Any], pairs: list[tuple[Indicator, Document]], key: str, fields: tuple[str, ...]
) -> Iterator[Any]:
    """The unsaved inputs or levels of some indicators, numbered in their order."""
    for indicator, row in pairs:
        for order, part in enumerate(map(input_row, row[key]) if model is Input else row[key]):
            yield model(indicator=indicator, order=order, **taken(part, fields))


def taken(part: Document, fields: tuple[str, ...]) -> Document:
    return {name: part[name] for name in fields}
