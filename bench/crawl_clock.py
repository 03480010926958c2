"""A clock that stands still and chance that repeats itself, so that two crawls can be compared."""

import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, tzinfo


@dataclass
class Chance:
    """Random bytes that depend on nothing but what is asked for, how long, and how often before."""

    seed: str = ""
    drawn: Counter[int] = field(default_factory=Counter)

    def begin(self, seed: str) -> None:
        self.seed = seed
        self.drawn.clear()

    def __call__(self, size: int) -> bytes:
        self.drawn[size] += 1
        source = random.Random(f"{self.seed} {size} {self.drawn[size]}")  # noqa: S311 repeatable on purpose
        return source.randbytes(size)


def stand_still(instant: datetime) -> Chance:
    """Stop the clock and chance; to be called before Django is imported."""
    chance, seconds = Chance(), instant.timestamp()
    time.time = lambda: seconds
    os.urandom = chance
    random._urandom = chance  # type: ignore[attr-defined]
    from django.contrib.auth import tokens
    from django.utils import timezone

    timezone.datetime = tokens.datetime = still(instant)  # type: ignore[attr-defined]
    return chance


def still(instant: datetime) -> type[datetime]:
    """The class of moments, to which it is always this instant."""

    class Instances(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, datetime)

    class Still(datetime, metaclass=Instances):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return instant.astimezone(tz) if tz else instant.astimezone().replace(tzinfo=None)

    return Still
