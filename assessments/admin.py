"""Periods, stages, windows and profiles in the admin; worksheets and their history only to be read."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from assessments.models import Event, Period, Stage, Window, Worksheet
from assessments.services.profile import rescore
from assessments.services.worksheets import NotReady, open_worksheets
from assessments.workflow import EDITABLE
from indicators.models import Instrument
from indicators.scoring.grades import EXAMPLE
from kinerja.regions.models import District, Profile


class PeriodForm(forms.ModelForm):
    class Meta:
        model = Period
        fields = (
            "owner",
            "year",
            "name",
            "help_contact",
            "tie_keys",
            "grades",
            "titles",
            "visibility",
            "objection_days",
            "holidays",
        )
        error_messages = {
            "tie_keys": {"invalid": 'Tulis daftar seperti ["aspect:5", "aspect:2", "submitted_at"].'},
            "grades": {"invalid": EXAMPLE},
        }


class StageInline(admin.TabularInline):
    """The order of a period at a glance; a stage is changed on its own page, beside its windows."""

    model = Stage
    fields = ("no", "kind", "name", "instrument")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Period)
class PeriodAdmin(admin.ModelAdmin):
    form = PeriodForm
    list_display = ("name", "owner", "year")
    inlines = (StageInline,)


class WindowInline(admin.StackedInline):
    """An exception for one kecamatan is a row of its own; the page's history keeps who added it and when."""

    model = Window
    fields = (("purpose", "district"), ("opens", "closes"), "reason")
    extra = 0
    autocomplete_fields = ("district",)


@admin.register(Stage)
class StageAdmin(admin.ModelAdmin):
    list_display = ("__str__", "no", "kind", "instrument")
    fields = ("period", "no", "kind", "name", "instrument")
    list_select_related = ("period", "instrument")
    inlines = (WindowInline,)
    actions = ("open_all",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Archived instruments are not offered; a stage that has one keeps it."""
        if db_field.name == "instrument":
            stage = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            offered = Q(archived_at=None) | Q(stages__in=[stage] if stage else [])
            kwargs["queryset"] = Instrument.objects.filter(offered).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.action(description="Buka kertas kerja semua kecamatan di provinsi")
    def open_all(self, request: HttpRequest, stages: QuerySet[Stage]) -> None:
        for stage in stages:
            districts = District.objects.filter(regency__province=stage.period.owner)
            try:
                opened = open_worksheets(stage=stage, districts=districts, by=request.user)  # type: ignore[arg-type]
            except NotReady as problem:
                self.message_user(request, str(problem), messages.ERROR)
            else:
                self.message_user(request, f"{len(opened)} kertas kerja dibuka untuk {stage}.")


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
        """Not what a kecamatan has confirmed, nor what a worksheet that was handed on stands on."""
        if obj is not None and (obj.confirmed_at or obj.worksheets.exclude(state__in=EDITABLE).exists()):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj) and super().has_delete_permission(request, obj)

    @admin.display(description="kabupaten/kota", ordering="district__regency__code")
    def regency(self, profile: Profile) -> str:
        return profile.district.regency.name

    def save_model(self, request: HttpRequest, obj: Profile, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        rescore(obj)


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
