"""Periods and their stages, looked after by the instrument admins of the province that owns them."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.models import Period, Stage, Window, Worksheet
from assessments.records.worksheets import open_worksheets
from indicators.models import Instrument
from kinerja.accounts.models import User
from kinerja.accounts.requests import user_of
from kinerja.numbers import format_short_datetime
from kinerja.refusals import Refusal
from kinerja.regions.models import District

from .period_form import PeriodForm
from .province_scope import ArchivedRows, OwnPeriods, has_result, is_settled, lock_period_of, own_rows
from .stage_form import ShownStage, StageForm
from .window_form import TIMES, WindowForm


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
    list_display = ("name", "code", "owner", "year", "state")
    readonly_fields = ("state",)
    list_select_related = ("owner",)
    inlines = (StageInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not has_result(obj) and super().has_delete_permission(request, obj)


class WindowInline(ArchivedRows, admin.StackedInline):
    """The window for all kecamatan; exceptions are rows of their own, on pages of their own."""

    model = Window
    form = WindowForm
    formfield_overrides = TIMES
    fields = (("opens", "closes"),)
    extra = max_num = 1
    verbose_name = verbose_name_plural = "jadwal untuk semua kecamatan"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_settled(obj) and super().has_add_permission(request, obj)

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
        exception_windows = stage.windows.exclude(district=None).select_related("district__regency")
        exception_rows = [
            (address("change", it.pk), district, district.regency, shown_time(it.closes), it.reason)
            for it in exception_windows
            if (district := it.district)
        ]
        exception_list = format_html_join(
            "", '<li><a href="{}">{}, {}</a> sampai {}: {}</li>', exception_rows
        )
        exceptions = format_html("<ul>{}</ul>", exception_list) if exception_rows else SafeString()
        if is_settled(stage):
            return exceptions or "–"
        link = '{}<a href="{}?stage={}">Tambah pengecualian</a>'
        return format_html(link, exceptions, address("add"), stage.pk)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Archived instruments are not offered; a stage that has one keeps it."""
        if db_field.name == "instrument":
            stage = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            offered_instruments = Q(archived_at=None) | Q(stages__in=[stage] if stage else [])
            kwargs["queryset"] = own_rows(Instrument.objects.filter(offered_instruments).distinct(), request)
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
            try:
                opened = open_for_all(stage, user_of(request))
            except Refusal as refused:
                self.message_user(request, str(refused), messages.ERROR)
            else:
                self.message_user(request, f"{len(opened)} kertas kerja dibuka untuk {stage}.")


@transaction.atomic
def open_for_all(stage: Stage, by: User) -> list[Worksheet]:
    """The new worksheets of the kecamatan of the province; raises `Closed` where the period is finished."""
    lock_period_of(stage)
    districts = District.objects.filter(regency__province=stage.period.owner)
    return open_worksheets(stage=stage, districts=districts, by=by)


def address(action: str, *args: Any) -> str:
    return reverse(f"admin:assessments_window_{action}", args=args)


def shown_time(moment: datetime) -> str:
    return format_short_datetime(moment, timezone.get_current_timezone_name())
