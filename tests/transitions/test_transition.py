"""Moving a worksheet from state to state: what is written, what is refused, and that it happens once."""

import hashlib
import json
import re
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.entry.services.profile import save_profile
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Event, Snapshot, Window, Worksheet
from assessments.models.snapshot import Frozen
from assessments.sending.services import request_signoff, return_to_operator, submit, withdraw_request
from assessments.transitions.transition import StepRefused
from assessments.workflow import Action, State
from kinerja.refusals import Closed
from kinerja.regions.models import Profile
from tests.builders.sending import awaiting, fill, filled, sent, small_office
from tests.builders.steps import take
from tests.cast import Cast, sign_in
from tests.offices import answer
from tests.town import keep_file, state

STEPS = (
    Event.Action.SIGNOFF_REQUESTED,
    Event.Action.WITHDRAWN,
    Event.Action.RETURNED,
    Event.Action.SUBMITTED,
)


def steps() -> list[str]:
    return list(Event.objects.filter(action__in=STEPS).order_by("at").values_list("action", flat=True))


def test_from_draft_to_sent(cast: Cast) -> None:
    sheet = sent(cast)

    stored = Worksheet.objects.get(pk=sheet.pk)
    assert (stored.state, stored.registration_no) == ("submitted", "KK-2030-35.20.10-0001")
    assert stored.requested_at is not None
    assert stored.submitted_at is not None
    assert stored.requested_at <= stored.submitted_at
    assert steps() == ["signoff_requested", "submitted"]
    told = Event.objects.get(action="submitted")
    assert (told.actor_id, told.new["registration_no"], told.new["total"]) == (
        cast.camat.pk,
        stored.registration_no,
        "53.75",
    )


def test_a_camat_returns_it_with_a_note_and_it_opens_again(cast: Cast) -> None:
    sheet = awaiting(cast)
    with pytest.raises(StepRefused, match="Tulis apa yang perlu diperbaiki"):
        return_to_operator(worksheet=sheet, by=cast.camat, note="  ")

    return_to_operator(worksheet=sheet, by=cast.camat, note="Nomor 1 keliru")

    assert (sheet.state, sheet.requested_at) == ("draft", None)
    assert Event.objects.get(action="returned").note == "Nomor 1 keliru"
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")


def test_an_operator_withdraws_and_asks_again(cast: Cast) -> None:
    sheet = awaiting(cast)
    withdraw_request(worksheet=sheet, by=cast.budi)
    request_signoff(worksheet=sheet, by=cast.sari)

    assert sheet.state == State.AWAITING_HEAD
    assert steps() == ["signoff_requested", "withdrawn", "signoff_requested"]


def test_an_empty_row_keeps_it_from_being_asked_for(cast: Cast) -> None:
    sheet = small_office(cast).bendo
    answer(sheet, "i1", cast.sari, n="18", d="32")

    with pytest.raises(StepRefused, match="Isi dahulu 1 indikator yang masih kosong"):
        request_signoff(worksheet=sheet, by=cast.sari)

    assert Worksheet.objects.get(pk=sheet.pk).state == "draft"


@pytest.mark.parametrize(
    "who", ["sari", "budi", "tono", "maya", "vera", "asri", "lina", "indra", "root_user"]
)
def test_nobody_but_its_camat_sends_it(cast: Cast, who: str) -> None:
    sheet = awaiting(cast)
    before = state()

    with pytest.raises(StepRefused, match="Hanya camat"):
        submit(worksheet=sheet, by=getattr(cast, who))

    assert state() == before


@pytest.mark.parametrize("action", [Action.REQUEST_SIGNOFF, Action.WITHDRAW, Action.RETURN, Action.SUBMIT])
def test_the_same_step_twice_has_one_effect(cast: Cast, action: Action) -> None:
    by = cast.sari if action in (Action.REQUEST_SIGNOFF, Action.WITHDRAW) else cast.camat
    sheet = filled(cast) if action is Action.REQUEST_SIGNOFF else awaiting(cast)
    stale = Worksheet.objects.get(pk=sheet.pk)
    take(worksheet=sheet, action=action, by=by, note="Periksa")
    before = state()

    take(worksheet=stale, action=action, by=by, note="Periksa")

    assert state() == before
    assert stale.state == sheet.state


def test_the_snapshot_holds_all_that_was_sent(cast: Cast) -> None:
    save_profile(
        worksheet=small_office(cast).bendo, values={"head_name": "Siti Aminah"}, version=1, by=cast.sari
    )
    sheet = Worksheet.objects.get(district=cast.places.bendo)
    fill(sheet, cast)
    file = keep_file(sheet, cast.sari, "notulen")
    request_signoff(worksheet=sheet, by=cast.sari)
    at = timezone.now()
    submit(worksheet=sheet, by=cast.camat, at=at)

    snapshot = Snapshot.objects.get()
    document = json.loads(snapshot.document)
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", snapshot.code)
    assert snapshot.sha256 == hashlib.sha256(snapshot.document.encode()).hexdigest()
    assert document["code"] == snapshot.code
    assert document["submitted_at"] == at.isoformat()
    assert document["submitted_by"]["name"] == "Camat"
    assert document["instrument"]["sha256"] == sheet.revision.sha256
    assert document["profile"]["head_name"] == "Siti Aminah"
    assert [row["score"] for row in document["rows"]] == ["33.75", "20"]
    assert document["rows"][0]["answer"]["values"] == {"n": "18", "d": "32"}
    links = [{"code": "i1", "part": "", "pages": ""}]
    assert document["evidence"] == [
        {"id": str(file.pk), "name": "notulen.pdf", "sha256": "notulen", "links": links}
    ]
    assert (document["total"], document["filled"], document["count"]) == ("53.75", 2, 2)
    assert Decimal(document["total"]) == Worksheet.objects.get(pk=sheet.pk).claim_total
    with pytest.raises(Frozen):
        snapshot.save()
    with pytest.raises(Frozen):
        snapshot.delete()


