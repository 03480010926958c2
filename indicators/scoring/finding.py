"""What is said of an instrument when it is checked: an error stops its publication, a warning does not."""

from dataclasses import dataclass
from enum import StrEnum


class Gravity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing, with the code of its kind and a sentence that names its place.

    `indicator` and `aspect` are codes; with neither it is about the instrument as a whole.
    """

    gravity: Gravity
    code: str
    sentence: str
    indicator: str = ""
    aspect: str = ""

    @property
    def is_error(self) -> bool:
        return self.gravity is Gravity.ERROR

    @property
    def where(self) -> str:
        """Its place in a few words."""
        if self.indicator:
            return f"Indikator {self.indicator}"
        return f"Aspek {self.aspect}" if self.aspect else "Instrumen"


def error_finding(code: str, sentence: str, *, indicator: str = "", aspect: str = "") -> Finding:
    return Finding(Gravity.ERROR, code, sentence, indicator, aspect)


def warning_finding(code: str, sentence: str, *, indicator: str = "", aspect: str = "") -> Finding:
    return Finding(Gravity.WARNING, code, sentence, indicator, aspect)
