"""Every form of the admin, opened over what the demonstration holds and sent back untouched: nothing is
refused, and nothing changes."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from lxml import html

from assessments.iku.models import RegencyTemplate
from kinerja.accounts.models import User
from kinerja.regions.models import Profile, Regency
from tests.cast import sign_in
from tests.town import state

MOST = 12  # rows of a model, spread over all that there are
PAGES = {model: pages for model, pages in admin.site._registry.items() if model._meta.app_label != "auth"}


@pytest.fixture
def root(client: Client, db: None, settings: Any) -> Client:
    """Signed in over the demonstration, which has one row of everything that the admin changes."""
    settings.DEMO = True
    call_command("seed_demo", "--kecamatan", "3", verbosity=0)
    call_command("seed_iku", verbosity=0)
    RegencyTemplate.objects.get_or_create(regency=Regency.objects.earliest("code"))
    return sign_in(client, User.objects.create_superuser("akar", name="Akar"))


def spread(model: type[Model]) -> list[Any]:
    """Some rows of many; of profiles, those first that worksheets stand on."""
    rows: list[Any] = list(model._base_manager.order_by("pk"))
    if model is Profile:
        return sorted(rows, key=lambda it: not it.worksheets.exists())[:MOST]
    return rows[:: max(1, len(rows) // MOST)][:MOST]


def sent_by(page: Any) -> str:
    """What a browser sends when the first button of the page's form is pressed."""
    forms = html.fromstring(page.content.decode()).forms
    form = next(
        it for it in forms if "csrfmiddlewaretoken" in it.fields and it.get("id", "").endswith("_form")
    )
    return urlencode([*form.form_values(), ("_continue", "Simpan")])


def refusals(page: Any) -> Iterator[str]:
    """Every sentence that stands at a field or above the form."""
    for text in html.fromstring(page.content.decode()).xpath("//*[contains(@class, 'errorlist')]//text()"):
        if text.strip():
            yield text.strip()


def kept() -> dict[str, list[dict[str, Any]]]:
    """All rows, but for the admin's own history of who pressed a button."""
    return {label: rows for label, rows in state().items() if "Historical" not in label}


def test_what_is_sent_back_untouched_is_neither_refused_nor_changed(root: Client) -> None:
    before, told, saved = kept(), [], set()
    for model, pages in PAGES.items():
        for row in spread(model):
            url = reverse(f"admin:{pages.opts.app_label}_{pages.opts.model_name}_change", args=[row.pk])
            page = root.get(url)
            if "_continue" not in page.content.decode():
                continue  # only shown
            answer = root.post(url, sent_by(page), content_type="application/x-www-form-urlencoded")
            saved.add(model._meta.label)
            if answer.status_code != 302:
                told.append((str(row), *refusals(answer)))

    assert told == []
    assert saved == {
        *("accounts.User", "assessments.Period", "assessments.Stage", "assessments.Window"),
        *("iku.RegencyTemplate", "indicators.Aspect", "indicators.Indicator", "indicators.Instrument"),
        *(
            "indicators.SubAspect",
            "regions.District",
            "regions.Profile",
            "regions.Province",
            "regions.Regency",
        ),
    }
    assert kept() == before
