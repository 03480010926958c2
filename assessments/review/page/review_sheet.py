"""A worksheet as its judges see it: the claim, what each layer says of it, and what was asked back.

Loaded in a constant number of queries, however many rows there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from assessments.access import actors_at, judging_refusal
from assessments.access.queries import judging_kinds
from assessments.entry.page.entry_sheet import EntrySheet, load_entry_sheet
from assessments.models import Judgement, Layer, LayerScore, Repair, Worksheet
from assessments.papers.figures import RowFigures, row_figures
from assessments.scores.scoring import score_answers
from assessments.transitions.judging import layer_refusal
from assessments.workflow import SCORED_LAYERS, Action, judge
from indicators.scoring.items import Answer
from kinerja.accounts.models import User
from kinerja.numbers import format_number

from .rows import ReviewCell, ReviewRow, cell_of, judged_changes


@dataclass(frozen=True)
class LayerColumn:
    """What one layer says: its judgements, those that count no more, and the figures of the others."""

    layer: Layer
    judgements: dict[str, Judgement]
    stale: frozenset[str]
    figures: dict[str, RowFigures]

    @property
    def head(self) -> str:
        return self.layer.row.heading

    def decided(self, code: str) -> bool:
        return code in self.judgements and code not in self.stale


@dataclass(frozen=True)
class Review:
    """All that the page of one layer is made of."""

    user: User
    worksheet: Worksheet
    layer: Layer
    desk: EntrySheet
    columns: dict[Layer, LayerColumn]
    scores: dict[str, LayerScore]
    noted: dict[str, Repair]  # asked back and not yet mended
    mended: dict[str, Repair]  # came back with the last resubmission
    right: str  # why this person never judges here; empty where they do
    refusal: str  # why they do not now

    @cached_property
    def figures(self) -> dict[str, RowFigures]:
        """The claim's figures by code."""
        return {code: self.desk.figures_of(code) for code in self.desk.rows}

    @cached_property
    def rows(self) -> list[ReviewRow]:
        """In the sheet's order, but what came back mended comes first."""
        found = [self.row(code) for code in self.desk.rows]
        return sorted(found, key=lambda row: not row.changes)

    @cached_property
    def by_no(self) -> dict[int, ReviewRow]:
        return {row.no: row for row in self.rows}

    @property
    def bands(self) -> Iterator[dict[str, Any]]:
        """The rows by sub-aspect, behind those that were mended."""
        mended = [row for row in self.rows if row.changes]
        if mended:
            yield {"id": "diperbaiki", "title": "Diperbaiki kecamatan", "rows": mended}
        by_code = {row.code: row for row in self.rows if not row.changes}
        for aspect in self.desk.loaded.edition.aspects:
            for no, sub in enumerate(aspect.sub_aspects):
                rows = [by_code[it.code] for it in sub.indicators if it.code in by_code]
                anchor = "" if no else f"aspek-{aspect.no}"
                if rows or anchor:
                    yield {
                        "id": anchor,
                        "title": f"{aspect.no}.{sub.no} {sub.name}",
                        "rows": rows,
                    }

    @property
    def column(self) -> LayerColumn:
        return self.columns[self.layer]

    @property
    def undecided(self) -> list[ReviewRow]:
        """The rows that count and have no judgement of the claim as it stands."""
        heard = [self.columns[it] for it in self.layer.deciders if it in self.columns]
        return [row for row in self.rows if row.applies and not any(it.decided(row.code) for it in heard)]

    @property
    def first(self) -> ReviewRow:
        """Where one goes on: the first row to decide."""
        return next(iter(self.undecided), self.rows[0])

    def row(self, code: str) -> ReviewRow:
        figures, entry = self.figures[code], self.desk.entries.get(code)
        repair = self.mended.get(code)
        return ReviewRow(
            figures=figures,
            entry=entry,
            files=len({link.evidence_id for link in self.desk.links.get(code, ())}),
            unproven=code in self.desk.unproven,
            cells=tuple(self.cell(column, code) for column in self.columns.values()),
            judgements=tuple(it.judgements[code] for it in self.columns.values() if code in it.judgements),
            repair=self.noted.get(code),
            changes=tuple(judged_changes(figures.row, entry, repair, self.desk.links)) if repair else (),
        )

    def cell(self, column: LayerColumn, code: str) -> ReviewCell:
        asked = code in self.noted and self.noted[code].layer == column.layer
        return cell_of(
            column.head,
            column.layer == self.layer,
            self.figures[code],
            column.judgements.get(code),
            column.figures.get(code),
            asked=asked,
        )

    @property
    def totals(self) -> list[dict[str, str]]:
        """Claim, the kabupaten's result, and the province's with how far it is."""
        found = [{"label": "Isian kecamatan", "value": self.worksheet.shown_total}]
        for layer in SCORED_LAYERS:
            score = self.scores.get(layer)
            judged, asked = (score.judged, score.asked) if score else (0, self.worksheet.asked)
            here = layer is Layer.DESK or layer is self.layer
            name = layer.row.total
            label = f"{name} ({judged} dari {asked})" if here else name
            value = format_number(score.total, places=2) if score else "–"
            found.append({"label": label, "value": value})
        return found

    def may(self, action: Action) -> bool:
        """Whether this person takes this step from here, once all that it asks for holds."""
        roles = actors_at(self.user, self.worksheet)
        return judge(self.worksheet.current_state, action, roles=roles, lacking={}).allowed


