"""Steps of a round that several journeys take."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from assessments.models import Worksheet
from assessments.sending.services import request_signoff, submit
from kinerja.accounts.models import Membership, Role
from tests.cast import BEGAN, Cast
from tests.offices import answer


@contextmanager
def serving_all(cast: Cast, sheets: Iterable[Worksheet]) -> Iterator[None]:
    """Meanwhile the operator and the camat of Bendo are those of all these kecamatan."""
    for sheet in sheets:
        for person, role in ((cast.camat, Role.HEAD), (cast.sari, Role.OPERATOR)):
            Membership.objects.get_or_create(
                user=person, role=role, district=sheet.district, defaults={"starts": BEGAN}
            )
    yield
    Membership.objects.filter(user__in=(cast.camat, cast.sari)).exclude(district=cast.places.bendo).delete()


def fill_and_send(sheet: Worksheet, cast: Cast, n: str) -> None:
    answer(sheet, "i1", cast.sari, n=n, d="32")
    answer(sheet, "i2", cast.sari, n="1", d="2")
    request_signoff(worksheet=sheet, by=cast.sari)
    submit(worksheet=sheet, by=cast.camat)


def rank_and_name(text: str) -> tuple[int, str]:
    """Rank and kecamatan of a line of the published table."""
    rank, name = re.split(r"[\t\n]+", text.strip())[:2]
    return int(rank), name
