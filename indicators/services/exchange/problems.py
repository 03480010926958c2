"""What is wrong with a file, told place by place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Where it stands, as far as it has a place, and the reason as a sentence."""

    reason: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        row = f"baris {self.row}" if self.row else ""
        column = f"kolom {self.column}" if self.column else ""
        return " – ".join(part for part in (self.sheet, row, column, self.reason) if part)


class Refused(Exception):
    """The file is not taken as a whole; `problems` holds every reason that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
