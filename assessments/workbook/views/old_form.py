"""Formulir lama: a past year's official form is looked at, row by row, and then brought in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import fetch_worksheet, require_operator
from assessments.entry.forms.row import choice_options, shown_text
from assessments.models import Worksheet
from assessments.workbook.forms.old_form import OldFormConfirmForm, UploadForm, signed_old_form
from assessments.workbook.old_form.reader import read_old_form
from assessments.workbook.services.old_form import (
    OldFormPlan,
    PlanRow,
    ProposalState,
    bring_in_old_form,
    old_form_plan,
)
from indicators.scoring.items import Status
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import InputSpec
from kinerja.accounts.requests import Request
from kinerja.fields import sent_name
from kinerja.numbers import format_number
from kinerja.refusals import Closed, Refusal
from kinerja.workbook.guard import BadWorkbook

from .upload import closed_now

# Words, tint and icon of each state of a row.
STATES = {
    ProposalState.NEW: ("Akan disimpan", "ok", "check"),
    ProposalState.SAME: ("Sudah sama", "none", "dash"),
    ProposalState.OTHER: ("Berbeda dengan isian", "wait", "triangle"),
    ProposalState.NOTHING: ("Tidak disimpan", "none", "dash"),
}


@dataclass(frozen=True)
class OldFormRowView:
    """One indicator of the form as it is shown."""

    row: PlanRow

    @property
    def place(self) -> str:
        first, last = self.row.block.rows[0], self.row.block.rows[-1]
        return str(first) if first == last else f"{first}–{last}"

    @property
    def data(self) -> list[str]:
        """What stands in the file, in its order."""
        block = self.row.block
        block_data = [block.heading, *(datum for _, datum in block.lines), *block.data.values()]
        return [datum.text for datum in block_data if datum.text]

    @property
    def saved(self) -> list[str]:
        """What would be stored, an input a line."""
        proposal = self.row.proposal
        return (
            []
            if self.row.state is ProposalState.NOTHING
            else texts_of(self.row, proposal.status, proposal.values)
        )

    @property
    def standing(self) -> list[str]:
        """What the worksheet has now, where the file says something else."""
        entry = self.row.entry if self.row.state is ProposalState.OTHER else None
        return texts_of(self.row, entry.status, entry.values) if entry else []

    @property
    def word(self) -> str:
        return STATES[self.row.state][0]

    @property
    def tint(self) -> str:
        return STATES[self.row.state][1]

    @property
    def icon(self) -> str:
        return STATES[self.row.state][2]


def texts_of(row: PlanRow, status: str, values: dict[str, Any]) -> list[str]:
    """An answer to the row's indicator in words, an input a line."""
    indicator = row.block.indicator
    if status != Status.FILLED:
        return [indicator.edition.labels[status]]
    return [
        text
        for spec in indicator.inputs
        if spec.code in values
        for text in input_texts(indicator, spec, values[spec.code])
    ]


def input_texts(indicator: IndicatorSpec, spec: InputSpec, value: Any) -> list[str]:
    if isinstance(value, list):
        return [f"{line['label']}: {shown_text(spec, line['value'])}" for line in value]
    value_text = shown_text(spec, dict(choice_options(indicator, spec)).get(value, value))
    return [value_text if len(indicator.inputs) == 1 else f"{spec.label}: {value_text}"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def old_form(request: Request, worksheet_id: UUID) -> HttpResponse:
    """A file gives a preview; the preview's own button saves it. For operators, while the sheet is open."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_operator(request.user, worksheet)
    refusal = closed_now(worksheet)
    if request.method != "POST" or refusal:
        status = Closed.status if request.method == "POST" else 200
        return old_form_page(request, worksheet, status=status, refusal=refusal)
    if "changes" in request.POST:
        return old_form_confirmed(request, worksheet)
    return old_form_preview(request, worksheet)


def old_form_preview(request: Request, worksheet: Worksheet) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return old_form_page(request, worksheet, status=422, error=first_form_error(form))
    try:
        plan = old_form_plan(worksheet, read_old_form(sent_name(form), form.cleaned_data["file"]))
    except BadWorkbook as problem:
        return old_form_page(request, worksheet, status=422, error=str(problem))
    token = signed_old_form(plan, worksheet_id=worksheet.pk, person_id=request.user.pk)
    return old_form_page(request, worksheet, token=token, **preview_context(plan))


def preview_context(plan: OldFormPlan) -> dict[str, Any]:
    return {
        "plan": plan,
        "rows": [OldFormRowView(row) for row in plan.rows],
        "total": format_number(plan.result.stored_total, places=2),
        "new": plan.count(ProposalState.NEW),
        "other": plan.count(ProposalState.OTHER),
        "differing": sum(bool(row.differences) for row in plan.rows),
    }


def old_form_confirmed(request: Request, worksheet: Worksheet) -> HttpResponse:
    form = OldFormConfirmForm(request.POST, worksheet_id=worksheet.pk, person_id=request.user.pk)
    if not form.is_valid():
        return old_form_page(request, worksheet, status=422, error=first_form_error(form))
    changes, may_replace = form.cleaned_data["changes"], form.cleaned_data["replace"]
    try:
        saved_count = bring_in_old_form(
            worksheet=worksheet, changes=changes, replace=may_replace, by=request.user
        )
    except Closed as closed:
        return old_form_page(request, worksheet, status=closed.status, refusal=str(closed))
    except Refusal as refusal:
        return old_form_page(request, worksheet, status=refusal.status, error=str(refusal))
    messages.success(request, f"{saved_count} nomor dari formulir lama tersimpan.")
    return redirect("worksheet", worksheet_id=worksheet.pk)


def first_form_error(form: UploadForm | OldFormConfirmForm) -> str:
    return str(next(iter(form.errors.values()))[0])


def old_form_page(request: Request, worksheet: Worksheet, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"worksheet": worksheet, "form": UploadForm()} | more
    return render(request, "workbook/old_form.html", context, status=status)
