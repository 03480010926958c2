"""Objectives, IKU and data items of a draft on their pages: written, ordered, removed, two at a time."""

import pytest
from django.test import Client

from assessments.iku.models import IkuDocument
from assessments.iku.services.documents import begin_draft, save_part
from assessments.iku.services.parts import save_item
from indicators.iku.parts import DocumentPart, Group, item_of, part_content, part_mark, without_items
from tests.cast import Cast
from tests.iku.documents import RKP
from tests.iku.pages import page, stored, text_of

OWN = {"objective": "1", "polarity": "more", "aggregation": "sum", "cap": "100"}


def test_an_iku_grows_from_nothing(sari: Client, cast: Cast) -> None:
    draft = begin_draft(district=cast.places.bendo, by=cast.sari)
    sari.post(page("iku_objective_new", draft), {"text": "Meningkatnya pelayanan", "mark": ""})
    made = sari.post(page("iku_indicator_new", draft), OWN | {"name": "Persentase", "mark": ""})
    assert made["Location"] == page("iku_indicator", draft, "1")
    for name in ("Jumlah tepat waktu", "Jumlah desa"):
        sari.post(page("iku_item_new", draft, "1"), {"name": name, "unit": "desa", "mark": ""})
    own = without_items(part_content(stored(draft), DocumentPart(Group.INDICATOR, "1")))
    formula = "Jumlah tepat waktu / Jumlah desa × 100 %"

    sari.post(made["Location"], OWN | {"name": "Persentase", "formula": formula, "mark": part_mark(own)})

    shown = text_of(sari.get(made["Location"]))
    assert "<mfrac><mrow><mtext>Jumlah tepat waktu</mtext></mrow>" in shown
    one = part_content(stored(draft), DocumentPart(Group.INDICATOR, "1"))
    assert one
    assert [it["code"] for it in one["items"]] == ["d1", "d2"]


def test_a_formula_that_cannot_be_read_is_kept_and_told_with_its_place(
    sari: Client, draft: IkuDocument
) -> None:
    whole = part_content(draft.data, DocumentPart(Group.INDICATOR, "1"))
    body = OWN | {"formula": "Jumlah Apa Saja / 2", "mark": part_mark(without_items(whole))}

    answer = sari.post(page("iku_indicator", draft, "1"), body, follow=True)

    assert "Jumlah Apa Saja / 2" in text_of(answer)
    found = [view for view in answer.context["findings"] if view.finding.code == "formula"]
    assert [view.url for view in found] == [page("iku_indicator", draft, "1") + "#id_formula"]
    assert found[0].finding.sentence in answer.content.decode().replace("<br>", "\n").replace("&quot;", '"')


def test_targets_of_the_renstra_are_written_by_year(sari: Client, draft: IkuDocument) -> None:
    whole = part_content(draft.data, DocumentPart(Group.INDICATOR, "1"))
    address = page("iku_indicator", draft, "1")
    assert 'name="target-2022" value="85,5"' in text_of(sari.get(address))
    body = OWN | {"target-2021": "81,25", "target-2022": "", "target-2023": "1.000", "baseline": "70,5"}

    refused = sari.post(address, body | {"target-2021": "81.25", "mark": part_mark(without_items(whole))})
    sari.post(address, body | {"mark": part_mark(without_items(whole))})

    assert (refused.status_code, "Tulis desimal dengan koma: 81,25" in text_of(refused)) == (422, True)
    one = part_content(stored(draft), DocumentPart(Group.INDICATOR, "1"))
    assert one
    assert (one["targets"], one["baseline"]) == ({"2021": "81.25", "2023": "1000"}, "70.5")
    assert len(one["items"]) == 2


def test_a_part_that_somebody_else_wrote_is_shown_with_both_texts(
    sari: Client, cast: Cast, draft: IkuDocument
) -> None:
    part = DocumentPart(Group.OBJECTIVE, "1")
    mark = part_mark(part_content(draft.data, part))
    save_part(document=draft, part=part, content={"code": "1", "text": "Milik Budi"}, mark=mark, by=cast.budi)
    address = page("iku_objective", draft, "1")

    conflict = sari.post(address, {"text": "Milik Sari", "mark": mark})

    assert conflict.status_code == 409
    assert [(yours, theirs) for _, yours, theirs in conflict.context["form"].both] == [
        ("Milik Sari", "Milik Budi")
    ]
    assert stored(draft)["objectives"][0]["text"] == "Milik Budi"
    again = {"text": "Milik Sari", "mark": conflict.context["form"]["mark"].value()}
    assert sari.post(address, again).status_code == 302
    assert stored(draft)["objectives"][0]["text"] == "Milik Sari"


