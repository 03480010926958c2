"""Write a year of IKU: open it, set targets, fill quarters, close it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from assessments.iku.models import IkuDocument, IkuEntry, IkuEvent, IkuTarget, IkuYear
from assessments.iku.models.year import SavedRow, no_quarters
from indicators.scoring.rounding import decimal_text, stored_decimal
from indicators.scoring.values import NUMBER
from kinerja.accounts.models import User
from kinerja.refusals import Closed, Incomplete, Stale
from kinerja.regions.models import District

from .events import record_iku

State, Action = IkuYear.State, IkuEvent.Action

Row = TypeVar("Row", IkuTarget, IkuEntry)


class NoDocument(Incomplete):
    """No signed document is valid in that year; the text says so, for the user."""


class StaleIkuRow(Stale):
    """Somebody saved this row after the sender had read it; `current` is what stands there now."""

    sentence = "Baris ini sudah diubah orang lain."
    current: SavedRow | None


@dataclass(frozen=True)
class TargetContent:
    """Dot-decimal texts; "" where there is no target."""

    annual: str = ""
    quarters: list[str] = field(default_factory=no_quarters)


@dataclass(frozen=True)
class EntryContent:
    """Dot-decimal texts by item code, without the items that are not filled in, and what is said of them."""

    values: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""
    follow_up: str = ""


@dataclass(frozen=True)
class SavedTarget:
    row: IkuTarget | None
    changed: bool


@dataclass(frozen=True)
class SavedEntry:
    row: IkuEntry | None
    changed: bool


@transaction.atomic
def open_year(*, district: District, year: int, by: User | None) -> IkuYear:
    """The kecamatan's year, opened with the targets of the renstra if need be. Raises `NoDocument`."""
    District.objects.select_for_update().get(pk=district.pk)
    existing_year = district.iku_years.filter(year=year).first()
    if existing_year:
        return existing_year
    document = document_for(district, year)
    if document is None:
        raise NoDocument(f"Belum ada dokumen IKU {district} yang ditandatangani dan berlaku tahun {year}.")
    at = timezone.now()
    opened = IkuYear.objects.create(district=district, document=document, year=year, opened_at=at)
    record_iku(
        opened, Action.YEAR_OPENED, at=at, by=by, subject=str(year), note=f"Dokumen versi {document.no}"
    )
    first_stamps = {"version": 1, "saved_at": at, "saved_by": by}
    IkuTarget.objects.bulk_create(
        IkuTarget(
            year=opened,
            code=indicator.code,
            annual=decimal_text(stored_decimal(indicator.targets[year])),
            **first_stamps,
        )
        for indicator in document.definition.indicators
        if year in indicator.targets
    )
    return opened


def document_for(district: District, year: int) -> IkuDocument | None:
    """The version that measures that year: the newest that was signed and is valid in it."""
    return (
        district.iku_documents.exclude(state=IkuDocument.State.DRAFT)
        .filter(valid_from__lte=year, valid_until__gte=year)
        .order_by("-no")
        .first()
    )


def move_years_of(document: IkuDocument, at: datetime, by: User | None) -> None:
    """Let open years in which a newly signed document is valid be measured by it; rows keep their codes."""
    years = IkuYear.objects.select_for_update().filter(
        district=document.district_id,
        state=State.OPEN,
        year__gte=document.valid_from,
        year__lte=document.valid_until,
    )
    for year in years.exclude(document=document):
        year.document = document
        year.save(update_fields=["document"])
        record_iku(year, Action.YEAR_MOVED, at=at, by=by, subject=str(year.year), note=f"Versi {document.no}")


