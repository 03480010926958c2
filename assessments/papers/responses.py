"""Downloads: a file under a plain name, kept by no cache."""

from django.http import HttpResponse
from django.utils.text import slugify

from assessments.models import Worksheet

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def worksheet_download(worksheet: Worksheet, content: bytes, kind: str, extension: str) -> HttpResponse:
    """A download named for its kecamatan and year."""
    return download(content, f"{kind}-{worksheet.district.name}-{worksheet.stage.period.year}", extension)


def download(content: bytes, title: str, extension: str) -> HttpResponse:
    """The file under a plain name, kept by no cache."""
    name = slugify(title)
    place = "inline" if extension == "pdf" else "attachment"
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[extension],
        headers={
            "Content-Disposition": f'{place}; filename="{name}.{extension}"',
            "Cache-Control": "private, no-store",
        },
    )
