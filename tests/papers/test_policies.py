"""What an edition calls TDI and nihil, and what it gives for them, stands so on pages and papers."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.papers.policies import policy_sentences
from indicators.editions.sheets import sheet_of
from indicators.scoring.documents.document import parse_document
from tests.builders.instrument_documents import Raw, document, indicator, jatim_document
from tests.cast import Cast, sign_in
from tests.offices import make_office

WORDS = {
    "labels": {"tdi": "N/A", "none_occurred": "Tidak ada kejadian", "not_applicable": "Dikecualikan"},
    "policies": {
        "tdi": "redistribute_aspect",
        "none_occurred": "full",
        "undefined": "zero",
        "not_applicable": "redistribute_all",
    },
}


def two_rows(**changes: object) -> Raw:
    return document([[indicator(1), indicator(2)]], **WORDS | changes)


def test_the_check_page_uses_the_editions_words_and_policies(client: Client, cast: Cast) -> None:
    sheet = make_office(cast, two_rows()).bendo
    save_row(load_worksheet(sheet), code="i1", content=Content("tdi", {}), version=0, by=cast.sari)
    page = sign_in(client, cast.sari).get(reverse("check", args=(sheet.pk,))).content.decode()

    assert "1 ditandai N/A" in page
    assert "Bobot dibagikan dalam aspek." in page
    assert "Isi atau beri N/A; tanpa itu belum dapat diajukan." in page
    tasks = client.get(reverse("worksheet", args=(sheet.pk,))).content.decode()
    assert "terbuka setelah semua terisi atau diberi N/A" in tasks
    assert "TDI" not in tasks


def test_a_rows_form_uses_them_too(client: Client, cast: Cast) -> None:
    sheet = make_office(cast, two_rows()).bendo
    sign_in(client, cast.sari)
    address = reverse("row_save", args=(sheet.pk, "i1"))

    both = client.post(address, {"version": "0", "tdi": "1", "none_occurred": "1", "reason": "Aman"})
    bare = client.post(address, {"version": "0", "none_occurred": "1"})

    assert "Pilih salah satu: N/A atau tidak ada kejadian." in both.content.decode()
    assert "Tulis alasan tidak ada kejadian, misalnya" in bare.content.decode()


def test_the_shipped_edition_has_no_rules_for_single_rows() -> None:
    assert policy_sentences(parse_document(jatim_document())) == [
        "TDI dan 0 ÷ 0: capaian 0, bobot tetap dihitung.",
        "Nihil: capaian 100 (ketentuan sementara).",
        "Tidak berlaku: bobot dibagikan ke seluruh indikator (ketentuan sementara).",
        "Kosong: capaian 0.",
    ]


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ({"policies": {"tdi": "full"}}, "Nomor 2: N/A capaian 100."),
        ({"policies": {"tdi": "redistribute_aspect"}}, None),
        ({"cap": "90.5"}, "Nomor 2: capaian paling tinggi 90,5."),
        ({"evidence": {"scope": "none"}}, "Nomor 2: bukti dukung tidak wajib."),
        (
            {"evidence": {"scope": "option"}, "cap": "50"},
            "Nomor 2: capaian paling tinggi 50; tanpa bukti dukung per pilihan capaian 0.",
        ),
    ],
)
def test_rules_of_single_rows_stand_at_the_foot(own: Raw, sentence: str | None) -> None:
    raw = document(
        [[indicator(1), indicator(2, **own), indicator(3)]], **WORDS, cap="95", evidence={"scope": "row"}
    )

    found = policy_sentences(parse_document(raw))

    assert found[:3] == [
        "N/A: bobot dibagikan dalam aspek.",
        "0 ÷ 0: capaian 0, bobot tetap dihitung.",
        "Tidak ada kejadian: capaian 100.",
    ]
    assert found[5:] == [
        "Capaian paling tinggi 95.",
        "Tanpa bukti dukung per baris capaian 0.",
        *([sentence] if sentence else []),
    ]


def test_rows_with_the_same_rules_share_a_sentence(cast: Cast) -> None:
    office = make_office(cast, document([[indicator(1, cap="90"), indicator(2), indicator(3, cap="90")]]))

    assert policy_sentences(sheet_of(office.bendo.revision_id))[-1] == "Nomor 1, 3: capaian paling tinggi 90."
