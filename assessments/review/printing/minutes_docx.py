"""The berita acara as a document that the kabupaten's office edits: the same words and figures as the PDF."""

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

from .minutes import BLANK, HEADINGS, Minutes, MinutesSigner

WIDTHS = (10, 44, 24, 24, 18, 50)  # mm, under HEADINGS
FIGURES = (2, 3, 4)  # columns that are set to the right
SIGNERS = ("No.", "Nama dan NIP", "Jabatan", "Tanda tangan")
SIGNER_WIDTHS = (10, 70, 48, 42)


def minutes_docx(minutes: Minutes, *, at: datetime) -> bytes:
    """On F4 portrait."""
    document = Document()
    title = f"Berita acara verifikasi {minutes.regency} {minutes.period.year}"
    set_up_letter(document, title, f"{minutes.draft} · {minutes.regency}", at)
    write_minutes_head(document, minutes)
    write_paragraph(document, minutes.opening)
    rows = [line.cells for line in minutes.lines]
    write_table(document, HEADINGS, rows, WIDTHS, FIGURES)
    write_paragraph(document)
    for remark in minutes.remarks:
        write_paragraph(document, remark)
    write_minutes_end(document, minutes)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def write_minutes_head(document: Any, minutes: Minutes) -> None:
    """The kop, the title, and the number to be written."""
    write_logo(document, minutes.regency)
    write_paragraph(document, f"Pemerintah {minutes.regency}".upper(), bold=True, size=13, align=CENTRE)
    underline_kop(write_paragraph(document, "TIM VERIFIKASI", bold=True, size=16, align=CENTRE))
    title = "BERITA ACARA VERIFIKASI KERTAS KERJA KECAMATAN"
    write_paragraph(document, title, bold=True, size=13, align=CENTRE)
    write_paragraph(document, str(minutes.period), align=CENTRE)
    write_paragraph(document, f"Nomor: {BLANK}", align=CENTRE)


def write_minutes_end(document: Any, minutes: Minutes) -> None:
    """The closing words and the team's signatures."""
    write_paragraph(document, minutes.closing)
    write_paragraph(document, f"{minutes.regency.seat}, {BLANK}")
    write_paragraph(document, f"Tim verifikasi {minutes.regency}")
    rows = [signer_cells(no, signer) for no, signer in enumerate(minutes.signers, start=1)]
    table = write_table(document, SIGNERS, rows, SIGNER_WIDTHS)
    for row in table.rows[1:]:
        row.height = Mm(15)


def signer_cells(no: int, signer: MinutesSigner) -> tuple[str, ...]:
    name = f"{signer.name}\nNIP {signer.nip}" if signer.nip else signer.name
    return str(no), name, signer.position, ""
