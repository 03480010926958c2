"""Compile an instrument's workspace rows into its document, and write a document back into rows."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Prefetch

from indicators.models import Aspect, Indicator, Input, Instrument, Level, SubAspect
from indicators.scoring.documents.content import Document
from indicators.scoring.documents.document import FORMAT, indicators_of
from indicators.scoring.documents.years import with_years_written
from indicators.scoring.rounding import decimal_text
from kinerja.accounts.models import User
from kinerja.regions.models import Province

from .merge import Writing, merge_rows, remove_rows

Coded = TypeVar("Coded", Aspect, SubAspect, Indicator)
Part = TypeVar("Part", Input, Level)
Parts = dict[tuple[str, Any], Document]

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


def row_content(row: Any, fields: tuple[str, ...], numbers: tuple[str, ...] = ()) -> Document:
    return {name: getattr(row, name) for name in fields} | {
        name: None if (value := getattr(row, name)) is None else decimal_text(value) for name in numbers
    }


def where_set(row: Any) -> Document:
    """What came later stands in a document only where it is set: a document of before stays what it was."""
    own_keys: Document = {} if row.cap is None else {"cap": decimal_text(row.cap)}
    if isinstance(row, Indicator) and row.iku:
        own_keys["iku"] = row.iku
    if isinstance(row, Instrument) and row.evidence:
        own_keys["evidence"] = {"scope": row.evidence}
    return own_keys


def compile_document(instrument: Instrument) -> Document:
    """The rows as they stand, years that their texts leave open included; five queries."""
    aspects = instrument.aspects.prefetch_related(
        "sub_aspects",
        Prefetch("sub_aspects__indicators", Indicator.objects.prefetch_related("inputs", "levels")),
    )
    return (
        row_content(instrument, INSTRUMENT_TEXTS)
        | where_set(instrument)
        | {
            "format": FORMAT,
            "owner": instrument.owner.code,
            "policies": {name: getattr(instrument, name) for name in POLICIES},
            "texts": {
                "ketentuan": instrument.ketentuan.splitlines(),
                "dasar_hukum": instrument.dasar_hukum.splitlines(),
            },
            "aspects": [aspect_document(aspect) for aspect in aspects],
        }
    )


def document_to_publish(instrument: Instrument) -> Document:
    """The document that publishing would make of the rows: with every year written out."""
    return with_years_written(compile_document(instrument))


def aspect_document(aspect: Aspect) -> Document:
    return row_content(aspect, ("code", "no", "name"), ("stated_weight",)) | {
        "sub_aspects": [
            row_content(sub, ("code", "no", "name"))
            | {"indicators": [indicator_document(row) for row in sub.indicators.all()]}
            for sub in aspect.sub_aspects.all()
        ]
    }


def indicator_document(indicator: Indicator) -> Document:
    return (
        row_content(indicator, INDICATOR_FIELDS, ("weight",))
        | where_set(indicator)
        | {
            "inputs": [input_document(row) for row in indicator.inputs.all()],
            "levels": [row_content(row, LEVEL_FIELDS, LEVEL_NUMBERS) for row in indicator.levels.all()],
        }
    )


def input_document(row: Input) -> Document:
    return row_content(row, INPUT_FIELDS, INPUT_NUMBERS) | {"details": row.details or None}


@transaction.atomic
def write_instrument(document: Document, *, by: User | None = None, reason: str = "") -> Instrument:
    """A new instrument's workspace rows from its (validated) document; its code must still be free."""
    writing = Writing(by, reason)
    instrument = merge_rows(writing, Instrument, {}, {0: instrument_row(document)})[0]
    write_parts(writing, instrument, document)
    return instrument


@transaction.atomic
def replace_rows(
    instrument: Instrument, document: Document, *, by: User | None = None, reason: str = ""
) -> None:
    """Another (validated) document in the place of an instrument's rows; what it published stays.

    A row whose code stays is the same row, so that its history tells what it was.
    """
    writing = Writing(by, reason)
    merge_rows(writing, Instrument, {0: instrument}, {0: instrument_row(document)})
    write_parts(writing, instrument, document)


def write_parts(writing: Writing, instrument: Instrument, document: Document) -> None:
    """What goes makes room first; a group goes when nothing stands in it any more."""
    aspects = list(instrument.aspects.all())
    standing_subs = list(SubAspect.objects.filter(aspect__instrument=instrument))
    kept_aspects = merge_rows(writing, Aspect, by_code(aspects), aspect_rows(instrument, document))
    kept_subs = merge_rows(
        writing, SubAspect, by_code(standing_subs), sub_aspect_rows(kept_aspects, document)
    )
    write_indicator_rows(writing, instrument, kept_subs, document)
    remove_rows(
        writing, [it for it in standing_subs if it.pk not in {kept.pk for kept in kept_subs.values()}]
    )
    remove_rows(writing, [it for it in aspects if it.pk not in {kept.pk for kept in kept_aspects.values()}])


