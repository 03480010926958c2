"""Documents: drafted from template or copy, written part by part, signed for good, replaced by the next."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.iku.models import IkuDocument, IkuEvent, RegencyTemplate
from assessments.iku.services.documents import (
    NotDraft,
    StalePart,
    Unsignable,
    begin_draft,
    bring_in_document,
    discard_draft,
    save_part,
    sign_document,
)
from assessments.models.snapshot import Frozen
from indicators.iku.document import DocumentError, canonical_text, sha256
from indicators.iku.parts import DocumentPart, Group, empty_indicator, part_content, part_mark
from tests.cast import Cast
from tests.iku.documents import bendo
from tests.iku.office import signed

TEXT = DocumentPart(Group.OBJECTIVE, "1")
WHEN = datetime(2022, 1, 10, 3, tzinfo=UTC)


def actions(document: IkuDocument) -> list[str]:
    events = IkuEvent.objects.filter(about_id=document.pk).order_by("at")
    return [event.action for event in events]


def test_a_first_draft_begins_with_the_kabupatens_duty_and_functions(cast: Cast) -> None:
    RegencyTemplate.objects.create(
        regency=cast.places.regency, duty="Membantu Bupati.", functions="Satu;\n\n Dua.\n"
    )

    draft = begin_draft(district=cast.places.bendo, by=cast.sari)

    assert (draft.no, draft.state, draft.definition.agency) == (1, "draft", "Kecamatan Bendo")
    assert (draft.definition.duty, draft.definition.functions) == ("Membantu Bupati.", ("Satu;", "Dua."))
    assert begin_draft(district=cast.places.bendo, by=cast.budi) == draft


def test_a_part_is_saved_with_its_event(cast: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=cast.sari).document
    old = part_content(draft.data, TEXT)
    new = {"code": "1", "text": "Pelayanan meningkat"}

    saved = save_part(document=draft, part=TEXT, content=new, mark=part_mark(old), by=cast.budi)

    draft = IkuDocument.objects.get(pk=draft.pk)
    assert (saved.changed, part_content(draft.data, TEXT), draft.saved_by) == (True, new, cast.budi)
    event = IkuEvent.objects.get(action="part_saved")
    assert (event.subject, event.old, event.new, event.actor_name) == ("objectives/1", old, new, "Budi")
    assert (event.about_id, event.district_id) == (draft.pk, cast.places.bendo.pk)


def test_two_people_write_two_parts_of_one_draft(cast: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=cast.sari).document
    signature = DocumentPart(Group.SIGNATURE)
    marks = {part: part_mark(part_content(draft.data, part)) for part in (TEXT, signature)}
    name = {"signature": draft.data["signature"] | {"name": "Sri"}}

    save_part(document=draft, part=TEXT, content={"code": "1", "text": "A"}, mark=marks[TEXT], by=cast.sari)
    saved = save_part(document=draft, part=signature, content=name, mark=marks[signature], by=cast.budi)

    paper = saved.document.definition
    assert (paper.objectives[0].text, paper.signature.name) == ("A", "Sri")


def test_a_part_that_somebody_else_wrote_is_not_overwritten(cast: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=cast.sari).document
    mark = part_mark(part_content(draft.data, TEXT))
    theirs, mine = {"code": "1", "text": "A"}, {"code": "1", "text": "B"}
    save_part(document=draft, part=TEXT, content=theirs, mark=mark, by=cast.budi)

    with pytest.raises(StalePart) as caught:
        save_part(document=draft, part=TEXT, content=mine, mark=mark, by=cast.sari)

    assert caught.value.current == theirs
    again = save_part(document=draft, part=TEXT, content=theirs, mark=mark, by=cast.sari)
    assert (again.changed, actions(draft)) == (False, ["imported", "part_saved"])


def test_an_indicator_is_added_and_taken_out(cast: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=cast.sari).document
    part = DocumentPart(Group.INDICATOR, "3")
    content = empty_indicator(code="3", objective="2")

    draft = save_part(document=draft, part=part, content=content, mark="", by=cast.sari).document
    assert [one.code for one in draft.definition.indicators] == ["1", "2", "3"]

    draft = save_part(document=draft, part=part, content=None, mark=part_mark(content), by=cast.sari).document
    assert [one.code for one in draft.definition.indicators] == ["1", "2"]
    assert actions(draft) == ["imported", "part_saved", "part_removed"]


def test_what_no_document_may_hold_is_refused_whole(cast: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=cast.sari).document
    part = DocumentPart(Group.INDICATOR, "1")
    old = part_content(draft.data, part) or {}

    with pytest.raises(DocumentError, match="cap"):
        save_part(document=draft, part=part, content=old | {"cap": "99"}, mark=part_mark(old), by=cast.sari)

    assert IkuDocument.objects.get().data == bendo()
    assert actions(draft) == ["imported"]


def test_a_signed_document_is_canonical_and_has_its_digest(cast: Cast) -> None:
    document = signed(cast)

    stored = IkuDocument.objects.get()
    assert (stored.state, stored.signed_by, stored.content) == ("signed", cast.camat, canonical_text(bendo()))
    assert (stored.sha256, stored.intact) == (sha256(bendo()), True)
    assert (stored.valid_from, stored.valid_until) == (2021, 2023)
    assert actions(document) == ["imported", "signed"]


def test_a_draft_with_errors_is_not_signed(cast: Cast) -> None:
    data = bendo()
    data["indicators"][0]["formula"] = "min(1; 2)"
    draft = bring_in_document(data=data, by=cast.sari).document

    with pytest.raises(Unsignable) as caught:
        sign_document(document=draft, by=cast.camat)

    sentence = "IKU 1, rumus: Huruf ke-1: fungsi “min” tidak dapat dipakai; pakai + − × ÷ dan kurung."
    assert [found.sentence for found in caught.value.findings] == [sentence]
    assert IkuDocument.objects.get().is_draft


def test_a_signed_document_cannot_be_changed_in_any_way_in(cast: Cast) -> None:
    document = signed(cast)
    rows = IkuDocument.objects.filter(pk=document.pk)
    before = rows.values().get()
    document.content, document.state = canonical_text(bendo() | {"goal": "Lain"}), "draft"

    for act in (
        document.save,
        lambda: document.save(update_fields=["content"]),
        lambda: document.save(update_fields=["state"]),
        document.delete,
        rows.delete,
        lambda: rows.update(content="{}"),
        lambda: IkuDocument.objects.bulk_update([document], ["content"]),
        lambda: IkuDocument.objects.bulk_create([document], update_conflicts=True),
        lambda: IkuDocument.objects.update_or_create(pk=document.pk, defaults={"content": "{}"}),
    ):
        with pytest.raises(Frozen), transaction.atomic():
            act()
    part: Any = {"document": document, "part": TEXT, "content": None, "mark": ""}
    with pytest.raises(NotDraft, match="sudah ditandatangani"):
        save_part(**part, by=cast.sari)
    with pytest.raises(NotDraft):
        sign_document(document=document, by=cast.camat)
    with pytest.raises(NotDraft):
        discard_draft(document=document, by=cast.sari)

    assert rows.values().get() == before


def test_a_new_version_is_a_copy_that_replaces_the_signed_one_when_it_is_signed(cast: Cast) -> None:
    first = signed(cast)

    draft = begin_draft(district=cast.places.bendo, by=cast.sari)
    assert (draft.no, draft.is_draft, draft.data) == (2, True, first.data)
    content, mark = {"code": "1", "text": "Baru"}, part_mark(part_content(draft.data, TEXT))
    save_part(document=draft, part=TEXT, content=content, mark=mark, by=cast.sari)
    second = sign_document(document=draft, by=cast.camat, at=WHEN)

    first.refresh_from_db()
    assert (first.state, first.replaced_at, first.intact) == ("replaced", WHEN, True)
    assert (second.state, second.definition.objectives[0].text) == ("signed", "Baru")
    with pytest.raises(Frozen):
        first.save()


def test_a_kecamatan_has_one_draft_and_one_signed_document(cast: Cast) -> None:
    first = signed(cast)
    begin_draft(district=cast.places.bendo, by=cast.sari)
    stamps = {"created_at": WHEN, "saved_at": WHEN, "signed_at": WHEN, "sha256": "x"}

    for state in ("draft", "signed"):
        with pytest.raises(IntegrityError), transaction.atomic():
            IkuDocument.objects.create(district=first.district, no=9, state=state, content="{}", **stamps)


def test_a_discarded_draft_leaves_its_content_in_the_history(cast: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=cast.sari).document

    discard_draft(document=draft, by=cast.sari)

    assert not IkuDocument.objects.exists()
    assert IkuEvent.objects.get(action="discarded").old == bendo()
    with pytest.raises(NotDraft, match="sudah dibuang"):
        discard_draft(document=draft, by=cast.budi)


def test_bringing_in_the_same_again_changes_nothing(cast: Cast) -> None:
    document = signed(cast)

    assert bring_in_document(data=bendo(), by=None).changed is False
    changed = bring_in_document(data=bendo() | {"goal": "Lain"}, by=None)

    assert (changed.changed, changed.document.no, changed.document.is_draft) == (True, 2, True)
    assert IkuDocument.objects.get(no=1) == document
