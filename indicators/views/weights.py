"""The list of all weights of an instrument: read with its sums, saved together, refused when it is stale."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from indicators.editions.history import HistoryEntry, last_changes
from indicators.editions.tree import Tree, tree_of
from indicators.editions.weights import WeightsMoved, save_weights, weights_of
from indicators.forms.weights import WeightsForm, seen_text
from indicators.models import Indicator, Instrument
from kinerja.accounts.requests import Request
from kinerja.numbers import Kind, format_input

from .editions import admin_page, fetch_instrument


@dataclass(frozen=True)
class WeightRow:
    """One indicator's field: what stands in it, what it was opened with, and what is to be said of it."""

    indicator: Indicator
    value: str
    seen: str
    error: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        return f"bobot-{self.indicator.code}"


@require_http_methods(["GET", "HEAD", "POST"])
def weights_view(request: Request, instrument_id: UUID) -> HttpResponse:
    """All weights by aspect and sub-aspect; 409 with both values where somebody has saved since."""
    instrument = fetch_instrument(request, instrument_id)
    tree = tree_of(instrument)
    if request.method != "POST":
        return weights_page(request, tree, WeightsForm(tree.indicators))
    form = WeightsForm(tree.indicators, request.POST)
    if form.is_valid():
        return save_response(request, tree, form)
    return (
        moved_page(request, instrument, form)
        if is_stale(instrument, form)
        else refused_page(request, tree, form)
    )


def is_stale(instrument: Instrument, form: WeightsForm) -> bool:
    return form.seen != weights_of(instrument)


def save_response(request: Request, tree: Tree, form: WeightsForm) -> HttpResponse:
    instrument = tree.instrument
    try:
        count = save_weights(instrument=instrument, weights=form.weights, seen=form.seen, by=request.user)
    except WeightsMoved:
        return moved_page(request, instrument, form)
    messages.success(request, f"Bobot tersimpan, {count} berubah. Jumlah {tree_of(instrument).sum}.")
    return redirect("admin:indicators_instrument_weights", instrument.pk)


def refused_page(request: Request, tree: Tree, form: WeightsForm) -> HttpResponse:
    return weights_page(request, tree, form, status=422)


def moved_page(request: Request, instrument: Instrument, sent: WeightsForm) -> HttpResponse:
    """The list as it stands now, with what was typed in it; saving it again is knowing it."""
    tree = tree_of(instrument)
    form = WeightsForm(tree.indicators, request.POST)
    form.is_valid()
    codes_gone = sorted(sent.seen.keys() - {row.code for row in tree.indicators})
    return weights_page(request, tree, form, status=WeightsMoved.status, moved=True, gone=codes_gone)


def weights_page(
    request: Request,
    tree: Tree,
    form: WeightsForm,
    *,
    status: int = 200,
    moved: bool = False,
    **extra: Any,
) -> HttpResponse:
    rows = moved_rows(tree, form) if moved else sent_rows(form)
    for row in tree.indicators:
        row.field = rows[row.pk]  # type: ignore[attr-defined]  # for the template
    count_typed_weights(tree.indicators, form, rows)
    context = {
        "tree": tree,
        "errors": [row for row in rows.values() if row.error],
        "moved": [row for row in rows.values() if row.note],
        "status": status,
    }
    return admin_page(request, "weights", tree.instrument, context | extra, status=status)


def sent_rows(form: WeightsForm) -> dict[Any, WeightRow]:
    """The rows as they were opened, or as they were sent."""
    rows = {}
    for row in form.indicators:
        bound_field = form[f"bobot-{row.code}"]
        seen_weight = form.seen_of(row.code) if form.is_bound else row.weight
        rows[row.pk] = WeightRow(
            indicator=row,
            value=bound_field.value() or "",
            seen="" if seen_weight is None else seen_text(seen_weight),
            error=" ".join(map(str, bound_field.errors)),
        )
    return rows


def moved_rows(tree: Tree, form: WeightsForm) -> dict[Any, WeightRow]:
    """What was typed over what stands there now; a row that was not touched shows what stands there."""
    moved = [row for row in tree.indicators if form.seen_of(row.code) != row.weight]
    changes = last_changes(moved, tree.instrument.owner.time_zone)
    rows = {}
    for row in tree.indicators:
        typed_here = form.touched(row.code) and f"bobot-{row.code}" in form.data
        rows[row.pk] = WeightRow(
            indicator=row,
            value=form.typed(row.code) if typed_here else weight_text(row.weight),
            seen=seen_text(row.weight),
            error=" ".join(map(str, form[f"bobot-{row.code}"].errors)) if typed_here else "",
            note=moved_note(row, form, changes.get(row.pk), mine=typed_here) if row in moved else "",
        )
    return rows


def moved_note(row: Indicator, form: WeightsForm, change: HistoryEntry | None, *, mine: bool) -> str:
    """ "Sudah diubah Indra pada …: dari 1,5 menjadi 1,75. Isian Anda: 2." """
    changed_by_words = f" {change.by} pada {change.moment}" if change else ""
    seen_weight = form.seen_of(row.code)
    old_weight_words = f"dari {weight_text(seen_weight)} menjadi" if seen_weight is not None else "baru:"
    typed_words = f" Isian Anda: {form.typed(row.code)}." if mine else ""
    return f"Sudah diubah{changed_by_words}: {old_weight_words} {weight_text(row.weight)}.{typed_words}"


def weight_text(weight: Decimal) -> str:
    return format_input(weight, Kind.DECIMAL)


def count_typed_weights(
    indicators: Iterable[Indicator], form: WeightsForm, rows: dict[Any, WeightRow]
) -> None:
    """Let the tree add up what stands in the fields; what cannot be read counts nothing."""
    if not form.is_bound:
        return
    typed = form.weights
    for row in indicators:
        field = rows[row.pk]
        if field.error:
            row.weight = Decimal(0)
        elif field.value != weight_text(row.weight):
            row.weight = typed.get(row.code, row.weight)
