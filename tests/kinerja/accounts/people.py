"""People of a list, added and read."""

import re
from typing import Any

from kinerja.accounts.models import Membership, Role, User
from tests.cast import Cast
from tests.markup import markup


def usernames_on(answer: Any) -> list[str]:
    return re.findall(r'<div class="help">([\w.]+)</div></th>', markup(answer))


def add_operators(count: int, cast: Cast) -> None:
    """`count` people more in Bendo."""
    people = [User(username=f"orang{number:02}", name=f"Orang {number:02}") for number in range(count)]
    User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(user=person, role=Role.OPERATOR, district=cast.places.bendo) for person in people
    )
