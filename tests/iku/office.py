"""Bendo's IKU as tests need it: signed, with the year 2022 open and four quarters filled in."""

from assessments.iku.models import IkuDocument, IkuYear
from assessments.iku.services.documents import bring_in_document, sign_document
from assessments.iku.services.years import EntryContent, TargetContent, open_year, save_entry, save_targets
from tests.cast import Cast
from tests.iku.documents import bendo

QUARTERS: dict[str, list[tuple[str, ...]]] = {
    "1": [("1", "2"), ("8", "8"), ("4", "6"), ("5", "8")],  # ditindaklanjuti of dilakukan: 18 of 24
    "2": [("6", "", ""), ("", "", ""), ("", "4", ""), ("", "", "5")],  # lppdesa, rkpdesa, apbdesa: of 6 desa
}


def signed(cast: Cast) -> IkuDocument:
    draft = bring_in_document(data=bendo(), by=cast.sari).document
    return sign_document(document=draft, by=cast.camat)


def opened(cast: Cast, year: int = 2022) -> IkuYear:
    signed(cast)
    return open_year(district=cast.places.bendo, year=year, by=cast.sari)


def filled(cast: Cast, year: int = 2022) -> IkuYear:
    """The second IKU's targets of the quarters are those of the year; the first has none."""
    found = opened(cast, year)
    content = TargetContent("85.5", ["85.5"] * 4)
    save_targets(year=found, code="2", content=content, version=1, by=cast.sari)
    fill(found, cast)
    return found


def fill(year: IkuYear, cast: Cast) -> None:
    for quarter in range(4):
        followed, done = QUARTERS["1"][quarter]
        lpp, rkp, apb = QUARTERS["2"][quarter]
        second = {"lppdesa": lpp, "rkpdesa": rkp, "apbdesa": apb, "desa": "6"}
        entries = {
            "1": {"ditindaklanjuti": followed, "dilakukan": done},
            "2": {item: text for item, text in second.items() if text},
        }
        for code, values in entries.items():
            content = EntryContent(values)
            save_entry(year=year, code=code, quarter=quarter + 1, content=content, version=0, by=cast.sari)
