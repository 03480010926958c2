"""Slots: empty where nobody provides, one provider each, and asked with what the page is about."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from kinerja.slots import Filling, Slot
from tests.offices import Office


def greet(request: HttpRequest, name: str) -> Filling | None:
    return Filling("sapa.html", f"Halo {name} di {request.path}") if name else None


def test_a_slot_is_filled_by_its_provider_or_stays_empty() -> None:
    request, slot = RequestFactory().get("/masuk/"), Slot[[str]]()

    assert slot.fill(request, "Sari") is None
    slot.provide(greet)
    assert slot.fill(request, "Sari") == Filling("sapa.html", "Halo Sari di /masuk/")
    assert slot.fill(request, "") is None


def test_a_slot_has_one_provider() -> None:
    slot = Slot[[str]]()
    slot.provide(greet)
    slot.provide(greet)  # the apps may be made ready twice

    with pytest.raises(ValueError, match="has its provider"):
        slot.provide(lambda request, name: None)


def test_the_schedule_stands_beside_the_sign_in(client: Client, office: Office) -> None:
    page = client.get("/masuk/").content.decode()

    assert "<h2>Jadwal penilaian</h2>" in page
    assert f"<dt>{office.bendo.stage.name}</dt>" in page
