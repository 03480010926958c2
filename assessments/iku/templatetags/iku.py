"""Formulas in templates, with `static/css/iku/formula.css`; and what IKU say beside a worksheet's row."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from assessments.iku.models import IkuDocument, IkuYear
from assessments.iku.services.iku_offer import Taken, offer_of
from assessments.models import Entry, Worksheet
from indicators.iku import markup
from indicators.iku.formula import Formula
from indicators.scoring.sheet import IndicatorSpec
from kinerja.numbers import format_short_datetime

register = template.Library()
Words = dict[str, Any]
# Tint and icon of each state.
DOCUMENT_LOOKS = {
    IkuDocument.State.DRAFT: ("wait", "half"),
    IkuDocument.State.SIGNED: ("ok", "seal"),
    IkuDocument.State.REPLACED: ("none", "dash"),
}
YEAR_LOOKS = {IkuYear.State.OPEN: ("wait", "half"), IkuYear.State.CLOSED: ("sent", "lock")}


@register.filter
def formula(value: Formula) -> SafeString:
    """For a page: the fraction to the eye, MathML to a screen reader."""
    return mark_safe(markup.readable(value))  # noqa: S308  escaped where it is made


@register.filter
def printed_formula(value: Formula) -> SafeString:
    """For print: the fraction alone."""
    return mark_safe(markup.fraction(value))  # noqa: S308  escaped where it is made


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


@register.inclusion_tag("iku/offer.html")
def iku_offer(worksheet: Worksheet, indicator: IndicatorSpec, entry: Entry | None, editable: bool) -> Words:
    """What IKU say beside a worksheet's row, and what the row took; two queries."""
    offer = offer_of(worksheet, indicator.iku) if indicator.iku else None
    taken = Taken.of(entry)
    return {
        "worksheet": worksheet,
        "indicator": indicator,
        "offer": offer,
        "taken": taken,
        "taken_at": moment_of(taken, worksheet) if taken else "",
        "moved": taken is not None and offer is not None and not taken.still(offer),
        "editable": editable and offer is not None and not (taken and taken.still(offer)),
        "version": entry.version if entry else 0,
    }


@register.filter
def taken_moment(taken: Taken, worksheet: Worksheet) -> str:
    """When a row took its figures, by the clocks of its province."""
    return moment_of(taken, worksheet)


def moment_of(taken: Taken, worksheet: Worksheet) -> str:
    zone = str(worksheet.district.regency.province.time_zone)
    return format_short_datetime(datetime.fromisoformat(taken.at), zone)
