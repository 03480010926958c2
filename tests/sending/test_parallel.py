"""The same button pressed five times at once; threads need a server's database, so PostgreSQL runs this."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.models import Event, Snapshot, Worksheet
from tests.builders.sending import awaiting
from tests.cast import make_cast, sign_in

TIMES = 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share no SQLite test database")
def test_five_identical_approvals_at_once_have_one_effect() -> None:
    cast = make_cast()
    sheet = awaiting(cast)
    clients = [sign_in(Client(), cast.camat) for _ in range(TIMES)]
    together = Barrier(TIMES)
    address = reverse("step", args=(sheet.pk,))

    def press(client: Client) -> tuple[int, str]:
        together.wait()
        try:
            response = client.post(address, {"action": "submit", "declared": "1", "version": sheet.version})
            return response.status_code, response["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(press, clients))

    assert answers == [(302, reverse("receipt", args=(sheet.pk,)))] * TIMES
    assert Event.objects.filter(action=Event.Action.SUBMITTED).count() == 1
    assert Snapshot.objects.count() == 1
    assert Worksheet.objects.get(pk=sheet.pk).registration_no == "KK-2030-35.20.10-0001"
