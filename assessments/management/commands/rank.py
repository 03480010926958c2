"""manage.py rank CODE: the ranking of a period, or of one kabupaten among itself, by stored figures.

Without a code it is the ranking of the one period that runs. Table and JSON name the period in themselves;
beside CSV, whose first line are its columns, it is named on the other stream.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.management.periods import add_period_argument, period_or_only_running, period_words
from assessments.models import Period
from assessments.ranking.columns import Output, RankColumn, columns_of_table, machine_cells
from assessments.ranking.printing.ranks_csv import defused_text
from assessments.ranking.rank_rows import RankRow, Value
from assessments.scores.rank_table import Basis, BasisChoice, RankLine, RankTable, choices_in, rank_table
from assessments.scores.stage_sequence import Course, course_of
from kinerja.regions.models import Regency


class Command(BaseCommand):
    help = "Peringkat satu periode menurut nilai yang tersimpan; yang belum lengkap tanpa peringkat."

    def add_arguments(self, parser: CommandParser) -> None:
        add_period_argument(parser, without="satu-satunya periode yang berjalan")
        parser.add_argument("--format", choices=WRITERS, default="table", help="bentuk keluaran")
        parser.add_argument(
            "--basis", default=Basis.CLAIM, help="isian, kabupaten, penilaian, akhir, atau tahap-N dari juri"
        )
        parser.add_argument("--regency", metavar="CODE", help="kode kabupaten/kota: peringkat di dalamnya")
        parser.add_argument("--aspect", metavar="CODE", default="", help="kode aspek: peringkat menurutnya")

    def handle(self, *args: Any, period: str, **options: Any) -> None:
        named_period = period_or_only_running(period)
        regency = regency_with(options["regency"], named_period) if options["regency"] else None
        course = course_of(named_period)
        _, _, basis, stage = choice_named(options["basis"], course)
        table_choices = {"regency": regency, "aspect": options["aspect"], "course": course}
        try:
            table = rank_table(named_period, basis=basis, stage=stage, **table_choices)
        except LookupError as problem:
            raise CommandError(problem.args[0], returncode=2) from None
        name_out = self.stderr if options["format"] == "csv" else self.stdout
        if options["format"] != "json":
            name_out.write(period_words(named_period))
        WRITERS[options["format"]](self.stdout, table)


def regency_with(code: str, period: Period) -> Regency:
    regency = Regency.objects.filter(code=code, province=period.owner_id).first()
    if regency is None:
        raise CommandError(f"Kabupaten/kota {code} tidak ada di provinsi periode ini.", returncode=2)
    return regency


def choice_named(name: str, course: Course) -> BasisChoice:
    choices = choices_in(course)
    named_choice = next((it for it in choices if it.name == name), None)
    if named_choice is None:
        choice_names = ", ".join(it.name for it in choices)
        raise CommandError(f"Nilai “{name}” tidak ada. Yang ada: {choice_names}.", returncode=2)
    return named_choice


def machine_rows(lines: Iterable[RankLine], columns: Sequence[RankColumn]) -> list[dict[str, Value]]:
    return [machine_cells(columns, RankRow(line)) for line in lines]


def print_json(out: Any, table: RankTable) -> None:
    columns = columns_of_table(Output.COMMAND, table)
    document = {
        "period": {"code": table.period.code, "name": table.period.name},
        "basis": table.basis,
        "stage": table.stage.no if table.stage else None,
        "regency": table.regency.code if table.regency else None,
        "aspect": table.aspect.code if table.aspect else None,
        "tie_keys": [key.name for key in table.ranking.keys],
        "places": machine_rows(table.places, columns),
        "unfinished": machine_rows(table.unfinished, columns),
        "not_participating": machine_rows(table.absent, columns),
    }
    out.write(json.dumps(document, ensure_ascii=False, indent=2))


def print_csv(out: Any, table: RankTable) -> None:
    columns = columns_of_table(Output.COMMAND, table)
    writer = csv.DictWriter(out, [column.key for column in columns], lineterminator="\n")
    writer.writeheader()
    for cells in machine_rows([*table.places, *table.unfinished, *table.absent], columns):
        writer.writerow({key: defused_text(value) for key, value in cells.items()})


def print_table(out: Any, table: RankTable) -> None:
    columns = columns_of_table(Output.TERMINAL, table)
    for line in [*table.places, *table.unfinished, *table.absent]:
        out.write("".join(terminal_text(column, RankRow(line)) for column in columns))


def terminal_text(column: RankColumn, row: RankRow) -> str:
    value = column.value(row)
    cell_text = column.blank if value is None else str(value)
    return column.terminal.format(cell_text) if cell_text else ""


WRITERS = {"table": print_table, "json": print_json, "csv": print_csv}
