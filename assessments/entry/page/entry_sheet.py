"""A worksheet as an entry page shows it to somebody: open or not, what is left to do, and its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils import timezone

from assessments.access import is_operator
from assessments.entry.forms.row import RowForm
from assessments.entry.services.last_year import Past
from assessments.entry.services.saving import entry_refusal, repair_refusal
from assessments.entry.services.warnings import warning_findings
from assessments.entry.sheet import Links, LoadedWorksheet, load_worksheet
from assessments.models import Entry, Repair, Window, Worksheet
from assessments.papers.figures import (
    AspectTotals,
    RowFigures,
    SheetFigures,
    SheetTotals,
    row_figures,
    sheet_figures,
    sheet_totals,
)
from assessments.workflow import UNSENT
from indicators.scoring.engine import Row
from indicators.scoring.sheet import IndicatorSpec, Outcome
from kinerja.accounts.models import User

from .aspect_tasks import AspectTask, sent_task
from .last_year import texts_of
from .rows import RowView

READER = "Anda melihat kertas kerja ini tanpa mengubahnya."
PROVEN = (Outcome.SCORED, Outcome.UNDEFINED, Outcome.UNPROVEN)  # what is answered with figures


@dataclass(frozen=True)
class EntrySheet:
    """A loaded worksheet, and whether this person fills it. Rows are formatted as they are asked for."""

    loaded: LoadedWorksheet
    operator: bool

    @property
    def worksheet(self) -> Worksheet:
        return self.loaded.worksheet

    @property
    def entries(self) -> dict[str, Entry]:
        return self.loaded.entries

    @property
    def links(self) -> Links:
        return self.loaded.links

    @property
    def window(self) -> Window | None:
        return self.loaded.window

    @property
    def repairs(self) -> dict[str, Repair]:
        return self.loaded.repairs

    @property
    def rows(self) -> Mapping[str, Row]:
        """Every row by its code, in the sheet's order."""
        return self.loaded.rows

    @property
    def past(self) -> Past:
        """Last year's answers."""
        return self.loaded.past

    @cached_property
    def totals(self) -> SheetTotals:
        return sheet_totals(self.loaded.edition, self.loaded.result)

    @cached_property
    def figures(self) -> SheetFigures:
        """All rows with the totals, as on paper."""
        return sheet_figures(self.loaded.edition, self.loaded.result)

    def figures_of(self, code: str) -> RowFigures:
        return row_figures(self.loaded.edition, self.rows[code])

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
        return [spec for spec in self.loaded.edition.indicators if spec.code in self.repairs]

    @cached_property
    def unproven_codes(self) -> frozenset[str]:
        """Codes of the rows that were answered with figures and have no evidence."""
        return frozenset(
            code for code, row in self.rows.items() if row.outcome in PROVEN and code not in self.links
        )

    @cached_property
    def warned_codes(self) -> frozenset[str]:
        """Codes of the rows with something to look at again, explained or not."""
        findings = warning_findings(self.worksheet, self.loaded.result, self.entries, self.past)
        return frozenset(finding.code for finding in findings)

    @property
    def tasks(self) -> list[AspectTask]:
        """Each aspect with what is left to do in it; once it was sent, what was asked back of it."""
        if self.worksheet.state not in UNSENT:
            return [sent_task(aspect, self.asked_back) for aspect in self.totals.aspects]
        return [AspectTask(aspect, self.gap_words(aspect), aspect.status) for aspect in self.totals.aspects]

    def gap_words(self, aspect: AspectTotals) -> str:
        """What is left to do, in words; empty where nothing is."""
        warned_count = sum(spec.code in self.warned_codes for spec in aspect.spec.indicators)
        gap_counts = ((aspect.missing, "belum diisi"), (warned_count, "peringatan"))
        return " · ".join(f"{count} {words}" for count, words in gap_counts if count)

    def aspect(self, code: str) -> AspectTotals:
        """The aspect, or 404."""
        for aspect in self.totals.aspects:
            if aspect.spec.code == code:
                return aspect
        raise Http404

    def row(self, code: str, form: RowForm | None = None, **flags: Any) -> RowView:
        """The view of one row: by `form`, else as it is stored."""
        figures = self.figures_of(code)
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


def load_entry_sheet(user: User, worksheet: Worksheet) -> EntrySheet:
    """Three queries, and one for the year before where that is asked for."""
    return entry_sheet_of(user, load_worksheet(worksheet))


def entry_sheet_of(user: User, loaded: LoadedWorksheet) -> EntrySheet:
    return EntrySheet(loaded, is_operator(user, loaded.worksheet))
