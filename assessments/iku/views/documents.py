"""One IKU document: read, with what the linter finds in a draft; discarded, or signed by the camat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.iku.access import fetch_document, is_head, is_operator, require_head, require_operator
from assessments.iku.forms.acts import SignForm
from assessments.iku.forms.words import AGGREGATION, CAP, CAP_NONE, POLARITY, day_text
from assessments.iku.models import IkuDocument
from assessments.iku.services.documents import NotDraft, StalePart, Unsignable, discard_draft, sign_document
from indicators.iku.document import DataItem, Definition, KeyIndicator
from indicators.iku.figures import EMPTY
from indicators.iku.lint import lint_definition
from indicators.iku.parts import part_mark
from indicators.scoring.finding import Finding
from indicators.scoring.rounding import decimal_text, stored_decimal
from kinerja.accounts.requests import Request
from kinerja.numbers import format_nip

from .words import NOTHING, amount_words, moment_words

HEADS = {"validity": "masa-berlaku", "legal_basis": "masa-berlaku", "signature": "penanda-tangan"}
HEADS |= {"nip": "penanda-tangan"}
FIELDS = {"formula": "#id_formula", "same_term": "#id_formula", "unused": "#id_formula"}
FIELDS |= {"item": "#butir", "definition": "#butir", "targets": "#target", "deadline": "#id_explanation"}


@dataclass(frozen=True)
class FindingView:
    """What the linter found, and where it is mended."""

    finding: Finding
    url: str


@dataclass(frozen=True)
class IndicatorView:
    """An IKU in words; `years` are those of its document."""

    iku: KeyIndicator
    years: range

    @property
    def facts(self) -> list[tuple[str, str]]:
        indicator = self.iku
        cap_words = (
            CAP[decimal_text(stored_decimal(indicator.cap))] if indicator.cap is not None else CAP_NONE
        )
        return [
            ("Sumber data", indicator.source),
            ("Penanggung jawab", indicator.owner),
            ("Satuan", indicator.unit),
            ("Alasan pemilihan", indicator.reason),
            ("Arah", POLARITY[indicator.polarity]),
            ("Tipe perhitungan", AGGREGATION[indicator.aggregation]),
            ("Batas capaian", cap_words),
        ]

    @property
    def targets(self) -> list[tuple[str, str]]:
        """Baseline and the target of each year."""
        years = sorted({*self.years, *self.iku.targets})
        planned_targets = [(str(year), amount_words(self.iku.targets.get(year, EMPTY))) for year in years]
        baseline = EMPTY if self.iku.baseline is None else self.iku.baseline
        return [("Nilai awal", amount_words(baseline)), *planned_targets]

    @property
    def items(self) -> list[tuple[DataItem, str, str]]:
        """Each data item with its due date and tipe perhitungan."""
        return [
            (it, day_text(f"{it.due[0]:02}-{it.due[1]:02}") if it.due else "", AGGREGATION[it.aggregation])
            for it in self.iku.items
        ]


def validity_words(definition: Definition) -> str:
    """From which year to which; either may be open."""
    first, last = definition.valid_from, definition.valid_until
    return f"{first or '…'}–{last or '…'}" if first or last else NOTHING


def finding_views(document: IkuDocument) -> list[FindingView]:
    return [FindingView(it, finding_address(document, it)) for it in lint_definition(document.definition)]


def finding_address(document: IkuDocument, finding: Finding) -> str:
    """The page, and the field on it, where a finding is mended."""
    if finding.indicator:
        page_address = reverse("iku_indicator", args=(document.pk, finding.indicator))
        return page_address + FIELDS.get(finding.code, "")
    if finding.sentence.startswith(("Sasaran", "Dokumen belum")):
        return reverse("iku_document", args=(document.pk,)) + "#sasaran"
    return reverse("iku_head", args=(document.pk, HEADS.get(finding.code, "identitas")))


@login_required
@require_safe
def document(request: Request, document_id: UUID) -> HttpResponse:
    """All that it says; for who writes a draft, with the way to each part."""
    return document_page(request, fetch_document(request, document_id))


def document_page(request: Request, document: IkuDocument, *, status: int = 200, **more: Any) -> HttpResponse:
    user = request.user
    context = {
        "document": document,
        "district": document.district,
        "writes": document.is_draft and is_operator(user, document.district),
        "signs": document.is_draft and is_head(user, document.district),
        "renews": not document.is_draft and is_operator(user, document.district),
        **document_context(document),
        **more,
    }
    return render(request, "iku/document.html", context, status=status)


def document_context(document: IkuDocument) -> dict[str, Any]:
    """What the templates show of a document."""
    definition = document.definition
    indicator_views = {it.code: IndicatorView(it, definition.years) for it in definition.indicators}
    return {
        "definition": definition,
        "validity": validity_words(definition),
        "objectives": [
            (it, [indicator_views[one.code] for one in it.indicators]) for it in definition.objectives
        ],
        "findings": finding_views(document) if document.is_draft else [],
        "nip": format_nip(definition.signature.nip),
        "saved": moment_words(document.saved_at, document.district),
        "signed": moment_words(document.signed_at, document.district),
    }


@login_required
@require_POST
def discard(request: Request, document_id: UUID) -> HttpResponse:
    """Throw the draft away; the history keeps it."""
    document = fetch_document(request, document_id)
    require_operator(request.user, document.district)
    user = request.user
    return act_on_document(
        request, document, lambda: discard_draft(document=document, by=user), "Rancangan dibuang."
    )


def act_on_document(
    request: Request, document: IkuDocument, act: Callable[[], object], done: str
) -> HttpResponse:
    try:
        act()
    except NotDraft as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("iku_district", district_id=document.district_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: Request, document_id: UUID) -> HttpResponse:
    """The camat reads it once more and signs; 422 without a yes or with errors, 409 where it has changed."""
    document = fetch_document(request, document_id)
    user = request.user
    require_head(user, document.district)
    if not document.is_draft:
        messages.info(request, "Dokumen ini sudah ditandatangani.")
        return redirect("iku_document", document_id=document.pk)
    if request.method != "POST":
        return sign_page(request, document)
    form = SignForm(request.POST)
    if not form.is_valid():
        return sign_page(request, document, form, status=422)
    try:
        sign_document(document=document, by=user, mark=form.cleaned_data["mark"])
    except Unsignable as refusal:
        return sign_page(request, document, status=refusal.status)
    except StalePart as conflict:
        current_document = fetch_document(request, document_id)
        return sign_page(request, current_document, status=conflict.status, moved_on=True)
    except NotDraft as refusal:
        messages.error(request, str(refusal))
        return redirect("iku_district", district_id=document.district_id)
    messages.success(request, f"{document} ditandatangani.")
    return redirect("iku_document", document_id=document.pk)


def sign_page(
    request: Request, document: IkuDocument, form: SignForm | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    content_context = document_context(document)
    context = {
        "document": document,
        "district": document.district,
        "form": form or SignForm(initial={"mark": part_mark(document.data)}),
        "blocked": any(it.finding.is_error for it in content_context["findings"]),
        **content_context,
        **more,
    }
    return render(request, "iku/sign.html", context, status=status)
