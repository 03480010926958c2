"""manage.py send_reminders [CODE]: mail the operators and camats of worksheets that are not sent yet.

What a revision has changed for them is told here too, where it could not be told at once.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.access.periods import running_periods
from assessments.management.periods import add_period_argument, period_with, period_words
from assessments.models import Period, Worksheet
from assessments.revision.services.letters import tell_people
from assessments.transitions.reminders import send_reminder, worksheets_due


class Command(BaseCommand):
    help = "Kirim surel pengingat untuk kertas kerja yang belum terkirim; paling banyak sekali sehari."

    def add_arguments(self, parser: CommandParser) -> None:
        add_period_argument(parser, without="semua periode yang berjalan")
        parser.add_argument(
            "--days", type=int, default=3, metavar="N", help="yang batas kirimnya tinggal N hari atau kurang"
        )
        parser.add_argument("--dry-run", action="store_true", help="sebutkan saja, tanpa mengirim")

    def handle(self, *args: Any, period: str, days: int, dry_run: bool, **options: Any) -> None:
        at, periods = timezone.now(), periods_to_remind(period)
        failed = sum(self.remind_period(it, at, days, send=not dry_run) for it in periods)
        if not periods:
            self.stdout.write("Tidak ada periode yang berjalan.")
        if failed:
            raise CommandError(f"{failed} kertas kerja belum diingatkan; jalankan lagi.", returncode=1)

    def remind_period(self, period: Period, at: datetime, days: int, *, send: bool) -> int:
        """Remind those of one period and say how many; returns how many letters could not leave."""
        worksheets = worksheets_due(period=period, at=at, days=days)
        outcomes = [self.remind_worksheet(it, at, send=send) for it in worksheets]
        verb = "diingatkan" if send else "akan diingatkan"
        self.stdout.write(f"{period_words(period)}: {outcomes.count(True)} kertas kerja {verb}.")
        letters = tell_people(site=settings.SITE_URL, period=period) if send else 0
        if letters:
            self.stdout.write(f"{period_words(period)}: {letters} pemberitahuan revisi dikirim.")
        return outcomes.count(None)

    def remind_worksheet(self, worksheet: Worksheet, at: datetime, *, send: bool) -> bool | None:
        """Whether somebody is reminded; None where the letter could not leave."""
        try:
            reminder = send_reminder(worksheet=worksheet, at=at, site=settings.SITE_URL, send=send)
        except OSError as problem:  # SMTPException is one; the others still hear
            self.stderr.write(f"{worksheet}: surel tidak terkirim ({problem}).")
            return None
        if reminder:
            self.stdout.write(f"{worksheet}: {', '.join(person.email for person in reminder.people)}")
        return reminder is not None


def periods_to_remind(code: str) -> list[Period]:
    """The period of this code, else all that run. Raises CommandError where nobody fills in it."""
    if not code:
        return list(running_periods())
    period = period_with(code)
    if refusal := period.standing.row.closed:
        raise CommandError(f"{period_words(period)}: {refusal}", returncode=2)
    return [period]
