"""A worksheet with all that stands in it, read once for whatever one request does with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assessments.access.queries import entry_window, proofs_shown, repairs_sent
from assessments.models import Entry, EvidenceLink, Repair, Window, Worksheet
from assessments.records.guard import lock_rows
from assessments.scores.scoring import (
    Answers,
    Proofs,
    answer_to,
    answers_from,
    grouped_by_worksheet,
    result_by,
    score_answers,
)
from indicators.editions.sheets import sheet_of
from indicators.scoring.engine import Result, Row
from indicators.scoring.items import Answer
from indicators.scoring.sheet import Sheet

from .services.last_year import Past, last_year_of

Links = dict[str, tuple[EvidenceLink, ...]]


@dataclass
class LoadedWorksheet:
    """A worksheet's answers, its evidence, and what decides whether it is open; by code.

    The result is computed when it is first asked for, and follows every answer that is put in its place.
    """

    worksheet: Worksheet
    entries: dict[str, Entry]
    links: Links
    window: Window | None  # None while rows are mended too: these have a day of their own
    repairs: dict[str, Repair] = field(default_factory=dict)  # the rows that are open to be mended

    @property
    def edition(self) -> Sheet:
        return sheet_of(self.worksheet.revision_id)

    @cached_property
    def proofs(self) -> Proofs:
        """The linked parts, as the engine counts them."""
        return grouped_by_worksheet((link.code, link.part) for links in self.links.values() for link in links)

    @cached_property
    def answers(self) -> Answers:
        return answers_from(self.worksheet, self.entries.values(), self.proofs)

    @cached_property
    def result(self) -> Result:
        return score_answers(self.worksheet, self.answers)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The rows of the result by code, in the sheet's order."""
        by_code = {row.code: row for row in self.result.rows}
        return {spec.code: by_code[spec.code] for spec in self.edition.indicators}

    @cached_property
    def past(self) -> Past:
        """Last year's answers; one query."""
        return last_year_of(self.worksheet)

    def counted_answer(self, code: str, status: str, values: dict[str, Any]) -> Answer:
        """An answer as it would count here, with the evidence that its row has."""
        return answer_to(self.worksheet, code, status, values, self.proofs)

    def put_entry(self, entry: Entry) -> None:
        """This is the answer to its row from now on."""
        scored_before = self.answers, self.result
        self.entries[entry.code] = entry
        self.answers = self.answers | {
            entry.code: self.counted_answer(entry.code, entry.status, entry.values)
        }
        self.result = result_by(self.worksheet, self.answers, [scored_before])
        self.forget_cached("rows")

    def forget_cached(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)

    def lock(self) -> bool:
        """Lock the worksheet until the transaction ends. What was read of it before holds, unless somebody
        has saved since: then it is read again, and the answer is True. One statement where nobody has. Raises
        `Moved`."""
        worksheet = self.worksheet
        state_as_read = worksheet.version, worksheet.state
        lock_rows([worksheet])
        if (worksheet.version, worksheet.state) == state_as_read:
            return False
        worksheet.profile.refresh_from_db()
        self.read_again()
        return True

    def read_again(self) -> None:
        loaded_again = load_worksheet(self.worksheet)
        self.entries, self.links = loaded_again.entries, loaded_again.links
        self.window, self.repairs = loaded_again.window, loaded_again.repairs
        self.forget_cached("proofs", "answers", "result", "rows")


def load_worksheet(worksheet: Worksheet) -> LoadedWorksheet:
    """Three queries: the answers, the evidence, and the window or the rows that were asked back."""
    return LoadedWorksheet(
        worksheet=worksheet,
        entries={entry.code: entry for entry in worksheet.entries.all()},
        links=links_by_row(proofs_shown(worksheet)),
        window=None if worksheet.in_repair else entry_window(worksheet),
        repairs=repairs_sent(worksheet) if worksheet.in_repair else {},
    )


def links_by_row(links: Iterable[EvidenceLink]) -> Links:
    by_code: Links = {}
    for link in links:
        by_code[link.code] = (*by_code.get(link.code, ()), link)
    return by_code
