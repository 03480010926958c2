"""manage.py export_iku KECAMATAN FILE: the IKU document of a kecamatan as JSON."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.iku.models import IkuDocument


class Command(BaseCommand):
    help = "Tulis versi terbaru dokumen IKU satu kecamatan, atau versi yang disebut, ke berkas .json."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("district", help="kode kecamatan, misalnya 35.08.17")
        parser.add_argument("file", type=Path, help="berkas .json yang ditulis")
        parser.add_argument("--no", type=int, help="nomor versi")

    def handle(self, *args: Any, district: str, file: Path, no: int | None, **options: Any) -> None:
        documents = IkuDocument.objects.select_related("district").filter(district__code=district)
        document = (documents.filter(no=no) if no is not None else documents).order_by("-no").first()
        if document is None:
            raise CommandError(f"Dokumen IKU kecamatan {district} tidak ada.", returncode=2)
        try:
            file.write_text(document.content, encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"Berkas belum dapat ditulis: {problem.strerror}.", returncode=2) from None
        self.stdout.write(f"{document} ditulis ke {file}.")
