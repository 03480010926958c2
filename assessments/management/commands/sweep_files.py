"""manage.py sweep_files: delete stored files that no row names."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.files.orphan_files import delete_orphans, find_orphans


class Command(BaseCommand):
    help = "Hapus berkas bukti dan logo yang tidak tercatat lagi dan lebih lama dari masa tunggu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="sebutkan saja, tanpa menghapus")
        parser.add_argument(
            "--hours", type=int, default=24, metavar="N", help="masa tunggu, sedikitnya 1 jam"
        )

    def handle(self, *args: Any, dry_run: bool, hours: int, **options: Any) -> None:
        if hours < 1:
            raise CommandError("Masa tunggu sedikitnya 1 jam.", returncode=2)
        orphaned = find_orphans(at=timezone.now(), grace=timedelta(hours=hours))
        for orphan in orphaned:
            self.stdout.write(f"{orphan.name} ({orphan.size} bita)")
        if not dry_run:
            delete_orphans(orphaned)
        self.stdout.write(f"{len(orphaned)} berkas {'akan dihapus' if dry_run else 'dihapus'}.")
