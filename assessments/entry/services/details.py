"""The lists behind counts: what was done, one by one, and which villages. The count follows from its list.

`Entry.details` is {"items": {input: [line]}, "villages": {input: [village id]}}. A line has "name",
"date" (an ISO text), "place" and "evidence" (a file's id), each empty where nobody wrote it. An empty list is
no list, and leaves its count unanswered: nobody said 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from assessments.access.queries import evidence_of
from assessments.entry.sheet import LoadedWorksheet, load_worksheet
from assessments.models import Entry, Worksheet
from indicators.scoring.engine import Row
from indicators.scoring.rounding import decimal_text
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import Details as DetailsRule
from indicators.scoring.specs import InputKind, InputSpec
from kinerja.accounts.models import User
from kinerja.numbers import format_number, half_up
from kinerja.refusals import Stale
from kinerja.regions.models import Profile
from kinerja.regions.villages import villages_of

from .evidence_links import ProofTarget, attach_evidence
from .saving import Content, Saved, StaleRow, content_of, details_of, lock_for_entry, save_row

MISSING = "details_missing"
Lines = list[dict[str, str]]
Ticks = Mapping[str, list[str]]  # input code -> village ids


def listed_inputs(indicator: IndicatorSpec) -> list[InputSpec]:
    """The inputs whose count may be listed line by line."""
    return [spec for spec in indicator.inputs if spec.details]


def ticked_inputs(indicator: IndicatorSpec) -> list[InputSpec]:
    """The inputs that count villages; where there are several, a village has one of them."""
    return [spec for spec in indicator.inputs if spec.villages]


@transaction.atomic
def save_items(
    *, worksheet: Worksheet, code: str, items: Mapping[str, Lines], version: int, by: User
) -> Saved:
    """Save the lines behind a row's counts, and the counts with them. Raises as `entry.save`.

    The files that lines name become evidence of the row, linked to the input that counts them.
    """
    lock_for_entry(worksheet, timezone.now(), code)
    link_named_files(worksheet, code, items, by)
    counts = {name: str(len(lines)) if lines else "" for name, lines in items.items()}
    return save_lists(load_worksheet(worksheet), code, "items", items, counts, version, by)


def link_named_files(worksheet: Worksheet, code: str, items: Mapping[str, Lines], by: User) -> None:
    """Link the files that lines name; the save that follows scores with them."""
    named_files = {(name, line.get("evidence", "")) for name, lines in items.items() for line in lines}
    files_to_link = sorted(pair for pair in named_files if pair[1])
    files = {str(it.pk): it for it in evidence_of(worksheet)} if files_to_link else {}
    for part, file_id in files_to_link:
        evidence = files[file_id]
        if not any((link.code, link.part) == (code, part) for link in evidence.links.all()):
            attach_evidence(evidence, ProofTarget(code, part), timezone.now(), by)


@dataclass(frozen=True)
class VillageColumn:
    """What somebody ticked for one indicator, and the version that they had read."""

    ticks: Ticks
    version: int


class StaleColumns(Stale):
    """Some rows have moved on since the sender had read them; `current` is what stands there by code."""

    sentence = "Sebagian kolom sudah diubah orang lain."
    current: dict[str, Entry | None]


@transaction.atomic
def save_villages(*, worksheet: Worksheet, columns: Mapping[str, VillageColumn], by: User) -> list[str]:
    """Save the ticked villages of several indicators by code, all or none; returns those that changed.

    Raises `StaleColumns` with every row that has moved on, and `Closed` as `entry.save`.
    """
    lock_for_entry(worksheet, timezone.now(), *columns)
    sheet = load_worksheet(worksheet)
    changed_codes, stale_entries = [], {}
    for code, column in columns.items():
        counts = counts_of(sheet.edition.by_code[code], column.ticks, worksheet.profile)
        try:
            saved = save_lists(sheet, code, "villages", column.ticks, counts, column.version, by)
        except StaleRow as conflict:
            stale_entries[code] = conflict.current
            continue
        changed_codes += [code] if saved.changed else []
    if stale_entries:
        raise StaleColumns(stale_entries)
    return changed_codes


def save_lists(
    sheet: LoadedWorksheet,
    code: str,
    kind: str,
    lists: Mapping[str, list[Any]],
    counts: Mapping[str, str],
    version: int,
    by: User,
) -> Saved:
    """One row's lists of a kind with the values that follow from them, as one save of the row."""
    entry = sheet.entries.get(code)
    old, before = content_of(entry), details_of(entry)
    filled_lists = {name: items for name, items in {**before.get(kind, {}), **lists}.items() if items}
    details = {name: rows for name, rows in {**before, kind: filled_lists}.items() if rows}
    if not filled_lists and kind not in before:  # there was and is no list: the count stays as it was typed
        counts = {}
    counted_values = {name: value for name, value in {**old.values, **counts}.items() if value}
    content = replace(old, values=counted_values, **filled_status(old, bool(filled_lists)))
    return save_row(sheet, code=code, content=content, version=version, by=by, details=details)


