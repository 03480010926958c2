"""Periods, stages, windows and profiles in the admin; worksheets and their history only to be read.

Periods, stages and windows are looked after by the instrument admins of the province that owns them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from assessments.forms.window import TIMES, WindowForm
from assessments.models import Decision, Event, Period, Stage, Window, Worksheet
from assessments.services.profile import rescore
from assessments.services.worksheets import NotReady, open_worksheets
from assessments.workflow import EDITABLE, State
from indicators.access import provinces_for
from indicators.models import Instrument
from indicators.scoring.grades import EXAMPLE
from kinerja.accounts.access import zone_of
from kinerja.numbers import format_short_datetime
from kinerja.regions.models import District, Profile, Province

# The province that a row belongs to, as a query.
OWNER = {
    Period: "owner",
    Stage: "period__owner",
    Window: "stage__period__owner",
    Instrument: "owner",
    District: "regency__province",
}


def own_rows(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Those of the rows that belong to the provinces whose instruments one looks after."""
    return rows.filter(**{f"{OWNER[rows.model]}__in": provinces_for(request.user)})  # type: ignore[arg-type]


class OwnPeriods(admin.ModelAdmin):
    """Shows, and offers for choice, only what belongs to the admin's own province, in its time."""

    class Media:
        css = {"all": ("css/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return own_rows(super().get_queryset(request), request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.related_model
        if model is Province:
            kwargs["queryset"] = provinces_for(request.user)  # type: ignore[arg-type]
        elif model in OWNER:
            kwargs["queryset"] = own_rows(model.objects.all(), request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return in_own_time(request, super().changeform_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return in_own_time(request, super().changelist_view, *args, **kwargs)


def in_own_time(request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Times are typed and shown in the zone of the person's province, as everywhere else."""
    with timezone.override(zone_of(request.user)):
        response = view(request, *args, **kwargs)
        return response.render() if isinstance(response, TemplateResponse) else response


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
            *("owner", "year", "name", "help_contact", "tie_keys", "grades"),
            *("titles", "visibility", "objection_days", "holidays"),
        )
        help_texts = {
            "owner": "Provinsi yang menilai.",
            "year": "Tahun pelaksanaan penilaian, misalnya 2022.",
            "name": "Nama yang dibaca pengguna, misalnya Penilaian Sinergitas Kecamatan 2022.",
            "help_contact": "Siapa yang dihubungi bila ada kesulitan; tampil di kaki setiap halaman.",
            "visibility": "Yang dapat dilihat siapa pun setelah penetapan.",
        }
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
    settled = (
        *("period", "no", "kind", "instrument"),
        *("weight", "quota", "quota_scope", "cut_off", "aggregate"),
    )

    class Meta:
        model = Stage
        fields = "__all__"  # noqa: DJ007  # the admin page names them

    @property
    def period(self) -> Period | None:
        return self.instance.period if self.instance.period_id else None


class ShownStage(forms.ModelForm):
    """Only shown: nothing of it is sent, so nothing of it is to be found wrong here."""

    def _post_clean(self) -> None: ...


class StageInline(admin.TabularInline):
    """The order of a period at a glance; a stage is changed on its own page, beside its windows."""

    model = Stage
    form = ShownStage
    fields = ("no", "kind", "name", "instrument", "weight", "quota", "quota_scope", "cut_off")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Period)
class PeriodAdmin(OwnPeriods):
    """After a result only words, days and who sees it may change: the rest is what the result stands on."""

    form = PeriodForm
    list_display = ("name", "owner", "year")
    list_select_related = ("owner",)
    inlines = (StageInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not has_result(obj) and super().has_delete_permission(request, obj)


class WindowInline(admin.StackedInline):
    """The window for all kecamatan; exceptions are rows of their own, on pages of their own."""

    model = Window
    form = WindowForm
    formfield_overrides = TIMES
    fields = (("opens", "closes"),)
    extra = max_num = 1
    verbose_name = verbose_name_plural = "jadwal untuk semua kecamatan"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Window]:
        return super().get_queryset(request).filter(district=None)


@admin.register(Stage)
class StageAdmin(OwnPeriods):
    """After a result a stage keeps its place and its instrument; windows may still be added."""

    form = StageForm
    list_display = ("__str__", "no", "kind", "instrument")
    fields = (
        *("period", "no", "kind", "name", "instrument"),
        *("weight", "quota", "quota_scope", "cut_off", "aggregate"),
        "exceptions",
    )
    readonly_fields = ("exceptions",)
    list_select_related = ("period", "instrument")
    inlines = (WindowInline,)
    actions = ("open_all",)

    @admin.display(description="pengecualian")
    def exceptions(self, stage: Stage) -> str:
        """Who may work until when and why, each with its page, and the way to one more."""
        if stage._state.adding:
            return "Simpan tahap ini dulu."
        granted = stage.windows.exclude(district=None).select_related("district__regency")
        rows = [
            (address("change", it.pk), it.district, it.district.regency, shown_time(it.closes), it.reason)
            for it in granted
        ]
        listed = format_html_join("", '<li><a href="{}">{}, {}</a> sampai {}: {}</li>', rows)
        add = format_html('<a href="{}?stage={}">Tambah pengecualian</a>', address("add"), stage.pk)
        return format_html("<ul>{}</ul>{}", listed, add) if rows else add

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Archived instruments are not offered; a stage that has one keeps it."""
        if db_field.name == "instrument":
            stage = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            offered = Q(archived_at=None) | Q(stages__in=[stage] if stage else [])
            kwargs["queryset"] = own_rows(Instrument.objects.filter(offered).distinct(), request)
            return admin.ModelAdmin.formfield_for_foreignkey(self, db_field, request, **kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

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


def address(action: str, *args: Any) -> str:
    return reverse(f"admin:assessments_window_{action}", args=args)


def shown_time(moment: datetime) -> str:
    return format_short_datetime(moment, timezone.get_current_timezone_name())


class ForWhom(admin.SimpleListFilter):
    """Windows for all kecamatan, and exceptions."""

    title, parameter_name = "berlaku untuk", "untuk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("semua", "Semua kecamatan"), ("satu", "Satu kecamatan (pengecualian)")]

    def queryset(self, request: HttpRequest, windows: QuerySet[Window]) -> QuerySet[Window]:
        return windows.filter(district__isnull=self.value() == "semua") if self.value() else windows


class OwnStages(admin.RelatedFieldListFilter):
    """The filter beside the list, with the stages of one's own province."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
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

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Window]) -> None:
        for window in queryset:
            self.delete_model(request, window)


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
