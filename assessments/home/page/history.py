"""An event in words: which row, what it was, what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from assessments.models import Entry, Event, Judgement, Layer, Repair, Worksheet
from assessments.papers.answer_words import EMPTY_WORD, answer_word
from assessments.scores.rank_table import BASIS_LABELS, Basis
from assessments.workflow import EventAction as Action
from assessments.workflow import EventGroup
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.sheet import IndicatorSpec, Sheet
from kinerja.numbers import format_number, format_short_datetime
from kinerja.regions.models import Profile
from kinerja.regions.villages import villages_of

Change = tuple[str, str, str]  # what, old, new


@dataclass(frozen=True)
class Happening:
    """One line of the history page."""

    at: str
    who: str
    what: str
    changes: list[Change]
    note: str = ""
    lines: tuple[str, ...] = ()
    who_id: UUID | None = None  # None where the system did it


def describe_event(
    event: Event, worksheet: Worksheet, repairs: Sequence[Repair], *, judging: bool
) -> Happening:
    """The event with its changed values, label by label; `judging` says that the reader sees judgements."""
    action, sheet = Action(event.action), sheet_of(worksheet.revision_id)
    what, changes = words_of_event(event, worksheet, sheet, judging=judging)
    return Happening(
        at=format_short_datetime(event.at, worksheet.district.regency.province.time_zone),
        who=event.actor_name or "Sistem",
        what=what,
        changes=changes,
        note=event.note if judging or not action.row.note_for_judges else "",
        who_id=event.actor_id,
        lines=tuple(event_lines(event, sheet, repairs)),
    )


def words_of_event(
    event: Event, worksheet: Worksheet, sheet: Sheet, *, judging: bool
) -> tuple[str, list[Change]]:
    """What happened, and what it changed."""
    action = Action(event.action)
    if action.row.group is EventGroup.EVIDENCE:
        return evidence_words(event, sheet)
    if action.row.group is EventGroup.JUDGING:
        return judging_words(event, sheet)
    match action:
        case Action.ROW_SAVED if event.subject in sheet.by_code:
            return row_words(event, worksheet, sheet.by_code[event.subject])
        case Action.PROFILE_SAVED:
            return action.label, profile_changes(event.old or {}, event.new or {})
        case Action.WORKBOOK_APPLIED:
            return workbook_words(event, sheet), []
        case Action.ANSWER_CUT:
            return cut_words(event)
        case Action.REVISED:
            return revised_words(event, judging=judging)
    return action.label, []


def row_words(event: Event, worksheet: Worksheet, indicator: IndicatorSpec) -> tuple[str, list[Change]]:
    """Which row, and all that was answered otherwise."""
    old, new = event.old or {}, event.new or {}
    titles = {village.id: village.title for village in villages_of(worksheet.profile)}
    changes = [*row_changes(indicator, old, new), *list_changes(indicator, titles, old, new)]
    return f"Nomor {indicator.no} disimpan", changes


def event_lines(event: Event, sheet: Sheet, repairs: Sequence[Repair]) -> list[str]:
    """What a step of the worksheet says more: the rows that it asks back, or its registration number."""
    if event.action == Action.REPAIR_REQUESTED:
        repaired_rows = sorted(
            (sheet.by_code[it.code].no, it.note) for it in repairs if it.sent_at == event.at
        )
        return [f"Nomor {no}: {note}" for no, note in repaired_rows]
    asked_again_numbers = [
        sheet.by_code[it].no for it in (event.new or {}).get("again", ()) if it in sheet.by_code
    ]
    if asked_again_numbers:
        return [f"Perlu diisi lagi: nomor {', '.join(map(str, asked_again_numbers))}"]
    registration_no = (event.new or {}).get("registration_no")
    return [f"Nomor registrasi {registration_no}"] if registration_no else []


def judging_words(event: Event, sheet: Sheet) -> tuple[str, list[Change]]:
    """Which row of which layer; what was said of it before and now."""
    layer, _, code = event.subject.partition(":")
    old, new = event.old or {}, event.new or {}
    indicator = sheet.by_code.get(code)
    if indicator is None:
        return Action(event.action).label, []
    judged_word = "dinilai" if event.action == Action.JUDGED else "dicatat untuk diperbaiki"
    what = f"Nomor {indicator.no} {judged_word} · {Layer(layer).label}"
    if event.action == Action.REPAIR_NOTED:
        return what, [("Catatan", old.get("note") or EMPTY_WORD, new.get("note") or EMPTY_WORD)]
    verdict = ("Putusan", verdict_word(old), verdict_word(new))
    changes = row_changes(indicator, old, new)
    return what, [verdict, *changes] if verdict[1] != verdict[2] else changes


def cut_words(event: Event) -> tuple[str, list[Change]]:
    """What stood on a row, in the words of the edition that it was answered under."""
    old_answer = event.old or {}
    indicator = sheet_of(UUID(old_answer["revision"])).by_code[event.subject]
    what = f"Nomor {indicator.no}: isian tidak cocok lagi dengan aturan"
    return what, row_changes(indicator, old_answer, event.new or {})


def revised_words(event: Event, *, judging: bool) -> tuple[str, list[Change]]:
    """The edition, and the totals that it moved; what judges decided is for those alone who see it."""
    old, new = event.old or {}, event.new or {}
    what = f"{Action.REVISED.label}: edisi {new['revision']}"
    if new["effect"] == Revision.Effect.NONE:
        return f"{what}, tanpa dampak nilai", []
    return what, [
        (f"Nilai {label.lower()}", total_word(old, basis), total_word(new, basis))
        for basis, label in BASIS_LABELS.items()
        if (judging or basis is Basis.CLAIM) and total_word(old, basis) != total_word(new, basis)
    ]


def total_word(event_data: dict[str, Any], basis: Basis) -> str:
    basis_total = event_data["totals"].get(basis)
    return EMPTY_WORD if basis_total is None else format_number(Decimal(basis_total), places=2)


def verdict_word(content: dict[str, Any]) -> str:
    verdict_code = content.get("verdict")
    return Judgement.Verdict(verdict_code).label if verdict_code else EMPTY_WORD


def workbook_words(event: Event, sheet: Sheet) -> str:
    """Which file, and the numbers that it changed."""
    new = event.new or {}
    numbers = ", ".join(str(sheet.by_code[code].no) for code in new.get("rows", []) if code in sheet.by_code)
    return f"{Action(event.action).label}: {new.get('name', '')}, nomor {numbers}"


def evidence_words(event: Event, sheet: Sheet) -> tuple[str, list[Change]]:
    """Which file, at which number, and on which pages."""
    old, new = event.old or {}, event.new or {}
    what = f"{Action(event.action).label}: {(new or old).get('name', '')}"
    if event.subject not in sheet.by_code:
        return what, []
    page_change = ("Halaman", old.get("pages") or "semua", new.get("pages") or "semua")
    pages_changed = bool(old and new) and page_change[1] != page_change[2]
    return f"{what}, nomor {sheet.by_code[event.subject].no}", [page_change] if pages_changed else []


def row_changes(indicator: IndicatorSpec, old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Every input, and the state, reason and note, that is not what it was."""
    old_values, new_values = old.get("values", {}), new.get("values", {})
    possible_changes = [
        (
            spec.label,
            answer_word(indicator, spec.code, old_values.get(spec.code)),
            answer_word(indicator, spec.code, new_values.get(spec.code)),
        )
        for spec in indicator.inputs
    ]
    labels = indicator.edition.labels
    possible_changes.append(("Keadaan", status_word(labels, old), status_word(labels, new)))
    possible_changes += [
        (label, old.get(key) or EMPTY_WORD, new.get(key) or EMPTY_WORD)
        for label, key in (("Alasan", "reason"), ("Catatan", "note"))
    ]
    possible_changes.append(("Sumber", source_word(old), source_word(new)))
    return [change for change in possible_changes if change[1] != change[2]]


