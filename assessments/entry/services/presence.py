"""Who has a worksheet open just now."""

from datetime import timedelta

from django.utils import timezone

from assessments.models import Presence, Worksheet
from kinerja.accounts.models import User

STAYS = timedelta(seconds=75)  # three questions missed, and a little more


def note_presence(*, worksheet: Worksheet, by: User) -> None:
    """Note that `by` has the worksheet open, and forget who has not been heard of for a while."""
    now = timezone.now()
    Presence.objects.filter(worksheet=worksheet, seen_at__lt=now - STAYS).delete()
    Presence.objects.bulk_create(
        [Presence(worksheet=worksheet, user=by, seen_at=now)],
        update_conflicts=True,
        unique_fields=["worksheet", "user"],
        update_fields=["seen_at"],
    )


def others_present(worksheet: Worksheet, user: User) -> list[str]:
    """The names of the others who have it open, by name."""
    present = Presence.objects.filter(worksheet=worksheet, seen_at__gte=timezone.now() - STAYS)
    return list(present.exclude(user=user).order_by("user__name").values_list("user__name", flat=True))
