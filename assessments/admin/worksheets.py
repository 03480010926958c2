"""Profiles; worksheets and their history only to be read."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from assessments.entry.services.profile import rescore_worksheets_on
from assessments.models import Event, Worksheet
from assessments.workflow import EDITABLE, OPEN_PERIODS
from kinerja.regions.models import Profile

OPEN = Q(state__in=EDITABLE, stage__period__state__in=OPEN_PERIODS)


@admin.register(Profile)
class ProfileAdmin(admin.ModelAdmin):
    """A corrected count of desa or kelurahan rescores the open worksheets that stand on it."""

    list_display = ("district", "regency", "data_year", "desa", "kelurahan")
    list_select_related = ("district__regency",)
    list_filter = ("data_year", "district__regency__province")
    search_fields = ("district__name", "district__code")
    autocomplete_fields = ("district",)
    readonly_fields = ("version", "villages", "confirmed_at", "confirmed_by")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not what a kecamatan has confirmed, nor what a worksheet stands on that was handed on or whose
        period is finished."""
        if obj is not None and (obj.confirmed_at or obj.worksheets.exclude(OPEN).exists()):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj) and super().has_delete_permission(request, obj)

    @admin.display(description="kabupaten/kota", ordering="district__regency__code")
    def regency(self, profile: Profile) -> str:
        return profile.district.regency.name

    def save_model(self, request: HttpRequest, obj: Profile, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data:
            rescore_worksheets_on(obj)


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Worksheet)
class WorksheetAdmin(ReadOnly):
    list_display = ("district", "stage", "state", "filled", "asked", "claim_total", "saved_at")
    list_select_related = ("district", "stage__period")
    search_fields = ("district__name", "district__code")


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ("at", "actor_name", "action", "subject")
    list_filter = ("action",)
