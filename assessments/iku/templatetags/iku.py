"""Formulas in templates, with `static/css/iku/formula.css`."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from assessments.iku.models import IkuDocument, IkuYear
from indicators.iku import markup
from indicators.iku.formula import IkuFormula

register = template.Library()
Words = dict[str, str]
# Tint and icon of each state.
DOCUMENT_LOOKS = {
    IkuDocument.State.DRAFT: ("wait", "half"),
    IkuDocument.State.SIGNED: ("ok", "seal"),
    IkuDocument.State.REPLACED: ("none", "dash"),
}
YEAR_LOOKS = {IkuYear.State.OPEN: ("wait", "half"), IkuYear.State.CLOSED: ("sent", "lock")}


@register.filter
def formula(value: IkuFormula) -> SafeString:
    """For a page: the fraction to the eye, MathML to a screen reader."""
    return mark_safe(markup.readable_formula(value))  # noqa: S308  escaped where it is made


@register.filter
def printed_formula(value: IkuFormula) -> SafeString:
    """For print: the fraction alone."""
    return mark_safe(markup.formula_fraction(value))  # noqa: S308  escaped where it is made


@register.inclusion_tag("includes/tag.html")
def document_tag(document: IkuDocument | None) -> Words:
    """Where a document stands."""
    if document is None:
        return {"word": "Belum ada", "tint": "none", "icon": "dotted"}
    tint, icon = DOCUMENT_LOOKS[IkuDocument.State(document.state)]
    return {"word": document.get_state_display(), "tint": tint, "icon": icon}


@register.inclusion_tag("includes/tag.html")
def year_tag(year: IkuYear) -> Words:
    """Whether a year can still change."""
    tint, icon = YEAR_LOOKS[IkuYear.State(year.state)]
    return {"word": year.get_state_display(), "tint": tint, "icon": icon}
