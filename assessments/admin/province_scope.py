"""What belongs to the admin's own province, and what a result stands on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from assessments.models import Decision, Period, Stage, Window, Worksheet
from assessments.workflow import DECIDED
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


def own_rows(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Those of the rows that belong to the provinces whose instruments one looks after."""
    return rows.filter(**{f"{OWNER[rows.model]}__in": provinces_for(user_of(request))})


class OwnPeriods(admin.ModelAdmin):
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
            kwargs["queryset"] = own_rows(model.objects.all(), request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return in_own_time(request, super().changeform_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return in_own_time(request, super().changelist_view, *args, **kwargs)


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
