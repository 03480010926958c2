"""The instruments in the admin: Indonesian numbers, one's own province only, published editions read-only."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.editions.compile import write_instrument
from indicators.editions.publish import publish_instrument
from indicators.models import Instrument, Revision
from kinerja.numbers import Kind
from kinerja.regions.models import Province
from tests.builders.admin_forms import change_url, posted_form
from tests.builders.instrument_documents import jatim_document
from tests.builders.refused_numbers import REFUSED_NUMBERS
from tests.cast import Cast, sign_in

DECIMALS = [
    (typed, sentence) for typed, kind, sentence in REFUSED_NUMBERS if kind is Kind.DECIMAL and typed.strip()
]


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return write_instrument(jatim_document())


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


def test_a_weight_in_indonesian_is_taken(indra: Client, instrument: Instrument) -> None:
    indicator = instrument.indicators.get(no=50)
    data = posted_form(indra, indicator)
    assert data["weight"] == "0,75"

    response = indra.post(change_url(indicator), data | {"weight": "0,8"})

    assert response.status_code == 302, response.context["errors"]
    indicator.refresh_from_db()
    assert str(indicator.weight) == "0.800000"


@pytest.mark.parametrize(("typed", "sentence"), DECIMALS)
def test_each_mistyped_weight_is_refused_with_its_sentence_and_kept(
    indra: Client, instrument: Instrument, typed: str, sentence: str
) -> None:
    indicator = instrument.indicators.get(no=50)

    response = indra.post(change_url(indicator), posted_form(indra, indicator) | {"weight": typed})

    assert response.status_code == 200
    form = response.context["adminform"].form
    assert form.errors["weight"] == [sentence]
    assert form["weight"].value() == typed
    indicator.refresh_from_db()
    assert str(indicator.weight) == "0.750000"


def test_the_action_publishes_or_says_what_is_wrong(indra: Client, instrument: Instrument) -> None:
    url = reverse("admin:indicators_instrument_changelist")
    action = {"action": "publish_edition", "_selected_action": [str(instrument.pk)]}
    instrument.indicators.filter(no=1).update(weight=9)

    refused = indra.post(url, action, follow=True).content.decode()
    assert not Revision.objects.exists()
    instrument.indicators.filter(no=1).update(weight="1.5")
    accepted = indra.post(url, action, follow=True).content.decode()

    assert "107,5" in refused
    assert "Instrumen Jawa Timur 2022, edisi 1 berlaku." in accepted
    assert Revision.objects.get().published_by.username == "indra"


def test_a_published_revision_is_read_only(indra: Client, instrument: Instrument, cast: Cast) -> None:
    revision = publish_instrument(instrument=instrument, reason="", by=cast.indra)
    url = reverse("admin:indicators_revision_change", args=(revision.pk,))

    assert indra.get(url).status_code == 200
    assert indra.post(url, {"document": "{}"}).status_code == 403
    assert indra.post(reverse("admin:indicators_revision_delete", args=(revision.pk,))).status_code == 403


def test_another_provinces_instrument_is_not_shown(indra: Client, instrument: Instrument, cast: Cast) -> None:
    Instrument.objects.update(owner=Province.objects.get(code="33"))

    page = indra.get(reverse("admin:indicators_instrument_changelist"))

    assert page.context["cl"].result_count == 0
    assert indra.get(change_url(instrument.indicators.first())).status_code == 302


@pytest.mark.parametrize("name", ["sari", "vera", "asri", "lina"])
def test_others_do_not_enter_the_admin(client: Client, cast: Cast, name: str) -> None:
    response = sign_in(client, getattr(cast, name)).get("/admin/")

    assert response.status_code == 302
