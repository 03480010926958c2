"""manage.py seed_iku: documents and years of IKU for the demonstration, after seed_demo."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.demo.filling import account_lines
from assessments.iku.services.demo import make_accounts, seed_iku
from indicators.iku.document import read_document


class Command(BaseCommand):
    help = (
        "Isi IKU peragaan: rancangan Jatiroto dengan akunnya, dokumen dan dua tahun Bendo."
        " Aman diulang, sesudah seed_demo."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("seed_iku hanya berjalan dengan KINERJA_MODE=demo.", returncode=2)
        fixture = settings.FIXTURES / "iku" / "jatiroto.json"
        content = read_document(fixture.read_text(encoding="utf-8"))
        with transaction.atomic():
            documents, accounts = seed_iku(content), make_accounts(content)
        for document in documents:
            self.stdout.write(f"{document}: {document.get_state_display().lower()}.")
        for line in account_lines([asdict(account) for account in accounts]):
            self.stdout.write(line)
