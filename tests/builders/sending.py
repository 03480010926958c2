"""A small worksheet on its way: filled by the operator, handed to the camat, sent."""

from assessments.models import Worksheet
from assessments.sending.services import request_signoff, submit
from tests.cast import Cast
from tests.offices import Office, answer, make_office
from tests.town import small_document


def small_office(cast: Cast) -> Office:
    """Three kecamatan with a sheet of two rows, i1 of weight 60 and i2 of weight 40."""
    return make_office(cast, small_document())


def filled(cast: Cast) -> Worksheet:
    """Bendo's small sheet with both rows answered: 60 × 18/32 + 40 × 1/2 = 53,75."""
    sheet = small_office(cast).bendo
    fill(sheet, cast)
    return sheet


def fill(sheet: Worksheet, cast: Cast) -> None:
    answer(sheet, "i1", cast.sari, n="18", d="32")
    answer(sheet, "i2", cast.sari, n="1", d="2")


def awaiting(cast: Cast) -> Worksheet:
    return request_signoff(worksheet=filled(cast), by=cast.sari)


def sent(cast: Cast) -> Worksheet:
    return submit(worksheet=awaiting(cast), by=cast.camat)
