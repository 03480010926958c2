"""manage.py import_instrument FILE: bring an instrument's workbook or JSON into the rows of the admin."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.exchange.import_plan import import_document, planned_import, read_instrument
from indicators.rows.problems import TableRefused
from kinerja.regions.models import Province


class Command(BaseCommand):
    help = "Masukkan satu instrumen dari XLSX atau JSON; semuanya atau tidak sama sekali. Belum menerbitkan."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="berkas .xlsx atau .json")
        parser.add_argument("--dry-run", action="store_true", help="hanya menampilkan perbedaan")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        provinces = Province.objects.all()
        try:
            with file.open("rb") as opened:
                document = read_instrument(file.name, opened, provinces)
            plan = planned_import(document, provinces)
            self.stdout.write(str(plan.difference) or "Tidak ada perbedaan.")
            if dry_run:
                self.stdout.write("Tidak ada yang disimpan.")
                return
            instrument = import_document(document=document, base=plan.base, provinces=provinces, by=None)
        except TableRefused as refused:
            raise CommandError(str(refused), returncode=2) from None
        except OSError as problem:
            raise CommandError(f"Berkas belum dapat dibuka: {problem.strerror}.", returncode=2) from None
        self.stdout.write(f"{instrument} ({instrument.code}) tersimpan; belum diterbitkan.")
