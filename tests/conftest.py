"""Fixtures that every room's tests share."""

import pytest

from tests.cast import Cast, make_cast
from tests.offices import Office, make_office


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def office(cast: Cast) -> Office:
    """The East Java edition of 2022, open to Bendo, its neighbour and a kecamatan of the city."""
    return make_office(cast)
