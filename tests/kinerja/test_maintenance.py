"""While the setting MAINTENANCE holds a sentence, every page is that sentence."""

from typing import Any

import pytest
from django.test import Client

SENTENCE = "Sampai Minggu, 2 Oktober 2022 pukul 06.00 WIB <sistem diperbarui>."


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["/", "/masuk/", "/tidak-ada/", "/admin/"])
def test_every_page_says_until_when(client: Client, settings: Any, method: str, address: str) -> None:
    """No database is asked: this test has none."""
    settings.MAINTENANCE = SENTENCE

    response = getattr(client, method)(address)

    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "300"
    assert "Sampai Minggu, 2 Oktober 2022 pukul 06.00 WIB &lt;sistem diperbarui&gt;." in page
    assert "belum tersimpan" in page
    assert "Content-Security-Policy" in response


@pytest.mark.django_db
def test_health_is_still_told(client: Client, settings: Any) -> None:
    settings.MAINTENANCE = SENTENCE

    assert client.get("/healthz").content == b"ok"
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 503


@pytest.mark.django_db
def test_without_a_sentence_nothing_is_held_up(client: Client) -> None:
    assert client.get("/masuk/").status_code == 200
