"""manage.py rank PERIOD: the ranking of a period by the stored totals of what its kecamatan claim."""

import csv
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.models import Period
from assessments.services.rank_table import COLUMNS, RankTable, rank_table


class Command(BaseCommand):
    help = "Peringkat satu periode menurut nilai isian yang tersimpan; yang belum lengkap tanpa peringkat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("period", help="nama atau tahun periode penilaian")
        parser.add_argument("--format", choices=WRITERS, default="table", help="bentuk keluaran")

    def handle(self, *args: Any, period: str, **options: Any) -> None:
        WRITERS[options["format"]](self.stdout, rank_table(period_named(period)))


def period_named(text: str) -> Period:
    """By name or by year; a year with more than one period needs the name."""
    found = Period.objects.filter(**{"year" if text.isdecimal() else "name": text})
    if not found:
        raise CommandError(f"Periode “{text}” tidak ada. Tulis nama atau tahunnya.", returncode=2)
    if len(found) > 1:
        names = ", ".join(f"“{period.name}”" for period in found)
        raise CommandError(f"Ada beberapa periode {text}: {names}. Tulis namanya.", returncode=2)
    return found[0]


def write_json(out: Any, table: RankTable) -> None:
    keys = [key.name for key in table.ranking.keys]
    told = {"tie_keys": keys, "places": table.places, "unfinished": table.unfinished}
    out.write(json.dumps(told, ensure_ascii=False, indent=2))


def write_csv(out: Any, table: RankTable) -> None:
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*table.places, *table.unfinished])


def write_table(out: Any, table: RankTable) -> None:
    for line in [*table.places, *table.unfinished]:
        rank = line["rank"] or "–"
        decided = f"  ({line['decided_by']})" if line["decided_by"] and line["decided_by"] != "Nilai" else ""
        out.write(
            f"{rank:>5}  {line['district']}  {line['total']:>16}  {line['name']}, {line['regency']}{decided}"
        )


WRITERS = {"table": write_table, "json": write_json, "csv": write_csv}
