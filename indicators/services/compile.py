"""Compile an instrument's workspace rows into its document, and write a document back into rows."""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from indicators.models import Aspect, Indicator, Input, Instrument, Level, SubAspect
from indicators.scoring.document import FORMAT
from indicators.scoring.rounding import decimal_text
from kinerja.regions.models import Province

Document = dict[str, Any]

INSTRUMENT_TEXTS = ("code", "kind", "name", "title", "subtitle", "year", "data_year", "assumptions", "labels", "display")
POLICIES = ("tdi", "none_occurred", "undefined", "not_applicable")
INDICATOR_FIELDS = (
    "code", "no", "old_no", "text", "unit", "rule", "params", "policies", "applies", "tdi", "none_occurred",
    "evidence", "guidance", "note", "predecessor",
)  # fmt: skip
INPUT_FIELDS = ("code", "label", "kind", "unit", "source", "overridable", "repeatable")
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
    return picked(indicator, INDICATOR_FIELDS, ("weight",)) | {
        "inputs": [picked(row, INPUT_FIELDS, INPUT_NUMBERS) for row in indicator.inputs.all()],
        "levels": [picked(row, LEVEL_FIELDS, LEVEL_NUMBERS) for row in indicator.levels.all()],
    }


@transaction.atomic
def write_rows(document: Document) -> Instrument:
    """A new instrument's workspace rows from its (validated) document; its code must still be free."""
    instrument = Instrument.objects.create(
        **{name: document[name] for name in INSTRUMENT_TEXTS},
        **{name: document["policies"][name] for name in POLICIES},
        owner=Province.objects.get(code=document["owner"]),
        ketentuan="\n".join(document["texts"]["ketentuan"]),
        dasar_hukum="\n".join(document["texts"]["dasar_hukum"]),
    )
    for part in document["aspects"]:
        aspect = Aspect.objects.create(
            instrument=instrument, **{name: part[name] for name in ("code", "no", "name", "stated_weight")}
        )
        for sub_part in part["sub_aspects"]:
            sub_aspect = SubAspect.objects.create(
                aspect=aspect, **{name: sub_part[name] for name in ("code", "no", "name")}
            )
            for row in sub_part["indicators"]:
                write_indicator(instrument, sub_aspect, row)
    return instrument


def write_indicator(instrument: Instrument, sub_aspect: SubAspect, row: Document) -> None:
    indicator = Indicator.objects.create(
        instrument=instrument,
        sub_aspect=sub_aspect,
        **{name: row[name] for name in (*INDICATOR_FIELDS, "weight")},
    )
    Input.objects.bulk_create(
        Input(
            indicator=indicator, order=order, **{name: part[name] for name in (*INPUT_FIELDS, *INPUT_NUMBERS)}
        )
        for order, part in enumerate(row["inputs"])
    )
    Level.objects.bulk_create(
        Level(
            indicator=indicator, order=order, **{name: part[name] for name in (*LEVEL_FIELDS, *LEVEL_NUMBERS)}
        )
        for order, part in enumerate(row["levels"])
    )
