"""Anybody checks a printed copy: what the public page says and keeps to itself, and how a guesser fares."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from assessments.archive.services.code_trials import MOST, WITHIN, network_of
from assessments.models import CodeTrial, Decision, Layer, Period, Snapshot, Stage, Worksheet
from assessments.review.services.steps import begin_desk, request_repair
from assessments.sending.services import request_signoff, resubmit, submit
from assessments.transitions.repair import ask_for_repair
from indicators.scoring.documents.document import read_document
from kinerja.accounts.models import Membership, Role
from kinerja.numbers import format_datetime
from tests.builders.deciding import approved
from tests.builders.sending import fill, sent, small_office
from tests.cast import BEGAN, Cast, sign_in
from tests.offices import add_judging, answer
from tests.town import state

FORM = "/keaslian/"


def snapshot() -> Snapshot:
    return Snapshot.objects.order_by("created_at").first() or pytest.fail("nothing was sent")


def address(code: str | None = None) -> str:
    return f"/keaslian/{code or snapshot().code}/"


def said(page: Any) -> str:
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def in_zone(it: Snapshot) -> str:
    return format_datetime(it.created_at, "Asia/Jakarta")


def sent_again(cast: Cast) -> Worksheet:
    """Bendo's sheet was sent, asked back in a row, and sent again."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    sheet = office.bendo
    fill(sheet, cast)
    request_signoff(worksheet=sheet, by=cast.sari)
    submit(worksheet=sheet, by=cast.camat)
    begin_desk(worksheet=sheet, by=cast.asri)
    ask_for_repair(worksheet=sheet, code="i1", layer=Layer.DESK, note="Periksa", by=cast.asri)
    due = timezone.now() + timedelta(days=3)
    request_repair(worksheet=sheet, by=cast.asri, due=due)
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")
    return resubmit(worksheet=sheet, by=cast.camat)


def test_a_visitor_reads_which_paper_it_is_and_that_it_is_whole(client: Client, cast: Cast) -> None:
    sent(cast)
    it = snapshot()

    page = client.get(address())

    for words in (
        *("Sesuai", "Tanda terima kertas kerja", "Bendo", "Kabupaten Magetan", "KK-2030-35.20.10-0001"),
        *(in_zone(it), it.fingerprint),
    ):
        assert words in said(page)
    assert it.fingerprint.replace(" ", "") == it.sha256[:12]
    assert "no-store" in page["Cache-Control"]
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_it_tells_neither_scores_nor_names(client: Client, cast: Cast) -> None:
    sent(cast)
    document = read_document(snapshot().document)
    private = {document["submitted_by"]["name"], cast.sari.name, "53,75", "33,75", "18", "32"}
    private |= {document["total"], cast.camat.name}

    for page in (client.get(address()), client.get(address(), {"sidik": "0" * 12})):
        words = said(page)
        for text in (snapshot().code, snapshot().fingerprint, in_zone(snapshot()), "35.20"):
            words = words.replace(text, "")
        assert {it for it in private if it in words} == set()


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {1} ", "{2}"])
def test_a_code_is_typed_as_one_likes(client: Client, cast: Cast, typed: str) -> None:
    sent(cast)
    code = snapshot().code

    page = client.get(FORM, {"kode": typed.format(code, code.lower(), code.replace("-", " "))})

    assert (page.status_code, page["Location"]) == (302, address())


@pytest.mark.parametrize(
    "typed", ["", " ", "7F3A", "7F3A-91CX", "<b>7F3A</b>", "\0", "7F3A-91C2-7F3A-91C2-7F3A"]
)
def test_what_is_no_code_is_refused_with_what_was_typed(client: Client, cast: Cast, typed: str) -> None:
    page = client.get(FORM, {"kode": typed})

    assert page.status_code == 422
    assert 'role="alert"' in said(page)
    assert "<b>" not in said(page)
    if "\0" not in typed:
        assert page.context["form"]["kode"].value() == typed


@pytest.mark.parametrize("code", ["0000-0000", "apa-ini", "<b>", "7F3A91C2"])
def test_an_unknown_code_is_not_known_whatever_it_looks_like(client: Client, cast: Cast, code: str) -> None:
    sent(cast)

    page = client.get(address(code))

    assert page.status_code == 404
    assert "Tidak dikenal" in said(page)
    assert "<b>" not in said(page)


