"""A plan that was seen is carried out, as a whole or not at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from kinerja.accounts.access import Scope
from kinerja.accounts.models import Membership, User
from kinerja.accounts.passwords import FirstPasswordHasher, make_first_password
from kinerja.refusals import Moved
from kinerja.workbook.table import Sheet

from .layout import HEADINGS
from .plan import FACTS, TERMS, Person, Plan, roster_plan


class AccountsMoved(Moved):
    """What the sheet would change is no longer what was shown."""

    sentence = "Akun sudah berubah sejak pratinjau. Unggah lagi berkasnya."


@dataclass(frozen=True)
class Slip:
    """What a new person is told, once: the password is kept nowhere as it stands here."""

    name: str
    username: str
    password: str
    place: str


@dataclass(frozen=True)
class Outcome:
    """What was done, and the slips of those who are new; their passwords hold until `until`."""

    plan: Plan
    slips: list[Slip]
    until: datetime


def apply_sheet(*, sheet: Sheet, base: str, scope: Scope, by: User | None) -> Outcome:
    """Make and change the accounts of a sheet whose plan had the print `base`. Raise TableRefused or
    AccountsMoved.

    Everything is asked anew inside the transaction: rights, rows and accounts may have changed meanwhile.
    """
    try:
        with transaction.atomic():
            usernames = {line.texts[HEADINGS["username"]].lower() for line in sheet.lines}
            list(User.objects.select_for_update().filter(username__in=usernames))  # two imports take turns
            plan = roster_plan(sheet, scope, by)
            if plan.base != base:
                raise AccountsMoved
            return write_accounts(plan)
    except IntegrityError:  # the same names at the same moment, from elsewhere
        raise AccountsMoved from None


def write_accounts(plan: Plan) -> Outcome:
    password_end = timezone.now() + timedelta(days=settings.FIRST_PASSWORD_DAYS)
    slips = [with_first_password(person, password_end) for person in plan.created]
    User.objects.bulk_create(person.user for person in plan.created)
    User.objects.bulk_update([it.user for it in plan.changed if it.changes], FACTS)
    changed_grants = [grant for person in plan.people for grant in person.grants if grant.changes]
    Membership.objects.bulk_create(it.membership for it in changed_grants if it.new)
    Membership.objects.bulk_update([it.membership for it in changed_grants if not it.new], TERMS)
    return Outcome(plan, slips, password_end)


def with_first_password(person: Person, until: datetime) -> Slip:
    """Give a new account its first password, which holds until then and is changed at the first sign-in."""
    user, password = person.user, make_first_password()
    user.password = make_password(password, hasher=FirstPasswordHasher.algorithm)
    user.must_change_password, user.first_password_until = True, until
    return Slip(user.name, user.username, password, person.grants[0].membership.place)
