"""manage.py send_reminders: mail the operators and camats of worksheets that are not sent yet.

What a revision has changed for them is told here too, where it could not be told at once.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.revision.services.letters import tell_people
from assessments.transitions.reminders import due, remind


class Command(BaseCommand):
    help = "Kirim surel pengingat untuk kertas kerja yang belum terkirim; paling banyak sekali sehari."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=3, metavar="N", help="yang batas kirimnya tinggal N hari atau kurang"
        )
        parser.add_argument("--dry-run", action="store_true", help="sebutkan saja, tanpa mengirim")

    def handle(self, *args: Any, days: int, dry_run: bool, **options: Any) -> None:
        at, reminded, failed = timezone.now(), 0, 0
        for worksheet in due(at=at, days=days):
            try:
                reminder = remind(worksheet=worksheet, at=at, site=settings.SITE_URL, send=not dry_run)
            except OSError as problem:  # SMTPException is one; the others still hear
                self.stderr.write(f"{worksheet}: surel tidak terkirim ({problem}).")
                failed += 1
                continue
            if reminder:
                reminded += 1
                self.stdout.write(f"{worksheet}: {', '.join(person.email for person in reminder.people)}")
        self.stdout.write(f"{reminded} kertas kerja {'akan diingatkan' if dry_run else 'diingatkan'}.")
        letters = 0 if dry_run else tell_people(site=settings.SITE_URL)
        if letters:
            self.stdout.write(f"{letters} pemberitahuan revisi dikirim.")
        if failed:
            raise CommandError(f"{failed} kertas kerja belum diingatkan; jalankan lagi.", returncode=1)
