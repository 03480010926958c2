"""What the history tells of a row."""

from typing import Any

from indicators.editions.history import HistoryEntry, history_entries, states_of


def history_of(row: Any) -> list[HistoryEntry]:
    return history_entries(states_of(row), "Asia/Jakarta")
