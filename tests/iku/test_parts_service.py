"""What lies inside an IKU is written piece by piece; codes are never used for something else."""

import pytest

from assessments.iku.models import IkuDocument, IkuEvent
from assessments.iku.services.documents import NotDraft, StalePart, begin_draft, save_part
from assessments.iku.services.parts import (
    move_document_part,
    save_indicator,
    save_item,
    unused_code,
    unused_item_code,
)
from indicators.iku.parts import (
    Content,
    DocumentPart,
    Group,
    empty_item,
    item_of,
    part_content,
    part_mark,
    without_items,
)
from tests.cast import Cast
from tests.iku.office import signed

FIRST = DocumentPart(Group.INDICATOR, "1")


def whole(document: IkuDocument, code: str = "1") -> Content:
    found = part_content(IkuDocument.objects.get(pk=document.pk).data, DocumentPart(Group.INDICATOR, code))
    assert found
    return found


def test_an_ikus_own_fields_are_written_without_its_items(cast: Cast, draft: IkuDocument) -> None:
    own = without_items(whole(draft))
    assert own

    saved = save_indicator(document=draft, content={**own, "name": "Lain"}, mark=part_mark(own), by=cast.sari)

    assert saved.changed
    assert (whole(draft)["name"], len(whole(draft)["items"])) == ("Lain", 2)
    again = save_indicator(document=draft, content={**own, "name": "Lain"}, mark="lama", by=cast.budi)
    assert not again.changed
    with pytest.raises(StalePart) as caught:
        save_indicator(document=draft, content={**own, "name": "Beda"}, mark=part_mark(own), by=cast.budi)
    assert caught.value.current == without_items(whole(draft))


def test_an_item_is_added_and_taken_out(cast: Cast, draft: IkuDocument) -> None:
    content = empty_item(code="d1") | {"name": "Baru"}
    save_item(document=draft, code="1", item="d1", content=content, mark="", by=cast.sari)
    assert [it["code"] for it in whole(draft)["items"]] == ["ditindaklanjuti", "dilakukan", "d1"]

    with pytest.raises(StalePart):
        save_item(document=draft, code="1", item="d1", content=None, mark="lama", by=cast.sari)
    save_item(document=draft, code="1", item="d1", content=None, mark=part_mark(content), by=cast.sari)

    assert item_of(whole(draft), "d1") is None
    told = IkuEvent.objects.filter(action="part_saved").values_list("subject", flat=True)
    assert list(told) == ["indicators/1", "indicators/1"]


def test_an_item_of_an_iku_that_is_gone_is_refused(cast: Cast, draft: IkuDocument) -> None:
    save_part(document=draft, part=FIRST, content=None, mark=part_mark(whole(draft)), by=cast.budi)

    with pytest.raises(NotDraft, match="IKU ini sudah dihapus"):
        save_item(document=draft, code="1", item="d1", content=empty_item(code="d1"), mark="", by=cast.sari)
    with pytest.raises(NotDraft, match="Bagian ini sudah dihapus"):
        move_document_part(document=draft, part=FIRST, down=True, by=cast.sari)


def test_iku_change_places_within_their_objective_alone(cast: Cast, draft: IkuDocument) -> None:
    content = {**whole(draft), "code": "3"}
    save_part(document=draft, part=DocumentPart(Group.INDICATOR, "3"), content=content, mark="", by=cast.sari)

    assert move_document_part(
        document=draft, part=DocumentPart(Group.INDICATOR, "3"), down=False, by=cast.sari
    ).changed
    order = [it["code"] for it in IkuDocument.objects.get(pk=draft.pk).data["indicators"]]
    assert order == ["3", "2", "1"]
    assert not move_document_part(
        document=draft, part=DocumentPart(Group.INDICATOR, "2"), down=True, by=cast.sari
    ).changed


def test_a_code_of_an_earlier_version_is_not_used_again(cast: Cast) -> None:
    signed(cast)
    draft = begin_draft(district=cast.places.bendo, by=cast.sari)
    second = DocumentPart(Group.INDICATOR, "2")
    save_part(document=draft, part=second, content=None, mark=part_mark(whole(draft, "2")), by=cast.sari)
    item = empty_item(code="d4") | {"name": "Baru"}
    save_item(document=draft, code="1", item="d4", content=item, mark="", by=cast.sari)

    assert unused_code(draft, Group.INDICATOR) == "3"
    assert unused_code(draft, Group.OBJECTIVE) == "3"
    assert unused_item_code(draft, "1") == "d5"
