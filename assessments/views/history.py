"""An event in words: which row, what it was, what it is."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from assessments.access import JUDGING
from assessments.models import Entry, Event, Judgement, Layer, Worksheet
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import NUMBERS
from indicators.services.sheets import sheet_of
from kinerja.numbers import Kind, format_input, format_short_datetime
from kinerja.regions.models import Profile
from kinerja.regions.villages import villages_of

Change = tuple[str, str, str]  # what, old, new
EMPTY = "kosong"


@dataclass(frozen=True)
class Happening:
    """One line of the history page."""

    at: str
    who: str
    what: str
    changes: list[Change]
    note: str = ""
    who_id: UUID | None = None  # None where the system did it


def describe(event: Event, worksheet: Worksheet) -> Happening:
    """The event with its changed values, label by label."""
    zone = worksheet.district.regency.province.time_zone
    sheet = sheet_of(worksheet.revision_id)
    what, changes = Event.Action(event.action).label, []
    if event.action == Event.Action.ROW_SAVED and event.subject in sheet.by_code:
        indicator = sheet.by_code[event.subject]
        what = f"Nomor {indicator.no} disimpan"
        changes = row_changes(sheet, indicator, event.old or {}, event.new or {})
        titles = {village.id: village.title for village in villages_of(worksheet.profile)}
        changes += list_changes(indicator, titles, event.old or {}, event.new or {})
    elif event.action == Event.Action.PROFILE_SAVED:
        changes = profile_changes(event.old or {}, event.new or {})
    elif event.action == Event.Action.WORKBOOK_APPLIED:
        what = workbook_words(event, sheet)
    elif event.action in JUDGING:
        what = judging_words(event, sheet)
    elif event.action.startswith("evidence_"):
        what, changes = evidence_words(event, sheet)
    return Happening(
        at=format_short_datetime(event.at, zone),
        who=event.actor_name or "Sistem",
        what=what,
        changes=changes,
        note=event.note,
        who_id=event.actor_id,
    )


def judging_words(event: Event, sheet: Sheet) -> str:
    """Which number, in which layer, and what was said of it; the subject is "desk:i01"."""
    layer, _, code = event.subject.partition(":")
    number = f"nomor {sheet.by_code[code].no}" if code in sheet.by_code else code
    words = [f"{Event.Action(event.action).label}: {number}", str(dict(Layer.choices).get(layer, layer))]
    if event.action == Event.Action.JUDGED:
        verdict = (event.new or {}).get("verdict", "")
        words.append(str(dict(Judgement.Verdict.choices).get(verdict, "putusan ditarik")))
    return ", ".join(words)


def workbook_words(event: Event, sheet: Sheet) -> str:
    """Which file, and the numbers that it changed."""
    new = event.new or {}
    numbers = ", ".join(str(sheet.by_code[code].no) for code in new.get("rows", []) if code in sheet.by_code)
    return f"{Event.Action(event.action).label}: {new.get('name', '')}, nomor {numbers}"


def evidence_words(event: Event, sheet: Sheet) -> tuple[str, list[Change]]:
    """Which file, at which number, and on which pages."""
    old, new = event.old or {}, event.new or {}
    what = f"{Event.Action(event.action).label}: {(new or old).get('name', '')}"
    if event.subject not in sheet.by_code:
        return what, []
    pages = ("Halaman", old.get("pages") or "semua", new.get("pages") or "semua")
    changed = bool(old and new) and pages[1] != pages[2]
    return f"{what}, nomor {sheet.by_code[event.subject].no}", [pages] if changed else []


def row_changes(
    sheet: Sheet, indicator: IndicatorSpec, old: dict[str, Any], new: dict[str, Any]
) -> list[Change]:
    """Every input, and the state, reason and note, that is not what it was."""
    kept, made = old.get("values", {}), new.get("values", {})
    found = [
        (
            spec.label,
            worded(indicator, spec.code, kept.get(spec.code)),
            worded(indicator, spec.code, made.get(spec.code)),
        )
        for spec in indicator.inputs
    ]
    found.append(("Keadaan", status_word(sheet, old), status_word(sheet, new)))
    found += [
        (label, old.get(key) or EMPTY, new.get(key) or EMPTY)
        for label, key in (("Alasan", "reason"), ("Catatan", "note"))
    ]
    return [change for change in found if change[1] != change[2]]


def list_changes(
    indicator: IndicatorSpec, titles: dict[str, str], old: dict[str, Any], new: dict[str, Any]
) -> list[Change]:
    """The lists behind the counts, by the names on them."""
    found = [
        (f"Rincian {spec.label}", listed_names(old, spec.code, titles), listed_names(new, spec.code, titles))
        for spec in indicator.inputs
    ]
    return [change for change in found if change[1] != change[2]]


def listed_names(content: dict[str, Any], code: str, titles: dict[str, str]) -> str:
    details = content.get("details", {})
    names = [line["name"] for line in details.get("items", {}).get(code, [])]
    names += [titles.get(id, id) for id in details.get("villages", {}).get(code, [])]
    return ", ".join(names) or EMPTY


def status_word(sheet: Sheet, content: dict[str, Any]) -> str:
    status = content.get("status", Entry.Status.FILLED)
    return "diisi" if status == Entry.Status.FILLED else sheet.labels[status]


def worded(indicator: IndicatorSpec, code: str, value: Any) -> str:
    """A stored value as people read it."""
    spec = indicator.input(code)
    if value is None:
        return EMPTY
    if isinstance(value, list):
        return "; ".join(
            " ".join(filter(None, (line["label"], number(line["value"], spec.kind)))) for line in value
        )
    if spec.kind in NUMBERS:
        return number(value, spec.kind)
    options = {level.code: level.label for level in indicator.levels} | {"yes": "Ada", "no": "Tidak"}
    return options.get(value) or str(value)


def number(text: str, kind: str) -> str:
    return format_input(Decimal(text), Kind(str(kind)))


def profile_changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    return [
        (str(Profile._meta.get_field(name).verbose_name).capitalize(), fact(old.get(name)), fact(value))
        for name, value in new.items()
        if old.get(name) != value
    ]


def fact(value: Any) -> str:
    """A fact of the profile in words; a list of villages by their names. 0 desa is an answer."""
    if isinstance(value, list):
        value = ", ".join(village["name"] for village in value)
    return EMPTY if value in (None, "") else str(value)