def source_word(content: dict[str, Any]) -> str:
    """What the values were taken from."""
    return str((content.get("source") or {}).get("label") or EMPTY_WORD)


def list_changes(
    indicator: IndicatorSpec, titles: dict[str, str], old: dict[str, Any], new: dict[str, Any]
) -> list[Change]:
    """The lists behind the counts, by the names on them."""
    possible_changes = [
        (f"Rincian {spec.label}", listed_names(old, spec.code, titles), listed_names(new, spec.code, titles))
        for spec in indicator.inputs
    ]
    return [change for change in possible_changes if change[1] != change[2]]


def listed_names(content: dict[str, Any], code: str, titles: dict[str, str]) -> str:
    details = content.get("details", {})
    list_names = [line["name"] for line in details.get("items", {}).get(code, [])]
    list_names += [titles.get(id, id) for id in details.get("villages", {}).get(code, [])]
    return ", ".join(list_names) or EMPTY_WORD


def status_word(labels: Mapping[str, str], content: dict[str, Any]) -> str:
    status = content.get("status", Entry.Status.FILLED)
    return "diisi" if status == Entry.Status.FILLED else labels[status]


def fact_label(name: str) -> str:
    """A fact of the profile, as its page calls it."""
    field = Profile._meta.get_field(name)
    return str(getattr(field, "verbose_name", name)).capitalize()


def profile_changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    return [
        (fact_label(name), profile_fact_text(old.get(name)), profile_fact_text(value))
        for name, value in new.items()
        if old.get(name) != value
    ]


def profile_fact_text(value: Any) -> str:
    """A fact of the profile in words; a list of villages by their names. 0 desa is an answer."""
    if isinstance(value, list):
        value = ", ".join(village["name"] for village in value)
    return EMPTY_WORD if value in (None, "") else str(value)
