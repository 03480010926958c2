"""Schedules: windows for all, and exceptions with their reason."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from assessments.models import Stage, Window
from kinerja.regions.models import District

from .periods import shown_time
from .province_scope import OwnPeriods, own_rows
from .window_form import TIMES, WindowForm


class ForWhom(admin.SimpleListFilter):
    """Windows for all kecamatan, and exceptions."""

    title, parameter_name = "berlaku untuk", "untuk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("semua", "Semua kecamatan"), ("satu", "Satu kecamatan (pengecualian)")]

    def queryset(self, request: HttpRequest, windows: QuerySet[Window]) -> QuerySet[Window]:
        return windows.filter(district__isnull=self.value() == "semua") if self.value() else windows


class OwnStages(admin.RelatedFieldListFilter):
    """The filter beside the list, with the stages of one's own province."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        stages = own_rows(Stage.objects.select_related("period"), request)
        return [(stage.pk, str(stage)) for stage in stages]


@admin.register(Window)
class WindowAdmin(OwnPeriods):
    """Who may work until when, and why: the windows for all and the exceptions in one list."""

    form = WindowForm
    formfield_overrides = TIMES
    fields = ("stage", "district", ("opens", "closes"), "reason")
    list_display = ("whom", "regency", "opening", "closing", "reason", "stage_shown")
    list_select_related = ("district__regency", "stage__period")
    list_filter = (ForWhom, ("stage", OwnStages))
    search_fields = ("district__name", "district__code", "district__regency__name")

    @admin.display(description="kecamatan", ordering="district__code")
    def whom(self, window: Window) -> str:
        return str(window.district or "Semua kecamatan")

    @admin.display(description="kabupaten/kota", ordering="district__regency__code")
    def regency(self, window: Window) -> str:
        return window.district.regency.name if window.district else "–"

    @admin.display(description="tahap", ordering="stage__no")
    def stage_shown(self, window: Window) -> str:
        return str(window.stage)  # a plain text wraps; a link to the stage would not

    @admin.display(description="dibuka", ordering="opens")
    def opening(self, window: Window) -> str:
        return shown_time(window.opens)

    @admin.display(description="ditutup", ordering="closes")
    def closing(self, window: Window) -> str:
        return shown_time(window.closes)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.related_model is District:
            field.queryset = field.queryset.select_related("regency").order_by("regency__code", "code")
            field.label_from_instance = lambda district: f"{district.name}, {district.regency}"
            field.empty_label = "Semua kecamatan"
        elif db_field.related_model is Stage:
            field.queryset = field.queryset.select_related("period")
        return field

    def save_model(self, request: HttpRequest, obj: Window, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self.log_change(request, obj.stage, f"{'Mengubah' if change else 'Menambah'} jadwal {obj}")

    def delete_model(self, request: HttpRequest, obj: Window) -> None:
        self.log_change(request, obj.stage, f"Menghapus jadwal {obj}")
        super().delete_model(request, obj)
