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
from assessments.iku.services.documents import NotDraft, StalePart, Unsignable, discard_draft, sign
from indicators.iku.document import DataItem, Definition, KeyIndicator
from indicators.iku.figures import EMPTY
from indicators.iku.lint import lint_definition
from indicators.iku.parts import part_mark
from indicators.scoring.finding import Finding
from indicators.scoring.rounding import decimal_text, stored_decimal
from kinerja.accounts.requests import Request
from kinerja.numbers import format_nip

from .words import NOTHING, amount, moment

HEADS = {"validity": "masa-berlaku", "legal_basis": "masa-berlaku", "signature": "penanda-tangan"}
HEADS |= {"nip": "penanda-tangan"}
FIELDS = {"formula": "#id_formula", "same_term": "#id_formula", "unused": "#id_formula"}
FIELDS |= {"item": "#butir", "definition": "#butir", "targets": "#target", "deadline": "#id_explanation"}


@dataclass(frozen=True)
class FindingView:
    """What the linter found, and where it is mended."""

    found: Finding
    url: str


@dataclass(frozen=True)
class IndicatorView:
    """An IKU in words; `years` are those of its document."""

    one: KeyIndicator
    years: range

    @property
    def facts(self) -> list[tuple[str, str]]:
        one = self.one
        cap = CAP[decimal_text(stored_decimal(one.cap))] if one.cap is not None else CAP_NONE
        return [
            ("Sumber data", one.source),
            ("Penanggung jawab", one.owner),
            ("Satuan", one.unit),
            ("Alasan pemilihan", one.reason),
            ("Arah", POLARITY[one.polarity]),
            ("Tipe perhitungan", AGGREGATION[one.aggregation]),
            ("Batas capaian", cap),
        ]

    @property
    def targets(self) -> list[tuple[str, str]]:
        """Baseline and the target of each year."""
        years = sorted({*self.years, *self.one.targets})
        planned = [(str(year), amount(self.one.targets.get(year, EMPTY))) for year in years]
        first = EMPTY if self.one.baseline is None else self.one.baseline
        return [("Nilai awal", amount(first)), *planned]

    @property
    def items(self) -> list[tuple[DataItem, str, str]]:
        """Each data item with its due date and tipe perhitungan."""
        return [
            (it, day_text(f"{it.due[0]:02}-{it.due[1]:02}") if it.due else "", AGGREGATION[it.aggregation])
            for it in self.one.items
        ]


def validity_words(definition: Definition) -> str:
    """From which year to which; either may be open."""
    first, last = definition.valid_from, definition.valid_until
    return f"{first or '…'}–{last or '…'}" if first or last else NOTHING


def finding_views(document: IkuDocument) -> list[FindingView]:
    return [FindingView(it, place_of(document, it)) for it in lint_definition(document.definition)]


def place_of(document: IkuDocument, found: Finding) -> str:
    """The page, and the field on it, where a finding is mended."""
    if found.indicator:
        page = reverse("iku_indicator", args=(document.pk, found.indicator))
        return page + FIELDS.get(found.code, "")
    if found.sentence.startswith(("Sasaran", "Dokumen belum")):
        return reverse("iku_document", args=(document.pk,)) + "#sasaran"
    return reverse("iku_head", args=(document.pk, HEADS.get(found.code, "identitas")))


@login_required
@require_safe
def document(request: Request, document_id: UUID) -> HttpResponse:
    """All that it says; for who writes a draft, with the way to each part."""
    return page(request, fetch_document(request, document_id))


def page(request: Request, found: IkuDocument, *, status: int = 200, **more: Any) -> HttpResponse:
    user = request.user
    context = {
        "document": found,
        "district": found.district,
        "writes": found.is_draft and is_operator(user, found.district),
        "signs": found.is_draft and is_head(user, found.district),
        "renews": not found.is_draft and is_operator(user, found.district),
        **content_of(found),
        **more,
    }
    return render(request, "iku/document.html", context, status=status)


def content_of(found: IkuDocument) -> dict[str, Any]:
    """What the templates show of a document."""
    definition = found.definition
    views = {it.code: IndicatorView(it, definition.years) for it in definition.indicators}
    return {
        "definition": definition,
        "validity": validity_words(definition),
        "objectives": [(it, [views[one.code] for one in it.indicators]) for it in definition.objectives],
        "findings": finding_views(found) if found.is_draft else [],
        "nip": format_nip(definition.signature.nip),
        "saved": moment(found.saved_at, found.district),
        "signed": moment(found.signed_at, found.district),
    }


@login_required
@require_POST
def discard(request: Request, document_id: UUID) -> HttpResponse:
    """Throw the draft away; the history keeps it."""
    found = fetch_document(request, document_id)
    require_operator(request.user, found.district)
    user = request.user
    return acted(request, found, lambda: discard_draft(document=found, by=user), "Rancangan dibuang.")


def acted(request: Request, found: IkuDocument, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except NotDraft as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("iku_district", district_id=found.district_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: Request, document_id: UUID) -> HttpResponse:
    """The camat reads it once more and signs; 422 without a yes or with errors, 409 where it has changed."""
    found = fetch_document(request, document_id)
    user = request.user
    require_head(user, found.district)
    if not found.is_draft:
        messages.info(request, "Dokumen ini sudah ditandatangani.")
        return redirect("iku_document", document_id=found.pk)
    if request.method != "POST":
        return sign_page(request, found)
    form = SignForm(request.POST)
    if not form.is_valid():
        return sign_page(request, found, form, status=422)
    try:
        sign(document=found, by=user, mark=form.cleaned_data["mark"])
    except Unsignable as refusal:
        return sign_page(request, found, status=refusal.status)
    except StalePart as conflict:
        now = fetch_document(request, document_id)
        return sign_page(request, now, status=conflict.status, moved_on=True)
    except NotDraft as refusal:
        messages.error(request, str(refusal))
        return redirect("iku_district", district_id=found.district_id)
    messages.success(request, f"{found} ditandatangani.")
    return redirect("iku_document", document_id=found.pk)


def sign_page(
    request: Request, found: IkuDocument, form: SignForm | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    shown = content_of(found)
    context = {
        "document": found,
        "district": found.district,
        "form": form or SignForm(initial={"mark": part_mark(found.data)}),
        "blocked": any(it.found.is_error for it in shown["findings"]),
        **shown,
        **more,
    }
    return render(request, "iku/sign.html", context, status=status)
