"""The form of a window in the admin."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db import models

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
        cleaned = super().clean() or {}
        stage = cleaned.get("stage") or getattr(self.instance, "stage", None)
        if stage:
            entry = stage.kind == Stage.Kind.ENTRY
            self.instance.purpose = Window.Purpose.ENTRY if entry else Window.Purpose.JUDGING
        return cleaned
