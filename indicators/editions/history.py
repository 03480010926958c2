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
    condition_by_model = {type(root): Q(id=root.pk)}
    if isinstance(root, Instrument):
        aspect_ids = past_of(Aspect).filter(instrument_id=root.pk).values("id")
        indicator_ids = past_of(Indicator).filter(instrument_id=root.pk).values("id")
        instrument_conditions = dict.fromkeys((Aspect, Indicator), Q(instrument_id=root.pk))
        indicator_conditions = dict.fromkeys((Input, Level), Q(indicator_id__in=indicator_ids))
        return (
            condition_by_model
            | instrument_conditions
            | {SubAspect: Q(aspect_id__in=aspect_ids)}
            | indicator_conditions
        )
    if isinstance(root, Aspect):
        return condition_by_model | {SubAspect: Q(aspect_id=root.pk)}
    if isinstance(root, Indicator):
        return condition_by_model | dict.fromkeys((Input, Level), Q(indicator_id=root.pk))
    return condition_by_model


def states_of(root: Root) -> QuerySet[Any]:
    """Moment, model and id of every state, the newest first; what was made with the row is one with it."""
    first_dates = past_of(type(root)).filter(id=root.pk, history_type="+").values_list("history_date").first()
    state_querysets: list[QuerySet[Any]] = []
    for model, inside in states_by_model(root).items():
        states = past_of(model).filter(inside)
        if first_dates and model is not type(root):
            states = states.exclude(history_type="+", history_date=first_dates[0])
        name = Value(model._meta.model_name, output_field=models.CharField())
        state_querysets.append(states.annotate(model=name).values_list("history_date", "model", "history_id"))
    states = state_querysets[0].union(*state_querysets[1:], all=True)
    return states.order_by("-history_date", "-model", "-history_id")


def history_entries(states: Iterable[tuple[datetime, str, int]], zone: str) -> list[HistoryEntry]:
    """The lines of some of these states, in their order; two queries a model, and one a kind of parent."""
    states = list(states)
    entry_by_state: dict[tuple[str, int], HistoryEntry] = {}
    for model in MODELS:
        name = str(model._meta.model_name)
        state_ids = [state for _, of, state in states if of == name]
        if state_ids:
            entry_by_state |= {(name, state): line for state, line in model_lines(model, state_ids, zone)}
    return [entry_by_state[name, state] for _, name, state in states if (name, state) in entry_by_state]


def model_lines(model: type[Any], ids: list[int], zone: str) -> Iterator[tuple[int, HistoryEntry]]:
    row_ids = past_of(model).filter(history_id__in=ids).values("id")
    states = past_of(model).filter(id__in=row_ids).select_related("history_user")
    state_before: dict[Any, Any] = {}
    state_pairs = []
    for state in states.order_by("history_date", "history_id"):
        if state.history_id in ids:
            state_pairs.append((state_before.get(state.id), state))
        state_before[state.id] = state
    related_names = names_in(model, state_pairs)
    for old, new in state_pairs:
        yield new.history_id, history_entry(model, old, new, related_names, zone)


Names = Mapping[tuple[str, Any], str]  # of what a state points to, by field and key


def names_in(model: type[Any], pairs: list[tuple[Any, Any]]) -> Names:
    """The rows that these states point to, in words; one query a field that points anywhere."""
    name_by_key: dict[tuple[str, Any], str] = {}
    for field in model._meta.concrete_fields:
        if field.related_model:
            related_ids = {getattr(it, field.attname) for pair in pairs for it in pair if it}
            rows = field.related_model._default_manager.in_bulk(related_ids - {None})
            name_by_key |= {(field.name, key): str(row) for key, row in rows.items()}
    return name_by_key


def history_entry(model: type[Any], old: Any, new: Any, names: Names, zone: str) -> HistoryEntry:
    row_title = f"{str(model._meta.verbose_name).capitalize()} “{new.instance}”"
    if model in (Input, Level):
        row_title += f" pada indikator “{names.get(('indicator', new.indicator_id), 'yang sudah dihapus')}”"
    return HistoryEntry(
        what=row_title,
        deed=DEEDS[new.history_type],
        moment=format_short_datetime(new.history_date, zone),
        by=str(new.history_user.name if new.history_user else "Sistem"),
        reason=new.history_change_reason or "",
        changes=tuple(field_changes(model, old, new, names)) if old and new.history_type == "~" else (),
    )


def field_changes(model: type[Any], old: Any, new: Any, names: Names) -> Iterator[FieldChange]:
    for field in model._meta.concrete_fields:
        value_before, value_after = getattr(old, field.attname), getattr(new, field.attname)
        if value_before != value_after:
            field_label = str(field.verbose_name)
            yield FieldChange(
                field_label, field_text(field, value_before, names), field_text(field, value_after, names)
            )


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
    change_by_indicator = {}
    for state in (
        past_of(Indicator)
        .filter(id__in=[it.pk for it in indicators])
        .order_by("history_date", "history_id")
        .select_related("history_user")
    ):
        change_by_indicator[state.id] = history_entry(Indicator, None, state, {}, zone)
    return change_by_indicator
