"""manage.py verify_scores [CODE]: recompute worksheets and report where the stored scores differ."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from assessments.audit.score_audit import score_drifts
from assessments.management.periods import add_period_argument, period_with, period_words
from assessments.models import Period, Worksheet


class Command(BaseCommand):
    help = "Hitung ulang semua kertas kerja dan laporkan nilai tersimpan yang berbeda; tidak ada yang diubah."

    def add_arguments(self, parser: CommandParser) -> None:
        add_period_argument(parser, without="semua periode")

    def handle(self, *args: Any, period: str, **options: Any) -> None:
        periods = [period_with(period)] if period else list(Period.objects.order_by("code"))
        worksheets = list(worksheets_in(periods))
        for checked in periods:
            count = sum(it.stage.period_id == checked.pk for it in worksheets)
            self.stdout.write(f"{period_words(checked)}: {count} kertas kerja diperiksa.")
        if drift_count := self.report(worksheets):
            raise CommandError(f"{drift_count} angka berbeda dari hitungan.", returncode=1)
        self.stdout.write(f"{len(worksheets)} kertas kerja sesuai dengan hitungan.")

    def report(self, worksheets: Sequence[Worksheet]) -> int:
        """Print every drift; returns how many there are."""
        drift_count = 0
        for drift in score_drifts(worksheets):
            drift_count += 1
            sentence = f"{drift.field} tersimpan {drift.stored}, seharusnya {drift.computed}."
            self.stdout.write(f"{drift.worksheet}, {period_words(drift.worksheet.stage.period)}: {sentence}")
        return drift_count


def worksheets_in(periods: Sequence[Period]) -> QuerySet[Worksheet]:
    related = ("profile", "revision__instrument", "district__regency", "stage__period")
    worksheets = Worksheet.objects.select_related(*related).prefetch_related("layer_scores")
    return worksheets.filter(stage__period__in=periods).defer("revision__document")
