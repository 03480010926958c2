"""What happened to an instrument's rows: who, when, and for each field from what to what."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q, QuerySet, Value

from indicators.models import Aspect, Indicator, Input, Instrument, Level, SubAspect
from kinerja.numbers import format_number, format_short_datetime

Root = Instrument | Aspect | SubAspect | Indicator
MODELS: tuple[type[Any], ...] = (Instrument, Aspect, SubAspect, Indicator, Input, Level)
DEEDS = {"+": "ditambah", "~": "diubah", "-": "dihapus"}
EMPTY = "(kosong)"


class FieldChange(NamedTuple):
    """One field, with its old and new value as people write them."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class HistoryEntry:
    """One state that a row was given."""

    what: str
    deed: str
    moment: str
    by: str
    reason: str
    changes: tuple[FieldChange, ...]


def past_of(model: type[Any]) -> QuerySet[Any]:
    """All states that the rows of a model had."""
    return model.history.order_by()  # type: ignore[no-any-return]  # simple_history brings no types


def states_by_model(root: Root) -> dict[type[Any], Q]:
    """Which states belong to the page of a row: its own, and those of what hangs on it."""
    own = {type(root): Q(id=root.pk)}
    if isinstance(root, Instrument):
        aspects = past_of(Aspect).filter(instrument_id=root.pk).values("id")
        indicators = past_of(Indicator).filter(instrument_id=root.pk).values("id")
        parts = dict.fromkeys((Aspect, Indicator), Q(instrument_id=root.pk))
        below = dict.fromkeys((Input, Level), Q(indicator_id__in=indicators))
        return own | parts | {SubAspect: Q(aspect_id__in=aspects)} | below
    if isinstance(root, Aspect):
        return own | {SubAspect: Q(aspect_id=root.pk)}
    if isinstance(root, Indicator):
        return own | dict.fromkeys((Input, Level), Q(indicator_id=root.pk))
    return own


def states_of(root: Root) -> QuerySet[Any]:
    """Moment, model and id of every state, the newest first; what was made with the row is one with it."""
    born = past_of(type(root)).filter(id=root.pk, history_type="+").values_list("history_date").first()
    querysets: list[QuerySet[Any]] = []
    for model, inside in states_by_model(root).items():
        states = past_of(model).filter(inside)
        if born and model is not type(root):
            states = states.exclude(history_type="+", history_date=born[0])
        name = Value(model._meta.model_name, output_field=models.CharField())
        querysets.append(states.annotate(model=name).values_list("history_date", "model", "history_id"))
    states = querysets[0].union(*querysets[1:], all=True)
    return states.order_by("-history_date", "-model", "-history_id")


def history_entries(states: Iterable[tuple[datetime, str, int]], zone: str) -> list[HistoryEntry]:
    """The lines of some of these states, in their order; two queries a model, and one a kind of parent."""
    states = list(states)
    entries: dict[tuple[str, int], HistoryEntry] = {}
    for model in MODELS:
        name = str(model._meta.model_name)
        ids = [state for _, of, state in states if of == name]
        if ids:
            entries |= {(name, state): line for state, line in model_lines(model, ids, zone)}
    return [entries[name, state] for _, name, state in states if (name, state) in entries]


def model_lines(model: type[Any], ids: list[int], zone: str) -> Iterator[tuple[int, HistoryEntry]]:
    rows = past_of(model).filter(history_id__in=ids).values("id")
    states = past_of(model).filter(id__in=rows).select_related("history_user")
    before: dict[Any, Any] = {}
    pairs = []
    for state in states.order_by("history_date", "history_id"):
        if state.history_id in ids:
            pairs.append((before.get(state.id), state))
        before[state.id] = state
    names = names_in(model, pairs)
    for old, new in pairs:
        yield new.history_id, history_entry(model, old, new, names, zone)


Names = Mapping[tuple[str, Any], str]  # of what a state points to, by field and key


def names_in(model: type[Any], pairs: list[tuple[Any, Any]]) -> Names:
    """The rows that these states point to, in words; one query a field that points anywhere."""
    names: dict[tuple[str, Any], str] = {}
    for field in model._meta.concrete_fields:
        if field.related_model:
            keys = {getattr(it, field.attname) for pair in pairs for it in pair if it}
            rows = field.related_model._default_manager.in_bulk(keys - {None})
            names |= {(field.name, key): str(row) for key, row in rows.items()}
    return names


def history_entry(model: type[Any], old: Any, new: Any, names: Names, zone: str) -> HistoryEntry:
    title = f"{str(model._meta.verbose_name).capitalize()} “{new.instance}”"
    if model in (Input, Level):
        title += f" pada indikator “{names.get(('indicator', new.indicator_id), 'yang sudah dihapus')}”"
    return HistoryEntry(
        what=title,
        deed=DEEDS[new.history_type],
        moment=format_short_datetime(new.history_date, zone),
        by=str(new.history_user.name if new.history_user else "Sistem"),
        reason=new.history_change_reason or "",
        changes=tuple(field_changes(model, old, new, names)) if old and new.history_type == "~" else (),
    )


def field_changes(model: type[Any], old: Any, new: Any, names: Names) -> Iterator[FieldChange]:
    for field in model._meta.concrete_fields:
        before, after = getattr(old, field.attname), getattr(new, field.attname)
        if before != after:
            label = str(field.verbose_name)
            yield FieldChange(label, field_text(field, before, names), field_text(field, after, names))


def field_text(field: Any, value: Any, names: Names) -> str:
    """A stored value as people write it."""
    if value in (None, "", {}, []):
        return EMPTY
    if field.related_model:
        return names.get((field.name, value), "(sudah dihapus)")
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return format_number(value, max_places=6)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(dict(field.flatchoices).get(value, value))


def last_changes(indicators: Iterable[Indicator], zone: str) -> dict[Any, HistoryEntry]:
    """The newest line of each of these indicators, by its key."""
    changes = {}
    for state in (
        past_of(Indicator)
        .filter(id__in=[it.pk for it in indicators])
        .order_by("history_date", "history_id")
        .select_related("history_user")
    ):
        changes[state.id] = history_entry(Indicator, None, state, {}, zone)
    return changes
