"""Periods, stages, windows and profiles in the admin; worksheets and their history only to be read."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from assessments.models import Decision, Event, Period, Stage, Window, Worksheet
from assessments.services.profile import rescore
from assessments.services.worksheets import NotReady, open_worksheets
from assessments.workflow import EDITABLE, State
from indicators.scoring.grades import EXAMPLE
from kinerja.regions.models import District, Profile


class SettledForm(forms.ModelForm):
    """After a result the fields that it stands on are shown and keep what they hold, whatever is sent."""

    settled: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_result(self.period):
            for name in self.settled:
                self.fields[name].disabled = True

    @property
    def period(self) -> Period | None:
        raise NotImplementedError


class PeriodForm(SettledForm):
    settled = ("owner", "year", "tie_keys", "grades", "titles", "objection_days")

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

    @property
    def period(self) -> Period | None:
        return self.instance


def has_result(period: Period | None) -> bool:
    """Whether a worksheet of the period is finalised, or a decision on it approved."""
    if period is None or period._state.adding:
        return False
    final = Worksheet.objects.filter(stage__period=period, state=State.FINAL)
    return final.exists() or period.decisions.filter(state=Decision.State.APPROVED).exists()


class StageForm(SettledForm):
    settled = ("period", "no", "kind", "instrument")

    class Meta:
        model = Stage
        fields = "__all__"  # noqa: DJ007  # the admin page names them

    @property
    def period(self) -> Period | None:
        return self.instance.period if self.instance.period_id else None


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
    """After a result only words, days and who sees it may change: the rest is what the result stands on."""

    form = PeriodForm
    list_display = ("name", "owner", "year")
    inlines = (StageInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not has_result(obj) and super().has_delete_permission(request, obj)


class WindowInline(admin.StackedInline):
    """An exception for one kecamatan is a row of its own; the page's history keeps who added it and when."""

    model = Window
    fields = (("purpose", "district"), ("opens", "closes"), "reason")
    extra = 0
    autocomplete_fields = ("district",)


@admin.register(Stage)
class StageAdmin(admin.ModelAdmin):
    """After a result a stage keeps its place and its instrument; windows may still be added."""

    list_display = ("__str__", "no", "kind", "instrument")
    form = StageForm
    fields = ("period", "no", "kind", "name", "instrument")
    list_select_related = ("period", "instrument")
    inlines = (WindowInline,)
    actions = ("open_all",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        open_yet = obj is None or not has_result(obj.period)
        return open_yet and super().has_delete_permission(request, obj)

    @admin.action(description="Buka kertas kerja semua kecamatan di provinsi")
    def open_all(self, request: HttpRequest, stages: QuerySet[Stage]) -> None:
        for stage in stages:
            if stage.kind != Stage.Kind.ENTRY:
                self.message_user(
                    request, f"{stage}: kertas kerja dibuka di tahap pengisian.", messages.ERROR
                )
                continue
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
