"""The form of a window in the admin."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db import models
from django.db.models import QuerySet
from django.forms.models import construct_instance

from assessments.models import Stage, Window

MOMENTS = {"opens": "dibuka", "closes": "ditutup"}


class LabelledMoment(AdminSplitDateTime):
    """The admin's date and time with a name each, which the stock widget does not give them."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        moment = MOMENTS[name.rpartition("-")[2]]
        for part, word in zip(context["widget"]["subwidgets"], ("Tanggal", "Waktu"), strict=True):
            part["attrs"]["aria-label"] = f"{word} {moment}"
        return context


TIMES: dict[Any, dict[str, Any]] = {
    models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": LabelledMoment}
}


class WindowForm(forms.ModelForm):
    """A window whose purpose follows from its stage."""

    class Meta:
        model = Window
        fields = ("stage", "district", "opens", "closes", "reason")

    def clean(self) -> dict[str, Any] | None:
        """Look at the window as it would be, beside the others of its stage where that is kept already."""
        cleaned = super().clean()
        window = construct_instance(self, self.instance)
        stage = getattr(window, "stage", None)
        if stage:
            entry = stage.kind == Stage.Kind.ENTRY
            window.purpose = Window.Purpose.ENTRY if entry else Window.Purpose.JUDGING
        if window.stage_id and self.changed_data:
            for name, sentence in window_problems(window):
                self.add_error(name, sentence)
        return cleaned


def window_problems(window: Window) -> Iterator[tuple[str, str]]:
    """An exception says why and stays in the province; a stage has one window for all and one for each."""
    if window.district_id and not window.reason.strip():
        yield "reason", "Tulis alasan pengecualian untuk kecamatan ini."
    elif window.district and window.district.regency.province_id != window.stage.period.owner_id:
        yield "district", f"Pilih kecamatan di {window.stage.period.owner}."
    elif other_windows(window).exists():
        window_words = (
            "pengecualian untuk kecamatan ini" if window.district_id else "jadwal untuk semua kecamatan"
        )
        conflicting_field = "district" if window.district_id else "opens"
        yield conflicting_field, f"Tahap ini sudah memiliki {window_words}. Ubah yang sudah ada."


def other_windows(window: Window) -> QuerySet[Window]:
    """Another window for the same purpose and the same kecamatan."""
    same_window = {"stage": window.stage_id, "purpose": window.purpose, "district": window.district_id}
    return Window.objects.filter(**same_window).exclude(pk=window.pk)
