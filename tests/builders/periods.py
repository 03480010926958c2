"""A second period beside the first: the year after in the same province, on an instrument of its own."""

from assessments.models import Period
from assessments.workflow import PeriodState
from indicators.scoring.documents.document import canonical_text
from tests.cast import Cast
from tests.offices import Office, open_office, published
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


def next_year(cast: Cast, state: PeriodState = PeriodState.RUNNING) -> Office:
    """The period of 2023 with empty worksheets of the same three kecamatan."""
    document = small_document()
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
