"""manage.py seed_demo: fill a demonstration; refused outside demo mode."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.demo.filling import INSTRUMENT, JURY, account_lines, seed_demonstration
from indicators.editions.publish import load_document
from indicators.scoring.documents.document import read_document
from kinerja.regions.models import District
from kinerja.regions.services import create_profiles, load_regions

PROVINCE = "35"
DATA_YEAR = 2021
MOST = 600


class Command(BaseCommand):
    help = (
        "Isi data peragaan: akun semua peran, kertas kerja Bendo 2022, dan kertas kerja lain. Aman diulang."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kecamatan", type=int, default=12, metavar="N", help="kertas kerja selain Bendo"
        )
        parser.add_argument("--json", action="store_true", help="cetak akun sebagai JSON")

    def handle(self, *args: Any, kecamatan: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("seed_demo hanya berjalan dengan KINERJA_MODE=demo.", returncode=2)
        if not 0 <= kecamatan <= MOST:
            raise CommandError(f"--kecamatan harus 0 sampai {MOST}.", returncode=2)
        self.prepare()
        users = seed_demonstration(
            extra=kecamatan, answers_file=settings.FIXTURES / "answers" / "bendo-2022.json"
        )
        self.stdout.write(json.dumps({"users": users}, indent=2) if options["json"] else account_table(users))

    def prepare(self) -> None:
        """What the demonstration stands on; each step leaves alone what is there."""
        regions = settings.FIXTURES / "kecamatan-indonesia.csv"
        if not District.objects.filter(regency__province__code=PROVINCE).exists():
            load_regions(file=regions, province=PROVINCE)
        create_profiles(file=regions, data_year=DATA_YEAR, province=PROVINCE)
        for code in (INSTRUMENT, JURY):
            file = settings.FIXTURES / "instruments" / f"{code}.json"
            load_document(document=read_document(file.read_text()), by=None)


def account_table(users: list[dict[str, str]]) -> str:
    """The accounts as people read them."""
    return "\n".join(["Akun peragaan (nama pengguna, kata sandi, peran):", *account_lines(users)])
