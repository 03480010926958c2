"""Fills the regions from a file of all kecamatan; every row is matched by its Kemendagri code."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction

from kinerja.regions.models import District, Profile, Province, Regency

Row = dict[str, str]
Region = TypeVar("Region", Province, Regency, District)

# Keputusan Presiden 41/1987; provinces founded since keep the zone of the one they were part of.
ZONES = {
    "Asia/Jakarta": "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    "Asia/Makassar": "51 52 53 63 64 65 71 72 73 74 75 76",
    "Asia/Jayapura": "81 82 91 92 93 94 95 96",
}
ZONE_BY_PROVINCE = {code: zone for zone, codes in ZONES.items() for code in codes.split()}

# Words of a name that are not written with a capital and small letters.
SPELLED = {"DKI": "DKI", "DI": "DI", "DAN": "dan"}


class RegionsError(ValueError):
    """The file cannot be loaded; the message is one Indonesian sentence."""


class Loaded(NamedTuple):
    """How many regions of each level the file named."""

    provinces: int
    regencies: int
    districts: int


def load_regions(*, file: Path, province: str | None = None) -> Loaded:
    """Create or update the regions in `file`, all of them or one province's by its code.

    Loading again changes nothing. Raises RegionsError for an unknown province or an unreadable file.
    """
    rows = read_rows(file, province)
    with transaction.atomic():
        provinces = upsert_regions(Province, map(province_from, rows))
        parent_ids = ids_by_code(Province)
        regencies = upsert_regions(Regency, (regency_of(row, parent_ids) for row in rows))
        parent_ids = ids_by_code(Regency)
        districts = upsert_regions(District, (district_from(row, parent_ids) for row in rows))
    return Loaded(provinces, regencies, districts)


def create_profiles(*, file: Path, data_year: int, province: str | None = None) -> int:
    """Give each kecamatan in `file` a profile of `data_year` with its numbers of desa and kelurahan.

    A profile that exists stays as it is. Returns how many were created.
    """
    rows = {row["district_code"]: row for row in read_rows(file, province)}
    with transaction.atomic():
        districts_without_profile = District.objects.exclude(profiles__data_year=data_year)
        profiles = [
            profile_of(rows[it.code], it, data_year) for it in districts_without_profile if it.code in rows
        ]
        Profile.objects.bulk_create(profiles)
    return len(profiles)


# What stays true of a kecamatan from one year to the next, until it is confirmed or corrected.
LASTING = (
    *("desa", "kelurahan", "villages", "head_name", "head_rank", "head_nip", "head_acting"),
    *("address", "contact_name", "contact_phone"),
)


@transaction.atomic
def take_over_profiles(*, province: Province, data_year: int) -> int:
    """Give each kecamatan without a profile of `data_year` what it confirmed last, else what it had last; to
    be confirmed anew. One that never had a profile stays without. Returns how many were made; two queries.
    """
    bare = District.objects.filter(regency__province=province).exclude(profiles__data_year=data_year)
    earlier = Profile.objects.filter(district__in=bare, data_year__lt=data_year).order_by("data_year")
    latest: dict[UUID, Profile] = {}
    for profile in earlier:
        before = latest.get(profile.district_id)
        if profile.confirmed_at or before is None or not before.confirmed_at:
            latest[profile.district_id] = profile
    made = Profile.objects.bulk_create(profile_after(it, data_year) for it in latest.values())
    return len(made)


def profile_after(earlier: Profile, data_year: int) -> Profile:
    lasting = {name: getattr(earlier, name) for name in LASTING}
    return Profile(district_id=earlier.district_id, data_year=data_year, **lasting)


def read_rows(file: Path, province: str | None) -> list[Row]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise RegionsError(f"Berkas wilayah {file.name} tidak dapat dibaca.") from error
    chosen_rows = [row for row in rows if province in (None, row["province_code"])]
    if not chosen_rows:
        raise RegionsError(f"Kode provinsi {province} tidak ada dalam berkas wilayah {file.name}.")
    return chosen_rows


def province_from(row: Row) -> Province:
    code = row["province_code"]
    return Province(code=code, name=proper_name(row["province"]), time_zone=ZONE_BY_PROVINCE[code])


def regency_of(row: Row, parents: dict[str, UUID]) -> Regency:
    return Regency(
        code=row["regency_code"], name=proper_name(row["regency"]), province_id=parents[row["province_code"]]
    )


def district_from(row: Row, parents: dict[str, UUID]) -> District:
    return District(
        code=row["district_code"], name=proper_name(row["district"]), regency_id=parents[row["regency_code"]]
    )


def profile_of(row: Row, district: District, data_year: int) -> Profile:
    return Profile(
        district=district, data_year=data_year, desa=int(row["desa"]), kelurahan=int(row["kelurahan"])
    )


def upsert_regions(model: type[Region], regions: Iterable[Region]) -> int:
    """Write each code once, keeping the id of a region that exists; how many codes there were."""
    by_code = {region.code: region for region in regions}
    fields_to_update = [field.name for field in model._meta.fields if field.name not in {"id", "code"}]
    model.objects.bulk_create(
        by_code.values(), update_conflicts=True, unique_fields=["code"], update_fields=fields_to_update
    )
    return len(by_code)


def ids_by_code(model: type[Province] | type[Regency]) -> dict[str, UUID]:
    return dict(model.objects.values_list("code", "pk"))


def proper_name(name: str) -> str:
    """ "KABUPATEN MAGETAN" as "Kabupaten Magetan"; a name that is not all capitals stays as it is."""
    if not name.isupper():
        return name
    return " ".join(SPELLED.get(word, word.capitalize()) for word in name.split())
