"""manage.py lint_instrument CODE: what is wrong with an instrument before it is published."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.editions.lint import lint_instrument
from indicators.models import Instrument


class Command(BaseCommand):
    help = "Periksa instrumen: kesalahan menghalangi penerbitan, peringatan tidak; tidak ada yang diubah."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="kode instrumen, misalnya jatim-2022")

    def handle(self, *args: Any, code: str, **options: Any) -> None:
        instrument = Instrument.objects.select_related("owner").filter(code=code).first()
        if instrument is None:
            known_codes = ", ".join(Instrument.objects.order_by("code").values_list("code", flat=True)) or "–"
            raise CommandError(f"Instrumen {code!r} tidak ada; yang ada: {known_codes}.", returncode=2)
        findings = lint_instrument(instrument)
        for finding in findings:
            self.stdout.write(f"{'Kesalahan' if finding.is_error else 'Peringatan'}: {finding.sentence}")
        error_count = sum(finding.is_error for finding in findings)
        count_sentence = f"{error_count} kesalahan, {len(findings) - error_count} peringatan."
        if error_count:
            raise CommandError(count_sentence, returncode=1)
        self.stdout.write(count_sentence)
