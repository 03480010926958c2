"""An indicator's page, with its inputs and its conversion table in lists of their own."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin

from indicators.models import Indicator, Input, Level

from .nested_admin import Within
from .province_scope import HistoryPage, OurFields, OwnInstruments, OwnProvince

GROWN = "Tabel ini sudah ditambah orang lain. Muat ulang halaman, lalu ubah lagi."


class Lines(forms.BaseInlineFormSet):
    """Puts a new line last; refuses a code that two lines share, which the database would without words."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if index is None or index >= self.initial_form_count():
            form.initial["order"] = self.initial_form_count()

    def clean(self) -> None:
        super().clean()
        count_by_code = Counter(self.code_of(form) for form in self.forms)
        for form in self.forms:
            code = self.code_of(form)
            if code and count_by_code[code] > 1:
                form.add_error("code", f"Kode “{code}” dipakai {count_by_code[code]} kali; pakai sekali.")

    def get_unique_error_message(self, unique_check: Any) -> str:
        field_names = (name for name in unique_check if name != self.fk.name)
        field_labels = ", ".join(
            str(getattr(self.fk.model._meta.get_field(name), "verbose_name", name)) for name in field_names
        )
        return f"Ada {field_labels} yang dipakai dua kali; pakai sekali."

    def code_of(self, form: Any) -> str:
        cleaned = getattr(form, "cleaned_data", {})
        return "" if cleaned.get("DELETE") else cleaned.get("code", "")


class LevelForm(forms.ModelForm):
    """A line of the table; what must be unique is looked at among all lines as they will stand."""

    def validate_unique(self) -> None: ...

    def validate_constraints(self) -> None: ...


class LevelLines(Lines):
    """The whole table at once: bounds may move up one by one, and change places."""

    def clean(self) -> None:
        super().clean()
        edited_ids = [form.instance.pk for form in self.initial_forms]
        other_levels = Level.objects.filter(indicator_id=self.instance.pk).exclude(pk__in=edited_ids)
        taken_values = {it.lower for it in other_levels} | {it.code for it in other_levels}
        form_lines = [getattr(form, "cleaned_data", {}) for form in self.forms]
        wanted_values = {
            line.get(name) for line in form_lines for name in ("lower", "code") if not line.get("DELETE")
        }
        if wanted_values & taken_values - {None, ""}:
            raise forms.ValidationError(GROWN)

    def save_existing_objects(self, commit: bool = True) -> Any:
        changed_ids = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        Level.objects.filter(pk__in=changed_ids).update(lower=None, code="")  # each makes room for the others
        return super().save_existing_objects(commit)


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
    form = LevelForm
    formset = LevelLines
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
        (
            "Aturan nilai",
            {"fields": ("rule", "params", "cap", "tdi", "none_occurred", "policies", "applies", "iku")},
        ),
        ("Bukti dan penjelasan", {"fields": ("evidence", "guidance", "note", "predecessor")}),
    )
