"""Letters to those whose worksheet a revision has moved, once it is in force."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from indicators.models import Revision
from kinerja.accounts.models import Membership, Role, User
from kinerja.numbers import format_number

from .rank_table import Basis
from .revision_preview import Line


def tell_people(lines: Iterable[Line], revision: Revision, site: str) -> int:
    """Mail the operators and camats of the worksheets that were touched; one query, one connection."""
    touched = [line for line in lines if line.touched]
    people = people_of(line.worksheet.district_id for line in touched)
    letters = [letter for line in touched for letter in letters_of(line, revision, people, site)]
    return get_connection().send_messages(letters) or 0 if letters else 0


def people_of(districts: Iterable[UUID]) -> dict[UUID, list[User]]:
    """By kecamatan its active operators and camats who have an e-mail address; one query."""
    held = Membership.objects.active(timezone.localdate()).filter(
        district__in=list(districts), role__in=(Role.OPERATOR, Role.HEAD), user__is_active=True
    )
    found: dict[Any, list[User]] = {}
    for membership in held.exclude(user__email="").select_related("user").order_by("user__username"):
        found.setdefault(membership.district_id, []).append(membership.user)
    return found


def letters_of(
    line: Line, revision: Revision, people: dict[UUID, list[User]], site: str
) -> Iterator[EmailMessage]:
    claim = line.figures[Basis.CLAIM]
    context = {
        "worksheet": line.worksheet,
        "revision": revision,
        "before": shown(claim.before),
        "after": shown(claim.after),
        "again": line.again,
        "site": site,
    }
    for person in people.get(line.worksheet.district_id, []):
        body = render_to_string("assessments/revised.txt", context | {"person": person})
        yield EmailMessage(f"Instrumen {line.worksheet} direvisi", body, to=[person.email])


def shown(total: Any) -> str:
    return format_number(total, places=2)
