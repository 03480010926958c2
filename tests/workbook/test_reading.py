"""What the cells of an uploaded workbook are read as, and whose workbook it is."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import WorkbookUpload
from assessments.workbook.layout import Column
from tests.builders.bad_workbooks import repacked
from tests.builders.sent_workbooks import fact, set_cells
from tests.builders.uploading import confirm, edited, held, rows_shown, send, with_versions
from tests.builders.workbooks import by_key, open_page, workbook_of
from tests.cast import Cast, sign_in
from tests.offices import Office, fill_bendo, make_office
from tests.tools import needs
from tests.town import small_document


@pytest.fixture
def small(cast: Cast) -> Office:
    """Two rows of n and d, open to everybody."""
    return make_office(cast, small_document())


@pytest.fixture
def sari(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.sari)


TEXTS = ["=1+1", "+62 812", "-5", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x")', "baris\nkedua", " spasi "]


@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_back_as_the_same_text(sari: Client, small: Office, cast: Cast, text: str) -> None:
    content = Content("none_occurred", {}, reason=text, note=text)
    save_row(load_worksheet(small.bendo), code="i1", content=content, version=0, by=cast.sari)

    untouched = send(sari, small.bendo, edited(small.bendo)).url
    cells = {("i2", Column.STATUS): "nihil", ("i2", Column.REASON): text, ("i2", Column.NOTE): text}
    changed_row = send(sari, small.bendo, edited(small.bendo, set_cells(cells))).url
    confirm(sari, changed_row)

    assert rows_shown(sari.get(untouched))[1:] == []
    assert held(small.bendo)["i1"] == ("none_occurred", {}, text, text)
    assert held(small.bendo)["i2"] == ("none_occurred", {}, text, text)


def test_numbers_are_read_by_the_grammar_of_the_page(sari: Client, small: Office) -> None:
    data = edited(small.bendo, set_cells({"i1/n": "71.4", "i1/d": 2.5, "i2/n": "=SUM(1,2)", "i2/d": -3}))

    refused = send(sari, small.bendo, data)

    assert refused.status_code == 422
    assert [str(it) for it in refused.context["problems"]] == [
        "Kertas kerja – baris 9 – kolom G (Data kinerja) – Tulis bilangan bulat, misalnya 1.",
        "Kertas kerja – baris 10 – kolom G (Data kinerja) – Tulis bilangan bulat, misalnya 1.",
        "Kertas kerja – baris 14 – kolom G (Data kinerja) – Rumus di sel ini belum dihitung. "
        "Tulis hasilnya, atau buka dan simpan lagi di Excel.",
        "Kertas kerja – baris 15 – kolom G (Data kinerja) – Tulis tanpa tanda minus: 3.",
    ]
    assert WorkbookUpload.objects.count() == 0


def test_a_cell_in_per_cent_asks_whether_it_was_meant(sari: Client, small: Office) -> None:
    data = edited(small.bendo, set_cells({"i1/n": 0.25, "i1/d": 50}, formats={"i1/n": "0%"}))

    preview = send(sari, small.bendo, data).url
    (row,) = sari.get(preview).context["plan"].unsure
    unsure = confirm(sari, preview)
    confirm(sari, preview, **{"percent-i1": "1"})

    assert row.percents == ["25"]
    assert unsure.status_code == 422
    assert "Nomor 1: centang bila angkanya sudah benar, atau perbaiki berkasnya." in unsure.content.decode()
    assert held(small.bendo)["i1"][1] == {"n": "25", "d": "50"}


NEIGHBOUR = {"Kode kecamatan": "35.20.11", "Kecamatan": "Maospati"}


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (NEIGHBOUR, "Buku kerja ini milik Kecamatan Maospati, bukan Kecamatan Bendo."),
        ({"Tahun penilaian": "2021"}, "Buku kerja ini untuk tahun penilaian 2021, bukan 2030."),
        (
            {"Kode instrumen": "lain", "Edisi": "3"},
            "Buku kerja ini memakai instrumen lain edisi 3, bukan uji-2030 edisi 1.",
        ),
        (
            {"Sidik edisi": "0" * 64},
            "Buku kerja ini memakai instrumen uji-2030 edisi 1, bukan uji-2030 edisi 1.",
        ),
        ({"Kertas kerja": "x"}, "Buku kerja ini dari kertas kerja lain Kecamatan Bendo."),
        ({"Format": "lain"}, "Berkas ini bukan buku kerja yang diunduh dari sini."),
    ],
)
def test_the_workbook_of_another_is_refused_by_name(
    sari: Client, small: Office, facts: dict[str, str], sentence: str
) -> None:
    refused = send(sari, small.bendo, edited(small.bendo, *(fact(*pair) for pair in facts.items())))

    assert refused.status_code == 422
    assert refused.context["refusal"].startswith(sentence)
    assert WorkbookUpload.objects.count() == 0


def test_a_row_that_does_not_apply_is_not_filled_from_a_file(sari: Client, cast: Cast) -> None:
    document = small_document()
    document["aspects"][1]["sub_aspects"][0]["indicators"][0]["applies"] = {"facts": ["desa"], "min": "99"}
    small = make_office(cast, document)

    refused = send(sari, small.bendo, edited(small.bendo, set_cells({"i2/n": 1, "i2/d": 2})))

    assert [it.reason for it in refused.context["problems"]] == [
        "Indikator ini tidak berlaku bagi kecamatan ini. Kosongkan barisnya."
    ]


def test_lines_of_a_repeatable_input_come_back_with_their_names(
    sari: Client, office: Office, cast: Cast
) -> None:
    fill_bendo(office.bendo, cast.sari)
    before = office.bendo.entries.get(code="i45").values["part"]
    changes: dict[Any, Any] = {"i45/part/0": None, ("i45/part/0", Column.INDICATOR): None}
    changes |= {"i45/part/7": 1500.5, ("i45/part/7", Column.INDICATOR): "=Rapat"}

    confirm(sari, send(sari, office.bendo, edited(office.bendo, set_cells(changes))).url)

    after = office.bendo.entries.get(code="i45").values["part"]
    assert after == [*before[1:], {"label": "=Rapat", "value": "1500.5"}]


def test_every_row_of_the_official_edition_is_filled_from_one_file(
    sari: Client, office: Office, cast: Cast
) -> None:
    """Bendo's answers, emptied on the server and filled by the file alone."""
    fill_bendo(office.bendo, cast.sari)
    full, data = held(office.bendo), workbook_of(office.bendo)
    office.bendo.refresh_from_db()
    total = office.bendo.claim_total
    office.bendo.entries.all().delete()
    page = with_versions(data, 0)

    preview = send(sari, office.bendo, page).url
    assert len(rows_shown(sari.get(preview))) == len(full)
    confirm(sari, preview)

    assert held(office.bendo) == full
    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == total


