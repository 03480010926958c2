"""Forms of the indicator admin, as a browser would send them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from indicators.models import Indicator


def change_url(indicator: Indicator) -> str:
    return reverse("admin:indicators_indicator_change", args=(indicator.pk,))


def posted_form(client: Client, indicator: Indicator) -> dict[str, Any]:
    """What the browser would send if nothing were changed."""
    context = client.get(change_url(indicator)).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            data[bound.html_name] = "on" if value is True else bound.field.widget.format_value(value) or ""
            if value is False:
                del data[bound.html_name]
    return data
