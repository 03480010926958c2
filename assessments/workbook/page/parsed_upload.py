"""A workbook as it arrived: whose it is, what it says, and what it would change. Nothing is stored here."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile

from assessments.models import WorkbookUpload, Worksheet
from assessments.workbook.forms.upload import answers_in
from assessments.workbook.layout import Column
from assessments.workbook.reader import Cover, Page, Problem, WorkbookFile
from assessments.workbook.services.upload import UploadPlan, check_owner, drafted_upload, upload_plan
from indicators.editions.sheets import sheet_of
from kinerja.accounts.models import User
from kinerja.workbook.guard import BadWorkbook

NAME_LENGTH = 150
INAPPLICABLE = "Indikator ini tidak berlaku bagi kecamatan ini. Kosongkan barisnya."


@dataclass(frozen=True)
class Received:
    """An upload that is not stored yet, with its plan; where there are problems there is neither."""

    worksheet: Worksheet
    problems: list[Problem]
    upload: WorkbookUpload | None = None
    plan: UploadPlan | None = None


def receive_workbook(
    name: str, file: IO[bytes], by: User, find: Callable[[Cover], Worksheet], *, refusal: str = ""
) -> Received:
    """Read a workbook for the worksheet that `find` gives for its cover. Raise BadWorkbook.

    `refusal` says why the file could not be received whole.
    """
    if refusal:
        raise BadWorkbook.because(refusal)
    with WorkbookFile(name, file) as book:
        worksheet = find(book.cover)
        check_owner(worksheet, book.cover)
        page = book.page(sheet_of(worksheet.revision_id))
        versions = book.cover.versions
    answers = answers_in(page)
    if answers.problems:
        return Received(worksheet, answers.problems)
    upload = drafted_upload(
        worksheet,
        shown_name(name),
        answers.contents,
        versions=versions,
        percents=answers.percents,
        sha256=file_digest(file),
        by=by,
    )
    plan = upload_plan(worksheet, upload)
    problems = inapplicable_problems(plan, page)
    return Received(worksheet, problems) if problems else Received(worksheet, [], upload, plan)


def inapplicable_problems(plan: UploadPlan, page: Page) -> list[Problem]:
    """The rows that the file fills although they do not concern this kecamatan."""
    codes = {row.code for row in plan.inapplicable}
    return [Problem(row.row, Column.STATUS, INAPPLICABLE) for row in page.rows if row.indicator.code in codes]


def sent_file(file: "UploadedFile[Any]") -> tuple[str, IO[bytes], str]:
    """Name, content and what was wrong with receiving it."""
    return file.name or "", file.file, getattr(file, "refusal", "")  # type: ignore[return-value]  # a request's upload has content


def shown_name(name: str) -> str:
    """The name without its folders and without letters that would turn it around; short enough to keep."""
    printable_name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    file_name = PurePosixPath(printable_name.replace("\\", "/")).name
    return (
        re.sub(r"\s+", " ", unicodedata.normalize("NFC", file_name)).strip()[-NAME_LENGTH:]
        or "buku kerja.xlsx"
    )


def file_digest(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # every file kept here is read in blocks