def filled_status(old: Content, listed: bool) -> dict[str, str]:
    """A list says that there is something: a row is no longer TDI or nihil."""
    return {"status": Entry.Status.FILLED, "reason": ""} if listed and old.status != "filled" else {}


def counts_of(indicator: IndicatorSpec, ticks: Ticks, profile: Profile) -> dict[str, str]:
    """The values that follow from ticked villages: a count, or the percentage of the villages asked about.

    Where an indicator has several such inputs, one with villages makes the others 0.
    """
    any_ticked = any(ticks.values())
    return {
        spec.code: value_of(spec, len(ticks.get(spec.code, [])), profile) if any_ticked else ""
        for spec in ticked_inputs(indicator)
    }


def value_of(spec: InputSpec, count: int, profile: Profile) -> str:
    if spec.kind is not InputKind.PERCENT:
        return str(count)
    village_count = len(villages_of(profile, spec.villages))
    if not village_count:
        return ""
    step = Decimal(1) / 100 if spec.step is None else half_up(spec.step, 4)  # as fine as it may be typed
    return decimal_text(half_up(Fraction(100 * count, village_count) / Fraction(step), 0) * step)


class Listed(NamedTuple):
    """A count beside its list: `says` is what follows from it, `differs` whether the row says otherwise."""

    spec: InputSpec
    length: int
    says: str
    differs: bool


def listed_inputs_of(entry: Entry | None, indicator: IndicatorSpec, profile: Profile) -> list[Listed]:
    """Each input of a row that has, or may have, a list."""
    if not any(spec.details or spec.villages for spec in indicator.inputs):
        return []
    details, values = details_of(entry), entry.values if entry else {}
    items, ticks_by_input = details.get("items", {}), details.get("villages", {})
    village_ids = {village.id for village in villages_of(profile)} if ticks_by_input else set()
    ticks_by_input = {name: [id for id in ids if id in village_ids] for name, ids in ticks_by_input.items()}
    counts = counts_of(indicator, ticks_by_input, profile)
    listed = []
    for spec in indicator.inputs:
        if spec.details:
            length = len(items.get(spec.code, []))
            listed.append(listed_input(spec, length, str(length) if length else "", values))
        elif spec.villages:
            listed.append(
                listed_input(spec, len(ticks_by_input.get(spec.code, [])), counts[spec.code], values)
            )
    return listed


def listed_input(spec: InputSpec, length: int, says: str, values: Mapping[str, Any]) -> Listed:
    return Listed(spec, length, says, bool(says) and values.get(spec.code, "") != says)


class ListFinding(NamedTuple):
    """Something in one row to look at: its number and code, which kind, a sentence, and whether answered."""

    no: int
    code: str
    kind: str
    sentence: str
    has_note: bool


def details_findings(
    worksheet: Worksheet, rows: Iterable[Row], entries: Mapping[str, Entry]
) -> list[ListFinding]:
    """Every list that is missing where it is required, or says another number than the row; no query."""
    return [
        ListFinding(row.no, row.code, kind, sentence, is_answered(kind, entries.get(row.code)))
        for row in rows
        for kind, sentence in list_problems(row, entries.get(row.code), worksheet.profile)
    ]


def is_answered(kind: str, entry: Entry | None) -> bool:
    """Whether the row's note answers a warning; a required list is answered by the list alone."""
    return kind != MISSING and entry is not None and bool(entry.note)


def list_problems(row: Row, entry: Entry | None, profile: Profile) -> list[tuple[str, str]]:
    """What is wrong with one row's lists, as kind and sentence. A row that counts nothing needs none."""
    if not row.outcome.reckoned:
        return []
    problems = []
    for item in listed_inputs_of(entry, row.indicator, profile):
        typed_count = str((entry.values if entry else {}).get(item.spec.code, ""))
        if item.differs:
            problems.append(("details_differ", list_difference(item, typed_count)))
        elif item.spec.details is DetailsRule.REQUIRED and not item.length and typed_count not in ("", "0"):
            problems.append((MISSING, f"“{item.spec.label}” wajib dirinci. Tulis rinciannya."))
    return problems


def list_difference(item: Listed, typed: str) -> str:
    what = "dirinci" if item.spec.details else "dicentang"
    typed_word = f"ditulis {format_number(Fraction(typed))}" if typed else "belum diisi"
    return (
        f"“{item.spec.label}” {typed_word}, menurut daftar {format_number(Fraction(item.says))} "
        f"({item.length} {what}). Samakan jumlah dan daftarnya."
    )
