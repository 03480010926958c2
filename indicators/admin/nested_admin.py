"""A part of an instrument offers, for its place, the groups of its own instrument."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from indicators.models import Aspect, Indicator, Instrument, SubAspect

from .province_scope import INSTRUMENT, Page, own_instrument_rows

PARENTS = ("instrument", "aspect", "sub_aspect")


class GroupField(forms.ModelChoiceField):
    """Groups by their names and, since other instruments have the same ones, by their instrument."""

    def label_from_instance(self, row: Any) -> str:
        if isinstance(row, SubAspect):
            return f"{row.aspect.no}.{row.no} {row.name} ({row.aspect.instrument.code})"
        return f"{row} ({row.instrument.code})" if isinstance(row, Aspect) else f"{row} ({row.code})"


class Within(Page):
    """Narrows the choices to one instrument where the page is about one of its parts."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        instrument_id = instrument_of(obj) if obj else asked_for(request)
        for name in form.base_fields.keys() & set(PARENTS) if instrument_id else ():
            field: Any = form.base_fields[name]
            field.queryset = field.queryset.filter(**{INSTRUMENT[field.queryset.model]: instrument_id})
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is None or db_field.name not in PARENTS:
            return field
        rows: QuerySet[Any] = own_instrument_rows(db_field.related_model.objects.all(), request)
        paths_to_instrument = {Aspect: ("instrument",), SubAspect: ("aspect__instrument",)}.get(
            rows.model, ()
        )
        return GroupField(
            queryset=rows.select_related(*paths_to_instrument) if paths_to_instrument else rows,
            label=field.label,
            help_text=field.help_text,
            error_messages={"required": "Pilih satu.", "invalid_choice": "Pilih dari daftar."},
        )

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        """Back to the tree from which people come."""
        return redirect_to_tree(obj)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> Any:
        return redirect_to_tree(obj)


def instrument_of(row: Aspect | SubAspect | Indicator) -> Any:
    return row.aspect.instrument_id if isinstance(row, SubAspect) else row.instrument_id


def asked_for(request: HttpRequest) -> Any:
    """The instrument to whose part the address wants to add; None where it names none of the own ones."""
    models: tuple[type[Any], ...] = (Instrument, Aspect, SubAspect)
    for name, model in zip(PARENTS, models, strict=True):
        sent_id = request.GET.get(name, "")
        try:
            parent_part = (
                own_instrument_rows(model.objects.all(), request).filter(pk=sent_id).first()
                if sent_id
                else None
            )
        except (ValueError, ValidationError):
            parent_part = None
        if parent_part:
            return parent_part.pk if isinstance(parent_part, Instrument) else instrument_of(parent_part)
    return None


def redirect_to_tree(row: Any) -> HttpResponseRedirect:
    """To the row's place in the tree."""
    address = reverse("admin:indicators_instrument_change", args=(instrument_of(row),))
    return HttpResponseRedirect(f"{address}#{row.pk}")
