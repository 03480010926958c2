"""What the letters of a kabupaten share as documents to edit: paper, paragraphs and tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kinerja.regions.logos import logo_of
from kinerja.regions.models import Regency

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def set_up_letter(document: Any, title: str, foot: str, at: datetime) -> None:
    """F4 portrait, letters, what the file says of itself, and the foot that says that it is a draft."""
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
    core_properties = document.core_properties
    core_properties.title = title
    core_properties.author, core_properties.comments, core_properties.language = "Kinerja", "", "id-ID"
    core_properties.created = core_properties.modified = at.replace(tzinfo=None)
    footer_line = section.footer.paragraphs[0]
    footer_line.text = foot
    footer_line.runs[0].font.size = Pt(8)


def write_logo(document: Any, regency: Regency) -> None:
    logo = logo_of(regency)
    if logo:
        picture = write_paragraph(document, align=CENTRE)
        picture.add_run().add_picture(BytesIO(logo), height=Mm(17))


def write_paragraph(
    document: Any, text: str = "", *, bold: bool = False, size: float = 10.5, align: Any = None
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if text:
        text_run = paragraph.add_run(text)
        text_run.bold, text_run.font.size = bold, Pt(size)
    return paragraph


def underline_kop(paragraph: Any) -> None:
    """The line under the kop."""
    borders, bottom_line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "000000")):
        bottom_line.set(qn(f"w:{name}"), value)
    borders.append(bottom_line)
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
    repeated_heading = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated_heading)
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
