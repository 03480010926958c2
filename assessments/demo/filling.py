"""Fill a demonstration: people in every role, Bendo's worksheet of 2022, and more worksheets beside it."""

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from assessments.entry.services.profile import save_profile
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Stage, Worksheet
from assessments.records.periods import schedule_entry
from assessments.records.worksheets import open_worksheets
from assessments.sending.services import request_signoff, submit
from indicators.editions.sheets import sheet_of
from indicators.models import Instrument
from indicators.scoring.answers import read_answers, read_request
from indicators.scoring.tie_keys import SHIPPED_TIE_KEYS
from kinerja.accounts.models import Membership, Role, User
from kinerja.accounts.services import add_person, set_password
from kinerja.regions.models import District, Profile, Regency

from .answers import Answerer, lists_behind
from .judging import ON_THEIR_WAY, add_finals, add_stages, assign_team, go_on_way, seat_jury

PASSWORD = "peragaan-kinerja-2022"  # noqa: S105 printed on purpose, and only ever set in demo mode
BENDO = "35.20.10"
NEIGHBOURS = len(ON_THEIR_WAY)
INSTRUMENT = "jatim-2022"
JURY = "juri-presentasi-contoh"
# How far those after the neighbours are, over and over: sent, half way, at the camat, untouched, filled.
COURSE = ("sent", "half", "handed_on", "untouched", "filled")
SHARES = {"half": 60, "untouched": 0}


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in to the demonstration."""

    username: str
    password: str
    role: str
    region: str


def account_lines(accounts: list[dict[str, str]]) -> list[str]:
    """Name, password, role and place of each, in columns."""
    width = max(len(it["username"]) for it in accounts)
    return [
        f"{it['username']:<{width}}  {it['password']}  {Role(it['role']).label}, {it['region']}"
        for it in accounts
    ]


def seed_demonstration(*, extra: int, answers_file: Path) -> list[dict[str, str]]:
    """Make or complete the demonstration with `extra` worksheets beside Bendo's; returns its accounts."""
    instrument = Instrument.objects.select_related("owner").get(code=INSTRUMENT)
    stage = open_stage(instrument)
    bendo = District.objects.select_related("regency__province").get(code=BENDO)
    districts = [bendo, *chosen_districts(bendo, extra)]
    accounts = demo_people(bendo) + [
        made for district in districts[1:] for made in (operator_of(district), head_of(district))
    ]
    assign_team(stage, bendo.regency)
    open_worksheets(stage=stage, districts=districts, by=None)
    for place, worksheet in enumerate(worksheets_to_fill(stage, districts)):
        fill_worksheet(worksheet, place, answers_file)
    seat_jury(stage, bendo.regency.province)
    return [asdict(account) for account in accounts]


def open_stage(instrument: Instrument) -> Stage:
    zone = ZoneInfo(instrument.owner.time_zone)
    today = timezone.localdate(timezone=zone)
    stage = schedule_entry(
        instrument=instrument,
        name=f"Penilaian Sinergitas Kecamatan {instrument.year}",
        tie_keys=SHIPPED_TIE_KEYS,
        help_contact="Bagian Pemerintahan Setdakab Magetan",
        opens=datetime.combine(today - timedelta(days=7), time(8), zone),
        closes=datetime.combine(today + timedelta(days=14), time(16), zone),
    )
    add_stages(stage, zone)
    add_finals(stage, Instrument.objects.get(code=JURY), zone)
    return stage


def chosen_districts(bendo: District, count: int) -> list[District]:
    """Some neighbours of Bendo, then kecamatan with desa, with kelurahan, and with both, from everywhere."""
    profiles = list(
        Profile.objects.filter(district__regency__province=bendo.regency.province, data_year=2021)
        .exclude(district=bendo)
        .select_related("district__regency__province")
        .order_by("district__code")
    )
    neighbour_districts = [it.district for it in profiles if it.district.regency_id == bendo.regency_id][
        :NEIGHBOURS
    ]
    # Far apart in the list is far apart on the map: codes run from kabupaten to kabupaten.
    profiles_shuffled = sorted(profiles, key=lambda it: it.district.code[-2:] + it.district.code)
    districts_by_kind = [
        iter([it.district for it in profiles_shuffled if villages_kind(it) == kind])
        for kind in ("both", "kelurahan", "desa")
    ]
    districts = list(neighbour_districts)
    for kind in cycle(districts_by_kind):
        if len(districts) >= min(count, len(profiles)):
            break
        district = next((it for it in kind if it not in districts), None)
        districts += [district] if district else []
    return districts[:count]


def villages_kind(profile: Profile) -> str:
    if profile.desa and profile.kelurahan:
        return "both"
    return "desa" if profile.desa else "kelurahan"


def demo_people(bendo: District) -> list[Account]:
    """Somebody in every role around Bendo."""
    regency, province = bendo.regency, bendo.regency.province
    district_slug, seat_slug = slugify(bendo.name), slugify(regency.seat)
    manager_rights = {"manages_accounts": True}
    return [
        make_account(f"operator.{district_slug}", "Sari Wulandari", Role.OPERATOR, district=bendo),
        make_account(f"operator2.{district_slug}", "Budi Santoso", Role.OPERATOR, district=bendo),
        make_account(f"camat.{district_slug}", "Camat Bendo", Role.HEAD, district=bendo),
        make_account(
            f"verifikator.{seat_slug}",
            "Vera Anggraini",
            Role.REGENCY_VERIFIER,
            regency=regency,
            **manager_rights,
        ),
        make_account(
            "penilai.jatim", "Asri Rahmawati", Role.ASSESSOR, province=province, chairs=True, **manager_rights
        ),
        make_account("penilai2.jatim", "Kiki Amelia", Role.ASSESSOR, province=province),
        make_account("juri.jatim", "Joko Prasetyo", Role.JUROR, province=province),
        make_account("juri2.jatim", "Jihan Maharani", Role.JUROR, province=province),
        make_account(f"pimpinan.{seat_slug}", "Lina Kartika", Role.LEADERSHIP, regency=regency),
        make_account("pimpinan.jatim", "Agus Hartono", Role.LEADERSHIP, province=province),
        make_account("pengelola.jatim", "Indra Gunawan", Role.INSTRUMENT_ADMIN, province=province),
    ]


