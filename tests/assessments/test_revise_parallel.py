"""Operators save while the instrument is revised; threads need a server, so PostgreSQL runs this."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.models import Worksheet
from assessments.services.revise import Moved
from indicators.models import Revision
from kinerja.accounts.models import User
from tests.assessments.revising import revise, running, weigh
from tests.assessments.test_verify_scores import verify
from tests.cast import make_cast, sign_in

SAVES = 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share no SQLite test database")
def test_no_row_is_scored_by_the_rules_that_it_was_not_saved_under() -> None:
    cast = make_cast()
    office = running(cast)
    weigh(office.stage.instrument, i1="30", i2="70")
    together = Barrier(4)

    def fill(sheet: Worksheet, operator: User) -> set[int]:
        client, address = sign_in(Client(), operator), reverse("row_save", args=(sheet.pk, "i1"))
        together.wait()
        try:
            return {
                client.post(address, {"n": str(no), "d": "32", "version": no}).status_code
                for no in range(SAVES)
            }
        finally:
            connection.close()

    def keep_revising() -> int:
        together.wait()
        try:
            for tries in range(1, 200):
                try:
                    revise(office.stage.instrument, cast.indra)
                except Moved:
                    continue
                return tries
            return 0
        finally:
            connection.close()

    sheets = [(office.bendo, cast.sari), (office.neighbour, cast.tono), (office.city_sheet, cast.maya)]
    with ThreadPoolExecutor(4) as pool:
        saved = [pool.submit(fill, *pair) for pair in sheets]
        tries = pool.submit(keep_revising).result()

    assert tries > 0
    assert set().union(*(it.result() for it in saved)) <= {302, 403, 409, 422}
    assert {it.revision for it in Worksheet.objects.select_related("revision")} == {
        Revision.objects.get(no=2)
    }
    assert verify() == "3 kertas kerja sesuai dengan hitungan.\n"
