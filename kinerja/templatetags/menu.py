"""The head and the menu in `base.html`."""

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def visit_here(context: Context) -> Any:
    """The visitor on this page, which has the worksheet and the period that it speaks of as `worksheet` and
    `period`; None for who has not signed in, and on an error page that has no frame."""
    frame = context.get("frame") or {}
    visit = frame.get("visit")
    return visit.on(context.get("worksheet"), context.get("period")) if visit else None