def load_review(user: User, worksheet: Worksheet, layer: Layer) -> Review:
    """Beside the desk's three: judgements, scores, repairs, stages, and who judges."""
    right = judging_refusal(user, worksheet, layer)
    desk = load_entry_sheet(user, worksheet)
    found = list(worksheet.judgements.select_related("judged_by"))
    repairs = list(worksheet.repairs.select_related("asked_by"))
    layers = [Layer.REGENCY, Layer.DESK]
    if layer is Layer.FIELD or Layer.FIELD.value in judging_kinds(worksheet):
        layers.append(Layer.FIELD)
    return Review(
        user=user,
        worksheet=worksheet,
        layer=layer,
        desk=desk,
        columns={it: layer_column(desk, it, [word for word in found if word.layer == it]) for it in layers},
        scores={score.layer: score for score in worksheet.layer_scores.all()},
        noted={it.code: it for it in repairs if it.closed_at is None},
        mended=last_mended(worksheet, repairs, layer),
        right=right,
        refusal=right or layer_refusal(worksheet, layer, timezone.now()),
    )


def layer_column(desk: EntrySheet, layer: Layer, judgements: list[Judgement]) -> LayerColumn:
    """A judgement of a claim that has moved on does not count while the layer is at work."""
    worksheet, entries = desk.worksheet, desk.entries
    live = worksheet.current_state is layer.judged_in
    versions = {code: entry.version for code, entry in entries.items()}
    stale = [it.code for it in judgements if live and it.entry_version != versions.get(it.code, 0)]
    answers = {it.code: Answer(it.status, it.values, it.proven) for it in judgements if it.code not in stale}
    rows = score_answers(worksheet, answers).rows if answers else ()
    figures = {row.code: row_figures(desk.loaded.edition, row) for row in rows if row.code in answers}
    return LayerColumn(layer, {it.code: it for it in judgements}, frozenset(stale), figures)


def last_mended(worksheet: Worksheet, repairs: list[Repair], layer: Layer) -> dict[str, Repair]:
    """By code what came back to this layer with the last resubmission, while it is being looked at."""
    state = worksheet.current_state
    if not state.came_back and state is not layer.judged_in:
        return {}
    closed = [it for it in repairs if it.closed_at]
    last = max((it.closed_at for it in closed if it.closed_at), default=None)
    return {it.code: it for it in closed if it.closed_at == last and it.layer == layer}
