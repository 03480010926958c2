"""The IKU of a kecamatan of tests.town: signed, drafted anew, one year, each with its token in every text."""

from dataclasses import dataclass
from typing import Any

from assessments.iku.models import IkuDocument, IkuYear
from assessments.iku.services.documents import begin_draft, bring_in, sign
from assessments.iku.services.years import EntryContent, open_year, save_entry
from kinerja.accounts.models import User
from kinerja.regions.models import District
from tests.iku.documents import bendo


@dataclass(frozen=True)
class Iku:
    """What a kecamatan has."""

    document: IkuDocument
    draft: IkuDocument
    year: IkuYear

    def objects(self, name: str) -> dict[str, Any]:
        """By the words of tests/access.csv."""
        return {
            f"{name}_document": self.document.pk,
            f"{name}_draft": self.draft.pk,
            f"{name}_year": self.year.pk,
        }


def write_iku(district: District, by: User, token: str) -> Iku:
    data = bendo()
    data |= {"district": district.code, "agency": f"{token} instansi", "duty": f"{token} tugas"}
    data["objectives"][0]["text"] = f"{token} sasaran"
    for one in data["indicators"]:
        one |= {"name": f"{token} IKU", "explanation": f"{token} penjelasan"}
    document = sign(document=bring_in(data=data, by=by).document, by=by)
    year = open_year(district=district, year=2022, by=by)
    for quarter in (1, 4):
        content = EntryContent({"ditindaklanjuti": "1", "dilakukan": "4"})
        save_entry(year=year, code="1", quarter=quarter, content=content, version=0, by=by)
    return Iku(document, begin_draft(district=district, by=by), year)
