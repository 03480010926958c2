"""The printed worksheet, read as a reader of paper would: by pdftotext, pdfinfo and pdffonts."""

import re
import subprocess
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.entry.services.profile import save_profile
from assessments.home.paper import worksheet_pdf
from assessments.models import Worksheet
from assessments.papers.figures import sheet_figures
from assessments.papers.pdf import static_file
from assessments.scores.scoring import result_of
from indicators.editions.sheets import sheet_of
from kinerja.numbers import format_number
from tests.builders.printed_sheet import printed_rows
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer, fill_bendo
from tests.tools import needs

pytestmark = [needs("pdftotext"), needs("pdfinfo"), needs("pdffonts")]


def paper(worksheet: Worksheet) -> bytes:
    sheet = sheet_of(worksheet.revision_id)
    return worksheet_pdf(worksheet, sheet_figures(sheet, result_of(worksheet)), at=timezone.now())


def read(tool: str, pdf: bytes, folder: Path, *options: str) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    command = [tool, *options, str(file), *(["-"] if tool == "pdftotext" else [])]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def text_of(worksheet: Worksheet, folder: Path) -> str:
    return read("pdftotext", paper(worksheet), folder, "-layout")


def test_each_of_the_53_rows_stands_with_its_number_capaian_and_nilai_in_order(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)

    text = text_of(office.bendo, tmp_path)

    ends = re.compile(r"\s{2}(\d{1,2})\s+\S.*\s(TDI|[\d.,]+)\s+([\d.,]+)$")
    found = [ends.search(line) for line in text.splitlines() if "Jumlah aspek" not in line]
    rows = [(int(m[1]), m[2], m[3]) for m in found if m]
    assert rows == printed_rows()


def test_the_totals_are_the_exact_ones_with_the_reason_for_the_difference(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)

    text = text_of(office.bendo, tmp_path)

    sums = re.findall(r"Jumlah aspek (\d)\s+([\d,]+)\s+([\d,]+)", text)
    assert sums == [
        ("1", "10,00", "8,18"),
        ("2", "10,00", "9,00"),
        ("3", "10,00", "5,06"),
        ("4", "30,00", "24,86"),
        ("5", "27,00", "27,00"),
        ("6", "8,00", "7,90"),
        ("7", "5,00", "4,90"),
    ]
    assert re.search(r"Jumlah nilai\s+100,00\s+86,89\*", text)
    assert "memberi 86,90" in text


def test_screen_and_paper_show_the_same_figures(
    client: Client, office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)
    sign_in(client, cast.sari)

    text = text_of(office.bendo, tmp_path)
    for aspect in result_of(office.bendo).aspects:
        page = markup(client.get(reverse("aspect", args=(office.bendo.pk, aspect.code))))
        on_screen = re.findall(r"<dt>Nilai</dt><dd>([^<]+)</dd>", page)
        nos = re.findall(r'id="nomor-(\d+)"', page)
        for no, score in zip(nos, on_screen, strict=True):
            assert re.search(rf"(?:^|\s){no}\s+\S.*\s{re.escape(score)}$", text, re.MULTILINE)


def test_pages_are_f4_landscape_numbered_and_carry_edition_and_time(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)
    pdf = paper(office.bendo)

    width, height = re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", read("pdfinfo", pdf, tmp_path))[0]
    text = read("pdftotext", pdf, tmp_path, "-layout")

    assert (round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72)) == (330, 215)
    assert re.findall(r"Kecamatan Bendo · halaman (\d) dari (\d)", text) == [
        (str(page), "4") for page in range(1, 5)
    ]
    assert re.search(r"Instrumen Jawa Timur 2022, edisi 1 · dicetak \d+ \w+ \d{4} pukul \d\d\.\d\d WIB", text)


def test_the_head_repeats_and_an_aspect_is_named_again_after_a_break(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)

    pages = text_of(office.bendo, tmp_path).split("\f")[:4]

    assert all("Data kinerja" in page and "Capaian" in page for page in pages)
    for page in pages:
        body = page.split("Nilai\n", 1)[1]
        opens_with_an_aspect = re.match(r"\s*\d\s{2,}[A-Z]", body) is not None
        assert ("Lanjutan aspek" in page) != opens_with_an_aspect


