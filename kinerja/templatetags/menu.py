"""The menu in `base.html`."""

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[dict[str, Any]]:
    """The tabs of the visitor on this page; a page of one worksheet has it as `worksheet`."""
    visit = context["frame"].get("visit")
    return visit.tabs(context.get("worksheet")) if visit else []
