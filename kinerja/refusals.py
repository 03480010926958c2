"""What is not done now: one family for every app, each kind with the status that says so.

A service raises; a view with a page for it answers with `status` and the sentence. What no view catches gets
a page of its own by `kinerja.middleware.RefusalPages`.
"""

from typing import Any


class Refusal(Exception):
    """Something is not done; the text says why and what to do, for the user."""

    status = 409
    sentence = ""  # of a kind that always says the same

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class Closed(Refusal):
    """What would be written is not open to this person now: by its state, by its window, or as not theirs."""

    status = 403


class Moved(Refusal):
    """Something is not as the act needs it, or not as it was when the sender looked at it."""


class Stale(Refusal):
    """Somebody wrote the same place after the sender had read it; `current` is what stands there now."""

    current: Any

    def __init__(self, current: Any = None) -> None:
        super().__init__()
        self.current = current


class Incomplete(Refusal):
    """Something that was sent, or that the act stands on, is missing or does not fit."""

    status = 422
