"""The linter over an instrument's rows, with the profiles of the kecamatan that it is for."""

from indicators.lint import lint_document
from indicators.models import Instrument
from indicators.scoring.documents.content import Document
from indicators.scoring.finding import Finding
from indicators.scoring.items import Facts
from kinerja.regions.models import District, Profile

from .compile import compile_document


def lint_instrument(instrument: Instrument) -> list[Finding]:
    """All findings on the rows as they stand; seven queries."""
    return lint_compiled(instrument, compile_document(instrument))


def lint_compiled(instrument: Instrument, document: Document) -> list[Finding]:
    """All findings on an instrument's compiled document; two queries."""
    return lint_document(document, kecamatan_facts(instrument))


def kecamatan_facts(instrument: Instrument) -> list[Facts]:
    """The facts of each kecamatan of the province: its newest profile up to the data year, or none."""
    districts = District.objects.filter(regency__province=instrument.owner_id)
    facts_by_district: dict[object, Facts] = {key: {} for key in districts.values_list("pk", flat=True)}
    profiles = Profile.objects.filter(
        district__regency__province=instrument.owner_id, data_year__lte=instrument.data_year
    )
    for profile in profiles.only("district_id", "desa", "kelurahan").order_by("data_year"):
        facts_by_district[profile.district_id] = profile.facts
    return list(facts_by_district.values())
