"""What changes people, their memberships and their passwords."""

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from kinerja.accounts.models import Membership, User

log = logging.getLogger("kinerja.accounts")

LETTER_PAUSE = 300  # seconds between two letters to one person, so that nobody's mailbox is flooded


@dataclass(frozen=True)
class PasswordLink:
    """A link with which one person sets a password, once, until it expires."""

    path: str
    expires: datetime


@transaction.atomic
def add_person(*, person: User, membership: Membership) -> User:
    """Save a new person with their first membership; they sign in after setting a password by a link."""
    person.set_unusable_password()
    person.save()
    membership.user = person
    membership.save()
    return person


def end_memberships(*, person: User, granted: Q) -> int:
    """End today the memberships of `person` that are `granted`, and withdraw those to come; how many.

    `granted` may also name a single one of them.
    """
    today = timezone.localdate()
    chosen_ids = Membership.objects.unended().filter(granted, user=person).values_list("pk", flat=True)
    chosen_memberships = Membership.objects.filter(pk__in=list(chosen_ids))
    with transaction.atomic():
        withdrawn_count, _ = chosen_memberships.filter(starts__gt=today).delete()
        return withdrawn_count + chosen_memberships.update(ends=today)


def give_membership(*, person: User, membership: Membership) -> Membership:
    """Save one membership more of somebody who is there already."""
    membership.user = person
    membership.save()
    return membership


@transaction.atomic
def give_all(*, people: Iterable[User], membership: Membership) -> list[User]:
    """Give a membership like this to all who do not hold its role there; those to whom it was given."""
    region_fields = {
        "province": membership.province,
        "regency": membership.regency,
        "district": membership.district,
    }
    same_memberships = Membership.objects.unended().filter(role=membership.role, **region_fields)
    holder_ids = set(same_memberships.values_list("user", flat=True))
    people_without = [person for person in people if person.pk not in holder_ids]
    start_and_end = {"starts": membership.starts, "ends": membership.ends}
    Membership.objects.bulk_create(
        Membership(
            user=person,
            role=membership.role,
            manages_accounts=membership.manages_accounts,
            **region_fields,
            **start_and_end,
        )
        for person in people_without
    )
    return people_without


def set_active(*, people: Iterable[User], active: bool) -> int:
    """Switch accounts on or off; whoever is switched off is out at once. How many it changed.

    Sessions are deleted and not only refused, so that none comes back to life with its account.
    """
    people_ids = [person.pk for person in people]
    with transaction.atomic():
        changed_count = User.objects.filter(pk__in=people_ids, is_active=not active).update(is_active=active)
        if not active:
            end_sessions(people_ids)
    return changed_count


def end_sessions(people: Iterable[UUID]) -> None:
    """Delete every session of these people; sessions know their person only inside what they keep."""
    people_ids = {str(pk) for pk in people}
    open_now = Session.objects.filter(expire_date__gte=timezone.now())
    session_keys = [it.pk for it in open_now.iterator() if it.get_decoded().get(SESSION_KEY) in people_ids]
    Session.objects.filter(pk__in=session_keys).delete()


def set_password(*, user: User, password: str) -> None:
    """Give `user` a password of their own; it ends their other sessions and every open link."""
    user.set_password(password)
    user.must_change_password, user.first_password_until = False, None
    user.save(update_fields=["password", "must_change_password", "first_password_until"])


def password_link(*, user: User) -> PasswordLink:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password_new", args=[uid, default_token_generator.make_token(user)])
    return PasswordLink(path, timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))


def user_of_link(uid: str, token: str | None) -> User | None:
    """Whose password the link sets; None for a link that is used, too old, or never was."""
    try:
        user = User.objects.filter(pk=urlsafe_base64_decode(uid).decode(), is_active=True).first()
    except (ValueError, ValidationError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None


def send_reset_letters(*, account: str, site: str) -> None:
    """Send a password link to whoever has this user name or e-mail address.

    The same work is done for nobody as for somebody and letters leave after the answer, so that neither
    the answer nor its time tells whether an account exists. `site` is the address before the link's path.
    """
    name_or_mail = Q(username=account.lower()) | Q(email__iexact=account)
    users = list(User.objects.filter(name_or_mail, is_active=True).exclude(email=""))
    for user in users or [User(username="")]:  # a letter to no address goes nowhere
        letter = reset_letter(user, site)
        if cache.add(f"reset-letter-{user.username}", True, LETTER_PAUSE):
            threading.Thread(target=send_letter, args=(letter,)).start()


def reset_letter(user: User, site: str) -> EmailMessage:
    link = password_link(user=user)
    valid_hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    letter_body = render_to_string(
        "accounts/password_letter.txt", {"user": user, "link": site + link.path, "hours": valid_hours}
    )
    return EmailMessage("Kata sandi baru untuk Kinerja", letter_body, to=[user.email])


def send_letter(letter: EmailMessage) -> None:
    try:
        letter.send()
    except OSError:  # SMTPException is one; nobody waits for an answer here
        log.exception("password letter not sent")
