"""Figures of an IKU in words: what stands in a cell, and the sentence that says how it came about."""

from datetime import datetime

from assessments.iku.forms.words import quarter_name
from indicators.iku.achievement import HUNDRED, Polarity
from indicators.iku.document import KeyIndicator
from indicators.iku.figures import EMPTY, UNDEFINED, Figure, Lack
from indicators.iku.quarters import Aggregate, Realisation
from kinerja.numbers import NARROW_SPACE, format_number, format_short_datetime
from kinerja.regions.models import District

NOTHING = "–"
PLACES = 2  # decimals of a figure that was worked out


def amount_words(figure: Figure) -> str:
    """A figure as it stands in a cell; "–" where there is none."""
    return NOTHING if isinstance(figure, Lack) else format_number(figure, max_places=PLACES)


def percent_words(figure: Figure) -> str:
    return NOTHING if isinstance(figure, Lack) else f"{amount_words(figure)}{NARROW_SPACE}%"


def measured_words(figure: Figure, unit: str) -> str:
    """A figure with the unit of its IKU."""
    if isinstance(figure, Lack) or not unit:
        return amount_words(figure)
    return f"{amount_words(figure)}{NARROW_SPACE if unit == '%' else ' '}{unit}"


def change_words(figure: Figure) -> str:
    """ "+3,5" or "-2": how far this year's figure lies from last year's."""
    if isinstance(figure, Lack):
        return NOTHING
    return f"{'+' if figure > 0 else ''}{amount_words(figure)}"


def realisation_words(indicator: KeyIndicator, realisation: Realisation) -> str:
    """ "Realisasi: 18 ÷ 24 × 100 % = 75 %." or why there is none."""
    if indicator.formula is None:
        return ""
    if realisation.figure is UNDEFINED:
        return "Realisasi tidak terdefinisi: pembaginya 0."
    if isinstance(realisation.figure, Lack):
        missing_items = [
            indicator.item(code).name for code, item in realisation.items.items() if item.figure is EMPTY
        ]
        return f"Realisasi belum dapat dihitung; belum ada: {', '.join(missing_items)}."
    arithmetic = indicator.formula.arithmetic({code: item.figure for code, item in realisation.items.items()})
    return f"Realisasi: {arithmetic} = {measured_words(realisation.figure, indicator.unit)}."


def achievement_words(indicator: KeyIndicator, realised: Figure, target: Figure, reached: Figure) -> str:
    """ "Capaian: 75 ÷ 85,5 × 100 = 87,72 %.", with its cap, or why there is none."""
    if isinstance(target, Lack):
        return "Capaian belum dapat dihitung: target belum diisi."
    if isinstance(realised, Lack):
        return ""  # the realisation's sentence says why
    if isinstance(reached, Lack):
        return "Capaian tidak terdefinisi: target 0."
    realised_words, target_words = amount_words(realised), amount_words(target)
    formula_top = (
        realised_words if indicator.polarity is Polarity.MORE else f"(2 × {target_words} − {realised_words})"
    )
    uncapped_percent = (
        (realised if indicator.polarity is Polarity.MORE else 2 * target - realised) / target * HUNDRED
    )
    cap_words = f", dibatasi {percent_words(reached)}" if uncapped_percent != reached else ""
    return f"Capaian: {formula_top} ÷ {target_words} × 100 = {percent_words(uncapped_percent)}{cap_words}."


def missing_words(aggregate: Aggregate) -> str:
    """ "belum ada triwulan II dan III"; empty where all are there."""
    quarters = [quarter_name(no).removeprefix("Triwulan ") for no in aggregate.missing]
    joined_quarters = " dan ".join(quarters) if len(quarters) < 3 else ", ".join(quarters)
    return f"belum ada triwulan {joined_quarters}" if quarters else ""


def moment_words(at: datetime | None, district: District) -> str:
    return format_short_datetime(at, str(district.regency.province.time_zone)) if at else ""
