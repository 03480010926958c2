"""What every page of the instruments' admin shares: one's own province, our fields, and the history."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst

from indicators.access import instruments_for, provinces_for
from indicators.editions.history import history_entries, states_of
from indicators.forms.notations import field_for
from indicators.models import Aspect, Indicator, Instrument, Revision, SubAspect
from kinerja.accounts.requests import user_of
from kinerja.fields import NumberField
from kinerja.regions.models import Province

# What the mixins of this admin stand on: to a type checker the admin's own class, else nothing of their own.
if TYPE_CHECKING:
    Page = admin.ModelAdmin[Any]
else:
    Page = object

LINES = 50  # of history on a page
# The instrument that a row belongs to, as a query.
INSTRUMENT = {
    Instrument: "pk",
    Aspect: "instrument",
    SubAspect: "aspect__instrument",
    Indicator: "instrument",
    Revision: "instrument",
}
SHARES = ("weight", "stated_weight", "achievement")  # of a hundred
SIGNED = ("min", "max", "lower", "stated_upper")


def own_instrument_rows(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Those of the rows that belong to the instruments of the admin's own province."""
    return rows.filter(**{f"{INSTRUMENT[rows.model]}__in": instruments_for(user_of(request))})


class OurFields(Page):
    """Numbers in Indonesian, and JSON in the notations that people write."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.JSONField):
            return field_for(db_field.name, capfirst(str(db_field.verbose_name)))
        if isinstance(db_field, models.DecimalField):
            number_bounds: dict[str, Any] = (
                {"min_value": 0, "max_value": 100} if db_field.name in SHARES else {}
            )
            return db_field.formfield(form_class=NumberField, signed=db_field.name in SIGNED, **number_bounds)
        if isinstance(db_field, models.TextField):
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class OwnProvince(OurFields):
    """Shows, and offers for choice, only what belongs to the admin's own province."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return own_instrument_rows(super().get_queryset(request), request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.related_model
        if model is Province:
            kwargs["queryset"] = provinces_for(user_of(request))
        elif model in INSTRUMENT:
            kwargs["queryset"] = own_instrument_rows(model.objects.all(), request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A form that changes nothing is no line of history."""
        if form.changed_data or not change:
            super().save_model(request, obj, form, change)


class HistoryPage(Page):
    """The history of a row and of what hangs on it, in the place of the admin's own."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]  # no stub knows it
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        page = Paginator(states_of(row), LINES).get_page(request.GET.get("halaman"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "row": row,
            "page": page,
            "lines": history_entries(page.object_list, instrument_zone(row)),
        }
        return render(request, "admin/indicators/history.html", context)


def instrument_zone(row: Any) -> str:
    """The time zone of the province whose instrument it is."""
    path = INSTRUMENT[type(row)].removesuffix("pk")
    for name in filter(None, path.split("__")):
        row = getattr(row, name)
    return str(row.owner.time_zone)


class OwnInstruments(admin.RelatedFieldListFilter):
    """The filter beside a list, with the instruments of one's own province."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        return [(it.pk, str(it)) for it in instruments_for(user_of(request))]
