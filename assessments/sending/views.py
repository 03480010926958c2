"""Checking before sending, handing on to the camat, approval, and the receipt."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import fetch_worksheet, require_actor, roles_at
from assessments.entry.page.entry_sheet import EntrySheet, load_entry_sheet
from assessments.home.page.repair_status import Mending, mending_of
from assessments.home.page.worksheet_status import worksheet_zone
from assessments.models import Snapshot, Worksheet
from assessments.papers.policies import GIVES
from assessments.papers.responses import paper_download
from assessments.workflow import Action, Actor, Condition, Format, Paper, Verdict, judge, sending_from
from indicators.scoring.sheet import Outcome
from kinerja.accounts.requests import Request
from kinerja.numbers import format_datetime, format_short_datetime
from kinerja.refusals import Refusal

from .check import Finding, Kind, sending_findings
from .forms import StepForm
from .paper import Receipt
from .paper import receipt_pdf as render_receipt
from .services import ACTS, content_lacks, sending_refusal

# Title, what it means, icon and tint of each kind of finding; in braces what the edition calls it.
KINDS = {
    Kind.EMPTY: ("belum diisi", "Isi atau beri {tdi}; tanpa itu belum dapat diajukan.", "triangle", "bad"),
    Kind.DETAILS: (
        "tanpa rincian wajib",
        "Tulis rinciannya agar dapat diajukan.",
        "triangle",
        "bad",
    ),
    Kind.EVIDENCE: ("tanpa bukti wajib", "Dapat dikirim, tetapi capaiannya dihitung 0.", "triangle", "bad"),
    Kind.WARNING: (
        "peringatan",
        "Periksa angkanya. Bila sudah benar, tulis catatan di barisnya.",
        "triangle",
        "wait",
    ),
    Kind.TDI: ("ditandai {tdi}", "{gives}.", "dash", "none"),
    Kind.NONE_OCCURRED: ("ditandai {none_occurred}", "Kejadiannya memang tidak ada.", "dash", "none"),
    Kind.PROFILE: ("hal pada profil", "", "info", "none"),
}


@dataclass(frozen=True)
class Section:
    """The findings of one kind."""

    kind: Kind
    worksheet: Worksheet
    findings: list[Finding]

    @property
    def id(self) -> str:
        return f"bagian-{self.kind}"

    @property
    def title(self) -> str:
        return f"{len(self.findings)} {self.worded(0)}"

    @property
    def meaning(self) -> str:
        return self.worded(1)

    def worded(self, part: int) -> str:
        """A text of KINDS in the words of the edition, and with what its policies give these rows."""
        finding_indicators = [it.row.indicator for it in self.findings if it.row]
        if not finding_indicators:
            return KINDS[self.kind][part]
        labels = finding_indicators[0].edition.labels
        gives_words = dict.fromkeys(GIVES[spec.policies[Outcome.TDI].action] for spec in finding_indicators)
        return KINDS[self.kind][part].format(
            tdi=labels["tdi"],
            none_occurred=labels["none_occurred"].lower(),
            gives="; ".join(gives_words).capitalize(),
        )

    @property
    def icon(self) -> str:
        return KINDS[self.kind][2]

    @property
    def tint(self) -> str:
        return KINDS[self.kind][3]

    @property
    def numbers(self) -> str:
        """ "Nomor 31, 33": the rows, each once."""
        return "Nomor " + ", ".join(dict.fromkeys(str(it.row.no) for it in self.findings if it.row))

    @property
    def summary(self) -> str:
        """Which rows, or what of the profile."""
        return self.findings[0].sentence if self.kind is Kind.PROFILE else self.numbers

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {"finding": it, "url": url_of(self.worksheet, it), "note": self.note(it)} for it in self.findings
        ]

    def note(self, finding: Finding) -> str:
        """The kecamatan's own word on it; a warning without one says so."""
        if finding.note:
            return f"{'Alasan' if self.kind is Kind.NONE_OCCURRED else 'Catatan'}: {finding.note}"
        return "Belum ada catatan." if self.kind is Kind.WARNING else ""


def url_of(worksheet: Worksheet, finding: Finding) -> str:
    """Where the finding is mended."""
    if finding.row is None:
        return reverse("profile", args=(worksheet.pk,))
    aspect = reverse("aspect", args=(worksheet.pk, finding.row.indicator.aspect.code))
    return f"{aspect}#nomor-{finding.row.no}"


def findings_by_kind(worksheet: Worksheet, findings: list[Finding]) -> dict[Kind, Section]:
    """The kinds that have findings, in their order."""
    findings_by_kind = {kind: [it for it in findings if it.kind is kind] for kind in Kind}
    return {kind: Section(kind, worksheet, group) for kind, group in findings_by_kind.items() if group}


