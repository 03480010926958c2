"""Aspects and sub-aspects."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from indicators.models import Aspect, SubAspect

from .nested_admin import Within
from .province_scope import HistoryPage, OwnInstruments, OwnProvince


@admin.register(Aspect)
class AspectAdmin(HistoryPage, Within, OwnProvince, admin.ModelAdmin):
    list_display = ("__str__", "instrument", "stated_weight")
    list_select_related = ("instrument",)
    list_filter = (("instrument", OwnInstruments),)


@admin.register(SubAspect)
class SubAspectAdmin(HistoryPage, Within, OwnProvince, admin.ModelAdmin):
    list_display = ("__str__", "aspect", "instrument")
    list_select_related = ("aspect__instrument",)
    list_filter = (("aspect__instrument", OwnInstruments),)

    @admin.display(description="instrumen")
    def instrument(self, row: Any) -> str:
        return str(row.aspect.instrument)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("aspect__instrument__owner")
