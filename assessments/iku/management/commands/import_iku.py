"""manage.py import_iku FILE: make an IKU document the draft of its kecamatan."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.iku.services.documents import Saved, bring_in_document, read_text
from indicators.iku.document import read_definition
from indicators.iku.lint import lint_definition
from indicators.iku.parts import Content
from indicators.scoring.documents.document import DocumentError
from kinerja.regions.models import District

MAX_BYTES = 2**20


class Command(BaseCommand):
    help = "Masukkan dokumen IKU dari JSON sebagai rancangan kecamatannya; belum ditandatangani."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="berkas .json")
        parser.add_argument("--dry-run", action="store_true", help="hanya memeriksa, tidak menyimpan")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        document_content = content_of(file)
        for finding in lint_definition(read_definition(document_content)):
            self.stdout.write(f"{'Kesalahan' if finding.is_error else 'Peringatan'}: {finding.sentence}")
        with transaction.atomic():
            saved = brought_in(document_content)
            if dry_run:
                transaction.set_rollback(True)
        self.stdout.write(outcome(saved, dry_run=dry_run))


def content_of(file: Path) -> Content:
    try:
        with file.open("rb") as opened:
            file_bytes = opened.read(MAX_BYTES + 1)
    except OSError as problem:
        raise CommandError(f"Berkas belum dapat dibuka: {problem.strerror}.", returncode=2) from None
    if len(file_bytes) > MAX_BYTES:
        raise CommandError("Berkas ini lebih besar dari 1 MB.", returncode=2)
    try:
        return read_text(file_bytes.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CommandError("Berkas ini bukan teks UTF-8.", returncode=2) from None
    except DocumentError as error:
        raise CommandError(str(error), returncode=2) from None


def brought_in(data: Content) -> Saved:
    try:
        return bring_in_document(data=data, by=None)
    except District.DoesNotExist:
        raise CommandError(f"Kecamatan {data['district']} tidak ada.", returncode=2) from None


def outcome(saved: Saved, *, dry_run: bool) -> str:
    if not saved.changed:
        return f"{saved.document}: tidak ada perbedaan."
    if dry_run:
        return f"{saved.document} dapat dimasukkan. Tidak ada yang disimpan."
    return f"{saved.document} tersimpan sebagai rancangan; belum ditandatangani."
