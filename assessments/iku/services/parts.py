"""Write what lies inside one IKU, and the order of things; `documents.save_part` writes the rest."""

from django.db import transaction
from django.utils import timezone

from assessments.iku.models import IkuDocument, IkuEvent
from indicators.iku.parts import (
    Content,
    DocumentPart,
    Group,
    free_code,
    item_of,
    moved_rows,
    part_content,
    part_mark,
    with_item,
    without_items,
)
from kinerja.accounts.models import User

from .documents import NotDraft, Saved, StalePart, fill_document, lock_draft, save_part
from .events import record_iku

ITEM = "d"  # what the codes of new data items begin with


@transaction.atomic
def save_indicator(*, document: IkuDocument, content: Content, mark: str, by: User | None) -> Saved:
    """Write an IKU's own fields: `content` has no data items, which stay. Raises as `save_part`."""
    draft = lock_draft(document)
    part = DocumentPart(Group.INDICATOR, content["code"])
    indicator_content = part_content(draft.data, part)
    refuse_stale(without_items(indicator_content), content, mark)
    content = {**content, "items": indicator_content["items"] if indicator_content else []}
    return save_part(document=draft, part=part, content=content, mark=part_mark(indicator_content), by=by)


@transaction.atomic
def save_item(
    *, document: IkuDocument, code: str, item: str, content: Content | None, mark: str, by: User | None
) -> Saved:
    """Write one data item of an IKU, or take it out with None. Raises as `save_part`."""
    draft = lock_draft(document)
    part = DocumentPart(Group.INDICATOR, code)
    indicator_content = part_content(draft.data, part)
    if indicator_content is None:
        raise NotDraft("IKU ini sudah dihapus.")
    refuse_stale(item_of(indicator_content, item), content, mark)
    indicator_after = with_item(indicator_content, item, content)
    return save_part(
        document=draft, part=part, content=indicator_after, mark=part_mark(indicator_content), by=by
    )


def refuse_stale(old: Content | None, new: Content | None, mark: str) -> None:
    if old != new and part_mark(old) != mark:
        raise StalePart(old)


@transaction.atomic
def move_document_part(
    *, document: IkuDocument, part: DocumentPart, item: str = "", down: bool, by: User | None
) -> Saved:
    """Put an objective, an IKU or a data item one place higher or lower. At the end nothing happens."""
    draft = lock_draft(document)
    data = draft.data
    indicator_content = part_content(data, part)
    if indicator_content is None or (item and item_of(indicator_content, item) is None):
        raise NotDraft("Bagian ini sudah dihapus.")
    if item:
        indicator_content["items"] = moved_rows(indicator_content["items"], item, down=down)
    else:
        data[part.group] = moved_rows(data[part.group], part.code, down=down)
    if data == draft.data:
        return Saved(draft, changed=False)
    at = timezone.now()
    fill_document(draft, data, at, by)
    subject = "/".join(filter(None, (part.group.value, part.code, item)))
    record_iku(draft, IkuEvent.Action.PART_SAVED, at=at, by=by, subject=subject, note="Urutan diubah")
    return Saved(draft, changed=True)


def unused_code(document: IkuDocument, group: Group) -> str:
    """For a new objective or IKU: no version has used it, so that figures never change their meaning."""
    return free_code([row["code"] for data in version_contents(document) for row in data[group]])


def unused_item_code(document: IkuDocument, code: str) -> str:
    """The same for a data item of an IKU."""
    indicators = [
        part_content(data, DocumentPart(Group.INDICATOR, code)) for data in version_contents(document)
    ]
    codes_used = [item["code"] for indicator in indicators if indicator for item in indicator["items"]]
    return ITEM + free_code([text.removeprefix(ITEM) for text in codes_used])


def version_contents(document: IkuDocument) -> list[Content]:
    """What every version of the kecamatan says."""
    return [it.data for it in document.district.iku_documents.all()]
