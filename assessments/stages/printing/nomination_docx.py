"""The letter of nomination as a document that the kabupaten's office edits, as the PDF has it."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Mm

from assessments.papers.docx import (
    CENTRE,
    set_up_letter,
    underline_kop,
    write_logo,
    write_paragraph,
    write_table,
)
from assessments.review.printing.minutes import BLANK

from .nomination import NOMINATED, RANKED, NominationLetter

NOMINATED_WIDTHS, NOMINATED_FIGURES = (10, 52, 22, 22, 64), (2, 3)  # mm, under NOMINATED
RANKED_WIDTHS, RANKED_FIGURES = (22, 74, 24, 50), (0, 2)


def nomination_letter_docx(letter: NominationLetter, *, at: datetime) -> bytes:
    """On F4 portrait."""
    document = Document()
    set_up_letter(document, letter.title, f"{letter.draft} · {letter.regency}", at)
    write_nomination_head(document, letter)
    write_paragraph(document, letter.opening)
    write_table(document, NOMINATED, letter.nominated, NOMINATED_WIDTHS, NOMINATED_FIGURES)
    write_paragraph(document)
    basis_name = letter.field.before.name if letter.field.before else ""
    write_paragraph(document, f"Peringkat kecamatan di {letter.regency} menurut {basis_name}:")
    write_table(document, RANKED, letter.ranked, RANKED_WIDTHS, RANKED_FIGURES)
    write_paragraph(document)
    for remark in letter.remarks:
        write_paragraph(document, remark)
    write_nomination_end(document, letter)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def write_nomination_head(document: Any, letter: NominationLetter) -> None:
    """The kop, what is to be written by hand, and to whom it goes."""
    write_logo(document, letter.regency)
    underline_kop(
        write_paragraph(document, f"Pemerintah {letter.regency}".upper(), bold=True, size=16, align=CENTRE)
    )
    write_paragraph(document, f"{letter.regency.seat}, {BLANK}")
    write_paragraph(document, f"Nomor: {BLANK}")
    write_paragraph(document, f"Hal: {letter.subject}")
    write_paragraph(document, f"Yth. {letter.addressee}")


def write_nomination_end(document: Any, letter: NominationLetter) -> None:
    """The closing words, and room for who signs."""
    write_paragraph(document, letter.closing)
    for text in (f"Jabatan: {BLANK}", "", "", f"Nama: {BLANK}", f"NIP: {BLANK}"):
        write_paragraph(document, text).paragraph_format.left_indent = Mm(95)
