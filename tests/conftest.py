"""Fixtures that every room's tests share."""

from collections.abc import Iterator

import pytest

from tests.cast import Cast, make_cast
from tests.offices import Office, make_office
from tests.rendering import every_placed_name_has_a_value, no_query_in_templates


@pytest.fixture(autouse=True)
def templates_show_what_was_read() -> Iterator[None]:
    """Every page of every test is rendered from what its view has read, and all that it places is there."""
    with no_query_in_templates(), every_placed_name_has_a_value():
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def office(cast: Cast) -> Office:
    """The East Java edition of 2022, open to Bendo, its neighbour and a kecamatan of the city."""
    return make_office(cast)
