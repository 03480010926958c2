"""The admin's pages of single rows: superusers get all, instrument admins those of their own instruments."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db.models import Model
from django.urls import resolve, reverse
from django.utils import timezone

from assessments.iku.models import RegencyTemplate
from assessments.models import Period, Stage, Window
from assessments.records.periods import schedule_entry
from indicators.models import Aspect, Indicator, Instrument, SubAspect
from kinerja.regions.models import District, Regency
from tests.builders.access_rules import KNOWN, OBJECT_PAGES, outcome, plain_route
from tests.cast import Cast
from tests.crawl import crawl
from tests.town import ACTORS, Town, make_town, state, tokens_in

ACTIONS = ("add", "change", "delete", "history")
# What not even a superuser gets: what happened and what was published stays, and people keep their names.
NEVER = {
    *((name, action) for name in ("worksheet", "event", "revision") for action in ("add", "delete")),
    ("user", "delete"),
}
MODELS = sorted(
    (it for it in admin.site._registry if it._meta.app_label != "auth"), key=lambda it: it._meta.label
)
# The province whose instrument a row belongs to, as a query.
OWNER = {
    Instrument: "owner__code",
    Aspect: "instrument__owner__code",
    SubAspect: "aspect__instrument__owner__code",
    Indicator: "instrument__owner__code",
    Period: "owner__code",
    Stage: "period__owner__code",
    Window: "stage__period__owner__code",
    RegencyTemplate: "regency__province__code",
}
LOOKED_AFTER = ("indicators", "iku")  # apps of which an instrument admin edits rows


@pytest.fixture
def town(cast: Cast) -> Town:
    """The town, with a period of the other province."""
    town, now = make_town(cast), timezone.now()
    schedule_entry(
        instrument=town.other_instrument,
        name="Penilaian provinsi lain",
        help_contact="",
        opens=now,
        closes=now + timedelta(days=1),
    )
    return town


def address_of(model: type[Model], action: str, row: Model | None = None) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}"
    return reverse(name, args=[row.pk] if row else [])


def row_of(model: type[Model], province: str = "35") -> Model:
    """One row; of an instrument's parts, one that belongs to the province."""
    rows = model._base_manager.order_by("pk")
    found = rows.filter(**{OWNER[model]: province}) if model in OWNER else rows
    return found[0]


def rule_for(actor: str, model: type[Model], action: str) -> str:
    if actor not in ("indra", "root_user"):
        return "masuk"
    never = (model._meta.model_name, action) in NEVER
    theirs = actor == "root_user" or model._meta.app_label in LOOKED_AFTER or model in (Period, Stage, Window)
    return "200" if theirs and not never else "403"


@pytest.mark.parametrize("actor", ACTORS)
def test_page_of_a_row_is_for_those_who_look_after_it(town: Town, actor: str) -> None:
    client = town.browser(actor)
    addresses = {
        (model, action): address_of(model, action, None if action == "add" else row_of(model))
        for model in MODELS
        for action in ACTIONS
    }

    answers = {case: outcome(client.get(address)) for case, address in addresses.items()}

    assert answers == {(model, action): rule_for(actor, model, action) for model, action in addresses}
    assert len(answers) == 64


def inside_the_admin(address: str) -> bool:
    """Lists in another order are the same lists; the doors have rules of their own."""
    ways_out = ("/admin/logout/", "/admin/password_change/")
    return address.startswith("/admin/") and "?" not in address and address not in ways_out


def test_links_lead_a_superuser_through_the_whole_admin(town: Town) -> None:
    answers = crawl(town.browser("root_user"), "/admin/", inside_the_admin)

    assert {it: found.status_code for it, found in answers.items() if found.status_code != 200} == {}
    routes = {plain_route(resolve(it).route) for it in answers}
    lists = {f"admin/{model._meta.app_label}/{model._meta.model_name}/" for model in MODELS}
    changes = {f"{it}<path:object_id>/change/" for it in lists}
    assert routes >= lists | changes
    assert {it for it in routes if not OBJECT_PAGES.fullmatch(it)} <= KNOWN


def test_links_lead_an_instrument_admin_to_the_instruments_of_the_province_alone(town: Town) -> None:
    answers = crawl(town.browser("indra"), "/admin/", inside_the_admin)

    assert {it: found.status_code for it, found in answers.items() if found.status_code != 200} == {}
    assert {it.split("/")[2] for it in answers} == {"", "assessments", *LOOKED_AFTER}
    foreign = [str(row_of(model, "33").pk) for model in OWNER]
    assert [it for it, found in answers.items() if any(pk.encode() in found.content for pk in foreign)] == []
    assert [it for it, found in answers.items() if tokens_in(found)] == []


@pytest.mark.parametrize("action", ["change", "delete", "history"])
@pytest.mark.parametrize("model", OWNER, ids=lambda model: model._meta.model_name)
def test_rows_of_another_province_are_not_there_for_an_instrument_admin(
    town: Town, model: type[Model], action: str
) -> None:
    indra, address, before = town.browser("indra"), address_of(model, action, row_of(model, "33")), state()

    answers = [indra.get(address), indra.post(address, {"post": "yes", "name": "Lain", "text": "Lain"})]

    assert [(it.status_code, it.get("Location")) for it in answers] == [(302, "/admin/")] * 2
    assert state() == before


@pytest.mark.parametrize("action", ["add", "change"])
@pytest.mark.parametrize("model", OWNER, ids=lambda model: model._meta.model_name)
def test_forms_offer_an_instrument_admin_nothing_of_another_province(
    town: Town, model: type[Model], action: str
) -> None:
    address = address_of(model, action, None if action == "add" else row_of(model))

    form = town.browser("indra").get(address).context["adminform"].form

    offered = {name: field.queryset for name, field in form.fields.items() if hasattr(field, "queryset")}
    assert offered, "a row without a parent could belong to anybody"
    own = {name: rows.filter(**owned_by(rows.model, "35")).count() for name, rows in offered.items()}
    assert {name: rows.count() for name, rows in offered.items()} == own


def owned_by(model: type[Model], province: str) -> dict[str, str]:
    places: dict[type[Model], str] = {District: "regency__province__code", Regency: "province__code"}
    return {(places | OWNER).get(model, "code"): province}


def test_part_of_another_provinces_instrument_is_not_made(town: Town) -> None:
    before = state()
    body = {"aspect": row_of(Aspect, "33").pk, "code": "9.9", "no": "9", "name": "Sisipan"}

    response = town.browser("indra").post(address_of(SubAspect, "add"), body)

    assert response.status_code == 200
    assert state() == before
