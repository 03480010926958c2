"""Writing a draft part by part: each part has its own page, its own form and its own mark."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.iku.access import fetch_document, require_operator
from assessments.iku.forms.parts import (
    IdentityForm,
    IndicatorForm,
    ItemForm,
    ObjectiveForm,
    PartForm,
    SignatureForm,
    ValidityForm,
)
from assessments.iku.models import IkuDocument, RegencyTemplate
from assessments.iku.services.documents import NotDraft, Saved, StalePart, save_part
from assessments.iku.services.parts import (
    move_document_part,
    save_indicator,
    save_item,
    unused_code,
    unused_item_code,
)
from indicators.iku.document import DocumentError
from indicators.iku.parts import Content, DocumentPart, Group, item_of, part_content, part_mark, without_items
from kinerja.accounts.requests import Request

from .documents import IndicatorView, finding_views

HEADS: dict[str, tuple[Group, str, type[PartForm]]] = {
    "identitas": (Group.IDENTITY, "Instansi, tugas, dan tujuan", IdentityForm),
    "masa-berlaku": (Group.VALIDITY, "Masa berlaku dan dasar hukum", ValidityForm),
    "penanda-tangan": (Group.SIGNATURE, "Penanda tangan", SignatureForm),
}
SIGNED = "Dokumen ini sudah ditandatangani. Buat versi baru untuk mengubahnya."
SAVED = "Tersimpan."
Write = Callable[[Content, str], Saved]


@dataclass(frozen=True)
class Editor:
    """A part that is being written: its form, how it is saved, and where one goes from there."""

    document: IkuDocument
    title: str
    form: PartForm
    write: Write
    back: str  # the address after saving
    up: str = ""  # the page that it belongs to, the document's unless told
    template: str = "iku/part.html"
    more: dict[str, Any] = field(default_factory=dict)


def draft_for(request: Request, document_id: UUID) -> IkuDocument:
    """The draft that this person writes; 404, or 403 with the reason."""
    document = fetch_document(request, document_id)
    require_operator(request.user, document.district)
    if not document.is_draft:
        raise PermissionDenied(SIGNED)
    return document


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_head_part(request: Request, document_id: UUID, slug: str) -> HttpResponse:
    """A part of the head."""
    document = draft_for(request, document_id)
    if slug not in HEADS:
        raise Http404
    group, title, form = HEADS[slug]
    part = DocumentPart(group)
    stored_part = part_content(document.data, part)
    editor = Editor(
        document,
        title,
        form(posted_data(request), stored=stored_part),
        part_writer(request, document, part),
        document_address(document),
    )
    if slug == "identitas" and "template" in request.POST:
        return from_template(request, editor)
    if slug == "identitas":
        editor.more["has_template"] = template_of(document) is not None
    return answer_editor(request, editor)


def template_of(document: IkuDocument) -> RegencyTemplate | None:
    return RegencyTemplate.objects.filter(regency=document.district.regency_id).first()


def from_template(request: Request, editor: Editor) -> HttpResponse:
    """The form with tugas and fungsi of the kabupaten in it, not saved yet."""
    template = template_of(editor.document)
    if template is None:
        raise Http404
    data = request.POST.copy()
    data["duty"], data["functions"] = template.duty.strip(), "\n".join(template.function_list)
    editor.more["has_template"] = editor.more["filled"] = True
    return part_page(request, editor, IdentityForm(data, stored=editor.form.stored))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_objective(request: Request, document_id: UUID, code: str = "") -> HttpResponse:
    """A sasaran strategis; without a code a new one."""
    document = draft_for(request, document_id)
    stored = existing_or_404(part_content(document.data, DocumentPart(Group.OBJECTIVE, code)), code)
    part = DocumentPart(Group.OBJECTIVE, code or unused_code(document, Group.OBJECTIVE))
    title = "Sasaran strategis" if code else "Sasaran strategis baru"
    form = ObjectiveForm(posted_data(request), stored=stored)
    write, back = part_writer(request, document, part), document_address(document, "#sasaran")
    more_context = {"removal": {"group": Group.OBJECTIVE.value, "code": code}} if code else {}
    return answer_editor(request, Editor(document, title, form, write, back, more=more_context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_indicator(request: Request, document_id: UUID, code: str = "") -> HttpResponse:
    """An IKU with its formula, targets and data items; without a code a new one."""
    document = draft_for(request, document_id)
    definition, data = document.definition, document.data
    stored = without_items(existing_or_404(part_content(data, DocumentPart(Group.INDICATOR, code)), code))
    new_code = code or unused_code(document, Group.INDICATOR)
    objectives = [(it.code, it.text) for it in definition.objectives]
    form = IndicatorForm(posted_data(request), stored=stored, objectives=objectives, years=definition.years)
    if not code:
        form.initial["objective"] = request.GET.get("sasaran", "")

    def write(content: Content, mark: str) -> Saved:
        user = request.user
        return save_indicator(document=document, content={**content, "code": new_code}, mark=mark, by=user)

    back = reverse("iku_indicator", args=(document.pk, new_code))
    view = IndicatorView(definition.indicator(code), definition.years) if code else None
    title = f"IKU {view.iku.no}" if view else "IKU baru"
    findings = [it for it in finding_views(document) if code and it.finding.indicator == code]
    more: dict[str, Any] = {"view": view, "findings": findings}
    if code:
        indicator_content = part_content(data, DocumentPart(Group.INDICATOR, code))
        more["removal"] = {"group": Group.INDICATOR.value, "code": code, "mark": part_mark(indicator_content)}
    return answer_editor(request, Editor(document, title, form, write, back, "", "iku/indicator.html", more))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_item(request: Request, document_id: UUID, code: str, item: str = "") -> HttpResponse:
    """A data item of an IKU; without its code a new one."""
    document = draft_for(request, document_id)
    indicator_content = part_content(document.data, DocumentPart(Group.INDICATOR, code))
    if indicator_content is None:
        raise Http404
    stored = existing_or_404(item_of(indicator_content, item), item)
    new_code = item or unused_item_code(document, code)
    no = document.definition.indicator(code).no

    def write(content: Content, mark: str) -> Saved:
        user = request.user
        content = {**content, "code": new_code}
        return save_item(document=document, code=code, item=new_code, content=content, mark=mark, by=user)

    title = f"Butir data IKU {no}" if item else f"Butir data baru IKU {no}"
    form = ItemForm(posted_data(request), stored=stored)
    up = reverse("iku_indicator", args=(document.pk, code))
    more_context = {"removal": {"group": Group.INDICATOR.value, "code": code, "item": item}} if item else {}
    return answer_editor(request, Editor(document, title, form, write, f"{up}#butir", up, more=more_context))


def posted_data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def existing_or_404(content: Content | None, code: str) -> Content | None:
    """What stands there; 404 where a code leads to nothing."""
    if code and content is None:
        raise Http404
    return content


def document_address(document: IkuDocument, place: str = "") -> str:
    return reverse("iku_document", args=(document.pk,)) + place


def part_writer(request: Request, document: IkuDocument, part: DocumentPart) -> Write:
    def write(content: Content, mark: str) -> Saved:
        if part.code:
            content = {**content, "code": part.code}
        user = request.user
        return save_part(document=document, part=part, content=content, mark=mark, by=user)

    return write


def answer_editor(request: Request, editor: Editor) -> HttpResponse:
    """The form; after a POST the next page, or 422 with what is wrong, or 409 with both texts."""
    form = editor.form
    if request.method != "POST":
        return part_page(request, editor, form)
    if not form.is_valid():
        return part_page(request, editor, form, status=422)
    try:
        editor.write(form.content, form.cleaned_data["mark"])
    except StalePart as conflict:
        current = conflict.current
        form.keep_typed_over(without_items(current) if isinstance(form, IndicatorForm) else current)
        return part_page(request, editor, form, status=conflict.status, stale=True)
    except NotDraft as refusal:
        return part_page(request, editor, form, status=refusal.status, refusal=str(refusal))
    except DocumentError as error:
        return part_page(request, editor, form, status=422, refusal=" ".join(error.errors))
    messages.success(request, SAVED)
    return redirect(editor.back)


def part_page(
    request: Request, editor: Editor, form: PartForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "document": editor.document,
        "title": editor.title,
        "form": form,
        "up": editor.up or document_address(editor.document),
        **editor.more,
        **more,
    }
    return render(request, editor.template, context, status=status)


# --- Without a form of their own -------------------------------------------------------------------


@login_required
@require_POST
def remove_part(request: Request, document_id: UUID) -> HttpResponse:
    """Take an objective, an IKU or a data item out, if it still is what its reader saw."""
    document = draft_for(request, document_id)
    part, item = part_named(request)
    mark, user = request.POST.get("mark", ""), request.user
    act: dict[str, Any] = {"document": document, "content": None, "mark": mark, "by": user}
    try:
        if item:
            save_item(code=part.code, item=item, **act)
        else:
            save_part(part=part, **act)
    except StalePart as conflict:
        if conflict.current is not None:
            messages.error(request, "Bagian ini baru saja diubah orang lain. Periksa, lalu hapus lagi.")
    except NotDraft as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Dihapus. Riwayat tetap mencatatnya.")
    return redirect(address_after(document, part, item))


@login_required
@require_POST
def reorder_part(request: Request, document_id: UUID) -> HttpResponse:
    """Put an objective, an IKU or a data item one place higher or lower."""
    document = draft_for(request, document_id)
    part, item = part_named(request)
    down = request.POST.get("down") == "1"
    user = request.user
    try:
        move_document_part(document=document, part=part, item=item, down=down, by=user)
    except NotDraft as refusal:
        messages.error(request, str(refusal))
    return redirect(address_after(document, part, item))


def part_named(request: Request) -> tuple[DocumentPart, str]:
    """The part that a button names, or 404."""
    group, code = request.POST.get("group", ""), request.POST.get("code", "")
    if group not in (Group.OBJECTIVE, Group.INDICATOR) or not code:
        raise Http404
    item = request.POST.get("item", "") if group == Group.INDICATOR else ""
    return DocumentPart(Group(group), code), item


def address_after(document: IkuDocument, part: DocumentPart, item: str) -> str:
    if item:
        return reverse("iku_indicator", args=(document.pk, part.code)) + "#butir"
    return document_address(document, "#sasaran")
