"""A draft is written part by part on its pages, checked beside, signed by the camat, and begun anew."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.iku.models import IkuDocument, RegencyTemplate
from assessments.iku.services.documents import begin_draft, save_part
from indicators.iku.parts import DocumentPart, Group, part_content, part_mark
from tests.cast import Cast, sign_in
from tests.iku.office import signed
from tests.iku.pages import page, stored, text_of
from tests.town import state

# --- Head ---


def test_the_operator_begins_a_draft_and_fills_its_head(sari: Client, cast: Cast) -> None:
    begun = sari.post(reverse("iku_draft_begin", args=(cast.places.bendo.pk,)))
    document = IkuDocument.objects.get()
    assert begun["Location"] == page("iku_document", document)
    body = {
        "agency": "Kecamatan Bendo",
        "duty": "Membantu Bupati",
        "functions": "Satu;\r\n\r\n Dua; ",
        "mark": part_mark(part_content(document.data, DocumentPart(Group.IDENTITY))),
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
    body["mark"] = part_mark(part_content(draft.data, DocumentPart(Group.VALIDITY)))
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


def test_lines_that_are_the_same_are_no_difference(sari: Client, cast: Cast, draft: IkuDocument) -> None:
    part = DocumentPart(Group.IDENTITY)
    old = part_content(draft.data, part)
    assert old
    save_part(document=draft, part=part, content=old | {"goal": "Budi"}, mark=part_mark(old), by=cast.budi)
    lines = "\r\n".join(old["functions"])
    body = {**old, "functions": lines, "goal": "Sari", "mark": part_mark(old)}

    conflict = sari.post(page("iku_head", draft, "identitas"), body)

    assert conflict.status_code == 409
    differing = [label for label, yours, theirs in conflict.context["form"].both if yours != theirs]
    assert differing == ["Tujuan"]


def test_a_nip_is_shown_in_groups_and_kept_as_18_digits(sari: Client, draft: IkuDocument) -> None:
    address = page("iku_head", draft, "penanda-tangan")
    assert 'value="19680407 198903 1 006"' in text_of(sari.get(address))
    body = {"position": "Camat Bendo", "name": "Nama", "nip": "19700101 199001 2 001"}
    body["mark"] = part_mark(part_content(draft.data, DocumentPart(Group.SIGNATURE)))

    sari.post(address, body)

    assert stored(draft)["signature"]["nip"] == "197001011990012001"


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
    part = DocumentPart(Group.OBJECTIVE, "1")
    old = part_mark(part_content(draft.data, part))
    save_part(document=draft, part=part, content={"code": "1", "text": "Lain"}, mark=old, by=cast.sari)

    refused = camat.post(page("iku_sign", draft), {"mark": mark, "agreed": "on"})

    assert (refused.status_code, "baru saja diubah" in text_of(refused)) == (409, True)
    assert IkuDocument.objects.get().is_draft


def test_with_errors_there_is_nothing_to_sign(cast: Cast, client: Client) -> None:
    draft = begin_draft(district=cast.places.bendo, by=cast.sari)
    camat = sign_in(client, cast.camat)

    shown = text_of(camat.get(page("iku_sign", draft)))
    refused = camat.post(page("iku_sign", draft), {"mark": part_mark(draft.data), "agreed": "on"})

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
    with django_assert_num_queries(4):
        sari.get(page("iku_document", draft))


def test_the_history_says_who_did_what(sari: Client, cast: Cast, draft: IkuDocument) -> None:
    sari.post(page("iku_part_move", draft), {"group": "objectives", "code": "2"})

    happened = sari.get(reverse("iku_history", args=(cast.places.bendo.pk,))).context["events"]

    assert [(it["what"], it["who"], it["subject"], it["note"]) for it in happened] == [
        ("Bagian dokumen disimpan", "Sari", "sasaran 2", "Urutan diubah"),
        ("Dokumen dimasukkan dari berkas", "Sari", "Versi 1", ""),
    ]
