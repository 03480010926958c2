"""A worksheet as its judges see it: the claim, what each layer says of it, and what was asked back.

Rows are put into words as they are asked for: a page shows all, the answer to a judgement one or two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from assessments.access import actors_at, aspect_of
from assessments.entry.page.entry_sheet import EntrySheet, entry_sheet_of
from assessments.home.page.history import Change
from assessments.models import Judgement, Layer, Repair, Worksheet
from assessments.papers.figures import RowFigures, row_figures
from assessments.scores.scoring import Answers
from assessments.transitions.judged_worksheet import JudgedWorksheet, load_judged
from assessments.transitions.judging import INAPPLICABLE, layer_refusal
from assessments.workflow import SCORED_LAYERS, Action, judge
from indicators.scoring.engine import Row
from indicators.scoring.sheet import IndicatorSpec, Outcome
from kinerja.accounts.models import User
from kinerja.numbers import format_number

from .rows import ReviewCell, ReviewRow, cell_of, judged_changes


@dataclass(frozen=True)
class LayerColumn:
    """What one layer says: its judgements, and the answers of those that count."""

    sheet: JudgedWorksheet
    layer: Layer
    judgements: dict[str, Judgement]
    answers: Answers

    @property
    def head(self) -> str:
        return self.layer.row.heading

    def decided(self, code: str) -> bool:
        return code in self.answers

    @cached_property
    def rows(self) -> dict[str, Row]:
        """What the layer makes of the sheet, by code."""
        return {row.code: row for row in self.sheet.result_by(self.answers).rows}

    def figures(self, code: str) -> RowFigures | None:
        """What the layer makes of a row; None where it says nothing that counts."""
        return row_figures(self.sheet.loaded.edition, self.rows[code]) if code in self.answers else None


@dataclass(frozen=True)
class Review:
    """All that the page of one layer is made of."""

    sheet: JudgedWorksheet
    layer: Layer
    entry_sheet: EntrySheet
    columns: dict[Layer, LayerColumn]
    right: str  # why this person never judges here; empty where they do
    refusal: str  # why they do not now

    @property
    def user(self) -> User:
        return self.sheet.rights.user

    @property
    def worksheet(self) -> Worksheet:
        return self.sheet.worksheet

    @property
    def column(self) -> LayerColumn:
        return self.columns[self.layer]

    @cached_property
    def noted(self) -> dict[str, Repair]:
        """By code what is asked back and not yet mended."""
        return {it.code: it for it in self.sheet.repairs if it.closed_at is None}

    @cached_property
    def changes(self) -> dict[str, tuple[Change, ...]]:
        """By code what moved in the rows that came back with the last resubmission."""
        mended_repairs = last_mended(self.worksheet, self.sheet.repairs, self.layer)
        changes_by_code = {
            code: tuple(self.changes_in(code, repair)) for code, repair in mended_repairs.items()
        }
        return {code: changes for code, changes in changes_by_code.items() if changes}

    def changes_in(self, code: str, repair: Repair) -> Iterator[Change]:
        return judged_changes(
            self.entry_sheet.rows[code], self.entry_sheet.entries.get(code), repair, self.entry_sheet.links
        )

    @cached_property
    def order(self) -> list[IndicatorSpec]:
        """The sheet's order, but what came back mended comes first."""
        return sorted(
            self.entry_sheet.loaded.edition.indicators, key=lambda spec: spec.code not in self.changes
        )

    @cached_property
    def by_no(self) -> dict[int, str]:
        """The code of every row by its number."""
        return {spec.no: spec.code for spec in self.order}

    @property
    def bands(self) -> Iterator[dict[str, Any]]:
        """The rows by sub-aspect, behind those that were mended."""
        if self.changes:
            mended_rows = [self.row(spec.code) for spec in self.order if spec.code in self.changes]
            yield {"id": "diperbaiki", "title": "Diperbaiki kecamatan", "rows": mended_rows}
        for aspect in self.entry_sheet.loaded.edition.aspects:
            for no, sub in enumerate(aspect.sub_aspects):
                rows = [self.row(it.code) for it in sub.indicators if it.code not in self.changes]
                anchor = "" if no else f"aspek-{aspect.no}"
                if rows or anchor:
                    yield {"id": anchor, "title": f"{aspect.no}.{sub.no} {sub.name}", "rows": rows}

    @property
    def undecided(self) -> list[IndicatorSpec]:
        """The rows that count and have no judgement of the claim as it stands."""
        deciding_columns = [self.columns[it] for it in self.layer.deciders if it in self.columns]
        return [
            spec
            for spec in self.order
            if self.applies(spec.code) and not any(it.decided(spec.code) for it in deciding_columns)
        ]

    @property
    def first(self) -> str:
        """Where one goes on: the code of the first row to decide."""
        return next(iter(self.undecided), self.order[0]).code

    def applies(self, code: str) -> bool:
        return self.entry_sheet.rows[code].outcome is not Outcome.NOT_APPLICABLE

    def refusal_of(self, code: str) -> str:
        """Why this person does not judge a row now; empty where they do."""
        aspect = aspect_of(self.worksheet, code)
        refusal = self.refusal or self.sheet.rights.refusal(self.worksheet, self.layer, aspect)
        return refusal or ("" if self.applies(code) else INAPPLICABLE)

    def row(self, code: str) -> ReviewRow:
        figures = self.entry_sheet.figures_of(code)
        judgements = (it.judgements.get(code) for it in self.columns.values())
        return ReviewRow(
            figures=figures,
            entry=self.entry_sheet.entries.get(code),
            files=len({link.evidence_id for link in self.entry_sheet.links.get(code, ())}),
            unproven=code in self.entry_sheet.unproven_codes,
            cells=tuple(self.cell(column, figures) for column in self.columns.values()),
            judgements=tuple(judgement for judgement in judgements if judgement),
            repair=self.noted.get(code),
            changes=self.changes.get(code, ()),
        )

    def cell(self, column: LayerColumn, claim: RowFigures) -> ReviewCell:
        code = claim.row.code
        return cell_of(
            column.head,
            column.layer == self.layer,
            claim,
            column.judgements.get(code),
            column.figures(code),
            asked_back=code in self.noted and self.noted[code].layer == column.layer,
        )

    @property
    def totals(self) -> list[dict[str, str]]:
        """Claim, the kabupaten's result, and the province's with how far it is."""
        totals = [{"label": "Isian kecamatan", "value": self.worksheet.shown_total}]
        for layer in SCORED_LAYERS:
            score = self.sheet.scores.get(layer)
            judged_count, asked_count = (score.judged, score.asked) if score else (0, self.worksheet.asked)
            judged_here = layer is Layer.DESK or layer is self.layer
            total_name = layer.row.total
            label = f"{total_name} ({judged_count} dari {asked_count})" if judged_here else total_name
            value = format_number(score.total, places=2) if score else "–"
            totals.append({"label": label, "value": value})
        return totals

    def may(self, action: Action) -> bool:
        """Whether this person takes this step from here, once all that it asks for holds."""
        roles = actors_at(self.user, self.worksheet)
        return judge(self.worksheet.current_state, action, roles=roles, lacking={}).allowed


