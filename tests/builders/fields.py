"""A field of many kecamatan with stored figures, as the ranking reads them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from assessments.models import Layer, LayerScore, Worksheet
from assessments.records.worksheets import open_worksheets
from kinerja.regions.models import District, Profile, Regency
from tests.cast import Cast
from tests.offices import Office, make_office
from tests.town import small_document

SENT = datetime(2022, 9, 30, 9, tzinfo=UTC)


def small_field(cast: Cast) -> Office:
    """Three kecamatan with two aspects, of weight 60 and 40; ties go by aspect 2, then by who sent first."""
    office = make_office(cast, small_document())
    period = office.stage.period
    period.tie_keys = ["aspect:2", "submitted_at"]
    period.save()
    return office


def more(office: Office, count: int, regency: Regency, first: int = 20) -> list[Worksheet]:
    """So many further kecamatan in a kabupaten, each with its worksheet."""
    named = [(f"{regency.code}.{no:02}", f"Uji {no + 80}") for no in range(first, first + count)]
    districts = District.objects.bulk_create(
        District(code=code, name=name, regency=regency) for code, name in named
    )
    year = office.stage.instrument.data_year
    Profile.objects.bulk_create(Profile(district=it, data_year=year, desa=5, kelurahan=0) for it in districts)
    open_worksheets(stage=office.stage, districts=districts, by=None)
    return list(Worksheet.objects.filter(district__in=districts).select_related("district"))


def aspects(**scores: str) -> dict[str, Any]:
    """Stored aspects from a1="30", a2="20"."""
    return {name[1:]: {"score": score, "filled": 1, "count": 1} for name, score in scores.items()}


def claim(sheet: Worksheet, total: str, *, complete: bool = True, **more: Any) -> None:
    """Store what a kecamatan claims; a1=, a2= are its aspects."""
    scores = {name: more.pop(name) for name in list(more) if name in ("a1", "a2")}
    values = {"submitted_at": SENT, "filled": 2 if complete else 1, "asked": 2} | more
    found = Worksheet.objects.filter(pk=sheet.pk)
    found.update(claim_total=Decimal(total), aspect_totals=aspects(**scores), complete=complete, **values)


def judge(sheet: Worksheet, layer: Layer, total: str, *, judged: int = 2, **scores: str) -> None:
    """Store what a layer adds up to."""
    LayerScore.objects.create(
        worksheet=sheet,
        layer=layer,
        total=Decimal(total),
        aspect_totals=aspects(**scores),
        judged=judged,
        asked=2,
    )
