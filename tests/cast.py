"""The fixed people every test uses, and where they work.

Kabupaten Magetan has Bendo and Maospati; Kota Madiun has Kartoharjo, a kecamatan of kelurahan only.
Prambanan lies in another province.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client

from kinerja.accounts.middleware import start_clock
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import District, Province, Regency

PASSWORD = "empat-kuda-biru-berlari"
BEGAN = date(2021, 1, 4)


@dataclass(frozen=True)
class Places:
    """Regions by the names that tests call them."""

    province: Province
    regency: Regency
    bendo: District
    neighbour: District
    city: Regency
    city_district: District
    other_province: Province
    other_regency: Regency
    other_district: District


@dataclass(frozen=True)
class Cast:
    """Everybody; each holds one role in one place."""

    places: Places
    sari: User  # operator of Bendo
    budi: User  # second operator of Bendo
    camat: User  # camat of Bendo
    tono: User  # operator of the neighbour
    maya: User  # operator in Kota Madiun
    yuni: User  # operator in the other province
    vera: User  # verifier of Kabupaten Magetan, manages its accounts
    asri: User  # assessor of the province, manages its accounts
    kiki: User  # assessor of the province who chairs its team
    joko: User  # juror of the province
    lina: User  # leadership of the province, reads only
    indra: User  # instrument admin of the province
    root_user: User  # superuser
    dedi: User  # operator of Bendo, account switched off
    eka: User  # operator of Bendo whose membership ended


def make_places() -> Places:
    province = Province.objects.create(code="35", name="Jawa Timur")
    regency = Regency.objects.create(code="35.20", name="Kabupaten Magetan", province=province)
    city = Regency.objects.create(code="35.77", name="Kota Madiun", province=province)
    other_province = Province.objects.create(code="33", name="Jawa Tengah")
    other_regency = Regency.objects.create(code="33.10", name="Kabupaten Klaten", province=other_province)
    return Places(
        province=province,
        regency=regency,
        bendo=District.objects.create(code="35.20.10", name="Bendo", regency=regency),
        neighbour=District.objects.create(code="35.20.11", name="Maospati", regency=regency),
        city=city,
        city_district=District.objects.create(code="35.77.01", name="Kartoharjo", regency=city),
        other_province=other_province,
        other_regency=other_regency,
        other_district=District.objects.create(code="33.10.01", name="Prambanan", regency=other_regency),
    )


def make_cast() -> Cast:
    places = make_places()
    names = [field.name for field in fields(Cast) if field.name != "places"]
    password = make_password(PASSWORD)
    people = {
        name: User(username=name, name=name.replace("_", " ").title(), password=password) for name in names
    }
    people["root_user"].is_superuser = True
    people["dedi"].is_active = False
    User.objects.bulk_create(people.values())
    Membership.objects.bulk_create(memberships(people, places))
    return Cast(places=places, **people)


def memberships(people: dict[str, User], places: Places) -> list[Membership]:
    def member(name: str, role: Role, *, began: date = BEGAN, **rest: Any) -> Membership:
        return Membership(user=people[name], role=role, starts=began, **rest)

    return [
        member("sari", Role.OPERATOR, district=places.bendo),
        member("budi", Role.OPERATOR, district=places.bendo),
        member("camat", Role.HEAD, district=places.bendo),
        member("tono", Role.OPERATOR, district=places.neighbour),
        member("maya", Role.OPERATOR, district=places.city_district),
        member("yuni", Role.OPERATOR, district=places.other_district),
        member("vera", Role.REGENCY_VERIFIER, regency=places.regency, manages_accounts=True),
        member("asri", Role.ASSESSOR, province=places.province, manages_accounts=True),
        member("kiki", Role.ASSESSOR, province=places.province, chairs=True),
        member("joko", Role.JUROR, province=places.province),
        member("lina", Role.LEADERSHIP, province=places.province),
        member("indra", Role.INSTRUMENT_ADMIN, province=places.province),
        member("dedi", Role.OPERATOR, district=places.bendo),
        member("eka", Role.OPERATOR, district=places.bendo, ends=date(2022, 1, 1)),
    ]


def sign_in(client: Client, person: User) -> Client:
    """A browser in which `person` has just signed in."""
    client.force_login(person, backend="kinerja.accounts.backends.RoleBackend")
    session = client.session
    start_clock(session)
    session.save()
    return client
