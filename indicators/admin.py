"""The instruments in the admin, plainly: every table editable, published revisions read-only."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from indicators.access import instruments_for, provinces_for
from indicators.exchange_admin import ExchangeAdmin
from indicators.models import Aspect, Indicator, Input, Instrument, Level, Revision, SubAspect
from indicators.scoring.document import DocumentError
from indicators.services.publish import publish
from indicators.views import editions
from kinerja.fields import NumberField
from kinerja.regions.models import Province

NUMBERS = {models.DecimalField: {"form_class": NumberField}}


# The instrument that a row belongs to, as a query.
INSTRUMENT = {
    Instrument: "pk",
    Aspect: "instrument",
    SubAspect: "aspect__instrument",
    Indicator: "instrument",
    Revision: "instrument",
}


def own_rows(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Those of the rows that belong to the instruments of the admin's own province."""
    return rows.filter(**{f"{INSTRUMENT[rows.model]}__in": instruments_for(request.user)})  # type: ignore[arg-type]


class OwnProvince:
    """Shows, and offers for choice, only what belongs to the admin's own province."""

    formfield_overrides = NUMBERS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return own_rows(super().get_queryset(request), request)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.related_model
        if model is Province:
            kwargs["queryset"] = provinces_for(request.user)  # type: ignore[arg-type]
        elif model in INSTRUMENT:
            kwargs["queryset"] = own_rows(model.objects.all(), request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class OwnInstruments(admin.RelatedFieldListFilter):
    """The filter beside a list, with the instruments of one's own province."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(it.pk, str(it)) for it in instruments_for(request.user)]  # type: ignore[arg-type]


class InputInline(admin.StackedInline):
    model = Input
    formfield_overrides = NUMBERS
    extra = 0


class LevelInline(admin.TabularInline):
    model = Level
    formfield_overrides = NUMBERS
    extra = 0


@admin.register(Instrument)
class InstrumentAdmin(ExchangeAdmin, OwnProvince, admin.ModelAdmin):
    list_display = ("name", "code", "owner", "year", "data_year", "edition")
    actions = ("publish_edition",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).with_edition()

    @admin.display(description="keadaan")
    def edition(self, instrument: Instrument) -> str:
        return instrument.edition_state

    def get_urls(self) -> list[URLPattern]:
        def page(way: str, view: Any) -> URLPattern:
            name = f"indicators_instrument_{view.__name__}"
            return path(f"<uuid:instrument_id>/{way}/", self.admin_site.admin_view(view), name=name)

        return [page("periksa", editions.check), page("salin", editions.copy), *super().get_urls()]

    @admin.action(description="Terbitkan sebagai edisi berlaku")
    def publish_edition(self, request: HttpRequest, instruments: QuerySet[Instrument]) -> None:
        for instrument in instruments:
            try:
                revision = publish(instrument=instrument, reason="Diterbitkan lewat admin", by=request.user)
            except DocumentError as error:
                for sentence in error.errors:
                    self.message_user(request, sentence, messages.ERROR)
            else:
                self.message_user(request, f"{revision} berlaku.")


@admin.register(Aspect)
class AspectAdmin(OwnProvince, admin.ModelAdmin):
    list_display = ("__str__", "instrument", "stated_weight")
    list_filter = (("instrument", OwnInstruments),)


@admin.register(SubAspect)
class SubAspectAdmin(OwnProvince, admin.ModelAdmin):
    list_display = ("__str__", "aspect")
    list_select_related = ("aspect",)
    list_filter = (("aspect__instrument", OwnInstruments),)


@admin.register(Indicator)
class IndicatorAdmin(OwnProvince, admin.ModelAdmin):
    list_display = ("no", "text", "unit", "weight", "rule")
    list_display_links = ("text",)
    list_filter = (("instrument", OwnInstruments), "rule")
    search_fields = ("text", "code")
    inlines = (InputInline, LevelInline)


@admin.register(Revision)
class RevisionAdmin(OwnProvince, admin.ModelAdmin):
    """Published: to be read, never to be changed."""

    list_display = ("instrument", "no", "state", "effect", "published_at", "sha256")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
