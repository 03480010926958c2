"""Downloads: a paper under a plain name, kept by no cache."""

from django.http import HttpResponse
from django.utils.text import slugify

from assessments.models import Worksheet
from assessments.workflow import Format, Paper


def worksheet_download(worksheet: Worksheet, paper: Paper, format_: Format, content: bytes) -> HttpResponse:
    """A download named for its kecamatan and year."""
    year = worksheet.stage.period.year
    return paper_download(paper, format_, content, district=worksheet.district.name, year=year)


def paper_download(paper: Paper, format_: Format, content: bytes, **names: object) -> HttpResponse:
    """The file; `names` fill in what its own name says of it."""
    name = slugify(paper.file_name(**names))
    return HttpResponse(
        content,
        content_type=format_.content_type,
        headers={
            "Content-Disposition": f'{format_.disposition}; filename="{name}.{format_}"',
            "Cache-Control": "private, no-store",
        },
    )
