"""Rows that were asked back, for the kecamatan: who asked, until when, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from assessments.access.teams import asked_words, asking_team
from assessments.entry.page.entry_sheet import EntrySheet
from assessments.models import Repair, Worksheet
from assessments.papers.answer_words import EMPTY_WORD
from assessments.transitions.repair import Claim, Mended, mended_rows
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import IndicatorSpec
from kinerja.numbers import format_datetime, format_remaining, format_short_datetime
from kinerja.regions.villages import villages_of

from .history import Change, list_changes, row_changes


@dataclass(frozen=True)
class MendedRow:
    """One row that was asked back."""

    worksheet: Worksheet
    indicator: IndicatorSpec
    mended: Mended
    zone: str

    @property
    def repair(self) -> Repair:
        return self.mended.repair

    @property
    def changed(self) -> bool:
        return self.mended.changed

    @property
    def asked_by(self) -> str:
        return asked_words(self.repair, self.zone)

    @property
    def url(self) -> str:
        aspect = reverse("aspect", args=(self.worksheet.pk, self.indicator.aspect.code))
        return f"{aspect}#nomor-{self.indicator.no}"

    @property
    def changes(self) -> list[Change]:
        """What is not what it was, label by label."""
        titles = {it.id: it.title for it in villages_of(self.worksheet.profile)}
        old, new = self.mended.before.get("entry") or {}, self.mended.now.get("entry") or {}
        evidence_change = ("Bukti dukung", file_words(self.mended.before), file_words(self.mended.now))
        changes = [
            *row_changes(self.indicator, old, new),
            *list_changes(self.indicator, titles, old, new),
            *([evidence_change] if evidence_change[1] != evidence_change[2] else []),
        ]
        return changes or [("Rincian atau bukti", "semula", "diganti")]  # under the same names


def file_words(claim: Claim) -> str:
    """The files that prove a row, with their pages."""
    evidence_words = [
        f"{name}{f' hlm. {pages}' if pages else ''}" for _, name, _, pages in claim.get("evidence") or []
    ]
    return ", ".join(dict.fromkeys(evidence_words)) or EMPTY_WORD


@dataclass(frozen=True)
class Mending:
    """All rows that are asked back now."""

    rows: list[MendedRow]
    zone: str

    @property
    def first(self) -> Repair:
        return self.rows[0].repair

    @property
    def asked_by(self) -> str:
        """Who sent the rows back, and when."""
        asking_teams = " dan ".join(dict.fromkeys(asking_team(it.repair) for it in self.rows))
        return f"{asking_teams}, {format_short_datetime(self.first.sent_at or timezone.now(), self.zone)}"

    @property
    def due_at(self) -> datetime:
        return self.first.due_at or timezone.now()

    @property
    def due(self) -> str:
        return format_datetime(self.due_at, self.zone)

    @property
    def left(self) -> str:
        """ "Sisa 2 hari"."""
        return format_remaining((self.due_at - timezone.now()).total_seconds())

    @property
    def over(self) -> bool:
        return timezone.now() >= self.due_at

    @cached_property
    def unchanged(self) -> list[MendedRow]:
        return [row for row in self.rows if not row.changed]


def mending_of(entry_sheet: EntrySheet) -> Mending | None:
    """The rows that are asked back, in the sheet's order; None outside a repair. Two queries."""
    if not entry_sheet.repairs:
        return None
    mended_by_code = {it.code: it for it in mended_rows(entry_sheet.worksheet, entry_sheet.repairs.values())}
    by_code = sheet_of(entry_sheet.worksheet.revision_id).by_code
    zone = str(entry_sheet.worksheet.district.regency.province.time_zone)
    rows = [MendedRow(entry_sheet.worksheet, by_code[code], it, zone) for code, it in mended_by_code.items()]
    return Mending(sorted(rows, key=lambda row: row.indicator.no), zone)
