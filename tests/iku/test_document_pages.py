"""A draft is written part by part on its pages, checked beside, signed by the camat, and begun anew."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.iku.models import IkuDocument, RegencyTemplate
from assessments.iku.services.documents import begin_draft, bring_in, save_part
from assessments.iku.services.parts import save_item
from indicators.iku.parts import Group, Part, content_of, item_of, mark_of, without_items
from tests.cast import Cast, sign_in
from tests.iku.documents import RKP, bendo
from tests.iku.office import signed
from tests.town import state

OWN = {"objective": "1", "polarity": "more", "aggregation": "sum", "cap": "100"}


@pytest.fixture
def sari(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.sari)


@pytest.fixture
def draft(cast: Cast) -> IkuDocument:
    return bring_in(data=bendo(), by=cast.sari).document


def stored(document: IkuDocument) -> dict[str, Any]:
    return IkuDocument.objects.get(pk=document.pk).data


def page(name: str, document: IkuDocument, *parts: str) -> str:
    return reverse(name, args=(document.pk, *parts))


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- Head ---


def test_the_operator_begins_a_draft_and_fills_its_head(sari: Client, cast: Cast) -> None:
    begun = sari.post(reverse("iku_draft_begin", args=(cast.places.bendo.pk,)))
    document = IkuDocument.objects.get()
    assert begun["Location"] == page("iku_document", document)
    body = {
        "agency": "Kecamatan Bendo",
        "duty": "Membantu Bupati",
        "functions": "Satu;\r\n\r\n Dua; ",
        "mark": mark_of(content_of(document.data, Part(Group.IDENTITY))),
    }

    saved = sari.post(page("iku_head", document, "identitas"), body)

    assert (saved.status_code, saved["Location"]) == (302, page("iku_document", document))
    kept = stored(document)
    assert (kept["duty"], kept["functions"], kept["goal"]) == ("Membantu Bupati", ["Satu;", "Dua;"], "")


def test_tugas_and_fungsi_come_from_the_template_and_are_saved_only_when_one_says_so(
    sari: Client, cast: Cast, draft: IkuDocument
) -> None:
    RegencyTemplate.objects.create(regency=cast.places.regency, duty="Tugas baku", functions="A\n\nB")
    before = state()

    filled = sari.post(page("iku_head", draft, "identitas"), {"goal": "Tujuan saya", "template": "1"})

    assert filled.status_code == 200
    shown = {field.name: field.value() for field in filled.context["form"]}
    assert (shown["duty"], shown["functions"], shown["goal"]) == ("Tugas baku", "A\nB", "Tujuan saya")
    assert state() == before


def test_without_a_template_none_is_offered(sari: Client, draft: IkuDocument) -> None:
    assert "templat kabupaten" not in text_of(sari.get(page("iku_head", draft, "identitas")))
    assert sari.post(page("iku_head", draft, "identitas"), {"template": "1"}).status_code == 404


def test_validity_and_legal_basis_are_written_line_by_line(sari: Client, draft: IkuDocument) -> None:
    body = {"valid_from": "2021", "valid_until": "2025", "mark": ""}
    body["mark"] = mark_of(content_of(draft.data, Part(Group.VALIDITY)))
    for no, (number, date) in enumerate([("Perbup 1/2021", "29 Januari 2021"), ("", ""), ("Perda 2", "")]):
        body |= {f"number-{no}": number, f"date-{no}": date, f"about-{no}": ""}

    assert sari.post(page("iku_head", draft, "masa-berlaku"), body).status_code == 302

    assert stored(draft)["legal_basis"] == [
        {"number": "Perbup 1/2021", "date": "2021-01-29", "about": ""},
        {"number": "Perda 2", "date": None, "about": ""},
    ]
    assert stored(draft)["valid_until"] == 2025


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"valid_from": "2.021"}, "Tulis tahun antara 2000 dan 2100"),
        ({"valid_from": "2023", "valid_until": "2021"}, "Tulis tahun akhir sesudah tahun awal"),
        ({"number-0": "x", "date-0": "31 Februari 2021", "about-0": ""}, "Tanggal ini tidak ada di kalender"),
    ],
)
def test_what_is_mistyped_is_told_and_kept(
    sari: Client, draft: IkuDocument, body: dict[str, str], sentence: str
) -> None:
    before = state()

    refused = sari.post(page("iku_head", draft, "masa-berlaku"), body)

    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert all(f'value="{typed}"' in text_of(refused) for typed in body.values() if typed)
    assert state() == before


def test_a_nip_is_shown_in_groups_and_kept_as_18_digits(sari: Client, draft: IkuDocument) -> None:
    address = page("iku_head", draft, "penanda-tangan")
    assert 'value="19680407 198903 1 006"' in text_of(sari.get(address))
    body = {"position": "Camat Bendo", "name": "Nama", "nip": "19700101 199001 2 001"}
    body["mark"] = mark_of(content_of(draft.data, Part(Group.SIGNATURE)))

    sari.post(address, body)

    assert stored(draft)["signature"]["nip"] == "197001011990012001"


# --- Objectives, IKU, data items ---


def test_an_iku_grows_from_nothing(sari: Client, cast: Cast) -> None:
    draft = begin_draft(district=cast.places.bendo, by=cast.sari)
    sari.post(page("iku_objective_new", draft), {"text": "Meningkatnya pelayanan", "mark": ""})
    made = sari.post(page("iku_indicator_new", draft), OWN | {"name": "Persentase", "mark": ""})
    assert made["Location"] == page("iku_indicator", draft, "1")
    for name in ("Jumlah tepat waktu", "Jumlah desa"):
        sari.post(page("iku_item_new", draft, "1"), {"name": name, "unit": "desa", "mark": ""})
    own = without_items(content_of(stored(draft), Part(Group.INDICATOR, "1")))
    formula = "Jumlah tepat waktu / Jumlah desa × 100 %"

    sari.post(made["Location"], OWN | {"name": "Persentase", "formula": formula, "mark": mark_of(own)})

    shown = text_of(sari.get(made["Location"]))
    assert "<mfrac><mrow><mtext>Jumlah tepat waktu</mtext></mrow>" in shown
    one = content_of(stored(draft), Part(Group.INDICATOR, "1"))
    assert one
    assert [it["code"] for it in one["items"]] == ["d1", "d2"]


def test_a_formula_that_cannot_be_read_is_kept_and_told_with_its_place(
    sari: Client, draft: IkuDocument
) -> None:
    whole = content_of(draft.data, Part(Group.INDICATOR, "1"))
    body = OWN | {"formula": "Jumlah Apa Saja / 2", "mark": mark_of(without_items(whole))}

    answer = sari.post(page("iku_indicator", draft, "1"), body, follow=True)

    assert "Jumlah Apa Saja / 2" in text_of(answer)
    found = [view for view in answer.context["findings"] if view.found.code == "formula"]
    assert [view.url for view in found] == [page("iku_indicator", draft, "1") + "#id_formula"]
    assert found[0].found.sentence in answer.content.decode().replace("<br>", "\n").replace("&quot;", '"')


def test_targets_of_the_renstra_are_written_by_year(sari: Client, draft: IkuDocument) -> None:
    whole = content_of(draft.data, Part(Group.INDICATOR, "1"))
    address = page("iku_indicator", draft, "1")
    assert 'name="target-2022" value="85,5"' in text_of(sari.get(address))
    body = OWN | {"target-2021": "81,25", "target-2022": "", "target-2023": "1.000", "baseline": "70,5"}

    refused = sari.post(address, body | {"target-2021": "81.25", "mark": mark_of(without_items(whole))})
    sari.post(address, body | {"mark": mark_of(without_items(whole))})

    assert (refused.status_code, "Tulis desimal dengan koma: 81,25" in text_of(refused)) == (422, True)
    one = content_of(stored(draft), Part(Group.INDICATOR, "1"))
    assert one
    assert (one["targets"], one["baseline"]) == ({"2021": "81.25", "2023": "1000"}, "70.5")
    assert len(one["items"]) == 2


def test_a_part_that_somebody_else_wrote_is_shown_with_both_texts(
    sari: Client, cast: Cast, draft: IkuDocument
) -> None:
    part = Part(Group.OBJECTIVE, "1")
    mark = mark_of(content_of(draft.data, part))
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
    whole = content_of(draft.data, Part(Group.INDICATOR, "2"))
    assert whole
    first, second = item_of(whole, "rkpdesa"), item_of(whole, "desa")
    assert first
    assert second
    changed = {**second, "unit": "buah"}
    save_item(document=draft, code="2", item="desa", content=changed, mark=mark_of(second), by=cast.budi)

    saved = sari.post(
        page("iku_item", draft, "2", "rkpdesa"),
        {"name": RKP, "unit": "desa", "due": "30-9", "aggregation": "", "mark": mark_of(first)},
    )

    assert saved.status_code == 302
    items = {it["code"]: it for it in content_of(stored(draft), Part(Group.INDICATOR, "2"))["items"]}  # type: ignore[index]
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
    whole = content_of(stored(draft), Part(Group.INDICATOR, "2"))
    assert whole
    assert [it["code"] for it in whole["items"]] == ["rkpdesa", "apbdesa", "desa", "lppdesa"]


def test_what_is_removed_is_gone_only_if_it_still_is_what_was_seen(sari: Client, draft: IkuDocument) -> None:
    remove = page("iku_part_remove", draft)
    stale = sari.post(remove, {"group": "indicators", "code": "1", "mark": "lama"}, follow=True)
    assert "baru saja diubah orang lain" in text_of(stale)
    assert len(stored(draft)["indicators"]) == 2

    mark = mark_of(content_of(draft.data, Part(Group.INDICATOR, "1")))
    sari.post(remove, {"group": "indicators", "code": "1", "mark": mark})
    whole = content_of(draft.data, Part(Group.INDICATOR, "2"))
    assert whole
    item = {"group": "indicators", "code": "2", "item": "desa", "mark": mark_of(item_of(whole, "desa"))}
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


# --- Signing ---


def test_the_camat_signs_what_stands_there(cast: Cast, client: Client, draft: IkuDocument) -> None:
    camat = sign_in(client, cast.camat)
    address = page("iku_sign", draft)
    mark = camat.get(address).context["form"]["mark"].value()

    unsaid = camat.post(address, {"mark": mark})
    done = camat.post(address, {"mark": mark, "agreed": "on"}, follow=True)

    assert (unsaid.status_code, "Centang pernyataan" in text_of(unsaid)) == (422, True)
    assert done.redirect_chain == [(page("iku_document", draft), 302)]
    assert IkuDocument.objects.get().state == "signed"
    assert camat.get(address, follow=True).redirect_chain == [(page("iku_document", draft), 302)]


def test_what_changed_since_it_was_read_is_not_signed(cast: Cast, client: Client, draft: IkuDocument) -> None:
    camat = sign_in(client, cast.camat)
    mark = camat.get(page("iku_sign", draft)).context["form"]["mark"].value()
    part = Part(Group.OBJECTIVE, "1")
    old = mark_of(content_of(draft.data, part))
    save_part(document=draft, part=part, content={"code": "1", "text": "Lain"}, mark=old, by=cast.sari)

    refused = camat.post(page("iku_sign", draft), {"mark": mark, "agreed": "on"})

    assert (refused.status_code, "baru saja diubah" in text_of(refused)) == (409, True)
    assert IkuDocument.objects.get().is_draft


def test_with_errors_there_is_nothing_to_sign(cast: Cast, client: Client) -> None:
    draft = begin_draft(district=cast.places.bendo, by=cast.sari)
    camat = sign_in(client, cast.camat)

    shown = text_of(camat.get(page("iku_sign", draft)))
    refused = camat.post(page("iku_sign", draft), {"mark": mark_of(draft.data), "agreed": "on"})

    assert "belum dapat ditandatangani" in shown
    assert 'name="agreed"' not in shown
    assert (refused.status_code, IkuDocument.objects.get().is_draft) == (422, True)


def test_a_signed_document_is_written_anew_as_the_next_version(sari: Client, cast: Cast) -> None:
    document = signed(cast)
    refused = sari.post(page("iku_head", document, "identitas"), {"agency": "Lain"})
    assert (refused.status_code, "Buat versi baru" in text_of(refused)) == (403, True)

    sari.post(reverse("iku_draft_begin", args=(cast.places.bendo.pk,)))
    second = IkuDocument.objects.get(no=2)
    assert second.content == document.content
    sari.post(page("iku_discard", second))

    assert list(IkuDocument.objects.values_list("no", "state")) == [(1, "signed")]


def test_an_operator_does_not_sign_and_the_camat_does_not_write(
    sari: Client, cast: Cast, draft: IkuDocument
) -> None:
    assert sari.get(page("iku_sign", draft)).status_code == 403
    camat = sign_in(Client(), cast.camat)
    assert camat.get(page("iku_head", draft, "identitas")).status_code == 403
    shown = text_of(camat.get(page("iku_document", draft)))
    assert ("Ubah" in shown, "Baca dan tandatangani" in shown) == (False, True)


# --- The kecamatan's page ---


def test_the_kecamatans_page_shows_versions_and_years(sari: Client, cast: Cast) -> None:
    signed(cast)
    draft = begin_draft(district=cast.places.bendo, by=cast.sari)
    assert sari.get("/iku/")["Location"] == reverse("iku_district", args=(cast.places.bendo.pk,))

    mine = sari.get(reverse("iku_district", args=(cast.places.bendo.pk,)))
    theirs = sign_in(Client(), cast.vera).get(reverse("iku_district", args=(cast.places.bendo.pk,)))

    assert (mine.context["draft"], theirs.context["draft"]) == (draft, None)
    assert [value for value, _ in mine.context["form"].fields["year"].choices] == [2021, 2022, 2023]
    assert theirs.context["form"] is None


def test_a_year_without_a_document_is_refused_with_its_reason(sari: Client, cast: Cast) -> None:
    address = reverse("iku_year_open", args=(cast.places.bendo.pk,))

    early = sari.post(address, {"year": "2021"}, follow=True)

    assert "Belum ada dokumen IKU Kecamatan Bendo yang ditandatangani" in text_of(early)
    assert sari.post(address, {"year": "besok"}).status_code == 422


def test_a_document_page_is_read_in_few_queries(
    sari: Client, draft: IkuDocument, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        sari.get(page("iku_document", draft))


def test_the_history_says_who_did_what(sari: Client, cast: Cast, draft: IkuDocument) -> None:
    sari.post(page("iku_part_move", draft), {"group": "objectives", "code": "2"})

    happened = sari.get(reverse("iku_history", args=(cast.places.bendo.pk,))).context["events"]

    assert [(it["what"], it["who"], it["subject"], it["note"]) for it in happened] == [
        ("Bagian dokumen disimpan", "Sari", "sasaran 2", "Urutan diubah"),
        ("Dokumen dimasukkan dari berkas", "Sari", "Versi 1", ""),
    ]
