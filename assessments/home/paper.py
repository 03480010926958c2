"""The printed worksheet: what its template is given."""

from datetime import datetime

from assessments.models import Worksheet
from assessments.papers.figures import SheetFigures, empty_form
from assessments.papers.pdf import paper_pdf
from assessments.papers.policies import policy_sentences
from assessments.papers.seal import Seal
from assessments.workflow import Paper
from kinerja.numbers import day_of, format_date, format_short_datetime
from kinerja.regions.logos import logo_of

LOGO = "logo.png"  # what the template calls the kabupaten's picture


def worksheet_pdf(
    worksheet: Worksheet,
    figures: SheetFigures,
    *,
    at: datetime,
    empty: bool = False,
    seal: Seal | None = None,
) -> bytes:
    """The worksheet on F4 landscape, with the same figures as the screen; or empty, to be filled by hand."""
    if empty:
        figures = empty_form(figures)
    regency = worksheet.district.regency
    zone, logo = regency.province.time_zone, logo_of(regency)
    return paper_pdf(
        Paper.WORKSHEET,
        {
            "worksheet": worksheet,
            "profile": worksheet.profile,
            "head_title": worksheet.profile.head_title,
            "regency": regency,
            "logo": LOGO if logo else "",
            "figures": figures,
            "empty": empty,
            "seal": seal,
            "policies": policy_sentences(figures.sheet),
            "printed_at": format_short_datetime(at, zone),
            "signed_on": format_date(day_of(at, zone)),
        },
        pictures={LOGO: logo} if logo else None,
    )
