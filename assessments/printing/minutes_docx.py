"""The berita acara as a document that the kabupaten's office edits: the same words and figures as the PDF."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kinerja.regions.logos import logo_of

from .minutes import BLANK, HEADINGS, Minutes, Signer

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
WIDTHS = (10, 44, 24, 24, 18, 50)  # mm, under HEADINGS
FIGURES = (2, 3, 4)  # columns that are set to the right
SIGNERS = ("No.", "Nama dan NIP", "Jabatan", "Tanda tangan")
SIGNER_WIDTHS = (10, 70, 48, 42)


def minutes_docx(minutes: Minutes, *, at: datetime) -> bytes:
    """On F4 portrait."""
    document = Document()
    set_up(document, minutes, at)
    write_head(document, minutes)
    write_paragraph(document, minutes.opening)
    rows = [line.cells for line in minutes.lines]
    write_table(document, HEADINGS, rows, WIDTHS, FIGURES)
    write_paragraph(document)
    for remark in minutes.remarks:
        write_paragraph(document, remark)
    write_end(document, minutes)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def set_up(document: Any, minutes: Minutes, at: datetime) -> None:
    """Paper, letters, what the file says of itself, and the foot that says that it is a draft."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(215), Mm(330)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10.5)
    style.paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    style.element.get_or_add_rPr().append(language)
    facts = document.core_properties
    facts.title = f"Berita acara verifikasi {minutes.regency} {minutes.period.year}"
    facts.author, facts.comments, facts.language = "Kinerja", "", "id-ID"
    facts.created = facts.modified = at.replace(tzinfo=None)
    foot = section.footer.paragraphs[0]
    foot.text = f"{minutes.draft} · {minutes.regency}"
    foot.runs[0].font.size = Pt(8)


def write_head(document: Any, minutes: Minutes) -> None:
    """The kop, the title, and the number to be written."""
    logo = logo_of(minutes.regency)
    if logo:
        picture = write_paragraph(document, align=CENTRE)
        picture.add_run().add_picture(BytesIO(logo), height=Mm(17))
    write_paragraph(document, f"Pemerintah {minutes.regency}".upper(), bold=True, size=13, align=CENTRE)
    underline(write_paragraph(document, "TIM VERIFIKASI", bold=True, size=16, align=CENTRE))
    title = "BERITA ACARA VERIFIKASI KERTAS KERJA KECAMATAN"
    write_paragraph(document, title, bold=True, size=13, align=CENTRE)
    write_paragraph(document, str(minutes.period), align=CENTRE)
    write_paragraph(document, f"Nomor: {BLANK}", align=CENTRE)


def write_end(document: Any, minutes: Minutes) -> None:
    """The closing words and the team's signatures."""
    write_paragraph(document, minutes.closing)
    write_paragraph(document, f"{minutes.regency.seat}, {BLANK}")
    write_paragraph(document, f"Tim verifikasi {minutes.regency}")
    rows = [signer_cells(no, signer) for no, signer in enumerate(minutes.signers, start=1)]
    table = write_table(document, SIGNERS, rows, SIGNER_WIDTHS)
    for row in table.rows[1:]:
        row.height = Mm(15)


def signer_cells(no: int, signer: Signer) -> tuple[str, ...]:
    name = f"{signer.name}\nNIP {signer.nip}" if signer.nip else signer.name
    return str(no), name, signer.position, ""


def write_paragraph(
    document: Any, text: str = "", *, bold: bool = False, size: float = 10.5, align: Any = None
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if text:
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
    return paragraph


def underline(paragraph: Any) -> None:
    """The line under the kop."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph.paragraph_format.space_after = Pt(14)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:jc")  # the schema's order


def write_table(
    document: Any,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    figures: Sequence[int] = (),
) -> Any:
    """A table with a head that is repeated on every page."""
    table = document.add_table(rows=0, cols=len(headings), style="Table Grid")
    table.autofit = False
    write_row(table, headings, widths, bold=True)
    for row in rows:
        write_row(table, row, widths, figures)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    return table


def write_row(
    table: Any, texts: Sequence[str], widths: Sequence[int], figures: Sequence[int] = (), bold: bool = False
) -> None:
    for no, (cell, text, width) in enumerate(zip(table.add_row().cells, texts, widths, strict=True)):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(text).bold = bold
        paragraph.alignment = CENTRE if bold else RIGHT if no in figures else None
