"""All that an entry page or the answer to a save is made of, loaded in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils import timezone

from assessments.access import is_operator
from assessments.access.queries import entry_window, proofs_shown, repairs_sent
from assessments.entry.forms.row import RowForm
from assessments.entry.services.saving import entry_refusal, repair_refusal
from assessments.entry.services.warnings import Past, last_year_of, warning_findings
from assessments.models import Entry, EvidenceLink, Repair, Window, Worksheet
from assessments.papers.figures import AspectFigures, RowFigures, SheetFigures, sheet_figures
from assessments.scores.scoring import answers_from, grouped, score_answers
from assessments.workflow import UNSENT
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import IndicatorSpec, Outcome
from kinerja.accounts.models import User

from .aspect_tasks import Task, codes_of, sent_task
from .last_year import texts_of
from .rows import RowView

READER = "Anda melihat kertas kerja ini tanpa mengubahnya."


@dataclass(frozen=True)
class Desk:
    """A worksheet with its entries, its figures, and whether this person may fill it now."""

    worksheet: Worksheet
    entries: dict[str, Entry]
    figures: SheetFigures
    window: Window | None
    operator: bool
    links: dict[str, tuple[EvidenceLink, ...]] = field(default_factory=dict)
    repairs: dict[str, Repair] = field(default_factory=dict)  # the rows that were asked back

    @property
    def refusal(self) -> str:
        """Why the worksheet as a whole is closed to this person now; empty where it is open."""
        if not self.operator:
            return READER
        return entry_refusal(self.worksheet, self.window, timezone.now())

    def closed(self, *codes: str) -> str:
        """Why these rows are closed to this person now; while some are mended, the others are."""
        if not self.operator or not self.worksheet.in_repair or not codes:
            return self.refusal
        return repair_refusal(self.repairs, codes, timezone.now())

    @property
    def all_closed(self) -> str:
        """Why no row is open to this person now; empty where some row is."""
        return self.closed(*self.repairs)

    @property
    def mending(self) -> bool:
        """Whether the rows that were asked back, and only they, are open to this person now."""
        return bool(self.refusal) and not self.all_closed

    @property
    def asked_back(self) -> list[IndicatorSpec]:
        """The indicators that were asked back, in the sheet's order."""
        return [row.row.indicator for code, row in self.rows.items() if code in self.repairs]

    @cached_property
    def rows(self) -> dict[str, RowFigures]:
        return {
            row.row.code: row
            for aspect in self.figures.aspects
            for sub_aspect in aspect.sub_aspects
            for row in sub_aspect.rows
        }

    @cached_property
    def unproven(self) -> frozenset[str]:
        """Codes of the rows that were answered with figures and have no evidence."""
        proven = (Outcome.SCORED, Outcome.UNDEFINED, Outcome.UNPROVEN)
        rows = self.figures.result.rows
        return frozenset(row.code for row in rows if row.outcome in proven and row.code not in self.links)

    @cached_property
    def warned(self) -> frozenset[str]:
        """Codes of the rows with something to look at again, explained or not."""
        return frozenset(
            found.code
            for found in warning_findings(self.worksheet, self.figures.result, self.entries, self.past)
        )

    @property
    def tasks(self) -> list[Task]:
        """Each aspect with what is left to do in it; once it was sent, what was asked back of it."""
        if self.worksheet.state not in UNSENT:
            return [sent_task(aspect, self.asked_back) for aspect in self.figures.aspects]
        return [Task(aspect, self.gaps(aspect), aspect.status) for aspect in self.figures.aspects]

    def gaps(self, aspect: AspectFigures) -> str:
        """What is left to do, in words; empty where nothing is."""
        codes = codes_of(aspect)
        counts = ((aspect.missing, "belum diisi"), (len(codes & self.warned), "peringatan"))
        return " · ".join(f"{count} {words}" for count, words in counts if count)

    @cached_property
    def past(self) -> Past:
        """Last year's answers; asked for once, where rows are shown."""
        return last_year_of(self.worksheet)

    def aspect(self, code: str) -> AspectFigures:
        """The aspect, or 404."""
        for aspect in self.figures.aspects:
            if aspect.spec.code == code:
                return aspect
        raise Http404

    def row(self, code: str, form: RowForm | None = None, **flags: Any) -> RowView:
        """The view of one row: with `form` where something in it was refused, else as it is stored."""
        figures = self.rows[code]
        return RowView(
            worksheet=self.worksheet,
            form=form or RowForm(figures.row.indicator, entry=self.entries.get(code)),
            figures=figures,
            closed=self.closed(code),
            repair=self.repairs.get(code),
            past=self.past,
            last_year=texts_of(self.worksheet, self.past.get(code)),
            links=self.links.get(code, ()),
            **flags,
        )

    def groups(self, aspect: AspectFigures, changed: RowView | None) -> list[dict[str, Any]]:
        """Sub-aspects with their rows; `changed` stands in for the row of its code."""
        return [
            {
                "spec": sub_aspect.spec,
                "rows": [
                    changed if changed and changed.code == row.row.code else self.row(row.row.code)
                    for row in sub_aspect.rows
                ],
            }
            for sub_aspect in aspect.sub_aspects
        ]


def load_desk(user: User, worksheet: Worksheet) -> Desk:
    """Three queries: the entries with who saved them, the evidence, and the window; a fourth in repair."""
    entries = {entry.code: entry for entry in worksheet.entries.select_related("saved_by")}
    sheet = sheet_of(worksheet.revision_id)
    links = links_by_row(proofs_shown(worksheet))
    proofs = grouped((link.code, link.part) for found in links.values() for link in found)
    result = score_answers(worksheet, answers_from(worksheet, entries.values(), proofs))
    return Desk(
        worksheet=worksheet,
        entries=entries,
        figures=sheet_figures(sheet, result),
        window=entry_window(worksheet),
        operator=is_operator(user, worksheet),
        links=links,
        repairs=repairs_sent(worksheet) if worksheet.in_repair else {},
    )


def links_by_row(links: Iterable[EvidenceLink]) -> dict[str, tuple[EvidenceLink, ...]]:
    found: dict[str, tuple[EvidenceLink, ...]] = {}
    for link in links:
        found[link.code] = (*found.get(link.code, ()), link)
    return found