@transaction.atomic
def save_targets(
    *, year: IkuYear, code: str, content: TargetContent, version: int, by: User | None
) -> SavedTarget:
    """Save an IKU's targets, if they are still at `version` (0: none yet). The same again changes nothing.

    Raises `StaleIkuRow`, `Closed`, and KeyError for an IKU that the year's document does not have.
    """
    lock_open(year).document.definition.indicator(code)
    refuse_numbers([content.annual, *content.quarters])
    row = year.targets.select_related("saved_by").filter(code=code).first()
    content_before = TargetContent(row.annual, row.quarters) if row else TargetContent()
    if content_before == content:
        return SavedTarget(row, changed=False)
    row = row_to_write(row, IkuTarget(year=year, code=code), version)
    row.annual, row.quarters = content.annual, list(content.quarters)
    save_stamped(row, by)
    record_year(year, Action.TARGET_SAVED, row, code, content_before, content)
    return SavedTarget(row, changed=True)


@transaction.atomic
def save_entry(
    *, year: IkuYear, code: str, quarter: int, content: EntryContent, version: int, by: User | None
) -> SavedEntry:
    """Save what an IKU's data items came to in a quarter; otherwise as `save_targets`."""
    indicator = lock_open(year).document.definition.indicator(code)
    for item in content.values:
        indicator.item(item)
    refuse_numbers(content.values.values())
    row = year.entries.select_related("saved_by").filter(code=code, quarter=quarter).first()
    content_before = EntryContent(row.values, row.explanation, row.follow_up) if row else EntryContent()
    if content_before == content:
        return SavedEntry(row, changed=False)
    row = row_to_write(row, IkuEntry(year=year, code=code, quarter=quarter), version)
    row.values = dict(content.values)
    row.explanation, row.follow_up = content.explanation, content.follow_up
    save_stamped(row, by)
    record_year(year, Action.ENTRY_SAVED, row, f"{code}/{quarter}", content_before, content)
    return SavedEntry(row, changed=True)


def row_to_write(row: Row | None, new: Row, version: int) -> Row:
    """The row to write. Raises `StaleIkuRow` where it has moved on since it was read."""
    if (row.version if row else 0) != version:
        raise StaleIkuRow(row)
    return row or new


def save_stamped(row: SavedRow, by: User | None) -> None:
    row.version += 1
    row.saved_at, row.saved_by = timezone.now(), by
    row.save()


def record_year(
    year: IkuYear, action: IkuEvent.Action, row: SavedRow, subject: str, old: Any, new: Any
) -> None:
    content_before, content_after = asdict(old), asdict(new)
    record_iku(
        year, action, at=row.saved_at, by=row.saved_by, subject=subject, old=content_before, new=content_after
    )


def refuse_numbers(texts: Any) -> None:
    """A ValueError of the program's own: forms hand over only what `kinerja.numbers` has read."""
    if wrong_texts := [text for text in texts if text and not NUMBER.fullmatch(text)]:
        raise ValueError(f"not dot-decimal: {wrong_texts}")


def lock_open(year: IkuYear) -> IkuYear:
    """The year as it stands, locked. Raises `Closed`."""
    # No join: while it waits for a signature that moves the year, the joined document would be the old one.
    locked = IkuYear.objects.select_for_update().get(pk=year.pk)
    if not locked.is_open:
        raise Closed(f"Tahun {locked.year} sudah ditutup. Buka kembali untuk mengubahnya.")
    return locked


@transaction.atomic
def close_year(*, year: IkuYear, by: User) -> None:
    """No row changes any more. Closed already: nothing happens."""
    turn_year_state(year, State.CLOSED, Action.YEAR_CLOSED, by)


@transaction.atomic
def reopen_year(*, year: IkuYear, by: User, note: str) -> None:
    """Let rows change again; `note` says why."""
    turn_year_state(year, State.OPEN, Action.YEAR_REOPENED, by, note)


def turn_year_state(
    year: IkuYear, state: IkuYear.State, action: IkuEvent.Action, by: User, note: str = ""
) -> None:
    locked = IkuYear.objects.select_for_update().get(pk=year.pk)
    if locked.state == state:
        return
    at = timezone.now()
    year.state, year.closed_at = state, at if state == State.CLOSED else None
    year.save(update_fields=["state", "closed_at"])
    record_iku(year, action, at=at, by=by, subject=str(year.year), note=note)
