"""manage.py import_users FILE: make and change the accounts of a workbook, for any region."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kinerja.accounts.access import EVERYWHERE
from kinerja.accounts.roster.apply import apply_sheet
from kinerja.accounts.roster.layout import HEADINGS, TITLE
from kinerja.accounts.roster.plan import Plan, roster_plan
from kinerja.refusals import Refusal
from kinerja.workbook.table import read_sheet


class Command(BaseCommand):
    help = "Buat dan ubah akun dari XLSX; semuanya atau tidak sama sekali. Kata sandi awal ditulis satu kali."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="berkas .xlsx menurut templat di halaman Impor akun")
        parser.add_argument("--dry-run", action="store_true", help="hanya menampilkan perubahan")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                sheet = read_sheet(file.name, opened, title=TITLE, headings=tuple(HEADINGS.values()))
            plan = roster_plan(sheet, EVERYWHERE, None)
            self.tell(plan)
            if dry_run:
                self.stdout.write("Tidak ada yang disimpan.")
                return
            outcome = apply_sheet(sheet=sheet, base=plan.base, scope=EVERYWHERE, by=None)
        except Refusal as refused:
            raise CommandError(str(refused), returncode=2) from None
        except OSError as problem:
            raise CommandError(f"Berkas belum dapat dibuka: {problem.strerror}.", returncode=2) from None
        for slip in outcome.slips:
            self.stdout.write(f"{slip.username}\t{slip.password}")
        self.stdout.write("Tersimpan.")

    def tell(self, plan: Plan) -> None:
        for person in plan.touched:
            deed_word = "dibuat" if person.new else "diubah"
            self.stdout.write(f"{person.user.username} {deed_word}: {'; '.join(person.consequences)}")
        self.stdout.write(f"{plan.counts}.")