def google(data: bytes) -> bytes:
    """As other programs save: every string inside its cell, no list of strings, prefixed names left alone."""
    strings = re.findall(
        rb"<si><t[^>]*>(.*?)</t></si>", ZipFile(BytesIO(data)).read("xl/sharedStrings.xml"), re.S
    )

    def inline(match: re.Match[bytes]) -> bytes:
        text = strings[int(match[2])]
        return b'<c%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (match[1], text)

    def change(xml: bytes) -> bytes:
        return re.sub(rb'<c([^>]*) t="s"><v>(\d+)</v></c>', inline, xml)

    sheets = {f"xl/worksheets/sheet{n}.xml": change for n in (1, 2, 3)}
    return repacked(data, sheets)


def libreoffice(data: bytes, folder: Path) -> bytes:
    """Opened, calculated and saved by LibreOffice."""
    (folder / "sent.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    to = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    to += [str(folder / "saved"), str(folder / "sent.xlsx")]
    subprocess.run(["soffice", "--headless", profile, *to], check=True, capture_output=True, timeout=120)
    return (folder / "saved" / "sent.xlsx").read_bytes()


def test_strings_inside_their_cells_are_read_as_well(sari: Client, office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)
    data = google(workbook_of(office.bendo))
    page = ZipFile(BytesIO(data)).read("xl/worksheets/sheet2.xml")
    assert re.search(rb'<c r="A6"[^>]* t="inlineStr">', page)

    assert rows_shown(sari.get(send(sari, office.bendo, data).url)) == []


@needs("soffice")
def test_what_libreoffice_saves_says_the_same(
    sari: Client, office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)
    texts = {("i01/n", Column.NOTE): "=1+1", "i01/n": 1}

    same = libreoffice(workbook_of(office.bendo), tmp_path)
    other = libreoffice(edited(office.bendo, set_cells(texts)), tmp_path)
    preview = send(sari, office.bendo, other).url

    assert rows_shown(sari.get(send(sari, office.bendo, same).url)) == []
    (row,) = sari.get(preview).context["plan"].rows
    assert (row.planned.code, row.planned.file.values, row.planned.file.note) == ("i01", {"n": "1"}, "=1+1")


TYPED = (Column.DATA, Column.STATUS, Column.REASON, Column.NOTE)


def typed_cells(data: bytes) -> list[dict[str, Any]]:
    """What people typed, by column and key; what is computed is not compared."""
    page = open_page(data)
    columns = [by_key(page, column) for column in TYPED]
    return [
        {key: value for key, value in cells.items() if value is not None and not str(value).startswith("=")}
        for cells in columns
    ]


@needs("soffice")
@pytest.mark.parametrize("program", ["openpyxl", "LibreOffice"])
def test_the_next_download_holds_what_was_sent(
    sari: Client, office: Office, cast: Cast, tmp_path: Path, program: str
) -> None:
    fill_bendo(office.bendo, cast.sari)
    cells = {"i01/n": 3, "i28/value": 66.5, "i45/part/1": 212121751, ("i07/n", Column.NOTE): "Lihat notulen"}
    sent = edited(office.bendo, set_cells(cells))
    if program == "LibreOffice":
        sent = libreoffice(sent, tmp_path)

    confirm(sari, send(sari, office.bendo, sent).url)

    assert typed_cells(workbook_of(office.bendo)) == typed_cells(sent)
    again = send(sari, office.bendo, workbook_of(office.bendo))
    assert rows_shown(sari.get(again.url)) == []