WRITES: dict[str, Any] = {
    "row": lambda sheet, by: answer(sheet, "i1", by, version=1, n="32", d="32"),
    "tdi": lambda sheet, by: save_row(
        load_worksheet(sheet), code="i2", content=Content("tdi", {}), version=1, by=by
    ),
    "profile": lambda sheet, by: save_profile(
        worksheet=sheet, values={"head_name": "Lain"}, version=1, by=by
    ),
}


@pytest.mark.parametrize("made", [awaiting, sent])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_was_handed_on_takes_no_write(cast: Cast, made: Any, write: Any) -> None:
    sheet = made(cast)
    before = state()

    with pytest.raises(Closed):
        write(sheet, cast.sari)

    assert state() == before


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("who", ["sari", "budi", "camat"])
def test_no_step_leads_away_from_what_was_sent(cast: Cast, action: Action, who: str) -> None:
    sheet = sent(cast)
    before = state()
    with suppress(StepRefused):
        take(worksheet=sheet, action=action, by=getattr(cast, who), note="Buka lagi")

    assert state() == before


def test_the_admin_changes_nothing_of_what_was_sent(client: Client, cast: Cast) -> None:
    sheet = sent(cast)
    before = state()
    admin = sign_in(client, cast.root_user)
    profile = Profile.objects.get(district=cast.places.bendo)
    pages = {
        reverse("admin:regions_profile_change", args=(profile.pk,)): {"desa": 99, "kelurahan": 0},
        reverse("admin:regions_profile_delete", args=(profile.pk,)): {"post": "yes"},
        reverse("admin:assessments_worksheet_change", args=(sheet.pk,)): {"state": "draft"},
        reverse("admin:assessments_worksheet_delete", args=(sheet.pk,)): {"post": "yes"},
        reverse("admin:assessments_stage_delete", args=(sheet.stage_id,)): {"post": "yes"},
    }

    answers = {page: admin.post(page, form).status_code for page, form in pages.items()}

    assert state() == before, answers
    assert answers[reverse("admin:regions_profile_change", args=(profile.pk,))] == 403


def test_the_second_sending_of_a_year_has_the_next_number(cast: Cast) -> None:
    sheet = sent(cast)
    Worksheet.objects.filter(pk=sheet.pk).update(state="awaiting_head")
    Event.objects.filter(action="submitted").update(action="withdrawn")

    submit(worksheet=sheet, by=cast.camat)

    assert sheet.registration_no == "KK-2030-35.20.10-0002"
    assert Snapshot.objects.count() == 2


# --- The deadline ---------------------------------------------------------------------------------------


def test_a_deadline_in_the_middle_of_200_saves_parts_them_exactly(cast: Cast) -> None:
    sheet = small_office(cast).bendo
    closes = Window.objects.get().closes
    version = 0
    accepted: list[int] = []
    for no in range(-100, 100):
        content = Content("filled", {"n": str(no + 100), "d": "200"})
        at = closes + timedelta(milliseconds=no)
        try:
            saved = save_row(
                load_worksheet(sheet), code="i1", content=content, version=version, by=cast.sari, at=at
            )
        except Closed:
            continue
        version, accepted = saved.entry.version, [*accepted, no]

    assert accepted == list(range(-100, 0))
    assert sheet.entries.get(code="i1").values == {"n": "99", "d": "200"}
    assert Event.objects.filter(action="row_saved").count() == 100


@pytest.mark.parametrize("milliseconds", [-100, -10, -1, 0, 1, 10, 100])
def test_approval_is_the_act_that_meets_the_deadline(cast: Cast, milliseconds: int) -> None:
    sheet = awaiting(cast)
    at = Window.objects.get().closes + timedelta(milliseconds=milliseconds)
    refused = ""
    try:
        submit(worksheet=sheet, by=cast.camat, at=at)
    except StepRefused as refusal:
        refused = str(refusal)

    assert refused.startswith("Batas waktu pengisian sudah lewat pada") == (milliseconds >= 0)
    stored = Worksheet.objects.get(pk=sheet.pk)
    assert (stored.state == "submitted") == (milliseconds < 0)
    assert Snapshot.objects.count() == (1 if milliseconds < 0 else 0)
    assert (stored.submitted_at == at) == (milliseconds < 0)


def test_an_exception_for_one_kecamatan_lets_its_camat_send_later(cast: Cast) -> None:
    sheet = awaiting(cast)
    window = Window.objects.get()
    late = window.closes + timedelta(hours=1)
    Window.objects.create(
        stage=window.stage,
        district=cast.places.bendo,
        opens=window.opens,
        closes=late + timedelta(hours=1),
        reason="Listrik padam",
    )

    submit(worksheet=sheet, by=cast.camat, at=late)

    assert sheet.submitted_at == late
