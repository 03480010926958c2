"""An indicator's row as the operator will see it, with trial values: for those who look after instruments.

Nothing is stored. The row is built by the same form and template as on the entry page.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.entry.forms.row import RowForm
from assessments.entry.forms.trial import TrialForm
from assessments.entry.page.rows import RowView
from assessments.models import Entry
from assessments.papers.figures import RowFigures, row_figures
from indicators.access import instruments_for
from indicators.editions.trial import trial_sheet
from indicators.models import Indicator
from indicators.scoring.engine import score
from indicators.scoring.items import Answer, AnswerProblem, build_items
from indicators.scoring.sheet import Sheet
from kinerja.accounts.requests import Request


@dataclass(frozen=True)
class TrialRow(RowView):
    """A row of no worksheet."""

    save_address: str = ""

    trial = True
    locked = False
    list_link = None
    trigger = "submit, input delay:300ms, change, input delay:300ms from:#coba, change from:#coba"

    @property
    def saved(self) -> str:
        return "Dicoba" if self.form.entry else ""

    @property
    def warnings(self) -> list[tuple[str, bool]]:
        return [(warning.sentence, False) for warning in self.figures.row.warnings]


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_preview(request: Request, indicator_id: UUID) -> HttpResponse:
    """The row and its result; 422 where something is mistyped, the linter's words where it cannot score."""
    own_indicators = Indicator.objects.filter(instrument__in=instruments_for(request.user))
    indicator = get_object_or_404(own_indicators.select_related("instrument__owner"), pk=indicator_id)
    sheet, findings = trial_sheet(indicator)
    context: dict[str, Any] = {"indicator": indicator, "findings": findings}
    if sheet is not None:
        context |= trial_context(request, sheet, indicator)
    status = 422 if context.get("errors") else 200
    return render(request, "entry/indicator_preview.html", context, status=status)


def trial_context(request: Request, sheet: Sheet, indicator: Indicator) -> dict[str, Any]:
    """The row with what was sent, scored where all of it can be read."""
    data = request.POST if request.method == "POST" else None
    spec = sheet.by_code[indicator.code]
    trial, form = TrialForm(sheet, spec, data), RowForm(spec, data)
    entry, problem = None, ""
    if trial.is_valid() and form.is_valid():
        entry = Entry(code=spec.code, version=0, **entry_fields(form))
    try:
        figures = trial_figures(sheet, spec.code, trial, entry)
    except AnswerProblem as refused:
        figures, problem = trial_figures(sheet, spec.code, TrialForm(sheet, spec), None), str(refused)
    row = TrialRow(
        worksheet=None,  # type: ignore[arg-type]  # a trial is of no worksheet
        form=RowForm(spec, entry=entry) if entry and not problem else form,
        figures=figures,
        save_address=reverse("indicator_preview", args=(indicator.pk,)),
    )
    return {"trial": trial, "row": row, "errors": trial_errors(trial, row, problem)}


def entry_fields(form: RowForm) -> dict[str, Any]:
    content = form.content
    return {
        "status": content.status,
        "values": content.values,
        "reason": content.reason,
        "note": content.note,
    }


def trial_figures(sheet: Sheet, code: str, trial: TrialForm, entry: Entry | None) -> RowFigures:
    """The row's figures; raise AnswerProblem. Other rows are empty but for what this one takes from them."""
    all_answers = dict(trial.other_answers)
    if entry:
        all_answers[code] = Answer(status=entry.status, values=entry.values, proven=trial.is_proven)
    result = score(build_items(sheet, trial.given_facts, all_answers))
    return row_figures(sheet, next(row for row in result.rows if row.code == code))


def trial_errors(trial: TrialForm, row: TrialRow, problem: str) -> list[tuple[str, str]]:
    """Field id and sentence of everything that keeps the row from being scored."""
    form_errors = [(f"coba-{name}", str(it)) for name, errors in trial.errors.items() for it in errors]
    return [*form_errors, *row.errors, *([("coba", problem)] if problem else [])]
