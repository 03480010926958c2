"""What a request costs: its statements, how often the engine scores, how many forms are built."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from django.db import connection
from django.forms.forms import BaseForm
from django.test.utils import CaptureQueriesContext

from indicators.scoring.engine import score

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")  # what a transaction itself takes
SCORING, FORM = score.__code__, BaseForm.__init__.__code__


@dataclass
class Cost:
    """Filled when the block ends."""

    statements: list[str] = field(default_factory=list)
    scorings: int = 0
    forms: int = 0


@contextmanager
def measured() -> Iterator[Cost]:
    """The code that runs is counted, by whatever name its callers know it."""
    cost, calls = Cost(), Counter[object]()

    def notice(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            calls[frame.f_code] += 1

    with CaptureQueriesContext(connection) as queries:
        sys.setprofile(notice)
        try:
            yield cost
        finally:
            sys.setprofile(None)
    told = (query["sql"] for query in queries)
    cost.statements = [statement for statement in told if not statement.startswith(TRANSACTION)]
    cost.scorings, cost.forms = calls[SCORING], calls[FORM]
