"""An import confirmed five times at once; threads need a server's database, so PostgreSQL runs this."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from kinerja.accounts.models import Membership, User
from tests.cast import make_cast, sign_in
from tests.kinerja.accounts.rosters import PUTRI, RINI, roster

from .rosters import ROSTER_PAGE, send_roster

TIMES = 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share no SQLite test database")
def test_five_identical_confirmations_at_once_have_one_effect() -> None:
    cast = make_cast()
    sari = {"username": "sari", "name": "Sari D.", "role": "Camat", "region": "35.20.10"}
    clients = [sign_in(Client(), cast.vera) for _ in range(TIMES)]
    token = send_roster(clients[0], roster(PUTRI, RINI, sari)).context["token"]
    people, held = User.objects.count(), Membership.objects.count()
    together = Barrier(TIMES)

    def press(client: Client) -> int:
        together.wait()
        try:
            return client.post(ROSTER_PAGE, {"token": token}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(press, clients))

    assert sorted(answers) == [200, *[409] * (TIMES - 1)]
    assert (User.objects.count(), Membership.objects.count()) == (people + 2, held + 3)
