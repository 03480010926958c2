"""The preview of an upload in words: what each row holds, what it would hold, and what its score becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.entry.services.saving import Content
from assessments.papers.answer_words import EMPTY_WORD, answer_word
from assessments.workbook.forms.upload import UploadConfirmForm
from assessments.workbook.services.upload import Planned, UploadPlan
from indicators.scoring.sheet import IndicatorSpec
from kinerja.numbers import format_number

UNKNOWN = "tidak diketahui"
NO_SCORE = "–"
SCORE_PLACES, TOTAL_PLACES = 2, 4


@dataclass(frozen=True)
class PreviewPart:
    """One thing of a row that differs: an input, the state, the reason or the note."""

    label: str
    base: str
    file: str
    server: str


@dataclass(frozen=True)
class RowPlan:
    """One row of the preview."""

    planned: Planned
    parts: list[PreviewPart]
    before: str
    after: str
    percents: list[str]
    choice: str
    sure: bool
    errors: list[str]

    @property
    def indicator(self) -> IndicatorSpec:
        return self.planned.indicator

    @property
    def seen(self) -> str:
        """Code and version as the confirmation sends them back."""
        return f"{self.planned.code}:{self.planned.version}"


@dataclass(frozen=True)
class UploadEffect:
    """A row that the file leaves alone and whose score moves with the others."""

    no: int
    before: str
    after: str


@dataclass(frozen=True)
class PlanView:
    rows: list[RowPlan]
    others: list[UploadEffect]
    before: str
    after: str

    @property
    def conflicts(self) -> list[RowPlan]:
        return [row for row in self.rows if row.planned.conflict]

    @property
    def changes(self) -> list[RowPlan]:
        return [row for row in self.rows if not row.planned.conflict]

    @property
    def unsure(self) -> list[RowPlan]:
        """Rows with numbers from cells in per cent."""
        return [row for row in self.rows if row.percents]


def plan_view(plan: UploadPlan, percents: Mapping[str, list[str]], form: UploadConfirmForm) -> PlanView:
    """The plan with its totals; `form` tells what was chosen and what is missing."""
    return PlanView(
        rows=[row_plan(plan, row, percents.get(row.code, []), form) for row in plan.rows],
        others=[
            UploadEffect(row.no, planned_score(plan.before.row(row.code).score), planned_score(row.score))
            for row in plan.others
        ],
        before=format_number(plan.before.stored_total, places=TOTAL_PLACES),
        after=format_number(plan.after.stored_total, places=TOTAL_PLACES),
    )


def row_plan(plan: UploadPlan, row: Planned, percents: list[str], form: UploadConfirmForm) -> RowPlan:
    return RowPlan(
        planned=row,
        parts=preview_parts(row),
        before=planned_score(plan.before.row(row.code).score),
        after=planned_score(plan.after.row(row.code).score),
        percents=percents,
        choice=form.data.get(f"choice-{row.code}", ""),
        sure=bool(form.data.get(f"percent-{row.code}")),
        errors=[
            str(error)
            for name in ("choice", "percent")
            for error in form.errors.get(f"{name}-{row.code}", [])
        ]
        if form.is_bound
        else [],
    )


def planned_score(score: Fraction | None) -> str:
    return NO_SCORE if score is None else format_number(score, places=SCORE_PLACES)


def preview_parts(row: Planned) -> list[PreviewPart]:
    """Whatever the file says otherwise than the server or the export."""
    words_by_side = (content_words(row.indicator, it) for it in (row.base, row.file, row.server))
    preview_parts = (
        PreviewPart(label, base, file, server)
        for (label, base), (_, file), (_, server) in zip(*words_by_side, strict=True)
    )
    has_base = row.base is not None
    return [it for it in preview_parts if it.file != it.server or (has_base and it.file != it.base)]


def content_words(indicator: IndicatorSpec, content: Content | None) -> list[tuple[str, str]]:
    """Every part of an answer with its label, in words."""
    inputs = [spec for spec in indicator.inputs if not spec.locked]
    labels = [*(spec.label for spec in inputs), "Keadaan", "Alasan nihil", "Catatan"]
    if content is None:
        return [(label, UNKNOWN) for label in labels]
    input_words = [answer_word(indicator, spec.code, content.values.get(spec.code)) for spec in inputs]
    status_word = indicator.edition.labels.get(content.status, "diisi")
    return list(
        zip(
            labels,
            [*input_words, status_word, content.reason or EMPTY_WORD, content.note or EMPTY_WORD],
            strict=True,
        )
    )
