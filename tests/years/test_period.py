"""A period is started, finished, and opened again, by its Sekretariat alone; each act asks first."""

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Decision, Period, PeriodEvent, Window, Worksheet
from assessments.workflow import PeriodState
from kinerja.accounts.models import Role, User
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office

PAGE = "/p/jatim-2022/periode/"
SURE = {"sure": "1"}


@pytest.fixture
def office(cast: Cast) -> Office:
    return small_office(cast)


def put(state: PeriodState) -> None:
    Period.objects.update(state=state)


def standing() -> str:
    return Period.objects.get().state


def test_it_goes_from_preparation_to_the_archive_and_back(client: Client, office: Office, cast: Cast) -> None:
    put(PeriodState.PREPARATION)
    indra = sign_in(client, cast.indra)

    assert indra.post(PAGE, SURE | {"action": "start"}).status_code == 302
    assert standing() == "running"
    assert indra.post(PAGE, SURE | {"action": "finish"}).status_code == 302
    assert standing() == "finished"
    assert indra.post(PAGE, SURE | {"action": "reopen", "note": "Ralat nilai Bendo"}).status_code == 302
    assert standing() == "running"
    events = PeriodEvent.objects.order_by("at").values_list("action", "actor_name", "note")
    assert list(events) == [
        ("start", "Indra", ""),
        ("finish", "Indra", ""),
        ("reopen", "Indra", "Ralat nilai Bendo"),
    ]
    page = markup(indra.get(PAGE))
    assert "Periode dibuka kembali" in page
    assert "Alasan: Ralat nilai Bendo" in page


@pytest.mark.parametrize("who", ["sari", "camat", "vera", "asri", "kiki", "lina", "joko"])
def test_others_read_it_and_do_not_act(client: Client, office: Office, cast: Cast, who: str) -> None:
    browser = sign_in(client, getattr(cast, who))

    page = browser.get(PAGE)
    assert page.status_code == 200
    assert "Selesaikan periode" not in page.content.decode()
    assert browser.post(PAGE, SURE | {"action": "finish"}).status_code == 403
    assert standing() == "running"


def test_what_is_prepared_is_seen_by_its_sekretariat_alone(office: Office, cast: Cast) -> None:
    put(PeriodState.PREPARATION)

    statuses = {
        who: sign_in(Client(), getattr(cast, who)).get(PAGE).status_code for who in ("indra", "asri", "sari")
    }

    assert statuses == {"indra": 200, "asri": 404, "sari": 404}
    assert sign_in(Client(), cast.sari).get(f"/kertas-kerja/{office.bendo.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"action": "finish"}, "Centang bahwa Anda sudah memeriksa akibatnya."),
        ({"action": "reopen", "sure": "1"}, "Tulis alasan membuka kembali periode ini."),
        ({"action": "hapus", "sure": "1"}, ""),
        ({"action": "start", "sure": "1"}, "Periode ini berjalan; muat ulang halaman ini."),
    ],
)
def test_what_is_not_meant_changes_nothing(
    client: Client, office: Office, cast: Cast, sent: dict[str, str], words: str
) -> None:
    answer = sign_in(client, cast.indra).post(PAGE, sent)

    assert answer.status_code in (409, 422)
    if sent["action"] != "reopen":  # its form is not on the page of a running period
        assert words in answer.content.decode()
    assert standing() == "running"
    assert not PeriodEvent.objects.exists()


def test_a_reason_that_lacks_keeps_the_page(client: Client, office: Office, cast: Cast) -> None:
    put(PeriodState.FINISHED)

    answer = sign_in(client, cast.indra).post(PAGE, {"action": "reopen", "note": "Ralat"})

    assert answer.status_code == 422
    assert ">Ralat</textarea>" in answer.content.decode()
    assert standing() == "finished"


def test_it_is_not_started_before_it_can_be_filled(client: Client, office: Office, cast: Cast) -> None:
    put(PeriodState.PREPARATION)
    Window.objects.all().delete()

    page = sign_in(client, cast.indra).get(PAGE).content.decode()

    assert "Jadwal pengisian belum ditetapkan." in page
    assert client.post(PAGE, SURE | {"action": "start"}).status_code == 422
    assert standing() == "preparation"


def test_an_open_proposal_keeps_it_from_being_finished(client: Client, office: Office, cast: Cast) -> None:
    Decision.objects.create(
        period=office.stage.period,
        code="1234-5678",
        document="{}",
        sha256="0",
        proposed_at=timezone.now(),
        proposed_by=cast.kiki,
    )

    answer = sign_in(client, cast.indra).post(PAGE, SURE | {"action": "finish"})

    assert answer.status_code == 422
    assert "Usulan penetapan masih menunggu pimpinan." in answer.content.decode()


def test_another_provinces_sekretariat_finds_nothing(client: Client, office: Office, cast: Cast) -> None:
    other = User.objects.create_user("jateng", password=None, name="Jateng")
    other.memberships.create(
        role=Role.INSTRUMENT_ADMIN, province=cast.places.other_province, starts="2020-01-01"
    )

    assert sign_in(client, other).get(PAGE).status_code == 404


def test_its_worksheets_are_counted_by_where_they_stand(client: Client, office: Office, cast: Cast) -> None:
    page = sign_in(client, cast.asri).get(PAGE)

    assert page.context["counts"] == [("Sedang diisi", Worksheet.objects.count())]
