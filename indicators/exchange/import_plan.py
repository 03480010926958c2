"""Bring an instrument in from a file: read, look at the difference, and write it as a whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from indicators.editions.compile import compile_document, replace_rows, write_instrument
from indicators.models import Instrument
from indicators.rows.difference import Difference, difference_between
from indicators.rows.layout import INDICATORS, INPUTS, INSTRUMENT, Table
from indicators.rows.problems import Problem, TableRefused
from indicators.rows.tidy import row_misfits, tidy_document
from indicators.scoring.documents.content import Content, Document
from indicators.scoring.documents.document import DocumentError, parse_document, read_document, sha256
from indicators.scoring.documents.schema import form_errors
from indicators.scoring.documents.years import with_years_written
from kinerja.accounts.models import User
from kinerja.refusals import Moved

# What a sentence about the whole is about: the sheet and column where it is mended.
from kinerja.regions.models import Province
from kinerja.workbook.guard import MAX_BYTES, BadWorkbook

from .reader import Reading, read_book

PLACES: tuple[tuple[str, Table, str], ...] = (
    (r"Indikator (?P<indicator>\S+), butir data (?P<code>[^\s:]+): .*sumber", INPUTS, "source.indicator"),
    (r"Indikator (?P<indicator>\S+), butir data (?P<code>[^\s:]+): ", INPUTS, "details"),
    (r"Indikator (?P<code>[^\s:]+): ", INDICATORS, "params"),
    (r"Jumlah bobot ", INDICATORS, "weight"),
    (r"Nomor indikator ", INDICATORS, "no"),
    (r"Instrumen belum berisi indikator", INDICATORS, "code"),
)


MOVED = "Instrumen ini sudah berubah sejak pratinjau. Unggah lagi berkasnya."


@dataclass(frozen=True)
class Plan:
    """A document that may be brought in; `instrument` is the one whose rows it replaces."""

    document: Document
    instrument: Instrument | None
    difference: Difference
    base: str  # digest of the rows that the difference was made with; empty where there are none


def read_instrument(name: str, file: IO[bytes], provinces: QuerySet[Province]) -> Document:
    """The tidy, valid document of an XLSX or JSON file, by its name.

    The reader looks after these provinces. Raise TableRefused.
    """
    if name.lower().endswith(".json"):
        return read_json_file(file)
    try:
        document, reading = read_book(name, file)
    except BadWorkbook as bad:
        raise TableRefused([Problem(str(bad))]) from None
    if problems := list(foreign_claims(document, provinces, reading)):
        raise TableRefused(problems)
    return checked_document(document, reading)


def read_json_file(file: IO[bytes]) -> Document:
    file_bytes = file.read(MAX_BYTES + 1)
    if len(file_bytes) > MAX_BYTES:
        raise TableRefused([Problem(f"Berkas ini lebih besar dari {MAX_BYTES // 2**20} MB.")])
    try:
        document = read_document(file_bytes.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise TableRefused(
            [Problem("Berkas ini bukan teks UTF-8. Simpan sebagai JSON berkode UTF-8.")]
        ) from None
    except DocumentError as error:
        raise TableRefused([Problem(sentence) for sentence in error.errors]) from None
    return checked_document(document)


def checked_document(document: Document, reading: Reading | None = None) -> Document:
    """The tidy document, if its form and its meaning hold and its rows will. Raise TableRefused."""
    if errors := form_errors(document):
        raise TableRefused([Problem(sentence) for sentence in errors])
    document = tidy_document(document)
    try:
        parse_document(with_years_written(document))
    except DocumentError as error:
        raise TableRefused([problem_in_workbook(sentence, reading) for sentence in error.errors]) from None
    if problems := row_misfits(document):
        raise TableRefused(problems)
    return document


def problem_in_workbook(sentence: str, reading: Reading | None) -> Problem:
    """A sentence with the place in the workbook where it is mended; a JSON document has none."""
    if reading:
        for pattern, table, path in PLACES:
            if match := re.match(pattern, sentence):
                column = table.column(path)
                row = reading.row_of(table, **match.groupdict())
                if row and match.groupdict():
                    return row.problem(table, column, sentence)
                return Problem(sentence, table.title, 1, column.heading)
    return Problem(sentence)


def planned_import(document: Document, provinces: QuerySet[Province]) -> Plan:
    """What bringing in a document of `read_instrument` would do; for those who look after these provinces.

    Raise TableRefused.
    """
    if problems := list(foreign_claims(document, provinces)):
        raise TableRefused(problems)
    instrument = Instrument.objects.filter(code=document["code"]).first()
    standing_document = rows_document(instrument) if instrument else None
    base_digest = sha256(standing_document) if standing_document else ""
    return Plan(document, instrument, difference_between(standing_document, document), base_digest)


def foreign_claims(
    document: Content, provinces: QuerySet[Province], reading: Reading | None = None
) -> Iterator[Problem]:
    """What the document claims that belongs to others."""

    def problem(path: str, reason: str) -> Problem:
        row = reading.row_of(INSTRUMENT) if reading else None
        column = INSTRUMENT.column(path)
        return row.problem(INSTRUMENT, column, reason) if row else Problem(f"{column.heading}: {reason}")

    if not provinces.filter(code=document["owner"]).exists():
        yield problem("owner", "Provinsi ini tidak ada atau bukan provinsi Anda.")
    if Instrument.objects.filter(code=document["code"]).exclude(owner__in=provinces).exists():
        yield problem("code", "Kode ini dipakai provinsi lain. Pilih kode lain.")


def rows_document(instrument: Instrument) -> Document:
    """The workspace rows as a tidy document."""
    return tidy_document(compile_document(instrument))


@transaction.atomic
def import_document(
    *, document: Document, base: str, provinces: QuerySet[Province], by: User | None
) -> Instrument:
    """Write a document's rows, in the place of those that its code has; what is published stays.

    Rows of the same content are left alone. Raise Moved where the rows are not those of
    `base`, and TableRefused.
    """
    list(Instrument.objects.select_for_update().filter(code=document["code"]))
    plan = planned_import(document, provinces)
    if plan.base != base:
        raise Moved(MOVED)
    try:
        instrument = plan.instrument or write_instrument(document, by=by, reason=import_reason(plan))
    except IntegrityError:  # somebody has taken the code in this moment
        raise Moved(MOVED) from None
    if plan.instrument and base != sha256(document):
        replace_rows(instrument, document, by=by, reason=import_reason(plan))
    if by and base != sha256(document):
        log_import(plan, instrument, by)
    return instrument


def log_import(plan: Plan, instrument: Instrument, by: User) -> None:
    """A line of the admin's history: who brought in how much."""
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(Instrument),
        object_id=str(instrument.pk),
        object_repr=str(instrument)[:200],
        action_flag=CHANGE if plan.instrument else ADDITION,
        change_message=import_reason(plan),
    )


def import_reason(plan: Plan) -> str:
    return f"Diimpor dari berkas: {plan.difference.counts}."
