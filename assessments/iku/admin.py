"""What a kabupaten sets for the IKU of its kecamatan; of other provinces an instrument admin sees none."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from assessments.iku.models import RegencyTemplate
from indicators.access import provinces_for
from indicators.scoring.grades import EXAMPLE
from kinerja.accounts.requests import user_of
from kinerja.regions.models import Regency


class TemplateForm(forms.ModelForm):
    class Meta:
        model = RegencyTemplate
        fields = ("regency", "head_position", "head_name", "duty", "functions", "predicates")
        error_messages = {"predicates": {"invalid": EXAMPLE}}


@admin.register(RegencyTemplate)
class RegencyTemplateAdmin(admin.ModelAdmin):
    form = TemplateForm
    list_display = ("__str__", "regency")
    list_select_related = ("regency",)
    search_fields = ("regency__name", "regency__code")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        own_provinces = provinces_for(user_of(request))
        return super().get_queryset(request).filter(regency__province__in=own_provinces)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Regency:
            own_provinces = provinces_for(user_of(request))
            kwargs["queryset"] = Regency.objects.filter(province__in=own_provinces)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
