"""The surat tugas as a document that the office edits: the same words as the PDF."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Mm, Pt

from assessments.papers.docx import CENTRE, underline_kop, write_paragraph, write_table

from .assignment_letter import PLACES, TEAM, AssignmentLetter

TEAM_WIDTHS = (10, 70, 40, 50)  # mm, under TEAM
PLACE_WIDTHS = (10, 58, 52, 50)  # mm, under PLACES
SIGNATURE = Mm(88)  # from the left


def assignment_letter_docx(letter: AssignmentLetter, *, at: datetime) -> bytes:
    """On F4 upright."""
    document = Document()
    set_up_assignment(document, letter, at)
    underline_kop(
        write_paragraph(document, f"Pemerintah {letter.province}".upper(), bold=True, size=14, align=CENTRE)
    )
    write_paragraph(document, "SURAT TUGAS", bold=True, size=13, align=CENTRE)
    write_paragraph(document, f"Nomor: {letter.number_text}", align=CENTRE)
    write_paragraph(document, letter.opening)
    write_table(document, TEAM, letter.team, TEAM_WIDTHS)
    write_paragraph(document)
    write_paragraph(document, letter.errands)
    write_table(document, PLACES, letter.places, PLACE_WIDTHS)
    write_paragraph(document)
    write_paragraph(document, letter.closing)
    write_signature(document, letter)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def set_up_assignment(document: Any, letter: AssignmentLetter, at: datetime) -> None:
    """Paper, letters, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(215), Mm(330)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10.5)
    style.paragraph_format.space_after = Pt(4)
    core_properties = document.core_properties
    core_properties.title = f"Surat tugas {letter.errand.stage}"
    core_properties.author, core_properties.comments, core_properties.language = "Kinerja", "", "id-ID"
    core_properties.created = core_properties.modified = at.replace(tzinfo=None)


def write_signature(document: Any, letter: AssignmentLetter) -> None:
    """Place, day and who signs, with room for it."""
    position, name, rank_and_nip = letter.signer_lines
    signing_lines = (
        f"Ditetapkan di {letter.place_text}",
        f"pada tanggal {letter.day_text}",
        position,
        "",
        "",
        name,
    )
    for line in (*signing_lines, *rank_and_nip.split("\n")):
        paragraph = write_paragraph(document, line, bold=line == name)
        paragraph.paragraph_format.left_indent = SIGNATURE
        paragraph.paragraph_format.keep_with_next = True
