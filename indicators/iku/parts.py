"""The parts of a document that are written one by one, so that two people can write at the same time.

A part is a group of the head's keys, or one objective or IKU by its code. Its mark is what its writer had
read: while the part still has that mark nobody else has written it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from indicators.scoring.documents.document import canonical_text

from .achievement import Polarity
from .quarters import Aggregation
from .schema import FORMAT

Content = dict[str, Any]


class Group(StrEnum):
    """The kinds of part; the last two are lists, of which a part is one element."""

    IDENTITY = "identity"
    VALIDITY = "validity"
    SIGNATURE = "signature"
    OBJECTIVE = "objectives"
    INDICATOR = "indicators"


HEAD = {
    Group.IDENTITY: ("agency", "duty", "functions", "goal", "goal_indicator"),
    Group.VALIDITY: ("valid_from", "valid_until", "legal_basis"),
    Group.SIGNATURE: ("signature",),
}


class DocumentPart(NamedTuple):
    """`code` is empty for a group of the head."""

    group: Group
    code: str = ""


def part_content(document: Mapping[str, Any], part: DocumentPart) -> Content | None:
    """What the document says there; None where it has no such objective or IKU."""
    if part.group in HEAD:
        return {key: document[key] for key in HEAD[part.group]}
    return next((row for row in document[part.group] if row["code"] == part.code), None)


def part_mark(content: Content | None) -> str:
    """A short digest; empty for what is not there yet."""
    return "" if content is None else hashlib.sha256(canonical_text(content).encode()).hexdigest()[:16]


def with_part(document: Mapping[str, Any], part: DocumentPart, content: Content | None) -> Content:
    """The document with that content there; None takes an objective or IKU out. What is new comes last.

    An objective takes its IKU with it. Raise ValueError for content that belongs elsewhere.
    """
    if not _fits_its_part(content, part):
        raise ValueError(f"not the content of {part}")
    if part.group in HEAD:
        return {**document, **(content or {})}
    rows = list(document[part.group])
    at = next((n for n, row in enumerate(rows) if row["code"] == part.code), len(rows))
    rows[at : at + 1] = [content] if content else []
    changed_document = {**document, part.group.value: rows}
    if part.group is Group.OBJECTIVE and not content:
        changed_document["indicators"] = [
            row for row in document["indicators"] if row["objective"] != part.code
        ]
    return changed_document


def _fits_its_part(content: Content | None, part: DocumentPart) -> bool:
    if part.group in HEAD:
        return content is not None and set(content) == set(HEAD[part.group])
    return content is None or content.get("code") == part.code


def free_code(codes: list[str]) -> str:
    """A code for one more objective or IKU: the next number."""
    return str(max((int(code) for code in codes if code.isdecimal()), default=0) + 1)


def empty_document(*, district: str, agency: str, position: str) -> Content:
    """A draft that says nothing yet but whose it is."""
    return {
        "format": FORMAT,
        "district": district,
        "agency": agency,
        "duty": "",
        "functions": [],
        "goal": "",
        "goal_indicator": "",
        "legal_basis": [],
        "valid_from": None,
        "valid_until": None,
        "signature": {"position": position, "name": "", "rank": "", "nip": ""},
        "objectives": [],
        "indicators": [],
    }


def empty_indicator(*, code: str, objective: str) -> Content:
    """An IKU that is still to be written."""
    text_fields = ("name", "formula", "explanation", "source", "owner", "unit", "reason")
    return {
        **dict.fromkeys(text_fields, ""),
        "code": code,
        "objective": objective,
        "polarity": Polarity.MORE.value,
        "aggregation": Aggregation.SUM.value,
        "cap": "100",
        "baseline": None,
        "targets": {},
        "items": [],
    }


def empty_item(*, code: str) -> Content:
    """A data item that is still to be written."""
    text_fields = ("name", "definition", "source", "unit")
    return {**dict.fromkeys(text_fields, ""), "code": code, "due": None, "aggregation": None}


def without_items(indicator: Content | None) -> Content | None:
    """An IKU's own fields: its data items are written one by one."""
    return indicator and {key: value for key, value in indicator.items() if key != "items"}


def item_of(indicator: Mapping[str, Any], code: str) -> Content | None:
    """A data item by its code; None where there is none."""
    return next((item for item in indicator["items"] if item["code"] == code), None)


def with_item(indicator: Content, code: str, content: Content | None) -> Content:
    """The IKU with that data item; None takes it out. What is new comes last."""
    items = list(indicator["items"])
    at = next((n for n, item in enumerate(items) if item["code"] == code), len(items))
    items[at : at + 1] = [content] if content else []
    return {**indicator, "items": items}


def moved_rows(rows: Sequence[Content], code: str, *, down: bool = False) -> list[Content]:
    """The rows with that one a place higher or lower, among those of the same objective if they have one."""
    reordered_rows = list(rows)
    row = next((row for row in reordered_rows if row["code"] == code), None)
    if row is None:
        return reordered_rows
    places_in_objective = [
        n for n, other in enumerate(reordered_rows) if other.get("objective") == row.get("objective")
    ]
    at = places_in_objective.index(reordered_rows.index(row))
    target_place = at + (1 if down else -1)
    if 0 <= target_place < len(places_in_objective):
        row_place, other_place = places_in_objective[at], places_in_objective[target_place]
        reordered_rows[row_place], reordered_rows[other_place] = (
            reordered_rows[other_place],
            reordered_rows[row_place],
        )
    return reordered_rows
