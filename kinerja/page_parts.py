"""Parts of a page, which a script puts in the place of those that moved."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.context_processors import csrf
from django.template.loader import render_to_string


def render_parts(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """What `template` makes of `context`, of `request` and of a token for its forms: without what stands
    around every page, and without the query for that."""
    return HttpResponse(
        render_to_string(template, {**context, "request": request, **csrf(request)}), status=status
    )
