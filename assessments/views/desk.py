"""All that an entry page or the answer to a save is made of, loaded in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils import timezone

from assessments.access import is_operator
from assessments.forms.entry import RowForm
from assessments.models import Entry, EvidenceLink, Window, Worksheet
from assessments.printing.context import AspectFigures, RowFigures, SheetFigures, sheet_figures
from assessments.queries import entry_window, proofs_shown
from assessments.services.entry import entry_refusal
from assessments.services.scoring import answers_from, grouped, score_answers
from indicators.services.sheets import sheet_of
from kinerja.accounts.models import User

from .rows import RowView


@dataclass(frozen=True)
class Desk:
    """A worksheet with its entries, its figures, and whether this person may fill it now."""

    worksheet: Worksheet
    entries: dict[str, Entry]
    figures: SheetFigures
    window: Window | None
    operator: bool
    links: dict[str, tuple[EvidenceLink, ...]]

    @property
    def refusal(self) -> str:
        """Why the rows are closed to this person now; empty where they are open."""
        if not self.operator:
            return "Anda melihat kertas kerja ini tanpa mengubahnya."
        return entry_refusal(self.worksheet, self.window, timezone.now())

    @cached_property
    def rows(self) -> dict[str, RowFigures]:
        return {
            row.row.code: row
            for aspect in self.figures.aspects
            for sub_aspect in aspect.sub_aspects
            for row in sub_aspect.rows
        }

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
            editable=not self.refusal,
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
    """Three queries: the entries with who saved them, the evidence, and the window."""
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
    )


def links_by_row(links: Iterable[EvidenceLink]) -> dict[str, tuple[EvidenceLink, ...]]:
    found: dict[str, tuple[EvidenceLink, ...]] = {}
    for link in links:
        found[link.code] = (*found.get(link.code, ()), link)
    return found
