"""Operators save while the instrument is revised; threads need a server, so PostgreSQL runs this."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.models import Worksheet
from assessments.revision.services.revise import apply_revision
from indicators.models import Instrument, Revision
from kinerja.accounts.models import User
from kinerja.refusals import Moved
from tests.builders.revising import REASON, running, seen, weigh
from tests.builders.score_audit import verify_scores
from tests.cast import make_cast, sign_in

ROUNDS = 15


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share no SQLite test database")
def test_no_row_is_scored_by_rules_that_are_over() -> None:
    cast = make_cast()
    office = running(cast)
    instrument = office.stage.instrument
    people = [(office.bendo, cast.sari), (office.neighbour, cast.tono), (office.city_sheet, cast.maya)]
    browsers = [(sign_in(Client(), user), reverse("row_save", args=(it.pk, "i1"))) for it, user in people]
    revised = 0

    with ThreadPoolExecutor(len(people) + 1) as pool:
        for no in range(ROUNDS):
            weigh(instrument, i1=str(30 + no), i2=str(70 - no))
            revised += all_at_once(pool, no, browsers, instrument, cast.indra)
            assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n", no
            newest = Revision.objects.get(instrument=instrument, state="in_force")
            assert set(Worksheet.objects.values_list("revision", flat=True)) == {newest.pk}

    assert 0 < revised == newest.no - 1


def all_at_once(
    pool: ThreadPoolExecutor, no: int, browsers: list[tuple[Client, str]], instrument: Instrument, by: User
) -> bool:
    """Everybody saves one row while it is revised; whether it was revised."""
    token, together = seen(instrument), Barrier(len(browsers) + 1)

    def start(act: Callable[[], Any]) -> Any:
        together.wait()
        try:
            return act()
        finally:
            connection.close()

    def fill(client: Client, address: str) -> int:
        version = Worksheet.objects.get(pk=address.split("/")[2]).entries.values_list("version", flat=True)
        body = {"n": str(no + 1), "d": "32", "version": next(iter(version), 0)}
        return client.post(address, body).status_code

    def revise() -> bool:
        try:
            apply_revision(instrument=instrument, fingerprint=token, reason=REASON, by=by)
        except Moved:
            return False
        return True

    saving = [pool.submit(start, partial(fill, *browser)) for browser in browsers]
    revised = bool(pool.submit(start, revise).result())
    assert {it.result() for it in saving} <= {302, 403, 409}
    return revised
