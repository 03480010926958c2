"""The next edition: years that move, years that are a regulation's, and predecessors."""

import pytest

from indicators.scoring.documents.document import parse_document
from indicators.scoring.documents.next_edition import edition_for_year, with_years_moved
from tests.builders.instrument_documents import Raw, document, indicator, input_, jatim_document, level

YEARS = {2022: 2023, 2020: 2021, 2021: 2022}


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Jumlah IKU kecamatan tahun 2021", "Jumlah IKU kecamatan tahun 2022"),
        ("Instrumen Jawa Timur 2022", "Instrumen Jawa Timur 2023"),
        ("AKIP tahun sebelumnya (2020)", "AKIP tahun sebelumnya (2021)"),
        ("Inovasi periode tahun 2020-2021", "Inovasi periode tahun 2021-2022"),
        ("Tahun 2021/2022, per 31 Desember 2021.", "Tahun 2022/2023, per 31 Desember 2022."),
        ("Triwulan 4 tahun 2021", "Triwulan 4 tahun 2022"),
        ("Perdes pada triwulan 4 tahun 2021", "Perdes pada triwulan 4 tahun 2022"),
        ("DPA TA.2021", "DPA TA.2022"),
        ("jatim-2022", "jatim-2023"),
    ],
)
def test_years_of_the_edition_move(text: str, moved: str) -> None:
    assert with_years_moved(text, YEARS) == moved


@pytest.mark.parametrize(
    "text",
    [
        "Permendagri 90 Tahun 2019",
        "Permendagri 90 Tahun 2021",
        "UU Nomor 23 Tahun 2021 tentang Pemerintahan Daerah",
        "UU No. 6 tahun 2021",
        "Peraturan Bupati Magetan Nomor 12 Tahun 2022",
        "Peraturan Menteri Dalam Negeri 77 Tahun 2020",
        "PP 12 Tahun 2021 dan 18 Tahun 2022",
        "SK Nomor 188.45/12/2021",
        "Surat edaran nomor 2021/188",
        "Perda Nomor 3/2021",
        "Kepmendagri 050-3708 Tahun 2020",
        "2.021 kegiatan, 2021,5 dan 12,2021",
        "Rp2021 dan kode A2021 serta 20211",
        "tahun 2018, 2019 dan 2024",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert with_years_moved(text, YEARS) == text


def test_years_move_in_every_text_that_people_read() -> None:
    old = document(
        [[named()]],
        **{
            "code": "uji-2022",
            "year": 2022,
            "data_year": 2021,
            "title": "Judul 2022",
            "subtitle": "Data 2021",
        },
        texts={"ketentuan": ["Dihitung per 2021."], "dasar_hukum": ["Perda yang baru, 2021"]},
    )

    new = edition_for_year(old, code="uji-2023", year=2023, data_year=2022)

    row = new["aspects"][0]["sub_aspects"][0]["indicators"][0]
    assert (new["code"], new["year"], new["data_year"]) == ("uji-2023", 2023, 2022)
    assert (new["title"], new["subtitle"]) == ("Judul 2023", "Data 2022")
    assert new["texts"] == {"ketentuan": ["Dihitung per 2022."], "dasar_hukum": ["Perda yang baru, 2021"]}
    assert (row["text"], row["guidance"], row["note"]) == ("Rapat 2022", "Selama 2022.", "Lembar 2021")
    assert [it["label"] for it in row["inputs"]] == ["Rapat 2022", "Rencana 2021"]
    assert [(it["label"], it["inferred"]) for it in row["levels"]] == [("Sampai 2022", True)]
    assert row["predecessor"] == "uji-2022/i1"


def named() -> Raw:
    return indicator(
        1,
        text="Rapat 2021",
        guidance="Selama 2021.",
        note="Lembar 2021",
        inputs=[input_("n", label="Rapat 2021"), input_("d", label="Rencana 2020")],
        rule="banded",
        levels=[level("0", "100", label="Sampai 2021", inferred=True)],
    )


def test_a_formula_still_calls_its_inputs_by_their_labels() -> None:
    formula = "rapat  2021 / (Rencana 2020 + 2021) × 100"
    inputs = [input_("n", label="Rapat 2021"), input_("d", label="Rencana 2020")]
    old = document(
        [[indicator(1, rule="formula", params={"formula": formula}, inputs=inputs)]],
        **{"year": 2022, "data_year": 2021},
    )

    new = edition_for_year(old, code="uji-2023", year=2023, data_year=2022)

    row = parse_document(new).indicators[0]
    assert row.params["formula"] == "rapat  2022 / (Rencana 2021 + 2021) × 100"
    assert row.needs == {"n", "d"}


def test_years_move_by_the_difference() -> None:
    old = document([[named()]], year=2022, data_year=2021)

    new = edition_for_year(old, code="uji-2025", year=2025, data_year=2024)

    labels = [it["label"] for it in new["aspects"][0]["sub_aspects"][0]["indicators"][0]["inputs"]]
    assert labels == ["Rapat 2024", "Rencana 2023"]


def test_the_old_document_is_left_as_it_was() -> None:
    old = jatim_document()

    edition_for_year(old, code="jatim-2023", year=2023, data_year=2022)

    assert old == jatim_document()


def test_of_the_edition_of_2022_all_years_move_but_that_of_a_regulation() -> None:
    new = parse_document(edition_for_year(jatim_document(), code="jatim-2023", year=2023, data_year=2022))

    texts = [new.name, new.title, new.subtitle]
    for spec in new.indicators:
        texts += [spec.text, spec.guidance, *(item.label for item in spec.inputs)]
    assert [text for text in texts if "2020" in text] == []
    assert new.by_no[39].inputs[0].label == "Inovasi kecamatan periode tahun 2021-2022"
    assert new.by_no[43].text.endswith("tahun sebelumnya (2021)")
    assert new.by_no[44].inputs[1].label == "Jumlah program yang tercantum dalam Permendagri 90 Tahun 2019"
    assert new.by_no[45].note.startswith(
        "Banyaknya kegiatan mengikuti kecamatan. Lembar asli menulis tahun 2020"
    )
