"""Worksheets for tests: the East Java edition of 2022, open to three kecamatan of the cast."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from assessments.demo.answers import lists_behind
from assessments.demo.filling import bendo_answers
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Period, Stage, Window, Worksheet
from assessments.records.periods import schedule_entry
from assessments.records.worksheets import open_worksheets
from indicators.models import Instrument, Revision
from indicators.scoring.documents.document import canonical_text, read_document
from indicators.scoring.tie_keys import SHIPPED_TIE_KEYS
from kinerja.accounts.models import User
from kinerja.regions.models import District, Profile, Province
from tests.builders.instrument_documents import BENDO, jatim_document
from tests.cast import Cast

PERIOD = "jatim-2022"  # of the first office, whatever the year of its instrument
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
    """Publish `document` (else the East Java edition) and open it."""
    return open_office(
        cast, published(jatim_text() if document is None else canonical_text(document)).instrument
    )


def open_office(cast: Cast, instrument: Instrument, *, code: str = "", year: int = 2022) -> Office:
    """Open an instrument in force to Bendo, its neighbour and the city's kecamatan, in a period that runs."""
    now = timezone.now()
    stage = schedule_entry(
        instrument=instrument,
        name=f"Penilaian Sinergitas Kecamatan {year}",
        help_contact="Bagian Pemerintahan",
        code=code or ("" if Period.objects.filter(code=PERIOD).exists() else PERIOD),
        tie_keys=SHIPPED_TIE_KEYS,
        opens=now - timedelta(days=1),
        closes=now + timedelta(days=7),
    )
    places = cast.places
    districts = [places.bendo, places.neighbour, places.city_district]
    for district in districts:
        make_profile(district, instrument.data_year)
    open_worksheets(stage=stage, districts=districts, by=None)
    return Office(stage, *(sheet_of_district(stage, district) for district in districts))


@cache
def jatim_text() -> str:
    return canonical_text(jatim_document())


def published(text: str) -> Revision:
    """An instrument in force without its workspace rows: most tests read only the document."""
    document = read_document(text)
    instrument = Instrument.objects.create(
        owner=Province.objects.get(code=document["owner"]),
        **{name: document[name] for name in ("code", "kind", "name", "title", "year", "data_year")},
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Revision.objects.create(instrument=instrument, no=1, document=text, sha256=digest)


def make_profile(district: District, data_year: int) -> Profile:
    desa, kelurahan = VILLAGES[district.code]
    return Profile.objects.create(district=district, data_year=data_year, desa=desa, kelurahan=kelurahan)


def sheet_of_district(stage: Stage, district: District) -> Worksheet:
    related = ("stage__period", "district__regency__province", "profile__district", "revision__instrument")
    return Worksheet.objects.select_related(*related).get(stage=stage, district=district)


def answer(worksheet: Worksheet, code: str, by: User, version: int = 0, **values: Any) -> Any:
    """Save plain values on one row."""
    return save_row(
        load_worksheet(worksheet), code=code, content=Content("filled", values), version=version, by=by
    )


def fill_bendo(worksheet: Worksheet, by: User) -> None:
    """Everything that Kecamatan Bendo answered in 2022, with the lists that must stand behind it."""
    sheet = load_worksheet(worksheet)
    for code, content in bendo_answers(worksheet, BENDO).items():
        lists = lists_behind(sheet.edition.by_code[code], content)
        save_row(sheet, code=code, content=content, details=lists, version=0, by=by)


def move_window(office: Office, *, opens: datetime, closes: datetime) -> None:
    Window.objects.filter(stage=office.stage).update(opens=opens, closes=closes)


def add_judging(office: Office, *kinds: Stage.Kind) -> None:
    """Stages of judging behind the stage of entry, in this order, open at any time."""
    for no, kind in enumerate(kinds, start=2):
        Stage.objects.create(
            period=office.stage.period,
            no=no,
            kind=kind,
            name=kind.label,
            instrument=office.stage.instrument,
        )