def test_the_printed_fingerprint_is_compared(client: Client, cast: Cast) -> None:
    sent(cast)
    right = snapshot().fingerprint
    wrong = ("1" if right[0] != "1" else "2") + right[1:]

    same, upper = (client.get(address(), {"sidik": it}) for it in (right, right.replace(" ", "").upper()))
    other = client.get(address(), {"sidik": wrong})
    short = client.get(address(), {"sidik": right[:6]})

    assert "sama dengan sidik salinan ini" in said(same)
    assert "<h2>Sesuai</h2>" in said(upper)
    assert "<h2>Berbeda</h2>" in said(other)
    assert "<h2>Sesuai</h2>" not in said(other)
    assert (short.status_code, right[:6] in said(short)) == (422, True)
    assert "Tulis 12 angka atau huruf sidik" in said(short)


@pytest.mark.parametrize(
    "change",
    ["document = replace(document, '53.75', '99.75')", "document = 'x'", "sha256 = 'f' || substr(sha256, 2)"],
)
def test_a_copy_that_was_changed_in_the_database_differs(client: Client, cast: Cast, change: str) -> None:
    sent(cast)
    Snapshot.objects.filter(sha256__startswith="f").update(sha256="0" * 64)  # so that the third is a change
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE assessments_snapshot SET {change}")  # noqa: S608

    page = client.get(address())

    assert page.status_code == 200
    assert "<h2>Berbeda</h2>" in said(page)
    assert snapshot().fingerprint not in said(page)
    assert "Kabupaten Magetan" in said(page)


def test_a_paper_that_a_newer_sending_replaced_says_when(client: Client, cast: Cast) -> None:
    sent_again(cast)
    first, second = Snapshot.objects.order_by("created_at")

    old, new = client.get(address(first.code)), client.get(address(second.code))

    assert "<h2>Sudah digantikan</h2>" in said(old)
    assert in_zone(second) in said(old)
    assert "KK-2030-35.20.10-0001" in said(old)
    assert "<h2>Sesuai</h2>" in said(new)
    assert "KK-2030-35.20.10-0002" in said(new)


def decided_in_small(cast: Cast, **told: Any) -> Decision:
    """A ranking of Bendo and its neighbour, approved."""
    for user, district in ((cast.maya, cast.places.city_district), (cast.tono, cast.places.neighbour)):
        Membership.objects.create(user=user, role=Role.HEAD, district=district, starts=BEGAN)
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    return approved(office, cast, **told)


def test_the_code_of_a_decision_is_answered_like_any_other(client: Client, cast: Cast) -> None:
    decision = decided_in_small(cast)

    page = client.get(address(decision.code.lower()))
    wrong = client.get(address(decision.code), {"sidik": "0" * 12})

    for words in (
        "<h2>Sesuai</h2>",
        "Lampiran penetapan",
        "Provinsi</dt><dd>Jawa Timur",
        decision.fingerprint,
    ):
        assert words in said(page)
    assert f'href="/hasil/{decision.code}/"' in said(page)
    assert "73,75" not in said(page)
    assert "<h2>Berbeda</h2>" in said(wrong)


