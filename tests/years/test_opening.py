"""The next year is opened step by step, each of which changes nothing the second time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from assessments.models import Assignment, Event, Period, Stage, TeamEvent, Window, Worksheet
from assessments.team.services.team import assign_judge, declare_conflict
from assessments.years.services.carried_team import carry_assignments
from assessments.years.services.continuation import continue_period, successor_of
from assessments.years.services.moved_days import fixed_holidays, moved_window
from assessments.years.services.opening import open_ready, open_year, opening_of, take_over
from indicators.models import Instrument
from indicators.scoring.documents.document import canonical_text
from kinerja.accounts.models import Role, User
from kinerja.refusals import Incomplete
from kinerja.regions.models import District, Profile
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, add_judging, published
from tests.town import small_document, state

PAGE = "/p/jatim-2022/buka-tahun/"
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def office(cast: Cast) -> Office:
    """The period of 2030, of which Bendo has confirmed its profile."""
    office = small_office(cast)
    Window.objects.update(
        opens=datetime(2030, 3, 1, 8, tzinfo=WIB), closes=datetime(2030, 3, 29, 16, tzinfo=WIB)
    )
    Profile.objects.filter(district=cast.places.bendo).update(
        head_name="Camat Lama", confirmed_at=timezone.now(), confirmed_by="Sari", villages=["Bendo"]
    )
    return office


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return next_instrument()


def next_instrument(**changes: Any) -> Instrument:
    changes = {"code": "uji-2031", "year": 2031, "data_year": 2030} | changes
    return published(canonical_text(small_document(**changes))).instrument


@contextmanager
def nothing_written() -> Iterator[None]:
    before = state()
    yield
    assert state() == before


def continued(office: Office, instrument: Instrument, cast: Cast, **more: Any) -> Period:
    return continue_period(period=office.stage.period, instrument=instrument, by=cast.indra, **more)


def test_the_period_is_continued_in_preparation(office: Office, instrument: Instrument, cast: Cast) -> None:
    add_judging(office, Stage.Kind.DESK)
    old = office.stage.period
    old.tie_keys, old.titles, old.visibility, old.objection_days = ["submitted_at"], ["Juara"], "aspects", 5
    old.grades = [{"from": "0", "label": "Cukup"}]
    old.save()

    new = continued(office, instrument, cast)

    assert (new.code, new.year, new.state, new.owner) == ("jatim-2031", 2031, "preparation", old.owner)
    assert (new.tie_keys, new.titles, new.visibility, new.objection_days, new.grades) == (
        *(["submitted_at"], ["Juara"], "aspects", 5),
        [{"from": "0", "label": "Cukup"}],
    )
    stages = list(new.stages.values_list("no", "kind", "name", "instrument__code"))
    assert stages == [
        (1, "entry", office.stage.name, "uji-2031"),
        (2, "desk", Stage.Kind.DESK.label, "uji-2031"),
    ]
    window = Window.objects.get(stage__period=new)
    # 1 and 29 March 2031 are Saturdays
    assert (window.opens.astimezone(WIB), window.closes.astimezone(WIB)) == (
        datetime(2031, 3, 3, 8, tzinfo=WIB),
        datetime(2031, 3, 31, 16, tzinfo=WIB),
    )


def test_continuing_again_changes_nothing(office: Office, instrument: Instrument, cast: Cast) -> None:
    new = continued(office, instrument, cast)

    with nothing_written():
        assert continued(office, instrument, cast) == new


def test_an_instrument_that_does_not_fit_is_refused(office: Office, cast: Cast) -> None:
    others = [
        office.stage.instrument,
        next_instrument(code="uji-lain", owner="33"),
        Instrument.objects.create(
            owner=cast.places.province, code="draf", name="Draf", title="Draf", year=2031, data_year=2030
        ),
    ]

    with nothing_written():
        for it in others:
            with pytest.raises(Incomplete, match="belum diterbitkan untuk tahun 2031"):
                continued(office, it, cast)


def test_windows_keep_their_hours_and_pass_over_weekends_and_holidays() -> None:
    opens, closes = datetime(2028, 2, 29, 8, tzinfo=WIB), datetime(2028, 3, 30, 23, 59, tzinfo=WIB)

    moved = moved_window(opens, closes, WIB, [date(2029, 2, 28), date(2029, 3, 30)])

    assert moved == (datetime(2029, 3, 1, 8, tzinfo=WIB), datetime(2029, 4, 2, 23, 59, tzinfo=WIB))


def test_a_window_within_a_weekend_still_closes_after_it_opens() -> None:
    opens, closes = datetime(2030, 3, 1, 16, tzinfo=WIB), datetime(2030, 3, 2, 8, tzinfo=WIB)

    assert moved_window(opens, closes, WIB, []) == (
        datetime(2031, 3, 3, 16, tzinfo=WIB),
        datetime(2031, 3, 4, 8, tzinfo=WIB),
    )


def test_holidays_of_a_fixed_day_are_taken_over() -> None:
    assert fixed_holidays([date(2030, 12, 25), date(2030, 5, 1), date(2030, 2, 5)]) == [
        date(2031, 5, 1),
        date(2031, 12, 25),
    ]


def test_profiles_are_taken_over_to_be_confirmed(office: Office, instrument: Instrument, cast: Cast) -> None:
    Profile.objects.create(district=cast.places.other_district, data_year=2029, desa=1, kelurahan=0)
    new = District.objects.create(regency=cast.places.regency, code="35.20.12", name="Baru")

    assert take_over(office.stage.period) == 3

    made = Profile.objects.get(district=cast.places.bendo, data_year=2030)
    assert (made.desa, made.kelurahan, made.head_name, made.villages) == (15, 1, "Camat Lama", ["Bendo"])
    assert (made.confirmed_at, made.confirmed_by, made.version) == (None, "", 1)
    assert not new.profiles.exists()
    assert Profile.objects.filter(data_year=2030).count() == 3  # none of the other province
    with nothing_written():
        assert take_over(office.stage.period) == 0


def test_what_was_confirmed_last_goes_before_what_was_not(
    office: Office, instrument: Instrument, cast: Cast
) -> None:
    profile = Profile.objects.get(district=cast.places.bendo)
    Profile.objects.filter(pk=profile.pk).update(data_year=2027)
    Profile.objects.create(district=cast.places.bendo, data_year=2028, desa=99, kelurahan=0)

    take_over(office.stage.period)

    assert Profile.objects.get(district=cast.places.bendo, data_year=2030).desa == 15


def test_worksheets_open_for_those_that_are_ready(office: Office, instrument: Instrument, cast: Cast) -> None:
    District.objects.create(regency=cast.places.regency, code="35.20.12", name="Baru")
    new = continued(office, instrument, cast)
    take_over(office.stage.period)

    assert open_ready(following=new, by=cast.indra) == 3

    sheet = Worksheet.objects.get(stage__period=new, district=cast.places.bendo)
    assert (sheet.profile.data_year, sheet.asked, sheet.filled, sheet.version) == (2030, 2, 0, 1)
    assert sheet.aspect_totals == office.bendo.aspect_totals
    assert Event.objects.filter(worksheet_id=sheet.pk).values_list("action", "actor_name").get() == (
        *("opened", "Indra"),
    )
    with nothing_written():
        assert open_ready(following=new, by=cast.indra) == 0


@pytest.mark.parametrize("extra", [0, 60])
def test_no_step_asks_more_for_more_kecamatan(
    office: Office, instrument: Instrument, cast: Cast, django_assert_max_num_queries: Any, extra: int
) -> None:
    regency = cast.places.regency
    districts = [
        District(regency=regency, code=f"35.20.{no}", name=f"Desa {no}") for no in range(30, 30 + extra)
    ]
    District.objects.bulk_create(districts)
    Profile.objects.bulk_create(Profile(district=it, data_year=2029, desa=9, kelurahan=0) for it in districts)

    with django_assert_max_num_queries(60):
        opened = open_year(period=office.stage.period, instrument=instrument)

    assert (opened.profiles, opened.worksheets) == (3 + extra, 3 + extra)


def test_assignments_are_carried_over_but_for_those_who_do_not_judge_there_any_more(
    office: Office, instrument: Instrument, cast: Cast
) -> None:
    add_judging(office, Stage.Kind.DESK)
    desk = Stage.objects.get(kind=Stage.Kind.DESK)
    places = cast.places
    for judge, regency in ((cast.asri, places.regency), (cast.kiki, places.city)):
        assign_judge(assignment=Assignment(stage=desk, judge=judge, regency=regency), by=cast.kiki)
    old, new = office.stage.period, continued(office, instrument, cast)
    Period.objects.filter(pk=old.pk).update(state="finished")
    declare_conflict(judge=cast.asri, regency=places.regency, reason="Keluarga", by=cast.kiki)

    carried = carry_assignments(period=old, following=new, by=cast.indra)

    assert carried == (1, ["Asri tidak menilai Kabupaten Magetan: benturan kepentingan: Keluarga."])
    assert Assignment.objects.filter(stage__period=new).values_list("judge__name", "regency").get() == (
        *("Kiki", places.city.pk),
    )
    assert TeamEvent.objects.filter(judge=cast.kiki, actor=cast.indra, action="assigned").exists()
    with nothing_written():
        assert carry_assignments(period=old, following=new, by=cast.indra) == (0, [])


def test_each_province_opens_its_own_year(office: Office, instrument: Instrument, cast: Cast) -> None:
    places = cast.places
    text = canonical_text(small_document(code="jateng-2030", owner="33"))
    theirs = published(text).instrument
    period = Period.objects.create(
        owner=places.other_province, year=2030, code="jateng-2030", name="Lomba 2030"
    )
    Stage.objects.create(period=period, no=1, name="Pengisian", instrument=theirs)
    Profile.objects.create(district=places.other_district, data_year=2029, desa=4, kelurahan=2)
    next_theirs = next_instrument(code="jateng-2031", owner="33")

    opened = open_year(period=period, instrument=next_theirs)

    assert (opened.following.code, opened.following.name) == ("jateng-2031", "Lomba 2031")
    assert (opened.profiles, opened.worksheets) == (1, 1)
    assert successor_of(office.stage.period) is None
    assert opening_of(office.stage.period).instruments == [instrument]


def run(*parts: str) -> str:
    out = StringIO()
    call_command("open_year", *parts, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_would_do_and_does_it_once(
    office: Office, instrument: Instrument, cast: Cast
) -> None:
    District.objects.create(regency=cast.places.regency, code="35.20.12", name="Baru")
    name = office.stage.period.name

    with nothing_written():
        assert run("jatim-2022", "--dry-run") == (
            f"Periode {name} (jatim-2031): akan dibuat dalam persiapan.\n"
            "Profil: 3 akan diambil; 3 dari 4 ada.\n"
            "Kertas kerja: 3 akan dibuka.\n"
            "Belum siap: Kecamatan Baru (35.20.12), Kabupaten Magetan: belum punya profil.\n"
            "Tidak ada yang disimpan (--dry-run).\n"
        )
    assert "Kertas kerja: 3 dibuka." in run("jatim-2022")
    with nothing_written():
        assert "(jatim-2031): sudah ada.\nProfil: 0 diambil" in run("jatim-2022")


def test_the_command_needs_a_period_and_one_instrument(office: Office) -> None:
    with pytest.raises(CommandError, match="Periode “jatim-1999” tidak ada"):
        run("jatim-1999")
    with pytest.raises(CommandError, match="Yang terbit: belum ada"):
        run("jatim-2022")


def test_the_page_leads_through_all_steps(client: Client, office: Office, cast: Cast) -> None:
    indra = sign_in(client, cast.indra)
    assert "0 dari 5" in markup(indra.get(PAGE))
    instrument = next_instrument()

    assert indra.post(PAGE, {"action": "periode", "instrument": instrument.pk}).status_code == 302
    sent = {
        "action": "jadwal",
        "opens-1": "1 Maret 2031",
        "closes-1": "28-03-2031",
        "holidays": "5 Maret 2031",
    }
    assert indra.post(PAGE, sent).status_code == 302
    assert indra.post(PAGE, {"action": "profil"}).status_code == 302
    assert indra.post(PAGE, {"action": "kertas-kerja"}).status_code == 302

    page = markup(indra.get(PAGE))
    assert "4 dari 5" in page  # Maospati and Kartoharjo have no camat
    assert "1 Maret 2031 pukul 08.00 WIB sampai 28 Maret 2031 pukul 16.00 WIB" in page
    assert "3 dari 3 dibuka" in page
    assert "2 kecamatan tanpa camat" in page
    assert Period.objects.get(code="jatim-2031").holidays == ["2031-03-05"]
    start = indra.post("/p/jatim-2031/periode/", {"action": "start", "sure": "1"})
    assert start.status_code == 302


def test_a_kecamatan_without_a_profile_gets_its_first_one(
    client: Client, office: Office, instrument: Instrument, cast: Cast
) -> None:
    new = District.objects.create(regency=cast.places.regency, code="35.20.12", name="Baru")
    indra = sign_in(client, cast.indra)
    assert "1 kecamatan tidak punya profil tahun lalu" in markup(indra.get(PAGE))

    sent = {"action": "profil-baru", "district": new.pk, "desa": "7", "kelurahan": "1"}
    assert indra.post(PAGE, sent | {"desa": "banyak"}).status_code == 422
    assert indra.post(PAGE, sent).status_code == 302

    assert new.profiles.values_list("data_year", "desa", "kelurahan").get() == (2030, 7, 1)
    foreign = sent | {"district": cast.places.other_district.pk}
    assert indra.post(PAGE, foreign).status_code == 422


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"action": "periode"}, 422, "kerjakan langkah 1 dulu"),
        ({"action": "kertas-kerja"}, 422, "kerjakan langkah 2 dulu"),
        ({"action": "jadwal"}, 422, "kerjakan langkah 2 dulu"),
        ({"action": "penugasan"}, 422, "kerjakan langkah 2 dulu"),
        ({"action": "profil"}, 422, "Terbitkan dulu satu instrumen tahun 2031"),
        ({"action": "lain"}, 422, "Langkah ini tidak dikenal."),
    ],
)
def test_a_step_whose_ground_is_missing_says_so(
    client: Client, office: Office, cast: Cast, sent: dict[str, str], status: int, words: str
) -> None:
    indra = sign_in(client, cast.indra)

    with nothing_written():
        answer = indra.post(PAGE, sent)

    assert answer.status_code == status
    assert words in markup(answer)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"opens-1": "1 Maret 2031", "closes-1": "28 Februari 2031"}, "Tulis tanggal sejak 1 Maret 2031."),
        ({"opens-1": "1 Maret 2031", "closes-1": ""}, "Isi tanggal ini."),
        ({"opens-1": "1 March 2031", "closes-1": "2 April 2031"}, "Tulis nama bulan dalam bahasa Indonesia."),
        (
            {"opens-1": "1 Maret 2031", "closes-1": "2 April 2031", "holidays": "besok"},
            "Tulis tanggal seperti",
        ),
    ],
)
def test_days_that_do_not_fit_are_told_at_their_field(
    client: Client, office: Office, instrument: Instrument, cast: Cast, sent: dict[str, str], words: str
) -> None:
    continued(office, instrument, cast)
    indra = sign_in(client, cast.indra)

    with nothing_written():
        answer = indra.post(PAGE, sent | {"action": "jadwal"})

    assert answer.status_code == 422
    assert words in markup(answer)


def test_others_hear_whose_page_it_is(client: Client, office: Office, cast: Cast) -> None:
    other = User.objects.create_user("jateng", password=None, name="Jateng")
    other.memberships.create(
        role=Role.INSTRUMENT_ADMIN, province=cast.places.other_province, starts="2020-01-01"
    )

    denied = sign_in(client, cast.asri).get(PAGE)
    assert denied.status_code == 403
    assert "Tahun baru dibuka oleh Sekretariat" in markup(denied)
    assert sign_in(Client(), other).get(PAGE).status_code == 404


@pytest.mark.parametrize("extra", [0, 60])
def test_the_page_takes_the_same_queries_however_many_there_are(
    client: Client,
    office: Office,
    instrument: Instrument,
    cast: Cast,
    django_assert_num_queries: Any,
    extra: int,
) -> None:
    continued(office, instrument, cast)
    indra = sign_in(client, cast.indra)
    regency = cast.places.regency
    District.objects.bulk_create(
        District(regency=regency, code=f"35.20.{no}", name=f"Lain {no}") for no in range(30, 30 + extra)
    )

    with django_assert_num_queries(13):
        indra.get(PAGE)


def test_a_year_of_several_periods_is_continued_by_name(
    office: Office, instrument: Instrument, cast: Cast
) -> None:
    first = continued(office, instrument, cast)
    second = another_prize(cast)

    assert successor_of(second) is None
    assert successor_of(office.stage.period) == first


def another_prize(cast: Cast) -> Period:
    return Period.objects.create(owner=cast.places.province, year=2030, code="lomba-2030", name="Lomba 2030")
