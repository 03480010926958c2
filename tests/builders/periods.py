"""A second period beside the first: the year after in the same province, on an instrument of its own."""

from typing import Any

from assessments.models import Period
from assessments.workflow import PeriodState
from indicators.scoring.documents.document import canonical_text
from tests.builders.sending import fill, small_office
from tests.cast import Cast
from tests.offices import Office, answer, open_office, published
from tests.town import small_document

NEXT = "jatim-2023"
# What the form of a period sends beside owner, year, code and name.
PERIOD_FORM = {
    "tie_keys": "[]",
    "grades": '[{"from": "0", "label": "Cukup"}]',
    "titles": "[]",
    "visibility": "ranks",
    "objection_days": "3",
    "holidays": "[]",
    "stages-TOTAL_FORMS": "0",
    "stages-INITIAL_FORMS": "0",
}


def next_year(
    cast: Cast, state: PeriodState = PeriodState.RUNNING, document: dict[str, Any] | None = None
) -> Office:
    """The period of 2023 with empty worksheets of the same three kecamatan, on the small instrument or, a
    year on, on `document`."""
    document = document or small_document()
    later = {
        "code": "uji-tahun-depan",
        "year": document["year"] + 1,
        "data_year": document["data_year"] + 1,
    }
    instrument = published(canonical_text(document | later)).instrument
    office = open_office(cast, instrument, code=NEXT, year=2023)
    Period.objects.filter(code=NEXT).update(state=state)
    office.stage.period.refresh_from_db()
    return office


def evenly_weighted() -> dict[str, Any]:
    """The small instrument with both rows at 50, where they were at 60 and 40."""
    document = small_document()
    for aspect in document["aspects"]:
        aspect["sub_aspects"][0]["indicators"][0]["weight"] = "50"
    return document


def two_years(cast: Cast) -> tuple[Office, Office]:
    """Bendo rises from 60 × 18/32 + 40 × 1/2 = 53,75 to 50 × 24/32 + 50 × 1/2 = 62,50, its neighbour falls
    from 60 × 16/32 + 40 × 1/2 = 50 to 50 × 8/32 + 50 × 1/2 = 37,50; the city's kecamatan has only 2023."""
    first, second = small_office(cast), next_year(cast, document=evenly_weighted())
    fill(first.bendo, cast)
    for sheet, operator, n in (
        (first.neighbour, cast.tono, "16"),
        (second.bendo, cast.sari, "24"),
        (second.neighbour, cast.tono, "8"),
        (second.city_sheet, cast.maya, "32"),
    ):
        answer(sheet, "i1", operator, n=n, d="32")
        answer(sheet, "i2", operator, n="1", d="2")
    return first, second
