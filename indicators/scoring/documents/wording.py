"""What of a document is only read: two that differ in nothing else score every worksheet alike."""

from collections.abc import Mapping
from typing import Any

from indicators.scoring.rules import formulas_of

from .content import Content

READ_ONLY = frozenset(
    {
        *("name", "title", "subtitle", "texts", "labels"),  # of the instrument and its parts
        *("old_no", "text", "unit", "guidance", "note", "predecessor", "label"),
    }
)


def is_wording(old: Content, new: Content) -> bool:
    """Whether nothing but texts lies between two documents."""
    return bool(without_texts(old) == without_texts(new))


def without_texts(value: Any) -> Any:
    """A formula may call inputs by their labels: beside one they are no mere texts."""
    if isinstance(value, Mapping):
        what_counts = {key: without_texts(inner) for key, inner in value.items() if key not in READ_ONLY}
        if any(name in value.get("params", ()) for name in formulas_of(value.get("rule", ""))):
            what_counts["called"] = [item["label"] for item in value["inputs"]]
        return what_counts
    if isinstance(value, list):
        return [without_texts(inner) for inner in value]
    return value