def test_fonts_are_embedded_and_the_file_is_small(office: Office, cast: Cast, tmp_path: Path) -> None:
    fill_bendo(office.bendo, cast.sari)
    pdf = paper(office.bendo)

    fonts = read("pdffonts", pdf, tmp_path).splitlines()[2:]

    assert fonts
    assert all("Kinerja" in line and re.search(r"\s+yes\s+yes\s+yes\s", line) for line in fonts)
    assert len(pdf) <= 70_000


def test_the_signature_names_the_acting_camat(office: Office, cast: Cast, tmp_path: Path) -> None:
    values = {
        "head_name": "SITI AMINAH, S.STP.",
        "head_rank": "Penata Tingkat I",
        "head_nip": "198504172006022001",
        "head_acting": "Plt.",
        "address": "Jalan Raya 1",
    }
    save_profile(worksheet=office.bendo, values=values, version=1, by=cast.sari)
    office.bendo.profile.refresh_from_db()

    text = text_of(office.bendo, tmp_path)

    for words in (
        "Plt. Camat Bendo",
        "SITI AMINAH, S.STP.",
        "Penata Tingkat I",
        "NIP 19850417 200602 2 001",
        "Jalan Raya 1",
    ):
        assert words in text


def test_policies_assumptions_and_moved_weights_stand_at_the_foot(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    answer(office.neighbour, "i01", cast.tono, n="10")

    text = text_of(office.neighbour, tmp_path)

    assert "TDI dan 0 ÷ 0: capaian 0, bobot tetap dihitung." in text
    assert "Tidak berlaku: bobot dibagikan ke seluruh indikator (ketentuan sementara)." in text
    assert "Belum lengkap: 1 dari 49 indikator terisi" in text
    weight = format_number(Fraction(3, 2) * 100 / Fraction("95.2"), places=2)
    assert re.search(rf"\s{weight}†\s+10\s+100\s+1,6", text)


def test_a_long_list_of_budget_lines_is_printed_line_by_line(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    parts = [{"label": f"Kegiatan nomor {no}", "value": str(no * 1000)} for no in range(1, 41)]
    answer(office.bendo, "i45", cast.sari, part=parts, total=str(sum(range(1, 41)) * 1000))

    text = text_of(office.bendo, tmp_path)

    assert re.findall(r"Kegiatan nomor (\d+)\s+([\d.]+)$", text, re.MULTILINE) == [
        (str(no), format_number(Decimal(no * 1000))) for no in range(1, 41)
    ]


def test_typed_markup_is_text_on_paper(office: Office, cast: Cast, tmp_path: Path) -> None:
    parts = [{"label": "<b>tebal</b> & <img src=x>", "value": "1000"}]
    answer(office.bendo, "i45", cast.sari, part=parts, total="1000")

    assert "<b>tebal</b> & <img src=x>" in text_of(office.bendo, tmp_path)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/", "https://static.invalid/../manage.py"]
)
def test_paper_reads_nothing_but_our_static_files(url: str) -> None:
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        static_file(url)


def test_the_download_is_named_for_the_kecamatan_and_year(client: Client, office: Office, cast: Cast) -> None:
    response = sign_in(client, cast.camat).get(reverse("worksheet_pdf", args=(office.bendo.pk,)))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="kertas-kerja-bendo-2022.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_the_empty_form_has_every_row_and_only_what_comes_from_a_source(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)
    sheet = sheet_of(office.bendo.revision_id)
    figures = sheet_figures(sheet, result_of(office.bendo))

    pdf = worksheet_pdf(office.bendo, figures, at=timezone.now(), empty=True)

    text = read("pdftotext", pdf, tmp_path, "-layout")
    assert "formulir kosong" in text
    lines = [line for line in text.splitlines() if "Jumlah aspek" not in line]
    rows = [re.search(r"\s{2}(\d{1,2})\s+\S.*\s\d+,\d+$", line) for line in lines]
    assert [int(row[1]) for row in rows if row] == list(range(1, 54))
    assert re.search(r"Jumlah keseluruhan desa\s+15$", text, re.MULTILINE)
    assert "86,89" not in text
    assert not re.search(r"\bAda$", text, re.MULTILINE)