@login_required
@require_safe
def check_before_sending(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Everything to know before sending, each with a link to its row."""
    return check_page(request, fetch_worksheet(request, worksheet_id))


@login_required
@require_safe
def approval(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The camat's page; nothing to approve before the operator asks, and afterwards a receipt."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_actor(request.user, worksheet, Action.SUBMIT)
    if worksheet.current_state.is_sent and not worksheet.in_repair:
        return redirect("receipt", worksheet_id=worksheet.pk)
    if sending_from(worksheet.current_state) is None:
        return redirect("check", worksheet_id=worksheet.pk)
    return approval_page(request, worksheet)


@login_required
@require_POST
def sending_step(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Take one step; 422 where the form lacks something, 409 where the worksheet does not allow it now."""
    worksheet = fetch_worksheet(request, worksheet_id)
    if not roles_at(request.user, worksheet):
        raise PermissionDenied(
            f"Hanya operator dan camat {worksheet.district} yang mengirim kertas kerja ini."
        )
    form = StepForm(request.POST)
    if "action" not in form.errors:
        require_actor(request.user, worksheet, Action(form.data["action"]))
    if not form.is_valid():
        return page_again(request, worksheet, form, status=422)
    action = Action(form.cleaned_data["action"])
    try:
        ACTS[action](
            worksheet=worksheet,
            by=request.user,
            note=form.cleaned_data["note"],
            version=form.cleaned_data["version"],
        )
    except Refusal as refusal:
        return page_again(request, worksheet, form, status=refusal.status, refusal=str(refusal))
    if action.sends:
        return redirect("receipt", worksheet_id=worksheet.pk)
    messages.success(request, action.row.done)
    return redirect("worksheet", worksheet_id=worksheet.pk)


def page_again(
    request: Request, worksheet: Worksheet, form: StepForm, *, status: int, refusal: str = ""
) -> HttpResponse:
    """The page that was sent, with what it lacks or why it was refused."""
    if Actor.HEAD in roles_at(request.user, worksheet) and sending_from(worksheet.current_state):
        return approval_page(request, worksheet, form=form, status=status, refusal=refusal)
    return check_page(request, worksheet, status=status, refusal=refusal)


def check_page(
    request: Request, worksheet: Worksheet, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    entry_sheet = load_entry_sheet(request.user, worksheet)
    row_findings = sending_findings(worksheet, entry_sheet.loaded.result, entry_sheet.entries)
    roles = roles_at(request.user, worksheet)
    mending = mending_of(entry_sheet)
    unmet_conditions = sending_lacks(entry_sheet, row_findings, mending)
    state = worksheet.current_state
    context = {
        "worksheet": worksheet,
        "entry_sheet": entry_sheet,
        "mending": mending,
        "resubmit": resubmission(worksheet, unmet_conditions),
        "sections": findings_by_kind(worksheet, row_findings).values(),
        "refusal": refusal,
        "operator": Actor.OPERATOR in roles,
        "approves": Actor.HEAD in roles and (state.awaits_head or mending is not None),
        "request_signoff": judge(state, Action.REQUEST_SIGNOFF, roles=roles, lacking=unmet_conditions),
        "withdraw": judge(state, Action.WITHDRAW, roles=roles, lacking=unmet_conditions),
        **deadline_words(entry_sheet, mending),
    }
    return render(request, "sending/check.html", context, status=status)


def approval_page(
    request: Request,
    worksheet: Worksheet,
    *,
    form: StepForm | None = None,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    entry_sheet = load_entry_sheet(request.user, worksheet)
    row_findings = sending_findings(worksheet, entry_sheet.loaded.result, entry_sheet.entries)
    roles = roles_at(request.user, worksheet)
    mending = mending_of(entry_sheet)
    state = worksheet.current_state
    action = sending_from(state) or Action.SUBMIT
    requested_at = worksheet.requested_at
    context = {
        "worksheet": worksheet,
        "entry_sheet": entry_sheet,
        "mending": mending,
        "action": action,
        "label": action.label,
        "sections": findings_by_kind(worksheet, row_findings),
        "form": form or StepForm(),
        "refusal": refusal,
        "signatory": worksheet.profile.head_name or request.user.name,
        "submit": judge(
            state, action, roles=roles, lacking=sending_lacks(entry_sheet, row_findings, mending)
        ),
        "requested_at": format_short_datetime(requested_at, worksheet_zone(worksheet))
        if requested_at
        else "",
        **deadline_words(entry_sheet, mending),
    }
    return render(request, "sending/approval.html", context, status=status)


def sending_lacks(
    entry_sheet: EntrySheet, findings: list[Finding], mending: Mending | None
) -> dict[Condition, str]:
    """What stands in the way of sending, as the act will find it."""
    closed_refusal = sending_refusal(entry_sheet.worksheet, entry_sheet.window, timezone.now())
    sentence_by_condition = dict(content_lacks(findings, len(mending.unchanged) if mending else 0))
    return sentence_by_condition | ({Condition.OPEN: closed_refusal} if closed_refusal else {})


def resubmission(worksheet: Worksheet, unmet: dict[Condition, str]) -> Verdict:
    """Whether the rows that were asked back are ready for the camat."""
    return judge(worksheet.current_state, Action.RESUBMIT, roles={Actor.HEAD}, lacking=unmet)


def deadline_words(entry_sheet: EntrySheet, mending: Mending | None) -> dict[str, str]:
    if mending:
        return {"closes": mending.due}
    closes = entry_sheet.window.closes if entry_sheet.window else None
    return {"closes": format_datetime(closes, worksheet_zone(entry_sheet.worksheet)) if closes else ""}


@login_required
@require_safe
def receipt(request: Request, worksheet_id: UUID) -> HttpResponse:
    """What was sent, from its frozen copy; 404 before there is one."""
    worksheet = fetch_worksheet(request, worksheet_id)
    paper = Receipt.of(fetch_submission(worksheet))
    return render(request, "sending/receipt.html", {"worksheet": worksheet, "receipt": paper})


def fetch_submission(worksheet: Worksheet) -> Snapshot:
    """The newest copy of what was sent, or 404."""
    snapshot = worksheet.snapshots.filter(kind=Snapshot.Kind.SUBMISSION).order_by("-created_at").first()
    if snapshot is None:
        raise Http404
    return snapshot


@login_required
@require_safe
def receipt_pdf(request: Request, worksheet_id: UUID) -> HttpResponse:
    """What was sent, from its frozen copy."""
    worksheet = fetch_worksheet(request, worksheet_id)
    snapshot = fetch_submission(worksheet)
    return paper_download(Paper.RECEIPT, Format.PDF, render_receipt(snapshot), code=snapshot.code)
