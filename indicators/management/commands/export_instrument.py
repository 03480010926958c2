"""manage.py export_instrument CODE FILE: an instrument's rows as XLSX or JSON, by the file's name."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.models import Instrument
from indicators.printing.instrument import instrument_json, instrument_xlsx
from indicators.rows.problems import TableRefused


class Command(BaseCommand):
    help = "Tulis satu instrumen ke berkas .xlsx atau .json."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("code", help="kode instrumen, misalnya jatim-2022")
        parser.add_argument("file", type=Path, help="berkas .xlsx atau .json yang ditulis")

    def handle(self, *args: Any, code: str, file: Path, **options: Any) -> None:
        instrument = Instrument.objects.filter(code=code).first()
        if instrument is None:
            known_codes = ", ".join(Instrument.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"Instrumen {code!r} tidak ada; yang ada: {known_codes or '–'}.", returncode=2)
        try:
            file.write_bytes(content_of(instrument, file.suffix.lower()))
        except TableRefused as refused:
            raise CommandError(str(refused), returncode=2) from None
        except OSError as problem:
            raise CommandError(f"Berkas belum dapat ditulis: {problem.strerror}.", returncode=2) from None
        self.stdout.write(f"{instrument} ditulis ke {file}.")


def content_of(instrument: Instrument, ending: str) -> bytes:
    if ending == ".xlsx":
        return instrument_xlsx(instrument)
    if ending == ".json":
        return instrument_json(instrument).encode()
    raise CommandError("Nama berkas harus berakhiran .xlsx atau .json.", returncode=2)
