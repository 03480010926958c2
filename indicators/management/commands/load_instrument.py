"""manage.py load_instrument CODE: bring in an instrument that is shipped in fixtures/instruments."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.editions.publish import load_document
from indicators.scoring.documents.document import DocumentError, read_document


class Command(BaseCommand):
    help = "Muat dan terbitkan instrumen bawaan; aman diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="kode instrumen, misalnya jatim-2022")

    def handle(self, *args: Any, code: str, **options: Any) -> None:
        folder = settings.FIXTURES / "instruments"
        file_by_code = {file.stem: file for file in folder.glob("*.json")}
        if code not in file_by_code:
            raise CommandError(
                f"Instrumen {code!r} tidak ada; yang ada: {', '.join(sorted(file_by_code))}.", returncode=2
            )
        try:
            revision = load_document(document=read_document(file_by_code[code].read_text()), by=None)
        except DocumentError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{revision} berlaku ({revision.sha256[:12]}).")
