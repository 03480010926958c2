"""Turn a print template into PDF. Only our own static files are ever read."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

SCHEME = "static:///"


def static_file(url: str) -> Any:
    """WeasyPrint's fetcher: a static file by name, and nothing else from anywhere."""
    from weasyprint.urls import URLFetcherResponse

    found = finders.find(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
    if not found:
        raise ValueError(f"not one of our static files: {url}")
    return URLFetcherResponse(url, Path(str(found)).read_bytes())


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """The template as PDF bytes."""
    from weasyprint import HTML  # takes a second to import: only when something is printed

    html = render_to_string(template, context)
    return HTML(string=html, base_url=SCHEME, url_fetcher=static_file).write_pdf() or b""
