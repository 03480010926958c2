"""Compare an uploaded workbook with its worksheet, and save what was confirmed: all of it or nothing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.entry.services.saving import EMPTY, Content, content_of, lock_for_entry, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Entry, Event, WorkbookUpload, Worksheet
from assessments.records.events import record_event
from assessments.scores.scoring import answer_to, answers_of, moved_rows, proofs_of, score_answers
from assessments.workbook import layout
from assessments.workbook.reader import Cover
from indicators.editions.revisions import digests_scoring_alike
from indicators.editions.sheets import sheet_of
from indicators.scoring.engine import Result
from indicators.scoring.rounding import decimal_text
from indicators.scoring.sheet import IndicatorSpec, Outcome
from indicators.scoring.specs import NUMBERS, InputSpec
from kinerja.accounts.models import User
from kinerja.refusals import Moved
from kinerja.workbook.guard import FRESH, BadWorkbook


class PreviewMoved(Moved):
    """The worksheet is not what the preview showed."""

    sentence = "Isian di server berubah sejak pratinjau ini dibuka. Periksa lagi di bawah ini."


class UploadApplied(Moved):
    """This upload has had its effect."""

    sentence = "Buku kerja ini sudah diterapkan."


@dataclass(frozen=True)
class Planned:
    """A row that the file changes. `base` is what it was at the export, None where that is not known."""

    indicator: IndicatorSpec
    base: Content | None
    file: Content
    server: Content
    version: int  # of the row on the server
    conflict: bool

    @property
    def code(self) -> str:
        return self.indicator.code


@dataclass(frozen=True)
class UploadPlan:
    """The rows that would change, in the sheet's order; the result now, and with all of the file's rows."""

    rows: tuple[Planned, ...]
    before: Result
    after: Result

    @cached_property
    def versions(self) -> dict[str, int]:
        return {row.code: row.version for row in self.rows}

    @cached_property
    def conflicts(self) -> tuple[Planned, ...]:
        return tuple(row for row in self.rows if row.conflict)

    @cached_property
    def inapplicable(self) -> tuple[Planned, ...]:
        """Rows that the file fills although they do not concern the kecamatan."""
        return tuple(row for row in self.rows if self.before.row(row.code).outcome is Outcome.NOT_APPLICABLE)

    @cached_property
    def others(self) -> list[Any]:
        """Rows that the file leaves alone and whose figures move all the same."""
        return [row for row in moved_rows(self.before, self.after) if row.code not in self.versions]


# --- Whose workbook it is -------------------------------------------------------------------------


def check_owner(worksheet: Worksheet, cover: Cover) -> None:
    """Raise BadWorkbook, by name, for the workbook of another kecamatan, year, edition or worksheet."""
    facts, instrument = cover.facts, worksheet.revision.instrument
    district = facts.get(layout.COVER_DISTRICT, "").removeprefix("Kecamatan ")[:80]
    if facts.get(layout.COVER_DISTRICT_CODE) != worksheet.district.code:
        raise BadWorkbook(f"Buku kerja ini milik Kecamatan {district}, bukan {worksheet.district}.")
    cover_year = facts.get(layout.COVER_YEAR, "")[:10]
    if cover_year != str(worksheet.stage.period.year):
        period_year = worksheet.stage.period.year
        raise BadWorkbook(f"Buku kerja ini untuk tahun penilaian {cover_year}, bukan {period_year}. {FRESH}")
    code, no = facts.get(layout.COVER_INSTRUMENT, "")[:60], facts.get(layout.COVER_REVISION, "")[:10]
    if code != instrument.code or facts.get(layout.COVER_SHA256) not in digests_scoring_alike(
        worksheet.revision
    ):
        raise BadWorkbook(
            f"Buku kerja ini memakai instrumen {code} edisi {no}, "
            f"bukan {instrument.code} edisi {worksheet.revision.no}. {FRESH}"
        )
    if facts.get(layout.COVER_WORKSHEET) != str(worksheet.pk):
        raise BadWorkbook(f"Buku kerja ini dari kertas kerja lain {worksheet.district}. {FRESH}")
    missing_numbers = [
        spec.no for spec in sheet_of(worksheet.revision_id).indicators if spec.code not in cover.versions
    ]
    if missing_numbers:
        raise BadWorkbook(f"Lembar “{layout.COVER}”: versi nomor {missing_numbers[0]} tidak ada. {FRESH}")


# --- What it would change -------------------------------------------------------------------------


def keep_upload(upload: WorkbookUpload) -> None:
    """Keep what a workbook said until it is confirmed, and let go of what is older than a day."""
    upload.created_at = timezone.now()
    WorkbookUpload.objects.filter(created_at__lt=upload.created_at - WorkbookUpload.KEPT).delete()
    upload.save()


def drafted_upload(
    worksheet: Worksheet, name: str, contents: Mapping[str, Content], **fields: Any
) -> WorkbookUpload:
    """What a workbook said, not stored yet."""
    answers = {code: asdict(content) for code, content in contents.items()}
    return WorkbookUpload(worksheet=worksheet, name=name, answers=answers, **fields)


def upload_plan(worksheet: Worksheet, upload: WorkbookUpload) -> UploadPlan:
    """Three-way: what the file changed since its export, and where the server moved on as well."""
    sheet = sheet_of(worksheet.revision_id)
    entries = {entry.code: entry for entry in worksheet.entries.all()}
    answers = answers_of(worksheet)
    bases = bases_of(worksheet, upload.versions, entries)
    planned_rows = (
        planned_row(spec, bases.get(spec.code), Content(**upload.answers[spec.code]), entries.get(spec.code))
        for spec in sheet.indicators
    )
    plan_rows = tuple(row for row in planned_rows if row)
    proofs = proofs_of(worksheet)
    answers_after = answers | {
        row.code: answer_to(worksheet, row.code, row.file.status, row.file.values, proofs)
        for row in plan_rows
    }
    return UploadPlan(plan_rows, score_answers(worksheet, answers), score_answers(worksheet, answers_after))


def planned_row(
    spec: IndicatorSpec, base: Content | None, file: Content, entry: Entry | None
) -> Planned | None:
    """The row's change; None where the file changed nothing, or says what the server says."""
    server = comparable_content(spec, content_of(entry))
    at_export = None if base is None else comparable_content(spec, base)
    in_file = comparable_content(spec, file)
    if in_file in (server, at_export):
        return None
    version = entry.version if entry else 0
    return Planned(spec, at_export, in_file, server, version, conflict=server != at_export)


