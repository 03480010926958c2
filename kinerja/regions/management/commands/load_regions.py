"""manage.py load_regions: provinces, kabupaten/kota and kecamatan from the file in fixtures/."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kinerja.regions.services import RegionsError, create_profiles, load_regions


class Command(BaseCommand):
    help = "Memuat provinsi, kabupaten/kota, dan kecamatan; boleh diulang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", metavar="KODE", help="hanya provinsi ini, misalnya 35")
        parser.add_argument(
            "--data-year", type=int, metavar="TAHUN", help="buat juga profil kecamatan yang belum ada"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file = settings.FIXTURES / "kecamatan-indonesia.csv"
        province, year = options["province"], options["data_year"]
        try:
            loaded = load_regions(file=file, province=province)
            created = create_profiles(file=file, data_year=year, province=province) if year else 0
        except RegionsError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write("{} provinsi, {} kabupaten/kota, {} kecamatan".format(*loaded))
        if year:
            self.stdout.write(f"{created} profil baru untuk tahun data {year}")