def load_review(user: User, worksheet: Worksheet, layer: Layer) -> Review:
    """Five queries and the rights."""
    return review_of(load_judged(user, worksheet), layer)


def review_of(sheet: JudgedWorksheet, layer: Layer) -> Review:
    worksheet, rights = sheet.worksheet, sheet.rights
    right_refusal = rights.refusal(worksheet, layer)
    return Review(
        sheet=sheet,
        layer=layer,
        entry_sheet=entry_sheet_of(rights.user, sheet.loaded),
        columns={
            it: LayerColumn(sheet, it, sheet.of_layer(it), sheet.answers_in(it))
            for it in layers_shown(sheet, layer)
        },
        right=right_refusal,
        refusal=right_refusal or layer_refusal(rights, worksheet, layer, timezone.now()),
    )


def layers_shown(sheet: JudgedWorksheet, layer: Layer) -> list[Layer]:
    """The columns: those with a score of their own, and a visit's where the period has one."""
    is_visited = layer is Layer.FIELD or sheet.rights.stage(sheet.worksheet, Layer.FIELD) is not None
    return [*SCORED_LAYERS, *([Layer.FIELD] if is_visited else [])]


def last_mended(worksheet: Worksheet, repairs: list[Repair], layer: Layer) -> dict[str, Repair]:
    """By code what came back to this layer with the last resubmission, while it is being looked at."""
    state = worksheet.current_state
    if not state.came_back and state is not layer.judged_in:
        return {}
    closed_repairs = [it for it in repairs if it.closed_at]
    last_closed_at = max((it.closed_at for it in closed_repairs if it.closed_at), default=None)
    return {it.code: it for it in closed_repairs if it.closed_at == last_closed_at and it.layer == layer}