def write_indicator_rows(
    writing: Writing, instrument: Instrument, subs: dict[str, SubAspect], document: Document
) -> None:
    wanted_indicators = indicator_rows(instrument, subs, document)
    standing_indicators = by_code(instrument.indicators.prefetch_related("inputs", "levels"))
    remove_rows(writing, [row for code, row in standing_indicators.items() if code not in wanted_indicators])
    indicators_written = merge_rows(
        writing,
        Indicator,
        {code: standing_indicators[code] for code in standing_indicators if code in wanted_indicators},
        wanted_indicators,
    )
    indicators_by_code = {code: row for code, row in standing_indicators.items() if code in wanted_indicators}
    inputs_by_key = {
        (code, it.code): it for code, row in indicators_by_code.items() for it in row.inputs.all()
    }
    levels_by_key = {
        (code, no): it for code, row in indicators_by_code.items() for no, it in enumerate(row.levels.all())
    }
    write_indicator_parts(writing, Input, inputs_by_key, input_rows(indicators_written, document))
    write_indicator_parts(writing, Level, levels_by_key, level_rows(indicators_written, document))


def write_indicator_parts(
    writing: Writing, model: type[Part], stored: Mapping[Any, Part], wanted: Parts
) -> None:
    """The inputs or the levels of all indicators, as the document has them."""
    remove_rows(writing, [part for key, part in stored.items() if key not in wanted])
    merge_rows(writing, model, {key: stored[key] for key in stored if key in wanted}, wanted)


def by_code(rows: Iterable[Coded]) -> dict[str, Coded]:
    return {row.code: row for row in rows}


def instrument_row(document: Document) -> Document:
    return {
        **part_fields(document, INSTRUMENT_TEXTS),
        **part_fields(document["policies"], POLICIES),
        "cap": Decimal(cap) if (cap := document.get("cap")) else None,
        "evidence": (document.get("evidence") or {}).get("scope", ""),
        "owner_id": Province.objects.get(code=document["owner"]).pk,
        "ketentuan": "\n".join(document["texts"]["ketentuan"]),
        "dasar_hukum": "\n".join(document["texts"]["dasar_hukum"]),
    }


def aspect_rows(instrument: Instrument, document: Document) -> dict[str, Document]:
    copied_fields = ("code", "no", "name", "stated_weight")
    return {
        part["code"]: {"instrument_id": instrument.pk, **part_fields(part, copied_fields)}
        for part in document["aspects"]
    }


def sub_aspect_rows(aspects: dict[str, Aspect], document: Document) -> dict[str, Document]:
    return {
        part["code"]: {"aspect_id": aspects[aspect["code"]].pk, **part_fields(part, ("code", "no", "name"))}
        for aspect in document["aspects"]
        for part in aspect["sub_aspects"]
    }


def indicator_rows(
    instrument: Instrument, subs: dict[str, SubAspect], document: Document
) -> dict[str, Document]:
    return {
        part["code"]: {
            "instrument_id": instrument.pk,
            "sub_aspect_id": subs[sub_aspect["code"]].pk,
            "cap": part.get("cap"),
            "iku": part.get("iku"),
            **part_fields(part, (*INDICATOR_FIELDS, "weight")),
        }
        for aspect in document["aspects"]
        for sub_aspect in aspect["sub_aspects"]
        for part in sub_aspect["indicators"]
    }


def input_rows(indicators: dict[str, Indicator], document: Document) -> Parts:
    """By the codes of indicator and input; keys that came later may be absent."""
    copied_fields = (*INPUT_FIELDS, *INPUT_NUMBERS)
    return {
        (row["code"], part["code"]): {
            "indicator_id": indicators[row["code"]].pk,
            "order": order,
            **part_fields({"villages": None} | part, copied_fields),
            "details": part.get("details") or "",
        }
        for row in indicators_of(document)
        for order, part in enumerate(row["inputs"])
    }


def level_rows(indicators: dict[str, Indicator], document: Document) -> Parts:
    """By the indicator's code and the place in its table."""
    return {
        (row["code"], order): {
            "indicator_id": indicators[row["code"]].pk,
            "order": order,
            **part_fields(part, (*LEVEL_FIELDS, *LEVEL_NUMBERS)),
        }
        for row in indicators_of(document)
        for order, part in enumerate(row["levels"])
    }


def part_fields(part: Document, fields: tuple[str, ...]) -> Document:
    return {name: part[name] for name in fields}
