"""manage.py rank PERIOD: the ranking of a period, or of one kabupaten among itself, by stored figures."""

import csv
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.models import Period
from assessments.ranking.printing.ranks_csv import safe
from assessments.scores.rank_table import (
    COLUMNS,
    Basis,
    Choice,
    Line,
    RankTable,
    choices_in,
    exact,
    rank_table,
)
from assessments.scores.stage_sequence import Course, course_of
from indicators.scoring.ranking import TOTAL
from kinerja.regions.models import Regency


class Command(BaseCommand):
    help = "Peringkat satu periode menurut nilai yang tersimpan; yang belum lengkap tanpa peringkat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("period", help="nama atau tahun periode penilaian")
        parser.add_argument("--format", choices=WRITERS, default="table", help="bentuk keluaran")
        parser.add_argument(
            "--basis", default=Basis.CLAIM, help="isian, kabupaten, penilaian, akhir, atau tahap-N dari juri"
        )
        parser.add_argument("--regency", metavar="CODE", help="kode kabupaten/kota: peringkat di dalamnya")
        parser.add_argument("--aspect", metavar="CODE", default="", help="kode aspek: peringkat menurutnya")

    def handle(self, *args: Any, period: str, **options: Any) -> None:
        found = period_named(period)
        regency = regency_with(options["regency"], found) if options["regency"] else None
        course = course_of(found)
        _, _, basis, stage = choice_named(options["basis"], course)
        wanted = {"regency": regency, "aspect": options["aspect"], "course": course}
        try:
            table = rank_table(found, basis=basis, stage=stage, **wanted)
        except LookupError as problem:
            raise CommandError(problem.args[0], returncode=2) from None
        WRITERS[options["format"]](self.stdout, table)


def regency_with(code: str, period: Period) -> Regency:
    found = Regency.objects.filter(code=code, province=period.owner_id).first()
    if found is None:
        raise CommandError(f"Kabupaten/kota {code} tidak ada di provinsi periode ini.", returncode=2)
    return found


def choice_named(name: str, course: Course) -> Choice:
    choices = choices_in(course)
    chosen = next((it for it in choices if it.name == name), None)
    if chosen is None:
        names = ", ".join(it.name for it in choices)
        raise CommandError(f"Nilai “{name}” tidak ada. Yang ada: {names}.", returncode=2)
    return chosen


def period_named(text: str) -> Period:
    """By name or by year; a year with more than one period needs the name."""
    found = Period.objects.filter(**{"year" if text.isdecimal() else "name": text})
    if not found:
        raise CommandError(f"Periode “{text}” tidak ada. Tulis nama atau tahunnya.", returncode=2)
    if len(found) > 1:
        names = ", ".join(f"“{period.name}”" for period in found)
        raise CommandError(f"Ada beberapa periode {text}: {names}. Tulis namanya.", returncode=2)
    return found[0]


def told(lines: list[Line], table: RankTable) -> list[dict[str, Any]]:
    """Lines with their aspects' scores under "aspect:" and the code."""
    return [
        line.told() | {f"aspect:{it.code}": exact(line.aspect(it.code)) for it in table.aspects}
        for line in lines
    ]


def write_json(out: Any, table: RankTable) -> None:
    keys = [key.name for key in table.ranking.keys]
    found = {
        "basis": table.basis,
        "stage": table.stage.no if table.stage else None,
        "regency": table.regency.code if table.regency else None,
        "aspect": table.aspect.code if table.aspect else None,
        "tie_keys": keys,
        "places": told(table.places, table),
        "unfinished": told(table.unfinished, table),
        "not_participating": told(table.absent, table),
    }
    out.write(json.dumps(found, ensure_ascii=False, indent=2))


def write_csv(out: Any, table: RankTable) -> None:
    columns = [*COLUMNS, *(f"aspect:{it.code}" for it in table.aspects)]
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for line in told([*table.places, *table.unfinished, *table.absent], table):
        writer.writerow({name: safe(value) for name, value in line.items()})


def write_table(out: Any, table: RankTable) -> None:
    for line in [*table.places, *table.unfinished, *table.absent]:
        it, key = line.told(), line.place.decided_by if line.place else None
        decided = f"  ({key.label})" if key and key is not TOTAL else ""
        out.write(
            f"{it['rank'] or '–':>5}  {it['district']}  {it['ranked'] or it['total']:>16}"
            f"  {it['name']}, {it['regency']}{decided}"
        )


WRITERS = {"table": write_table, "json": write_json, "csv": write_csv}
