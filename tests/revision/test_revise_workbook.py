"""Workbooks that are out while the instrument is revised."""

import pytest
from django.test import Client

from assessments.models import WorkbookUpload
from assessments.revision.services.revise import apply_wording
from tests.builders.revising import fetched, revise, running, weigh
from tests.builders.uploading import send
from tests.builders.workbooks import workbook_of
from tests.cast import Cast, sign_in
from tests.offices import Office, answer


@pytest.fixture
def office(cast: Cast) -> Office:
    office = running(cast)
    answer(office.bendo, "i1", cast.sari, n="16", d="32")
    return office


def test_a_workbook_from_before_changed_texts_is_taken(office: Office, cast: Cast, client: Client) -> None:
    book = workbook_of(fetched(office.bendo))
    for text in ("Lampirkan SK", "Lampirkan SK camat"):
        office.stage.instrument.indicators.filter(code="i1").update(guidance=text)
        apply_wording(instrument=office.stage.instrument, reason="Salah ketik", by=cast.indra)

    assert send(sign_in(client, cast.sari), fetched(office.bendo), book).status_code == 302


def test_a_workbook_of_other_rules_is_refused_and_its_preview_is_gone(
    office: Office, cast: Cast, client: Client
) -> None:
    book, sari = workbook_of(fetched(office.bendo)), sign_in(client, cast.sari)
    assert send(sari, fetched(office.bendo), book).status_code == 302
    weigh(office.stage.instrument, i1="30", i2="70")

    revise(office.stage.instrument, cast.indra)

    assert not WorkbookUpload.objects.exists()
    refused = send(sari, fetched(office.bendo), book)
    assert refused.status_code == 422
    assert "bukan uji-2030 edisi 2" in refused.content.decode()
