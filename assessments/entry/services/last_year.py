"""What the kecamatan answered a year before, by the code that each indicator has now."""

from collections.abc import Mapping

from assessments.access.answers_beside import RowAsked
from assessments.access.queries import PastEntry, entries_of_year
from assessments.models import Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import IndicatorSpec

Past = Mapping[str, PastEntry]  # by the code that the indicator has now


def last_year_of(worksheet: Worksheet) -> Past:
    """Last year's answers; one query.

    An indicator that names its predecessor takes that one's answer, any other that of its own code.
    """
    sheet = sheet_of(worksheet.revision_id)
    answers_last_year = entries_of_year(worksheet, sheet.data_year - 1)
    if not answers_last_year:
        return {}
    by_code = {code: answers_last_year.get(spec.earlier_code) for code, spec in sheet.by_code.items()}
    return {code: entry for code, entry in by_code.items() if entry}


def row_asked(worksheet: Worksheet, indicator: IndicatorSpec) -> RowAsked:
    """A row of a worksheet, to be set beside other answers."""
    year = sheet_of(worksheet.revision_id).data_year
    return RowAsked(indicator.code, indicator.earlier_code, year)
