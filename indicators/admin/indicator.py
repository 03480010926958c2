"""An indicator's page, with its inputs and its conversion table in lists of their own."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin

from indicators.models import Indicator, Input, Level

from .own import HistoryPage, OurFields, OwnInstruments, OwnProvince
from .within import Within


class Lines(forms.BaseInlineFormSet):
    """Puts a new line last; refuses a code that two lines share, which the database would without words."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if index is None or index >= self.initial_form_count():
            form.initial["order"] = self.initial_form_count()

    def clean(self) -> None:
        super().clean()
        codes = Counter(self.code_of(form) for form in self.forms)
        for form in self.forms:
            code = self.code_of(form)
            if code and codes[code] > 1:
                form.add_error("code", f"Kode “{code}” dipakai {codes[code]} kali; pakai sekali.")

    def get_unique_error_message(self, unique_check: Any) -> str:
        names = (name for name in unique_check if name != self.fk.name)
        labels = ", ".join(str(self.model._meta.get_field(name).verbose_name) for name in names)
        return f"Ada {labels} yang dipakai dua kali; pakai sekali."

    def code_of(self, form: Any) -> str:
        cleaned = getattr(form, "cleaned_data", {})
        return "" if cleaned.get("DELETE") else cleaned.get("code", "")


class InputInline(OurFields, admin.StackedInline):
    model = Input
    formset = Lines
    extra = 1  # so that a line can be added without a script
    fieldsets = (
        (None, {"fields": (("code", "order"), "label", ("kind", "unit"), ("min", "max", "step"))}),
        (
            "Sumber, rincian, dan bobot butir",
            {"fields": ("source", "overridable", "repeatable", "details", "villages", "coefficient")},
        ),
    )


class LevelInline(OurFields, admin.StackedInline):
    model = Level
    formset = Lines
    extra = 1  # so that a line can be added without a script
    fields = (
        ("order", "code", "label"),
        ("lower", "inclusive", "stated_upper"),
        ("achievement", "inferred"),
    )


@admin.register(Indicator)
class IndicatorAdmin(HistoryPage, Within, OwnProvince, admin.ModelAdmin):
    list_display = ("no", "text", "unit", "weight", "rule")
    list_display_links = ("text",)
    list_filter = (("instrument", OwnInstruments), "rule")
    search_fields = ("text", "code")
    inlines = (InputInline, LevelInline)
    fieldsets = (
        (None, {"fields": ("instrument", "sub_aspect", "code", "no", "text", "unit", "weight", "old_no")}),
        ("Aturan nilai", {"fields": ("rule", "params", "tdi", "none_occurred", "policies", "applies")}),
        ("Bukti dan penjelasan", {"fields": ("evidence", "guidance", "note", "predecessor")}),
    )