def test_a_decision_that_was_changed_in_the_database_differs(client: Client, cast: Cast) -> None:
    decision = decided_in_small(cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_decision SET document = replace(document, '73.75', '93.75')")

    assert "<h2>Berbeda</h2>" in said(client.get(address(decision.code)))


def test_a_later_decision_of_the_period_replaces_once_its_embargo_is_over(client: Client, cast: Cast) -> None:
    decision = decided_in_small(cast)
    at = timezone.now() + timedelta(days=60)
    later = Decision.objects.create(
        period=decision.period,
        code="AAAA-0001",
        document="{}",
        sha256="0" * 64,
        state=Decision.State.APPROVED,
        embargo_until=at,
        proposed_at=at,
        proposed_by=cast.kiki,
        approved_at=at,
        approved_by=cast.lina,
    )
    assert "<h2>Sesuai</h2>" in said(client.get(address(decision.code)))

    Decision.objects.filter(pk=later.pk).update(embargo_until=None)

    page = said(client.get(address(decision.code)))
    assert "<h2>Sudah digantikan</h2>" in page
    assert format_datetime(at, "Asia/Jakarta") in page


def test_a_period_that_keeps_its_ranking_to_itself_is_checked_without_a_link(
    client: Client, cast: Cast
) -> None:
    decision = decided_in_small(cast)
    Period.objects.update(visibility=Period.Visibility.NOTHING)

    page = said(client.get(address(decision.code)))

    assert ("<h2>Sesuai</h2>" in page, "/hasil/" in page) == (True, False)


@pytest.mark.parametrize("standing", [Decision.State.PROPOSED, Decision.State.WITHDRAWN])
def test_what_is_not_approved_has_no_paper(client: Client, cast: Cast, standing: str) -> None:
    decision = decided_in_small(cast)
    Decision.objects.update(state=standing)

    assert client.get(address(decision.code)).status_code == 404


def test_the_feedback_sheet_of_a_final_result_is_checked_too(client: Client, cast: Cast) -> None:
    decided_in_small(cast)
    copy = Snapshot.objects.filter(kind="decision", worksheet__district__name="Bendo").get()

    page = said(client.get(address(copy.code)))

    assert ("<h2>Sesuai</h2>" in page, "Lembar umpan balik" in page, "73,75" in page) == (True, True, False)


def test_before_it_is_published_no_code_of_a_ranking_is_known(client: Client, cast: Cast) -> None:
    decision = decided_in_small(cast, embargo_until=timezone.now() + timedelta(days=90))
    codes = {decision.code, *Snapshot.objects.filter(kind="decision").values_list("code", flat=True)}

    assert len(codes) == 3
    assert {client.get(address(code)).status_code for code in codes} == {404}


def test_a_guesser_waits_and_learns_nothing_while_waiting(client: Client, cast: Cast) -> None:
    sent(cast)
    for no in range(MOST):
        assert client.get(address(f"0000-{no:04}")).status_code == 404

    known, unknown = client.get(address()), client.get(address("0000-0099"))

    assert (known.status_code, unknown.status_code) == (429, 429)
    assert "Coba lagi mulai pukul" in said(known)
    assert "Magetan" not in said(known)
    assert said(known).replace(snapshot().code, "") == said(unknown).replace("0000-0099", "")
    assert CodeTrial.objects.count() == MOST
    assert client.get(address(), REMOTE_ADDR="198.51.100.7").status_code == 200


def test_the_wait_ends_by_itself_and_what_is_old_is_forgotten(client: Client, cast: Cast) -> None:
    sent(cast)
    CodeTrial.objects.bulk_create(
        CodeTrial(network="127.0.0.1", at=timezone.now() - WITHIN) for _ in range(MOST)
    )

    assert client.get(address()).status_code == 200
    client.get(address("0000-0000"))

    assert CodeTrial.objects.count() == 1


def test_known_codes_are_looked_up_without_end_and_nothing_is_written(client: Client, cast: Cast) -> None:
    sent(cast)
    before = state()

    assert {client.get(address()).status_code for _ in range(MOST + 5)} == {200}

    assert state() == before


@pytest.mark.parametrize(
    ("visitor", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        (None, ""),
    ],
)
def test_a_visitor_is_known_by_address_or_network(visitor: str | None, network: str) -> None:
    assert network_of(visitor) == network


@pytest.mark.parametrize("who", ["sari", "tono", "joko", "vera", "root_user"])
def test_everybody_reads_the_same(client: Client, cast: Cast, who: str) -> None:
    sent(cast)

    assert said(sign_in(Client(), getattr(cast, who)).get(address())) == said(client.get(address()))


def test_it_takes_the_same_queries_however_often_it_was_sent(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    sent_again(cast)
    page = address()

    with django_assert_num_queries(4):  # trials, the copy, a newer one, period
        client.get(page)


def test_a_decision_takes_the_same_queries_for_any_number_of_places(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    page = address(decided_in_small(cast).code)

    with django_assert_num_queries(5):  # trials, no copy, the decision, a newer one, period
        client.get(page)