def test_two_people_write_two_data_items_of_one_iku(sari: Client, cast: Cast, draft: IkuDocument) -> None:
    whole = part_content(draft.data, DocumentPart(Group.INDICATOR, "2"))
    assert whole
    first, second = item_of(whole, "rkpdesa"), item_of(whole, "desa")
    assert first
    assert second
    changed = {**second, "unit": "buah"}
    save_item(document=draft, code="2", item="desa", content=changed, mark=part_mark(second), by=cast.budi)

    saved = sari.post(
        page("iku_item", draft, "2", "rkpdesa"),
        {"name": RKP, "unit": "desa", "due": "30-9", "aggregation": "", "mark": part_mark(first)},
    )

    assert saved.status_code == 302
    items = {
        it["code"]: it for it in part_content(stored(draft), DocumentPart(Group.INDICATOR, "2"))["items"]
    }
    assert (items["desa"]["unit"], items["rkpdesa"]["due"], items["rkpdesa"]["aggregation"]) == (
        "buah",
        "09-30",
        None,
    )


@pytest.mark.parametrize("day", ["31 September", "akhir bulan", "29 Februari", "30 September 2021"])
def test_a_due_date_is_a_day_of_every_year(sari: Client, draft: IkuDocument, day: str) -> None:
    refused = sari.post(page("iku_item_new", draft, "2"), {"name": "Lain", "due": day, "mark": ""})

    assert (refused.status_code, "ada setiap tahun" in text_of(refused)) == (422, True)


def test_parts_change_places(sari: Client, draft: IkuDocument) -> None:
    sari.post(page("iku_part_move", draft), {"group": "objectives", "code": "2"})
    move = {"group": "indicators", "code": "2", "item": "desa"}
    sari.post(page("iku_part_move", draft), move)
    sari.post(page("iku_part_move", draft), {"group": "objectives", "code": "2"})  # the first already

    assert [it["code"] for it in stored(draft)["objectives"]] == ["2", "1"]
    whole = part_content(stored(draft), DocumentPart(Group.INDICATOR, "2"))
    assert whole
    assert [it["code"] for it in whole["items"]] == ["rkpdesa", "apbdesa", "desa", "lppdesa"]


def test_what_is_removed_is_gone_only_if_it_still_is_what_was_seen(sari: Client, draft: IkuDocument) -> None:
    remove = page("iku_part_remove", draft)
    stale = sari.post(remove, {"group": "indicators", "code": "1", "mark": "lama"}, follow=True)
    assert "baru saja diubah orang lain" in text_of(stale)
    assert len(stored(draft)["indicators"]) == 2

    mark = part_mark(part_content(draft.data, DocumentPart(Group.INDICATOR, "1")))
    sari.post(remove, {"group": "indicators", "code": "1", "mark": mark})
    whole = part_content(draft.data, DocumentPart(Group.INDICATOR, "2"))
    assert whole
    item = {"group": "indicators", "code": "2", "item": "desa", "mark": part_mark(item_of(whole, "desa"))}
    sari.post(remove, item)
    again = sari.post(remove, item, follow=True)

    assert [it["code"] for it in stored(draft)["indicators"]] == ["2"]
    assert "desa" not in {it["code"] for it in stored(draft)["indicators"][0]["items"]}
    assert again.status_code == 200
    assert sari.post(remove, {"group": "identity", "code": "1"}).status_code == 404


def test_what_is_not_there_is_404(sari: Client, draft: IkuDocument) -> None:
    for address in (
        page("iku_head", draft, "lain"),
        page("iku_objective", draft, "9"),
        page("iku_indicator", draft, "9"),
        page("iku_item", draft, "1", "lain"),
        page("iku_item_new", draft, "9"),
    ):
        assert sari.get(address).status_code == 404
