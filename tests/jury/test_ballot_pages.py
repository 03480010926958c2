"""Jurors' pages: what is theirs, a ballot kept and given, and what others see of it when."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.jury.services.ballots import save_ballot
from assessments.models import Ballot, Event, JuryScore, Nomination, Stage, Window, Worksheet
from assessments.records.worksheets import open_worksheets
from assessments.team.services.team import declare_conflict
from assessments.workflow import State
from indicators.scoring.documents.document import canonical_text
from kinerja.accounts.models import User
from kinerja.regions.models import District, Profile
from tests.builders.instrument_documents import document, indicator, input_, option
from tests.builders.jurors import add_jury, assign_jurors, give, jury_document, second_juror
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, add_judging, published
from tests.town import state

LIST = "/p/jatim-2022/penilaian-juri/"


@pytest.fixture
def jihan(cast: Cast) -> User:
    return second_juror(cast)


@pytest.fixture
def office(cast: Cast) -> Office:
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    Worksheet.objects.update(state=State.VERIFIED)
    return office


@pytest.fixture
def stage(office: Office, cast: Cast, jihan: User) -> Stage:
    stage = add_jury(office)
    assign_jurors(stage, cast, cast.joko, jihan)
    return stage


@pytest.fixture
def joko(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.joko)


def page_of(stage: Stage, sheet: Worksheet | None = None) -> str:
    return f"/penilaian-juri/{stage.pk}/{f'{sheet.pk}/' if sheet else ''}"


def body(action: str, first: str = "", second: str = "", version: int = 0, **more: str) -> dict[str, Any]:
    return {"action": action, "nilai-i1": first, "nilai-i2": second, "version": version, **more}


def kept(who: User, sheet: Worksheet) -> Ballot:
    return Ballot.objects.get(judge=who, worksheet=sheet)


def test_a_juror_lands_on_what_is_theirs_with_its_state_in_words(
    joko: Client, stage: Stage, office: Office, cast: Cast
) -> None:
    give(stage, office.bendo, cast.joko, "80", "70")
    save_ballot(
        stage=stage, worksheet=office.neighbour, values={"i1": "1"}, notes={}, version=0, by=cast.joko
    )
    declare_conflict(judge=cast.joko, regency=cast.places.city, reason="Keluarga", by=cast.joko)

    assert joko.get("/")["Location"] == LIST
    page = joko.get(LIST)

    lines = page.context["own"][0].lines
    assert [(it.seat.worksheet.district.name, it.seat.status) for it in lines] == [
        ("Bendo", "Diserahkan"),
        ("Maospati", "Tersimpan"),
    ]
    assert "1 dari 2 kecamatan diserahkan" in markup(page)
    assert "Kartoharjo" not in markup(page)


def test_only_those_who_came_into_the_stage_are_listed(
    joko: Client, office: Office, cast: Cast, jihan: User
) -> None:
    stage = add_jury(office, quota=1)
    assign_jurors(stage, cast, cast.joko)
    assert "Belum ada kecamatan yang ditugaskan" in markup(joko.get(LIST))

    nominate_directly(stage, office.bendo, cast)

    assert [it.seat.worksheet for it in joko.get(LIST).context["own"][0].lines] == [office.bendo]
    assert joko.get(page_of(stage, office.neighbour)).status_code == 404


def nominate_directly(stage: Stage, sheet: Worksheet, cast: Cast) -> None:
    Nomination.objects.create(
        stage=stage, worksheet=sheet, rank=1, total=1, nominated_at=timezone.now(), nominated_by=cast.kiki
    )


def test_a_ballot_is_kept_and_the_next_one_opened(joko: Client, stage: Stage, office: Office) -> None:
    page = markup(joko.get(page_of(stage, office.bendo)))
    assert "Bobot 60" in page
    assert "0 sampai 100" in page
    assert "Kabupaten Magetan" in page

    answer = joko.post(page_of(stage, office.bendo), body("next", "80,5", "") | {"catatan-i1": "Jelas"})

    assert answer["Location"] == page_of(stage, office.neighbour)
    ballot = Ballot.objects.get()
    assert (ballot.values, ballot.notes, ballot.given_at) == ({"i1": "80.5"}, {"i1": "Jelas"}, None)
    assert 'value="80,5"' in markup(joko.get(page_of(stage, office.bendo)))


def test_what_cannot_be_read_is_told_and_stays(joko: Client, stage: Stage, office: Office) -> None:
    before = state()

    answer = joko.post(
        page_of(stage, office.bendo), body("give", "1.2.3", "101") | {"catatan-i2": "x" * 1001}
    )

    page = markup(answer)
    assert answer.status_code == 422
    assert 'value="1.2.3"' in page
    assert 'value="101"' in page
    assert "Paling besar 100." in page
    assert "Tulis paling banyak 1000 huruf." in page
    assert page.count("aria-invalid") == 3
    assert state() == before


def test_giving_needs_every_criterion(joko: Client, stage: Stage, office: Office) -> None:
    answer = joko.post(page_of(stage, office.bendo), body("give", "80", ""))

    assert answer.status_code == 422
    assert "Isi nilai kriteria 2." in markup(answer)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("broken", [{"version": "x"}, {"action": "lain"}, {"version": "-1"}, {"action": ""}])
def test_a_broken_form_is_told(joko: Client, stage: Stage, office: Office, broken: dict[str, str]) -> None:
    answer = joko.post(page_of(stage, office.bendo), body("save", "80") | broken)

    assert answer.status_code == 422
    assert "Muat ulang halaman." in markup(answer)


def test_two_tabs_show_both_and_the_second_may_stay(
    joko: Client, stage: Stage, office: Office, cast: Cast
) -> None:
    joko.post(page_of(stage, office.bendo), body("save", "80", "70"))

    answer = joko.post(page_of(stage, office.bendo), body("save", "81", "70"))

    page = markup(answer)
    assert answer.status_code == 409
    assert "<td>81</td><td>80</td>" in page
    assert 'name="version" value="1"' in page
    assert kept(cast.joko, office.bendo).values["i1"] == "80"
    assert joko.post(page_of(stage, office.bendo), body("save", "81", "70", version=1)).status_code == 302
    assert kept(cast.joko, office.bendo).values["i1"] == "81"


def test_others_are_seen_only_after_ones_own_is_given(
    joko: Client, stage: Stage, office: Office, cast: Cast, jihan: User
) -> None:
    save_ballot(
        stage=stage,
        worksheet=office.bendo,
        values={"i1": "91.25", "i2": "60"},
        notes={"i1": "Rahasia Jihan"},
        version=0,
        by=jihan,
        give=True,
    )
    secret = ("91,25", "Rahasia Jihan", "78,75")
    before = markup(joko.get(page_of(stage, office.bendo)))
    saved = joko.post(page_of(stage, office.bendo), body("save", "80", "70"))
    after_saving = markup(joko.get(saved["Location"]))
    assert [word for word in secret if word in before + after_saving] == []

    joko.post(page_of(stage, office.bendo), body("give", "80", "70", version=1))
    page = joko.get(page_of(stage, office.bendo))

    words = markup(page)
    assert [word for word in secret if word in words] == list(secret)
    rows = [(it.no, [value for _, value, _ in it.cells], it.spread, it.combined) for it in panel(page).rows]
    assert rows == [
        (1, ["80,00", "91,25"], "11,25", "85,63"),
        (2, ["70,00", "60,00"], "10,00", "65,00"),
    ]
    assert panel(page).totals == (("Anda", "76,00"), ("Jihan", "78,75"))
    assert (panel(page).spread, panel(page).combined) == ("2,75", "77,38")
    assert 'name="nilai-i1"' not in words


def panel(page: Any) -> Any:
    return page.context["panel"]


def test_a_ballot_that_is_not_given_is_only_named(
    joko: Client, stage: Stage, office: Office, cast: Cast, jihan: User
) -> None:
    save_ballot(stage=stage, worksheet=office.bendo, values={"i1": "37"}, notes={}, version=0, by=jihan)
    give(stage, office.bendo, cast.joko, "80", "70")

    page = markup(joko.get(page_of(stage, office.bendo)))

    assert "Belum diserahkan: Jihan." in page
    without_addresses = re.sub(r'href="[^"]*"', "", page)  # in which any figures may stand
    assert "37" not in without_addresses.split("<main")[1]


def test_what_was_typed_into_a_ballot_that_is_closed_is_shown(
    joko: Client, stage: Stage, office: Office, cast: Cast
) -> None:
    give(stage, office.bendo, cast.joko, "80", "70")

    answer = joko.post(page_of(stage, office.bendo), body("save", "99", "70", version=1))

    assert answer.status_code == 403
    assert "sudah diserahkan dan terkunci" in markup(answer)
    assert "<td>99</td><td>80</td>" in markup(answer)
    assert kept(cast.joko, office.bendo).values["i1"] == "80"


def test_two_taps_hand_over_once(joko: Client, stage: Stage, office: Office) -> None:
    answers = [joko.post(page_of(stage, office.bendo), body("give", "80", "70")) for _ in range(2)]

    assert [it.status_code for it in answers] == [302, 302]
    assert Event.objects.filter(action="ballot_given").count() == 1


def test_outside_the_window_the_form_is_read_only(joko: Client, stage: Stage, office: Office) -> None:
    now = timezone.now()
    Window.objects.create(
        stage=stage, purpose="judging", opens=now - timedelta(days=2), closes=now - timedelta(days=1)
    )

    page = markup(joko.get(page_of(stage, office.bendo)))
    sent = joko.post(page_of(stage, office.bendo), body("save", "80"))

    assert "Batas waktu penilaian sudah lewat" in page
    assert "Serahkan</button>" not in page
    assert sent.status_code == 403
    assert 'value="80"' in markup(sent)


def test_a_rubric_is_chosen_by_its_written_levels(
    joko: Client, office: Office, cast: Cast, jihan: User
) -> None:
    rows = indicator(
        1,
        weight="100",
        rule="rubric",
        params={"value": "v"},
        inputs=[input_("v", kind="choice", min=None)],
        levels=[option("1", "Tidak siap", "0"), option("2", "Siap sekali", "100")],
        tdi=False,
        none_occurred=False,
    )
    text = canonical_text(document([[rows]], code="juri-rubrik", kind="jury"))
    stage = add_jury(office)
    stage.instrument = published(text).instrument
    stage.save()
    assign_jurors(stage, cast, cast.joko)

    assert "Siap sekali" in markup(joko.get(page_of(stage, office.bendo)))
    wrong = joko.post(page_of(stage, office.bendo), {"action": "save", "version": 0, "nilai-i1": "zz"})
    joko.post(page_of(stage, office.bendo), {"action": "give", "version": 0, "nilai-i1": "2"})

    assert wrong.status_code == 422
    assert JuryScore.objects.get(worksheet=office.bendo).total == 100


def test_a_jury_without_an_edition_says_so(joko: Client, stage: Stage, office: Office) -> None:
    stage.instrument.revisions.update(state="superseded")

    page = joko.get(page_of(stage, office.bendo))
    sent = joko.post(page_of(stage, office.bendo), body("save", "80"))

    assert "belum diterbitkan" in markup(page)
    assert (page.status_code, sent.status_code) == (200, 409)


def test_a_stage_keeps_the_edition_that_its_first_ballot_used(
    stage: Stage, office: Office, cast: Cast, jihan: User
) -> None:
    give(stage, office.bendo, cast.joko, "80", "70")
    stage.instrument.revisions.update(state="superseded")
    longer = jury_document(stage.instrument.code)
    longer["aspects"][0]["sub_aspects"][0]["indicators"].append(
        jury_document("x")["aspects"][0]["sub_aspects"][0]["indicators"][0] | {"code": "i3", "no": 3}
    )
    stage.instrument.revisions.create(no=2, document=canonical_text(longer), sha256="x" * 64)

    give(stage, office.bendo, jihan, "60", "50")

    assert JuryScore.objects.get(stage=stage, worksheet=office.bendo).given == 2


@pytest.mark.parametrize(
    ("who", "listed", "overview", "ballot"),
    [
        ("joko", 200, 403, 200),
        ("asri", 200, 200, 403),
        ("lina", 200, 200, 403),
        ("root_user", 200, 200, 403),
        ("vera", 403, 404, 404),
        ("sari", 403, 404, 404),
        ("indra", 403, 404, 404),
    ],
)
def test_who_opens_what(
    client: Client,
    stage: Stage,
    office: Office,
    cast: Cast,
    who: str,
    listed: int,
    overview: int,
    ballot: int,
) -> None:
    sign_in(client, getattr(cast, who))
    before = state()

    found = [client.get(it).status_code for it in (LIST, page_of(stage), page_of(stage, office.bendo))]

    assert found == [listed, overview, ballot]
    if who != "joko":
        assert client.post(page_of(stage, office.bendo), body("save", "80")).status_code == ballot
    assert state() == before


def test_a_juror_without_an_assignment_finds_no_stage(client: Client, office: Office, cast: Cast) -> None:
    stage = add_jury(office)
    sign_in(client, cast.joko)

    assert client.get(page_of(stage)).status_code == 404
    assert client.get(page_of(stage, office.bendo)).status_code == 404
    assert client.get(f"/kertas-kerja/{office.bendo.pk}/").status_code == 404


def test_from_above_no_figure_is_seen_before_all_have_given(
    client: Client, stage: Stage, office: Office, cast: Cast, jihan: User
) -> None:
    give(stage, office.bendo, cast.joko, "83.25", "70")
    save_ballot(stage=stage, worksheet=office.bendo, values={"i1": "37"}, notes={}, version=0, by=jihan)
    sign_in(client, cast.kiki)

    page = client.get(page_of(stage))
    ranking = markup(client.get("/p/jatim-2022/peringkat.csv", {"dasar": "tahap-3"}))

    assert "77,95" not in markup(page)  # 60 × 83,25 + 40 × 70
    assert "77,95" not in ranking
    assert row(page, "Bendo") == ([False, True], ["", ""], "", "")
    assert "Tersimpan" not in markup(page)

    give(stage, office.bendo, jihan, "80", "60", version=1)

    assert row(client.get(page_of(stage)), "Bendo") == ([True, True], ["72,00", "77,95"], "5,95", "74,98")


def row(page: Any, name: str) -> tuple[list[Any], list[str], str, str]:
    found = next(it for it in page.context["rows"] if it["worksheet"].district.name == name)
    cells = found["cells"]
    return [it["mark"] for it in cells], [it["total"] for it in cells], found["spread"], found["combined"]


def test_the_chair_hands_a_ballot_back(
    client: Client, stage: Stage, office: Office, cast: Cast, jihan: User
) -> None:
    ballot = give(stage, office.bendo, cast.joko, "80", "70")
    sign_in(client, cast.kiki)

    empty = client.post(page_of(stage), {"ballot": str(ballot.pk), "reason": " "})
    assert empty.status_code == 422
    assert "Isi alasan." in markup(empty)
    answer = client.post(page_of(stage), {"ballot": str(ballot.pk), "reason": "Salah kecamatan"})

    assert answer["Location"] == page_of(stage)
    ballot.refresh_from_db()
    assert ballot.given_at is None
    assert Event.objects.get(action="ballot_returned").note == "Salah kecamatan"
    again = client.post(page_of(stage), {"ballot": str(ballot.pk), "reason": "Lagi"})
    assert again.status_code == 422


def test_after_the_announcement_nothing_is_handed_back(
    client: Client, stage: Stage, office: Office, cast: Cast
) -> None:
    ballot = give(stage, office.bendo, cast.joko, "80", "70")
    Worksheet.objects.update(state=State.PROVISIONAL)
    sign_in(client, cast.kiki)

    answer = client.post(page_of(stage), {"ballot": str(ballot.pk), "reason": "Terlambat"})

    assert answer.status_code == 403
    assert "Terlambat" in markup(answer)
    assert Ballot.objects.get().given_at


@pytest.mark.parametrize("who", ["asri", "lina", "root_user", "joko"])
def test_nobody_else_hands_back(client: Client, stage: Stage, office: Office, cast: Cast, who: str) -> None:
    ballot = give(stage, office.bendo, cast.joko, "80", "70")
    sign_in(client, getattr(cast, who))
    before = state()

    answer = client.post(page_of(stage), {"ballot": str(ballot.pk), "reason": "Tidak berhak"})

    assert answer.status_code == 403
    assert state() == before


@pytest.mark.parametrize("extra", [0, 30])
@pytest.mark.parametrize(("who", "address", "queries"), [("joko", "", 13), ("kiki", "stage", 13)])
def test_it_takes_the_same_queries_for_any_number(
    client: Client,
    stage: Stage,
    office: Office,
    cast: Cast,
    jihan: User,
    django_assert_num_queries: Any,
    extra: int,
    who: str,
    address: str,
    queries: int,
) -> None:
    more_sheets(office, extra)
    for sheet in Worksheet.objects.select_related("district__regency__province", "stage__period"):
        for juror in (cast.joko, jihan):
            give(stage, sheet, juror, "80", "70")
    sign_in(client, getattr(cast, who))

    with django_assert_num_queries(queries):
        client.get(page_of(stage) if address else LIST)


def more_sheets(office: Office, count: int) -> None:
    regency = office.bendo.district.regency
    districts = District.objects.bulk_create(
        District(code=f"35.20.{no}", name=f"Uji {no}", regency=regency) for no in range(30, 30 + count)
    )
    Profile.objects.bulk_create(
        Profile(district=it, data_year=office.stage.instrument.data_year, desa=5, kelurahan=0)
        for it in districts
    )
    open_worksheets(stage=office.stage, districts=districts, by=None)
    Worksheet.objects.update(state=State.VERIFIED)
