"""Bendo's operator at a browser, and its draft."""

import pytest
from django.test import Client

from assessments.iku.models import IkuDocument
from assessments.iku.services.documents import bring_in_document
from tests.cast import Cast, sign_in
from tests.iku.documents import bendo


@pytest.fixture
def sari(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.sari)


@pytest.fixture
def draft(cast: Cast) -> IkuDocument:
    return bring_in_document(data=bendo(), by=cast.sari).document
