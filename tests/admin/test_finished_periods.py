"""The admin of a finished period shows and changes nothing; a period's code is given once."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from assessments.admin.province_scope import lock_period_of
from assessments.models import Period, Stage, Window
from assessments.workflow import PeriodState
from kinerja.refusals import Closed
from kinerja.regions.models import Profile
from tests.builders.periods import NEXT, PERIOD_FORM, next_year
from tests.cast import Cast, sign_in
from tests.offices import PERIOD, Office
from tests.town import state

PEOPLE = ("indra", "root_user")


def place(action: str, row: Any) -> str:
    return reverse(f"admin:assessments_{row._meta.model_name}_{action}", args=(row.pk,))


def offered(browser: Client, model: str, field: str) -> list[Any]:
    """What the form of a new row offers for choice."""
    page = browser.get(f"/admin/assessments/{model}/add/")
    return list(page.context["adminform"].form.fields[field].queryset)


@pytest.fixture
def rows(office: Office) -> Mapping[str, Any]:
    """A period with its stage and window, finished."""
    Period.objects.update(state=PeriodState.FINISHED)
    return {"period": office.stage.period, "stage": office.stage, "window": office.window}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", ["period", "stage", "window"])
def test_a_row_is_shown_and_neither_changed_nor_deleted(
    client: Client, rows: Mapping[str, Any], cast: Cast, who: str, name: str
) -> None:
    browser, row, before = sign_in(client, getattr(cast, who)), rows[name], state()

    page = browser.get(place("change", row))

    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert browser.post(place("change", row), {}).status_code == 403
    assert browser.post(place("delete", row), {"post": "yes"}).status_code == 403
    assert state() == before


def test_the_same_rows_of_a_running_period_are_changed(client: Client, office: Office, cast: Cast) -> None:
    """Otherwise the test above would show nothing."""
    root = sign_in(client, cast.root_user)

    for row in (office.stage.period, office.stage, office.window):
        assert 'name="_save"' in root.get(place("change", row)).content.decode()


def test_its_schedules_are_not_deleted_together(client: Client, rows: Mapping[str, Any], cast: Cast) -> None:
    body = {"action": "delete_selected", "_selected_action": [rows["window"].pk], "post": "yes"}

    answer = sign_in(client, cast.root_user).post("/admin/assessments/window/", body)

    assert answer.status_code == 403
    assert Window.objects.count() == 1


def test_forms_offer_what_is_not_finished(client: Client, office: Office, cast: Cast) -> None:
    later = next_year(cast)
    Period.objects.filter(code=PERIOD).update(state=PeriodState.FINISHED)
    indra = sign_in(client, cast.indra)

    assert offered(indra, "stage", "period") == [later.stage.period]
    assert offered(indra, "window", "stage") == [later.stage]


def test_its_worksheets_are_not_opened(client: Client, rows: Mapping[str, Any], cast: Cast) -> None:
    rows["stage"].worksheets.all().delete()
    root = sign_in(client, cast.root_user)
    body = {"action": "open_all", "_selected_action": [rows["stage"].pk]}

    page = root.post("/admin/assessments/stage/", body, follow=True)

    assert PeriodState.FINISHED.row.settled in page.content.decode()
    assert rows["stage"].worksheets.count() == 0


def test_a_period_finished_while_the_form_was_open_keeps_what_it_has(office: Office) -> None:
    stage = Stage.objects.select_related("period").get(pk=office.stage.pk)
    Period.objects.update(state=PeriodState.FINISHED)

    with pytest.raises(Closed):
        lock_period_of(stage)


def test_a_profile_behind_a_finished_period_stays(
    client: Client, rows: Mapping[str, Any], cast: Cast, rf: Any
) -> None:
    request = rf.get("/")
    request.user = cast.root_user
    profile = Profile.objects.get(district=cast.places.bendo)
    profiles = admin.site._registry[Profile]

    assert not profiles.has_change_permission(request, profile)
    Period.objects.update(state=PeriodState.RUNNING)
    assert profiles.has_change_permission(request, profile)


# --- The code and the state ---


def add_period(client: Client, cast: Cast, **changes: str) -> Any:
    body = {"owner": cast.places.province.pk, "year": "2031", "name": "Penilaian 2031", **PERIOD_FORM}
    return client.post("/admin/assessments/period/add/", body | changes)


@pytest.mark.parametrize(("typed", "code"), [("", "jatim-2031"), ("jatim-uji", "jatim-uji")])
def test_a_new_period_has_the_code_that_was_typed_or_the_next_free_one(
    client: Client, cast: Cast, typed: str, code: str
) -> None:
    answer = add_period(sign_in(client, cast.indra), cast, code=typed, state="finished")

    assert answer.status_code == 302
    period = Period.objects.get()
    assert (period.code, period.state) == (code, PeriodState.PREPARATION)


def test_a_code_that_is_taken_is_refused(client: Client, office: Office, cast: Cast) -> None:
    answer = add_period(sign_in(client, cast.indra), cast, code=PERIOD)

    assert list(answer.context["adminform"].form.errors) == ["code"]


def test_a_new_period_begins_without_tie_keys(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.indra).get("/admin/assessments/period/add/")

    assert page.context["adminform"].form["tie_keys"].value() == "[]"


def test_code_and_state_stay_whatever_is_sent(client: Client, office: Office, cast: Cast) -> None:
    period = office.stage.period
    body = {"owner": period.owner_id, "year": "2022", "name": "Nama baru", **PERIOD_FORM}

    sign_in(client, cast.indra).post(
        place("change", period), body | {"code": NEXT, "state": PeriodState.FINISHED}
    )

    period.refresh_from_db()
    assert (period.name, period.code, period.state) == ("Nama baru", PERIOD, PeriodState.RUNNING)
