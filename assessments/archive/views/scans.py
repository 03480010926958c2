"""The scans of a signed paper: listed, opened, filed and taken out."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.access import (
    fetch_period,
    has_overview,
    period_worksheets,
    periods_for,
    regencies_for,
    require_chair,
    scan_refusal,
    scans_for,
)
from assessments.archive.forms.scans import ScanForm
from assessments.files.kept_files import NoRoom
from assessments.files.scans import PaperOf, file_scan, remove_scan
from assessments.files.uploads import Unfit, upload_of
from assessments.files.views import stored_file_response
from assessments.models import Decision, Stage
from assessments.papers.scans import scans_context
from assessments.results.views.decision import DENIED
from assessments.workflow import Paper
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.accounts.views import form_methods, form_page


@login_required
@form_methods
def scans(request: Request, period_code: str, paper: Paper, subject_id: UUID) -> HttpResponse:
    """The scans of one paper; whoever is responsible for it files another."""
    paper_of_subject = fetch_paper(request, period_code, paper, subject_id)
    refusal = scan_refusal_of(request, paper_of_subject)
    if request.method != "POST":
        return scans_page(request, paper_of_subject, ScanForm(), refusal)
    if refusal:
        raise PermissionDenied(refusal)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        upload, note = upload_of(form.cleaned_data["berkas"]), form.cleaned_data["keterangan"]
        try:
            scan = file_scan(paper=paper_of_subject, upload=upload, note=note, by=request.user)
        except (Unfit, NoRoom) as problem:
            form.add_error("berkas", str(problem))
        else:
            messages.success(request, f"{scan.name} tersimpan.")
            return redirect("scans", period_code, paper, subject_id)
    return scans_page(request, paper_of_subject, form, refusal)


def scans_page(request: Request, paper: PaperOf, form: ScanForm, refusal: str) -> HttpResponse:
    context = scans_context(paper, refusal) | {
        "period": paper.period,
        "links": paper_links(paper),
        "where": paper_words(paper),
    }
    return form_page(request, "archive/scans.html", form, **context)


def scan_refusal_of(request: Request, paper: PaperOf) -> str:
    return scan_refusal(request.user, paper.paper, paper.period, paper.regency)


def fetch_paper(request: Request, period_code: str, paper: Paper, subject_id: UUID) -> PaperOf:
    """The paper for whoever may open it; 403 for who opens none of the kind, 404 for another region's."""
    return FETCHERS[paper](request.user, period_code, subject_id)


def minutes_paper(user: User, period_code: str, regency_id: UUID) -> PaperOf:
    if not has_overview(user):
        raise PermissionDenied(Paper.MINUTES.denial)
    regency = regencies_for(user).filter(pk=regency_id).first()
    period = fetch_period(user, period_code)
    worksheets = period_worksheets(user, period, regency) if regency else []
    if not worksheets:
        raise Http404
    return PaperOf(Paper.MINUTES, period, regency=regency)


def nomination_paper(user: User, period_code: str, regency_id: UUID) -> PaperOf:
    """The letter of a kabupaten for the stage of the period in which each kabupaten nominates."""
    if not has_overview(user):
        raise PermissionDenied(Paper.NOMINATION.denial)
    regency = get_object_or_404(regencies_for(user), pk=regency_id)
    period = fetch_period(user, period_code)
    asking_stages = period.stages.filter(quota__isnull=False, quota_scope=Stage.Scope.REGENCY)
    stage = asking_stages.select_related("period__owner").order_by("no").first()
    if stage is None or period.owner_id != regency.province_id:
        raise Http404
    return PaperOf(Paper.NOMINATION, stage.period, regency=regency, stage=stage)


def decision_paper(user: User, period_code: str, decision_id: UUID) -> PaperOf:
    periods = periods_for(user)
    if not periods.exists():
        raise PermissionDenied(DENIED)
    approved_decisions = Decision.objects.filter(
        state=Decision.State.APPROVED, period__in=periods.filter(code=period_code)
    )
    decision = get_object_or_404(approved_decisions.select_related("period__owner"), pk=decision_id)
    return PaperOf(Paper.DECISION, decision.period, decision=decision)


def assignment_letter(user: User, period_code: str, stage_id: UUID) -> PaperOf:
    province = require_chair(user)
    period = fetch_period(user, period_code)
    visit_stages = period.stages.filter(period__owner=province, kind=Stage.Kind.FIELD)
    stage = get_object_or_404(visit_stages.select_related("period__owner"), pk=stage_id)
    return PaperOf(Paper.ASSIGNMENT_LETTER, stage.period, stage=stage)


FETCHERS = {
    Paper.MINUTES: minutes_paper,
    Paper.DECISION: decision_paper,
    Paper.ASSIGNMENT_LETTER: assignment_letter,
    Paper.NOMINATION: nomination_paper,
}


def paper_words(paper: PaperOf) -> str:
    """What the paper is of, in words."""
    if paper.decision:
        return f"{paper.period}, kode {paper.decision.code}"
    return ", ".join(str(it) for it in (paper.regency, paper.stage or paper.period) if it)


def paper_links(paper: PaperOf) -> list[tuple[str, str]]:
    """Where the paper itself is."""
    if paper.regency and paper.stage:
        address = f"{reverse('participants', args=(paper.stage.pk,))}?kabupaten={paper.regency.code}"
        return [("Peserta dan surat usulan", address)]
    if paper.regency:
        address = reverse("minutes_pdf", args=(paper.period.code, paper.regency.pk))
        return [("Berita acara verifikasi (PDF)", address)]
    if paper.stage:
        return [("Surat tugas", reverse("errand", args=(paper.stage.pk,)))]
    return [("Penetapan", reverse("decision", args=(paper.period.code,)))]


@login_required
@require_safe
def scan_download(request: Request, scan_id: UUID) -> FileResponse:
    """The file under the name that its sender gave it."""
    scan = get_object_or_404(scans_for(request.user), pk=scan_id)
    return stored_file_response(scan, as_attachment=True)


@login_required
@require_POST
def scan_remove(request: Request, scan_id: UUID) -> HttpResponse:
    """Take one out."""
    scan = get_object_or_404(scans_for(request.user), pk=scan_id)
    refusal = scan_refusal(request.user, Paper(scan.paper), scan.period, scan.regency)
    if refusal:
        raise PermissionDenied(refusal)
    remove_scan(scan=scan, by=request.user)
    messages.success(request, f"{scan.name} dihapus.")
    subject = scan.regency_id or scan.decision_id or scan.stage_id
    return redirect("scans", scan.period.code, Paper(scan.paper), subject)
