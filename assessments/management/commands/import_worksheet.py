"""Bring the official form of a past year into a kecamatan's worksheet."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.management.periods import add_period_argument, period_or_only_running, period_words
from assessments.models import Period, Worksheet
from assessments.workbook.old_form.reader import read_old_form
from assessments.workbook.services.old_form import (
    OldFormPlan,
    PlanRow,
    ProposalState,
    bring_in_old_form,
    old_form_plan,
)
from kinerja.accounts.models import User
from kinerja.numbers import format_number
from kinerja.refusals import Refusal

WORDS = {
    ProposalState.NEW: "akan disimpan",
    ProposalState.SAME: "sudah sama",
    ProposalState.OTHER: "berbeda dengan isian di server",
    ProposalState.NOTHING: "tidak disimpan",
}


class Command(BaseCommand):
    help = "Memasukkan formulir resmi lama (XLSX) ke kertas kerja kecamatan; semuanya atau tidak sama sekali."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="berkas .xlsx dalam tata letak formulir lama")
        parser.add_argument("--kecamatan", required=True, help="kode kecamatan, misalnya 35.20.10")
        add_period_argument(parser, "--periode", without="satu-satunya periode yang berjalan")
        parser.add_argument("--oleh", help="nama akun yang dicatat sebagai penyimpan")
        parser.add_argument("--timpa", action="store_true", help="timpa juga nomor yang sudah berisi")
        parser.add_argument("--dry-run", action="store_true", help="hanya menampilkan pratinjau")

    def handle(self, **options: Any) -> None:
        period = period_or_only_running(options["periode"])
        worksheet = worksheet_at(options["kecamatan"], period)
        by = None if options["dry_run"] else actor_named(options["oleh"])
        try:
            with options["file"].open("rb") as file:
                plan = old_form_plan(worksheet, read_old_form(file.name, file))
            self.stdout.write(f"{worksheet}, {period_words(period)}")
            self.show(plan)
            if by:
                changes = plan.changes()
                saved_count = bring_in_old_form(
                    worksheet=worksheet, changes=changes, replace=options["timpa"], by=by
                )
                self.stdout.write(
                    f"{saved_count} nomor tersimpan. Nilai {format_number(worksheet.claim_total)}."
                )
        except Refusal as problem:
            raise CommandError(str(problem)) from None
        except OSError as problem:
            raise CommandError(f"Berkas belum dapat dibuka: {problem.strerror}.") from None

    def show(self, plan: OldFormPlan) -> None:
        for remark in plan.remarks:
            self.stdout.write(remark)
        for row in plan.rows:
            self.stdout.write("\n".join(lines_of(row)))
        for stray in plan.reading.strays:
            self.stdout.write(f"Baris {stray.row} tidak dipahami: “{stray.text}” – {stray.reason}")
        for indicator in plan.missing:
            self.stdout.write(f"Tidak ada pada berkas: nomor {indicator.no}. {indicator.text}")
        total_text = format_number(plan.result.stored_total, max_places=12)
        self.stdout.write(f"{len(plan.rows)} nomor dikenali. Nilai bila semuanya dipakai {total_text}.")


def lines_of(row: PlanRow) -> list[str]:
    """The row's line of the preview, with what was not understood below it."""
    indicator, proposal = row.block.indicator, row.proposal
    row_heading = f"Baris {row.block.rows[0]}: nomor {indicator.no}. {indicator.text} – {WORDS[row.state]}"
    return [
        row_heading,
        *(f"    {text}" for text in (*proposal.problems, *proposal.remarks, *row.differences)),
    ]


def worksheet_at(code: str, period: Period) -> Worksheet:
    """The kecamatan's worksheet of the period."""
    worksheets = Worksheet.objects.select_related(
        "stage__period", "district__regency__province", "profile__district", "revision__instrument"
    )
    worksheet = worksheets.filter(district__code=code, stage__period=period).first()
    if worksheet is None:
        raise CommandError(f"Kecamatan {code} belum punya kertas kerja pada {period_words(period)}.")
    return worksheet


def actor_named(username: str | None) -> User:
    """Whoever the history will name."""
    by = User.objects.filter(username=username or "", is_active=True).first()
    if by is None:
        raise CommandError("Tulis nama akun aktif pada --oleh, atau pakai --dry-run untuk melihat saja.")
    return by
