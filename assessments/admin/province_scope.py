"""What belongs to the admin's own province, what a finished period keeps, and what a result stands on."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from assessments.access.periods import lock_period
from assessments.models import Decision, Period, Stage, Window, Worksheet
from assessments.workflow import DECIDED, OPEN_PERIODS
from indicators.access import provinces_for
from indicators.models import Instrument
from kinerja.accounts.access import zone_of_person
from kinerja.accounts.requests import user_of
from kinerja.regions.models import District, Province

# The province that a row belongs to, as a query.
OWNER = {
    Period: "owner",
    Stage: "period__owner",
    Window: "stage__period__owner",
    Instrument: "owner",
    District: "regency__province",
}
# The state of the period that a row stands in, as a query.
STATE: Mapping[Any, str] = {Period: "state", Stage: "period__state"}


def own_rows(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Those of the rows that belong to the provinces whose instruments one looks after."""
    return rows.filter(**{f"{OWNER[rows.model]}__in": provinces_for(user_of(request))})


def offered_rows(model: Any, request: HttpRequest) -> QuerySet[Any]:
    """The own rows that a form offers: nothing of a finished period, in which nothing is written."""
    rows = own_rows(model.objects.all(), request)
    return rows.filter(**{f"{STATE[model]}__in": OPEN_PERIODS}) if model in STATE else rows


def period_of(row: Period | Stage | Window) -> Period:
    if isinstance(row, Period):
        return row
    return (row.stage if isinstance(row, Window) else row).period


def is_settled(row: Any) -> bool:
    """Whether the row stands in a period in which nothing is changed any more."""
    return row is not None and bool(period_of(row).standing.row.settled)


class ArchivedRows(BaseModelAdmin):
    """Rows, and what stands inside them, are only looked at where their period is finished."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_settled(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_settled(obj) and super().has_delete_permission(request, obj)


class OwnPeriods(ArchivedRows, admin.ModelAdmin):
    """Shows, and offers for choice, only what belongs to the admin's own province, in its time."""

    class Media:
        css = {"all": ("css/admin/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return own_rows(super().get_queryset(request), request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.related_model
        if model is Province:
            kwargs["queryset"] = provinces_for(user_of(request))
        elif model in OWNER:
            kwargs["queryset"] = offered_rows(model, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form was made before the lock: a period may have been finished meanwhile."""
        lock_period_of(obj)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        lock_period_of(obj)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return in_own_time(request, super().changeform_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return in_own_time(request, super().changelist_view, *args, **kwargs)


def lock_period_of(row: Any) -> None:
    """Lock the row's period, where it is kept already. Raises `Closed` where it is finished; what its state
    has become since it was read is not written back."""
    period = period_of(row)
    if not period._state.adding:
        period.state = lock_period(period.pk).state


def in_own_time(request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Times are typed and shown in the zone of the person's province, as everywhere else."""
    with timezone.override(zone_of_person(user_of(request))):
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


def has_result(period: Period | None) -> bool:
    """Whether a worksheet of the period is finalised, or a decision on it approved."""
    if period is None or period._state.adding:
        return False
    decided_worksheets = Worksheet.objects.filter(stage__period=period, state__in=DECIDED)
    return decided_worksheets.exists() or period.decisions.filter(state=Decision.State.APPROVED).exists()
