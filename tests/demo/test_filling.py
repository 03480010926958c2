"""The demonstration: every role, Bendo as in 2022, plausible others, and safe to repeat."""

import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from assessments.models import (
    Assignment,
    Entry,
    Event,
    Judgement,
    Nomination,
    Period,
    Stage,
    TeamEvent,
    Worksheet,
)
from assessments.review.services.tasks import tasks_of
from assessments.scores.scoring import result_of
from kinerja.accounts.models import Role, User
from tests.cast import sign_in

MODELS = (User, Worksheet, Entry, Event, Stage, Judgement, Assignment, TeamEvent, Nomination)
ROLES = {role.value for role in Role}


@pytest.fixture
def demo_mode(settings: Any) -> None:
    settings.DEMO = True


def seed(*options: str) -> list[dict[str, str]]:
    out = StringIO()
    call_command("seed_demo", "--json", *options, stdout=out)
    return json.loads(out.getvalue())["users"]


def test_outside_demo_mode_it_refuses(db: None) -> None:
    with pytest.raises(CommandError, match="KINERJA_MODE=demo") as refusal:
        call_command("seed_demo")

    assert refusal.value.returncode == 2
    assert not User.objects.exists()


def test_it_makes_every_role_bendo_as_in_2022_and_others(db: None, demo_mode: None) -> None:
    users = seed("--kecamatan", "9")

    assert {user["role"] for user in users} == ROLES
    assert all(set(user) == {"username", "password", "role", "region"} for user in users)
    bendo = Worksheet.objects.get(district__code="35.20.10")
    assert bendo.claim_total == Decimal("86.894377631548")
    others = Worksheet.objects.exclude(pk=bendo.pk).select_related("district__regency", "profile")
    assert others.count() == 9
    assert len({worksheet.district.regency.code for worksheet in others}) > 2
    assert any(worksheet.profile.kelurahan == 0 for worksheet in others)
    assert any(worksheet.profile.desa == 0 for worksheet in others)
    assert {worksheet.complete for worksheet in others} == {True, False}
    assert {it.state for it in others} == {
        *(
            "regency_review",
            "regency_verified",
            "under_review",
            "repair",
            "verified",
            "submitted",
            "draft",
            "awaiting_head",
        )
    }
    for worksheet in others:
        assert result_of(worksheet).stored_total == worksheet.claim_total
        assert worksheet.complete is False or 40 < worksheet.claim_total < 100


def test_the_judging_is_on_its_way(client: Client, db: None, demo_mode: None) -> None:
    seed("--kecamatan", "6")

    stages = Stage.objects.order_by("no").values_list("no", "kind")
    assert list(stages) == [(1, "entry"), (2, "regency"), (3, "desk"), (4, "jury")]
    chair = User.objects.get(username="penilai.jatim")
    second = User.objects.get(username="penilai2.jatim")
    assert [it.chairs for it in (*chair.active_memberships, *second.active_memberships)] == [True, False]
    period, verifier = Period.objects.get(), User.objects.get(username="verifikator.magetan")
    now = timezone.now()
    assert [(it.layer, it.judged) for it in tasks_of(verifier, period, now)] == [("regency", 12)]
    assert {(it.worksheet.state, it.layer, it.judged) for it in tasks_of(second, period, now)} == {
        ("regency_verified", "desk", 0),
        ("under_review", "desk", 12),
    }
    back = Worksheet.objects.get(state="repair")
    assert back.repairs.filter(sent_at__isnull=False).count() == 2
    assert list(Stage.objects.filter(weight=50).values_list("no", "kind")) == [(3, "desk"), (4, "jury")]
    assert sorted(Nomination.objects.values_list("rank", flat=True)) == [1, 2]
    for name in ("juri.jatim", "juri2.jatim"):
        seats = sign_in(client, User.objects.get(username=name)).get("/", follow=True).context["own"][0].lines
        assert [client.get(ballot_page(it.seat)).status_code for it in seats] == [200, 200]


def ballot_page(seat: Any) -> str:
    return f"/penilaian-juri/{seat.stage.pk}/{seat.worksheet.pk}/"


def test_everybody_can_sign_in_with_the_printed_password(client: Client, db: None, demo_mode: None) -> None:
    for user in seed("--kecamatan", "1"):
        form = {"username": user["username"], "password": user["password"]}
        assert client.post("/masuk/", form).status_code == 302
        assert client.get("/", follow=True).status_code == 200
        client.post("/keluar/")


def test_again_it_adds_and_changes_nothing(db: None, demo_mode: None) -> None:
    first = seed("--kecamatan", "2")
    Entry.objects.filter(code="i01").update(note="Disunting orang")
    counts = [model.objects.count() for model in MODELS]

    assert seed("--kecamatan", "2") == first
    assert [model.objects.count() for model in MODELS] == counts
    assert Entry.objects.filter(note="Disunting orang").exists()


def test_more_kecamatan_are_added_to_a_filled_demo(db: None, demo_mode: None) -> None:
    seed("--kecamatan", "1")

    seed("--kecamatan", "3")

    assert Worksheet.objects.count() == 4


@pytest.mark.parametrize("number", ["-1", "601"])
def test_a_number_out_of_range_is_one_clear_line(db: None, demo_mode: None, number: str) -> None:
    with pytest.raises(CommandError, match="0 sampai 600") as refusal:
        call_command("seed_demo", "--kecamatan", number)
    assert refusal.value.returncode == 2


def test_the_table_speaks_indonesian(db: None, demo_mode: None) -> None:
    out = StringIO()

    call_command("seed_demo", "--kecamatan", "0", stdout=out)

    assert "operator.bendo" in out.getvalue()
    assert "Verifikator kabupaten/kota, Kabupaten Magetan" in out.getvalue()
