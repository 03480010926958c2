"""Long lists, a page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def loaded_page(rows: QuerySet[Any], size: int, number: str | None) -> Page[Any]:
    """The page of that number, or the nearest there is, with its rows read: a template asks for none."""
    page = Paginator(rows, size).get_page(number)
    page.object_list = list(page.object_list)
    return page
