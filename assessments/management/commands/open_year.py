"""manage.py open_year CODE: the period of the next year with its schedule, profiles and worksheets.

Done again it only adds what is missing. The pages do the same: Buka tahun baru.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.models import Period
from assessments.years.services.continuation import next_instruments, published_of
from assessments.years.services.opening import Opened, open_year
from indicators.models import Instrument
from kinerja.refusals import Refusal


class Command(BaseCommand):
    help = "Buka tahun baru: periode berikutnya dengan jadwal, profil, dan kertas kerja dari periode ini."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="KODE", help="kode periode yang dilanjutkan, misalnya jatim-2022")
        parser.add_argument("--instrument", metavar="KODE", help="kode instrumen, bila beberapa sudah terbit")
        parser.add_argument("--dry-run", action="store_true", help="sebutkan saja, tanpa menyimpan")

    def handle(self, *args: Any, code: str, dry_run: bool, **options: Any) -> None:
        period = Period.objects.select_related("owner").filter(code=code).first()
        if period is None:
            raise CommandError(f"Periode “{code}” tidak ada.", returncode=2)
        instrument = instrument_for(period, options["instrument"])
        try:
            opened = open_year(period=period, instrument=instrument, dry_run=dry_run)
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=1) from None
        self.stdout.write("\n".join(report_lines(opened, dry_run=dry_run)))


def instrument_for(period: Period, code: str | None) -> Instrument:
    """The one that is meant, or that alone can be."""
    published = published_of(next_instruments(period))
    meant = [it for it in published if code in (None, it.code)]
    if len(meant) != 1:
        codes = ", ".join(it.code for it in published) or "belum ada"
        raise CommandError(
            f"Pilih satu instrumen tahun {period.year + 1} dengan --instrument. Yang terbit: {codes}.",
            returncode=2,
        )
    return meant[0]


def report_lines(opened: Opened, *, dry_run: bool) -> list[str]:
    will = "akan " if dry_run else ""
    following, districts = opened.following, opened.state.districts
    made = f"{will}dibuat dalam persiapan" if opened.made else "sudah ada"
    bare = [it.district for it in districts if not it.profile]
    return [
        f"Periode {following} ({following.code}): {made}.",
        f"Profil: {opened.profiles} {will}diambil; {len(districts) - len(bare)} dari {len(districts)} ada.",
        f"Kertas kerja: {opened.worksheets} {will}dibuka.",
        *(f"Belum siap: {it} ({it.code}), {it.regency}: belum punya profil." for it in bare),
        *(["Tidak ada yang disimpan (--dry-run)."] if dry_run else []),
    ]
