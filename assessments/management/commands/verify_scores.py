"""manage.py verify_scores: recompute every worksheet and report where the stored scores differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.audit.score_audit import drifts
from assessments.models import Worksheet


class Command(BaseCommand):
    help = "Hitung ulang semua kertas kerja dan laporkan nilai tersimpan yang berbeda; tidak ada yang diubah."

    def handle(self, *args: Any, **options: Any) -> None:
        related = ("profile", "revision__instrument", "district__regency", "stage__period")
        query = Worksheet.objects.select_related(*related).prefetch_related("layer_scores")
        worksheets = list(query.defer("revision__document"))
        drift_count = 0
        for drift in drifts(worksheets):
            drift_count += 1
            sentence = f"{drift.field} tersimpan {drift.stored}, seharusnya {drift.computed}."
            self.stdout.write(f"{drift.worksheet} ({drift.worksheet.stage.period}): {sentence}")
        if drift_count:
            raise CommandError(f"{drift_count} angka berbeda dari hitungan.", returncode=1)
        self.stdout.write(f"{len(worksheets)} kertas kerja sesuai dengan hitungan.")
