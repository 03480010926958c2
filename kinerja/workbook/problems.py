"""What is wrong with a workbook or another file that is brought in, told place by place."""

from dataclasses import dataclass

from kinerja.refusals import Incomplete


@dataclass(frozen=True)
class Problem:
    """Where it stands, as far as it has a place, and the reason as a sentence."""

    reason: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    @property
    def place(self) -> str:
        row = f"baris {self.row}" if self.row else ""
        column = f"kolom {self.column}" if self.column else ""
        return " – ".join(filter(None, (self.sheet, row, column)))

    def __str__(self) -> str:
        return " – ".join(filter(None, (self.place, self.reason)))


class TableRefused(Incomplete):
    """The file is not taken as a whole; `problems` holds every reason that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
