"""Formulas in templates, with `static/css/iku/formula.css`."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from indicators.iku import markup
from indicators.iku.formula import IkuFormula

register = template.Library()


@register.filter
def formula(value: IkuFormula) -> SafeString:
    """For a page: the fraction to the eye, MathML to a screen reader."""
    return mark_safe(markup.readable_formula(value))  # noqa: S308  escaped where it is made


@register.filter
def printed_formula(value: IkuFormula) -> SafeString:
    """For print: the fraction alone."""
    return mark_safe(markup.fraction(value))  # noqa: S308  escaped where it is made
