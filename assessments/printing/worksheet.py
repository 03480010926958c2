"""The printed worksheet: what its template is given."""

from datetime import datetime
from zoneinfo import ZoneInfo

from assessments.models import Worksheet
from indicators.scoring.sheet import Action, Outcome, Sheet
from kinerja.numbers import format_date, format_short_datetime
from kinerja.regions.logos import logo_of

from .context import SheetFigures, empty_form
from .pdf import render_pdf

LOGO = "logo.png"  # what the template calls the kabupaten's picture
GIVES = {
    Action.ZERO: "capaian 0, bobot tetap dihitung",
    Action.FULL: "capaian 100",
    Action.REDISTRIBUTE_SUB_ASPECT: "bobot dibagikan dalam sub aspek",
    Action.REDISTRIBUTE_ASPECT: "bobot dibagikan dalam aspek",
    Action.REDISTRIBUTE_ALL: "bobot dibagikan ke seluruh indikator",
}


def outcome_names(sheet: Sheet) -> dict[Outcome, str]:
    return {
        Outcome.TDI: sheet.labels["tdi"],
        Outcome.UNDEFINED: "0 ÷ 0",
        Outcome.NONE_OCCURRED: sheet.labels["none_occurred"],
        Outcome.NOT_APPLICABLE: sheet.labels["not_applicable"],
    }


def policy_sentences(sheet: Sheet) -> list[str]:
    """What the edition does with outcomes other than a figure; outcomes of one policy share a sentence."""
    together: dict[str, list[str]] = {}
    for outcome, name in outcome_names(sheet).items():
        policy = sheet.policies[outcome]
        gives = GIVES[policy.action] + (" (ketentuan sementara)" if policy.assumed else "")
        together.setdefault(gives, []).append(name)
    return [f"{' dan '.join(names)}: {gives}." for gives, names in together.items()] + ["Kosong: capaian 0."]


def worksheet_pdf(worksheet: Worksheet, figures: SheetFigures, *, at: datetime, empty: bool = False) -> bytes:
    """The worksheet on F4 landscape, with the same figures as the screen; or empty, to be filled by hand."""
    if empty:
        figures = empty_form(figures)
    regency = worksheet.district.regency
    zone, logo = regency.province.time_zone, logo_of(regency)
    return render_pdf(
        "assessments/print/worksheet.html",
        {
            "worksheet": worksheet,
            "profile": worksheet.profile,
            "regency": regency,
            "logo": LOGO if logo else "",
            "figures": figures,
            "empty": empty,
            "policies": policy_sentences(figures.sheet),
            "printed_at": format_short_datetime(at, zone),
            "signed_on": format_date(at.astimezone(ZoneInfo(zone)).date()),
        },
        pictures={LOGO: logo} if logo else None,
    )
