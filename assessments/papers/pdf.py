"""Turn a print template into PDF. Only our own static files and the pictures handed over are ever read."""

import re
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from PIL import ImageFile

from assessments.workflow import Paper

STATIC = "https://static.invalid/"  # relative addresses resolve against it; nothing is ever fetched from it
BLOCKS = (
    "body|br|caption|col|colgroup|dd|div|dl|dt|footer|h[1-6]|head|header|html|li|link|meta|ol|p|section|table"
    "|tbody|td|tfoot|th|thead|title|tr|ul"
)
BESIDE_A_BLOCK = re.compile(rf"\s*(</?(?:{BLOCKS})\b[^<>]*>)\s*")


def render_pdf(template: str, context: dict[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The template as PDF bytes; it calls PNG `pictures` by their names.

    Raises ValueError where it names any other file or address.
    """
    from weasyprint import HTML  # takes a second to import: only when something is printed
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the import turns it on, for uploads too

    class StaticFiles(URLFetcher):  # type: ignore[misc]  # weasyprint brings no types
        """A static file or a given picture by name, and nothing else from anywhere."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            picture = (pictures or {}).get(url.removeprefix(STATIC))
            if picture is not None:
                return URLFetcherResponse(url, picture, {"Content-Type": "image/png"})
            content_type = guess_type(url)[0] or "application/octet-stream"
            return URLFetcherResponse(url, static_file(url), {"Content-Type": content_type})

    html = without_layout(render_to_string(template, context))
    fetcher = StaticFiles(allowed_protocols=(), fail_on_errors=True)
    try:
        return HTML(string=html, base_url=STATIC, url_fetcher=fetcher).write_pdf() or b""
    except FatalURLFetchingError as error:  # no Exception of Python's: nobody else would catch it
        raise ValueError(str(error)) from error


def without_layout(html: str) -> str:
    """Without the line breaks of its template; WeasyPrint counts them where it measures cells and lines."""
    return BESIDE_A_BLOCK.sub(r"\1", html)


def paper_pdf(paper: Paper, context: dict[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """A paper by its own template."""
    return render_pdf(paper.row.template, context, pictures)


def static_file(url: str) -> bytes:
    """The bytes of one of our static files; raises ValueError for any other address."""
    path = finders.find(url.removeprefix(STATIC)) if url.startswith(STATIC) else None
    if not path:
        raise ValueError(f"not one of our static files: {url}")
    return Path(str(path)).read_bytes()