def bases_of(
    worksheet: Worksheet, versions: Mapping[str, int], entries: Mapping[str, Entry]
) -> dict[str, Content]:
    """What each row held at the version that the workbook was made from; at most one query.

    A row whose history does not know that version is left out.
    """
    bases, older_versions = {}, {}
    for code, version in versions.items():
        entry = entries.get(code)
        if version == 0:
            bases[code] = EMPTY
        elif entry and entry.version == version:
            bases[code] = content_of(entry)
        else:
            older_versions[code] = version
    if older_versions:
        saved_events = Event.objects.filter(
            worksheet_id=worksheet.pk, action=Event.Action.ROW_SAVED, subject__in=older_versions
        )
        for code, new in saved_events.values_list("subject", "new"):
            if new and new["version"] == older_versions[code]:
                bases[code] = Content(new["status"], new["values"], new["reason"], new["note"])
    return bases


def comparable_content(spec: IndicatorSpec, content: Content) -> Content:
    """The same answer written one way: typed inputs only, no empty ones, numbers without needless zeros."""
    values = {
        item.code: written_value(item, content.values.get(item.code))
        for item in spec.inputs
        if not item.locked
    }
    not_empty = {code: value for code, value in values.items() if value not in (None, "", [])}
    return Content(str(content.status), not_empty, content.reason, content.note)


def written_value(item: InputSpec, value: Any) -> Any:
    if isinstance(value, list):
        return [{"label": it["label"], "value": decimal_text(Decimal(it["value"]))} for it in value]
    return decimal_text(Decimal(value)) if value and item.kind in NUMBERS else value


# --- Saving it ------------------------------------------------------------------------------------


@transaction.atomic
def apply_upload(
    *,
    worksheet: Worksheet,
    upload: WorkbookUpload,
    chosen: Callable[[Planned], bool],
    seen: Mapping[str, int],
    by: User,
    at: datetime | None = None,
) -> list[str]:
    """Save the `chosen` rows of an upload and tell it as one event; returns their codes.

    `seen` are the versions of the rows that the preview showed. Raises `UploadApplied` the second time,
    `PreviewMoved` where the worksheet is not what was seen, `Closed` outside the window; then nothing is
    saved.
    """
    at = at or timezone.now()
    lock_for_entry(worksheet, at)
    if not WorkbookUpload.objects.filter(pk=upload.pk, applied_at=None).update(applied_at=at):
        raise UploadApplied
    plan = upload_plan(worksheet, upload)
    if plan.versions != seen:
        raise PreviewMoved
    codes = [row.code for row in plan.rows if chosen(row)]
    sheet = load_worksheet(worksheet)
    for row in plan.rows:
        if row.code in codes:
            save_row(sheet, code=row.code, content=row.file, version=row.version, by=by, at=at)
    if codes:
        record_upload(worksheet, upload, codes, plan.conflicts, at, by)
    return codes


def record_upload(
    worksheet: Worksheet,
    upload: WorkbookUpload,
    codes: list[str],
    conflicts: Collection[Planned],
    at: datetime,
    by: User,
) -> None:
    """One event for the whole workbook, beside those of its rows."""
    kept_codes = [row.code for row in conflicts if row.code not in codes]
    record_event(
        worksheet=worksheet,
        action=Event.Action.WORKBOOK_APPLIED,
        subject="",
        old=None,
        new={"name": upload.name, "sha256": upload.sha256, "rows": codes, "kept": kept_codes},
        at=at,
        by=by,
    )
