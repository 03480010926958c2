"""Worksheets for tests: the East Java edition of 2022, open to three kecamatan of the cast."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from assessments.models import Stage, Window, Worksheet
from assessments.services.demo import bendo_answers
from assessments.services.entry import Content, save
from assessments.services.periods import schedule_entry
from assessments.services.worksheets import open_worksheets
from indicators.services.publish import load_document
from kinerja.accounts.models import User
from kinerja.regions.models import District, Profile
from tests.cast import Cast
from tests.indicators.scoring.documents import BENDO, jatim_document

VILLAGES = {"35.20.10": (15, 1), "35.20.11": (14, 0), "35.77.01": (0, 9)}


@dataclass(frozen=True)
class Office:
    """A stage with its worksheets, empty unless a test fills them."""

    stage: Stage
    bendo: Worksheet
    neighbour: Worksheet
    city_sheet: Worksheet

    @property
    def window(self) -> Window:
        return self.stage.windows.get()


def make_office(cast: Cast, document: dict[str, Any] | None = None) -> Office:
    """Open `document` (the East Java edition unless told) to Bendo, its neighbour and the city's kecamatan."""
    document = document or jatim_document()
    revision = load_document(document=document, by=None)
    now = timezone.now()
    stage = schedule_entry(
        instrument=revision.instrument,
        name="Penilaian Sinergitas Kecamatan 2022",
        help_contact="Bagian Pemerintahan",
        opens=now - timedelta(days=1),
        closes=now + timedelta(days=7),
    )
    places = cast.places
    districts = [places.bendo, places.neighbour, places.city_district]
    for district in districts:
        make_profile(district, document["data_year"])
    open_worksheets(stage=stage, districts=districts, by=None)
    return Office(stage, *(sheet_of_district(stage, district) for district in districts))


def make_profile(district: District, data_year: int) -> Profile:
    desa, kelurahan = VILLAGES[district.code]
    return Profile.objects.create(district=district, data_year=data_year, desa=desa, kelurahan=kelurahan)


def sheet_of_district(stage: Stage, district: District) -> Worksheet:
    related = ("stage__period", "district__regency__province", "profile__district", "revision__instrument")
    return Worksheet.objects.select_related(*related).get(stage=stage, district=district)


def answer(worksheet: Worksheet, code: str, by: User, version: int = 0, **values: Any) -> Any:
    """Save plain values on one row."""
    return save(worksheet=worksheet, code=code, content=Content("filled", values), version=version, by=by)


def fill_bendo(worksheet: Worksheet, by: User) -> None:
    """Everything that Kecamatan Bendo answered in 2022."""
    for code, content in bendo_answers(worksheet, BENDO).items():
        save(worksheet=worksheet, code=code, content=content, version=0, by=by)


def move_window(office: Office, *, opens: datetime, closes: datetime) -> None:
    Window.objects.filter(stage=office.stage).update(opens=opens, closes=closes)
