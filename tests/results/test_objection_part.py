"""An objection that is accepted in part: another value than the claim's and the one that was decided."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from assessments.models import Event, Judgement, Layer, LayerScore, Objection
from tests.builders.deciding import PARTLY, objection_to_row_2, office_with_heads, result_page
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_with_heads(cast)


@pytest.fixture
def objection(office: Office, cast: Cast) -> Objection:
    return objection_to_row_2(office, cast)


@pytest.fixture
def kiki(cast: Cast) -> Client:
    return sign_in(Client(), cast.kiki)


def answer(client: Client, office: Office, objection: Objection, **told: str) -> Any:
    return client.post(f"{result_page(office)}jawaban/{objection.pk}/", PARTLY | told)


def test_another_value_holds_with_the_answer_as_its_reason(
    office: Office, cast: Cast, kiki: Client, objection: Objection
) -> None:
    assert answer(kiki, office, objection).status_code == 302

    objection.refresh_from_db()
    assert (objection.outcome, objection.answer, objection.answered_by) == (
        "partly",
        PARTLY["answer"],
        cast.kiki,
    )
    judgement = Judgement.objects.get(worksheet=office.bendo, layer=Layer.OBJECTION)
    assert (judgement.values, judgement.reason) == ({"n": "4", "d": "6"}, PARTLY["answer"])
    desk = Judgement.objects.get(worksheet=office.bendo, layer=Layer.DESK, code="i2")
    assert desk.values == {"n": "2", "d": "2"}  # what was decided first is kept
    score = LayerScore.objects.get(worksheet=office.bendo, layer=Layer.DESK)
    assert score.total.quantize(Decimal("0.01")) == Decimal("60.42")  # 60 × 18/32 + 40 × 4/6
    told = Event.objects.get(action="objection_answered")
    assert told.new == {"outcome": "partly", "answer": PARTLY["answer"]}
    shown = markup(sign_in(Client(), cast.camat).get(result_page(office)))
    assert "<b>Diterima sebagian:</b> Satu dari tiga dokumen sah" in shown
    assert "60,42" in shown
    assert answer(kiki, office, objection).status_code == 409


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"n": "1", "d": "2"}, "Nilai ini sama dengan isian kecamatan. Pilih Diterima."),
        ({"n": "2", "d": "2"}, "Nilai ini sama dengan putusan yang disanggah. Pilih Ditolak."),
        ({"n": ""}, "Isi nilai yang diputuskan."),
        ({"n": "71.4"}, "Tulis bilangan bulat, misalnya 1."),
        ({"answer": " "}, "Tulis jawaban atas sanggahan."),
        ({"outcome": "lain"}, "Pilih diterima, diterima sebagian, atau ditolak."),
        ({"outcome": ""}, "Pilih diterima, diterima sebagian, atau ditolak."),
    ],
)
def test_what_lacks_is_said_and_what_was_typed_stays(
    office: Office, kiki: Client, objection: Objection, change: dict[str, str], sentence: str
) -> None:
    refused = answer(kiki, office, objection, **change)

    assert refused.status_code == 422
    assert sentence in markup(refused)
    assert f'value="{(PARTLY | change)["d"]}"' in markup(refused)
    assert not Judgement.objects.filter(layer=Layer.OBJECTION).exists()
    objection.refresh_from_db()
    assert objection.outcome == "open"


def test_a_value_that_was_typed_counts_for_nothing_where_the_claim_or_the_decision_holds(
    office: Office, kiki: Client, objection: Objection
) -> None:
    assert answer(kiki, office, objection, outcome="accepted", n="x").status_code == 302

    judgement = Judgement.objects.get(layer=Layer.OBJECTION)
    assert (judgement.verdict, judgement.values) == ("agrees", {"n": "1", "d": "2"})


def test_tdi_may_be_what_holds(office: Office, kiki: Client, objection: Objection) -> None:
    assert answer(kiki, office, objection, n="", d="", tdi="on").status_code == 302

    assert Judgement.objects.get(layer=Layer.OBJECTION).status == "tdi"


@pytest.mark.parametrize("who", ["camat", "vera", "lina"])
def test_nobody_else_answers(office: Office, cast: Cast, objection: Objection, who: str) -> None:
    reader = sign_in(Client(), getattr(cast, who))

    assert answer(reader, office, objection).status_code == 403
    assert "Diterima sebagian" not in markup(reader.get(result_page(office)))


def test_the_page_offers_the_fields_beside_claim_and_decision(
    office: Office, kiki: Client, objection: Objection
) -> None:
    shown = markup(kiki.get(result_page(office)))

    assert "Diterima sebagian: nilai lain berlaku" in shown
    assert "Isian: 1; hasil: 2" in shown
