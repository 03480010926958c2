"""Write IKU documents: begin a draft, save its parts, sign it. Each act is one transaction with its event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.iku.models import IkuDocument, IkuEvent, RegencyTemplate
from indicators.iku.document import canonical_text, read_definition, read_document, sha256
from indicators.iku.lint import lint_definition
from indicators.iku.parts import Content, DocumentPart, empty_document, part_content, part_mark, with_part
from indicators.scoring.finding import Finding
from kinerja.accounts.models import User
from kinerja.refusals import Incomplete, Moved, Stale
from kinerja.regions.models import District

from .events import record_iku
from .years import move_years_of

State, Action = IkuDocument.State, IkuEvent.Action


class NotDraft(Moved):
    """The document is signed, or was discarded by somebody else; the text says so, for the user."""


class StalePart(Stale):
    """Somebody wrote this part after the sender had read it; `current` is what stands there now."""

    sentence = "Bagian ini sudah diubah orang lain."
    current: Content | None


class Unsignable(Incomplete):
    """The linter finds errors; `findings` are those."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(finding.sentence for finding in findings))
        self.findings = findings


@dataclass(frozen=True)
class Saved:
    """The document as it stands, and whether anything changed."""

    document: IkuDocument
    changed: bool


@transaction.atomic
def begin_draft(*, district: District, by: User | None) -> IkuDocument:
    """The kecamatan's draft: the one there is, else a copy of the signed version, else the template's."""
    lock_district(district)
    versions = list(district.iku_documents.all())  # the newest first
    if versions and versions[0].is_draft:
        return versions[0]
    signed_version = next((it for it in versions if it.state == State.SIGNED), None)
    data = signed_version.data if signed_version else first_content(district)
    draft = new_draft(district, data, number_after(versions), timezone.now(), by)
    note = f"Salinan versi {signed_version.no}" if signed_version else ""
    record_iku(draft, Action.DRAFTED, at=draft.created_at, by=by, note=note)
    return draft


def first_content(district: District) -> Content:
    first_data = empty_document(
        district=district.code, agency=str(district), position=f"Camat {district.name}"
    )
    regency_template = RegencyTemplate.objects.filter(regency=district.regency_id).first()
    if regency_template:
        first_data |= {"duty": regency_template.duty.strip(), "functions": regency_template.function_list}
    return first_data


def number_after(versions: list[IkuDocument]) -> int:
    return max((it.no for it in versions), default=0) + 1


def new_draft(district: District, data: Content, no: int, at: datetime, by: User | None) -> IkuDocument:
    draft = IkuDocument(district=district, no=no, created_at=at)
    fill_document(draft, data, at, by)
    return draft


def fill_document(draft: IkuDocument, data: Content, at: datetime, by: User | None) -> None:
    """Store a draft's content with what is kept beside it. Raises `DocumentError` for what is no document."""
    definition = read_definition(data)
    draft.content = canonical_text(data)
    draft.valid_from, draft.valid_until = definition.valid_from, definition.valid_until
    draft.saved_at, draft.saved_by = at, by
    draft.__dict__.pop("definition", None)  # of the content before
    draft.save()


@transaction.atomic
def save_part(
    *, document: IkuDocument, part: DocumentPart, content: Content | None, mark: str, by: User | None
) -> Saved:
    """Write one part of a draft, if it still has the `mark` that its writer had read; None takes it out.

    The same content again changes nothing and is no conflict. Raises `StalePart`, `NotDraft`, and
    `DocumentError` for what no document may hold.
    """
    draft = lock_draft(document)
    data = draft.data
    part_before = part_content(data, part)
    if part_before == content:
        return Saved(draft, changed=False)
    if part_mark(part_before) != mark:
        raise StalePart(part_before)
    at = timezone.now()
    fill_document(draft, with_part(data, part, content), at, by)
    action = Action.PART_REMOVED if content is None else Action.PART_SAVED
    subject = f"{part.group.value}/{part.code}" if part.code else part.group.value
    record_iku(draft, action, at=at, by=by, subject=subject, old=part_before, new=content)
    return Saved(draft, changed=True)


@transaction.atomic
def discard_draft(*, document: IkuDocument, by: User) -> None:
    """Throw a draft away; its content stays in the history. Raises `NotDraft`."""
    draft = lock_draft(document)
    record_iku(draft, Action.DISCARDED, at=timezone.now(), by=by, subject=f"Versi {draft.no}", old=draft.data)
    draft.delete()


@transaction.atomic
def sign_document(
    *, document: IkuDocument, by: User, at: datetime | None = None, mark: str | None = None
) -> IkuDocument:
    """Sign a draft: from now on it never changes, and it replaces the version that was signed before.

    Open years in which it is valid are measured by it from now on. `mark` is that of the whole content that
    the signer had read. Raises `Unsignable`, `NotDraft`, and `StalePart` where it says something else by now.
    """
    at = at or timezone.now()
    draft = lock_draft(document)
    if mark is not None and part_mark(draft.data) != mark:
        raise StalePart(draft.data)
    if errors := [finding for finding in lint_definition(draft.definition) if finding.is_error]:
        raise Unsignable(errors)
    replace_signed(draft.district, at, by)
    draft.state, draft.sha256 = State.SIGNED, sha256(draft.data)
    draft.signed_at, draft.signed_by = at, by
    draft.save()
    record_iku(draft, Action.SIGNED, at=at, by=by, subject=f"Versi {draft.no}", new={"sha256": draft.sha256})
    move_years_of(draft, at, by)
    return draft


def replace_signed(district: District, at: datetime, by: User) -> None:
    signed_before = district.iku_documents.filter(state=State.SIGNED).first()
    if signed_before:
        signed_before.state, signed_before.replaced_at = State.REPLACED, at
        signed_before.save(update_fields=["state", "replaced_at"])
        record_iku(signed_before, Action.REPLACED, at=at, by=by, subject=f"Versi {signed_before.no}")


def lock_district(district: District) -> None:
    """One writer of documents at a time in each kecamatan."""
    District.objects.select_for_update().get(pk=district.pk)


def lock_draft(document: IkuDocument) -> IkuDocument:
    """The draft as it stands now, locked. Raises `NotDraft`."""
    lock_district(document.district)
    draft = IkuDocument.objects.select_related("district").filter(pk=document.pk).first()
    if draft is None:
        raise NotDraft("Rancangan ini sudah dibuang.")
    if not draft.is_draft:
        raise NotDraft("Dokumen ini sudah ditandatangani. Buat versi baru untuk mengubahnya.")
    return draft


def read_text(text: str) -> Content:
    """The document of a file's text. Raises `DocumentError` with every reason."""
    data: dict[str, Any] = read_document(text)
    read_definition(data)
    return data


@transaction.atomic
def bring_in_document(*, data: Content, by: User | None) -> Saved:
    """Make a document of `read_text` the draft of its kecamatan, whatever the draft said before.

    Nothing changes where the draft, or without one the signed version, says the same already. Raises
    District.DoesNotExist.
    """
    district = District.objects.select_for_update().get(code=data["district"])
    versions = list(district.iku_documents.all())
    newest = versions[0] if versions else None
    if newest and newest.content == canonical_text(data):
        return Saved(newest, changed=False)
    at = timezone.now()
    if newest and newest.is_draft:
        draft, old = newest, newest.data
        fill_document(draft, data, at, by)
    else:
        draft, old = new_draft(district, data, number_after(versions), at, by), None
    record_iku(draft, Action.IMPORTED, at=at, by=by, subject=f"Versi {draft.no}", old=old, new=data)
    return Saved(draft, changed=True)
