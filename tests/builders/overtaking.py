"""Three kecamatan of which two pass the first."""

from assessments.models import Stage, Worksheet
from tests.cast import Cast
from tests.offices import Office, add_judging, answer

from .sending import small_office


def history_page(sheet: Worksheet, query: str = "") -> str:
    return f"/peringkat/riwayat/{sheet.pk}/{query}"


def office_overtaken(cast: Cast) -> Office:
    """Bendo was the first of three; the city passed it, then Maospati."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    for sheet, operator, n in (
        (office.bendo, cast.sari, "18"),
        (office.neighbour, cast.tono, "10"),
        (office.city_sheet, cast.maya, "20"),
    ):
        answer(sheet, "i1", operator, n=n, d="32")
        answer(sheet, "i2", operator, n="1", d="2")
    answer(office.neighbour, "i1", cast.tono, version=1, n="24", d="32")
    return office