def operator_of(district: District) -> Account:
    username = f"operator.{slugify(district.name)}.{slugify(district.regency.name)}"
    return make_account(username, f"Operator {district.name}", Role.OPERATOR, district=district)


def head_of(district: District) -> Account:
    username = f"camat.{slugify(district.name)}.{slugify(district.regency.name)}"
    return make_account(username, f"Camat {district.name}", Role.HEAD, district=district)


def verifier_of(regency: Regency) -> Account:
    """The verifier of a kabupaten, who looks after its accounts too."""
    return make_account(
        f"verifikator.{slugify(regency.seat)}",
        f"Verifikator {regency.seat}",
        Role.REGENCY_VERIFIER,
        regency=regency,
        manages_accounts=True,
    )


def make_account(username: str, name: str, role: Role, **membership: object) -> Account:
    """The account, made where it is missing; a password somebody changed stays as it is."""
    place = Membership(role=role, **membership)
    if not User.objects.filter(username=username).exists():
        person = add_person(person=User(username=username, name=name), membership=place)
        set_password(user=person, password=PASSWORD)
    return Account(username, PASSWORD, role.value, place.place)


def worksheets_to_fill(stage: Stage, districts: list[District]) -> list[Worksheet]:
    """The worksheets of the demonstration in order; those that somebody has begun are left alone later."""
    worksheets = stage.worksheets.select_related("district__regency__province", "profile", "revision")
    by_district = {worksheet.district_id: worksheet for worksheet in worksheets}
    return [by_district[district.pk] for district in districts]


@transaction.atomic
def fill_worksheet(worksheet: Worksheet, place: int, answers_file: Path) -> None:
    """Bendo as in 2022 and still a draft; its neighbours on their way; the others by `COURSE`."""
    if worksheet.entries.exists():
        return
    operators = User.objects.filter(memberships__district=worksheet.district, memberships__role=Role.OPERATOR)
    by = operators.order_by("username")[0]
    sheet = load_worksheet(worksheet)
    if place == 0:
        answers = bendo_answers(worksheet, answers_file)
        sign_as_in_2022(worksheet, by)
    else:
        all_answers = Answerer(sheet.edition, worksheet.profile.facts, worksheet.district.code).all_contents()
        percent_filled = SHARES.get(course_of_sheet(place), 100)
        answers = dict(list(all_answers.items())[: len(all_answers) * percent_filled // 100])
    for code, content in answers.items():
        lists = lists_behind(sheet.edition.by_code[code], content)
        save_row(sheet, code=code, content=content, details=lists, version=0, by=by)
    course = course_of_sheet(place) if place else ""
    if course in {"sent", "handed_on", *ON_THEIR_WAY}:
        hand_in(worksheet, by, send=course != "handed_on")
    if course in ON_THEIR_WAY:
        go_on_way(worksheet, course)


def course_of_sheet(place: int) -> str:
    """What becomes of the sheet at this place; Bendo's own is at 0."""
    if place <= len(ON_THEIR_WAY):
        return ON_THEIR_WAY[place - 1]
    return COURSE[(place - 1 - len(ON_THEIR_WAY)) % len(COURSE)]


def hand_in(worksheet: Worksheet, by: User, *, send: bool) -> None:
    """As people would: the operator names the camat and asks, the camat sends."""
    values = {
        "head_name": f"NAMA CAMAT {worksheet.district.name.upper()}",
        "contact_name": by.name,
        "contact_phone": "0812-0000-0000",
    }
    save_profile(worksheet=worksheet, values=values, version=worksheet.profile.version, by=by)
    request_signoff(worksheet=worksheet, by=by)
    if send:
        heads = User.objects.filter(memberships__district=worksheet.district, memberships__role=Role.HEAD)
        submit(worksheet=worksheet, by=heads.order_by("username")[0])


def bendo_answers(worksheet: Worksheet, file: Path) -> dict[str, Content]:
    """What Kecamatan Bendo answered in 2022; what comes from a source is not typed again."""
    sheet = sheet_of(worksheet.revision_id)
    contents = {}
    for code, answer in read_answers(sheet, read_request(file.read_text())).items():
        indicator = sheet.by_code[code]
        typed_values = {
            name: value for name, value in answer.values.items() if not indicator.input(name).locked
        }
        contents[code] = Content(status=str(answer.status), values=typed_values)
    return contents


def sign_as_in_2022(worksheet: Worksheet, by: User) -> None:
    """A signatory that nobody mistakes for a real person."""
    values = {
        "head_name": "NAMA CAMAT, S.Sos., M.Si.",
        "head_rank": "Pembina Tingkat I",
        "head_nip": "197001011990031001",
        "address": "Alamat contoh kantor kecamatan, Bendo",
    }
    save_profile(worksheet=worksheet, values=values, version=worksheet.profile.version, by=by)
