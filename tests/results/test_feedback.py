"""The feedback sheet: where points were lost, what others got, what comes next; live, then frozen."""

import re
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Judgement, Layer, Period, Snapshot, Stage, Worksheet
from assessments.results.printing.feedback import signed_points
from assessments.results.services.decision import announce_results, approve_proposal, propose_ranking
from assessments.results.services.feedback import feedback_of
from assessments.results.services.medians import LEAST_AMONG, decided_medians
from assessments.review.services.steps import begin_desk, verify
from assessments.sending.services import request_signoff, submit
from assessments.workflow import State
from indicators.scoring.documents.document import read_document
from kinerja.accounts.models import User
from tests.builders.deciding import after_objections
from tests.builders.fields import more
from tests.builders.judging import AGREES, differing, give_opinion
from tests.builders.printed import text_of
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging, answer
from tests.tools import needs


@pytest.fixture
def office(cast: Cast) -> Office:
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    return office


def under_review(office: Office, cast: Cast) -> Worksheet:
    """Bendo claims 60 × 18/32 + 40 × 1/2 = 53,75; row 1 is decided as 12/32, row 2 not yet."""
    answer(office.bendo, "i1", cast.sari, n="18", d="32")
    answer(office.bendo, "i2", cast.sari, n="1", d="2")
    request_signoff(worksheet=office.bendo, by=cast.sari)
    submit(worksheet=office.bendo, by=cast.camat)
    begin_desk(worksheet=office.bendo, by=cast.kiki)
    give_opinion(office.bendo, "i1", differing(n="12", d="32"), cast.kiki)
    return office.bendo


def announced(office: Office, cast: Cast) -> Worksheet:
    """Decided in all as 22,5 + 20 = 42,5, and told."""
    sheet = under_review(office, cast)
    give_opinion(sheet, "i2", AGREES, cast.kiki)
    verify(worksheet=sheet, by=cast.kiki)
    announce_results(period=office.stage.period, by=cast.kiki)
    sheet.refresh_from_db(fields=["state"])
    return sheet


def approved(office: Office, cast: Cast) -> Worksheet:
    sheet = announced(office, cast)
    decision = propose_ranking(period=office.stage.period, embargo_until=None, mentor="", by=cast.kiki)
    approve_proposal(decision=decision, by=cast.lina, at=after_objections(decision.period))
    sheet.refresh_from_db(fields=["state"])
    return sheet


def others_announced(office: Office, cast: Cast, *counts: int) -> None:
    """So many further kecamatan, whose row 1 was decided as these counts of 32."""
    sheets = more(office, len(counts), cast.places.regency)
    Worksheet.objects.filter(pk__in=[it.pk for it in sheets]).update(state=State.PROVISIONAL)
    told = {"layer": Layer.DESK, "verdict": "agrees", "entry_version": 0}
    told |= {"judged_at": timezone.now(), "judged_by": cast.kiki}
    Judgement.objects.bulk_create(
        Judgement(worksheet=sheet, code="i1", values={"n": str(n), "d": "32"}, **told)
        for sheet, n in zip(sheets, counts, strict=True)
    )


def page_of(sheet: Worksheet, person: User, tail: str = "umpan-balik/") -> Any:
    return sign_in(Client(), person).get(f"/kertas-kerja/{sheet.pk}/{tail}")


def words_of(page: Any) -> str:
    """The text of a page's main part, a space between each two words."""
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.partition(">")[2].replace("</b>", "")).split())


@pytest.mark.parametrize(
    ("points", "text"),
    [("0", "0,00"), ("0.454", "+0,45"), ("-0.005", "−0,01"), ("-0.0049", "−0,0049"), ("-11.25", "−11,25")],
)
def test_a_difference_has_a_sign_and_never_shows_nothing(points: str, text: str) -> None:
    assert signed_points(Fraction(points)) == text


def test_what_is_not_judged_yet_counts_as_it_was_claimed(office: Office, cast: Cast) -> None:
    found = feedback_of(under_review(office, cast))

    assert [(it.indicator.code, it.difference, it.reason) for it in found.lost] == [
        ("i1", Fraction(-45, 4), "Dokumen menyebut angka lain")
    ]
    assert (found.claim_total, found.decided_total) == (Fraction("53.75"), Fraction("42.5"))
    assert (len(found.rows), found.row_count, found.copy) == (1, 2, None)


def test_it_shows_losses_reasons_and_the_next_steps_of_what_was_decided(office: Office, cast: Cast) -> None:
    words = words_of(page_of(announced(office, cast), cast.camat))

    assert "Nilai menurut isian 53,75 Nilai hasil penilaian 42,50 (−11,25)" in words
    assert "1 Indikator 1 33,75 22,50 −11,25 – Dokumen menyebut angka lain" in words
    assert "2 Indikator 2 Naikkan “Jumlah n” dari 1 ke 2 kegiatan +20,00" in words
    assert "1 Indikator 1 Naikkan “Jumlah n” dari 12 ke 13 kegiatan +1,88" in words
    assert "masih dapat berubah" in words


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        *(("sari", 403, 200), ("camat", 403, 200), ("tono", 404, 404), ("maya", 404, 404)),
        *(("vera", 200, 200), ("asri", 200, 200), ("lina", 200, 200), ("joko", 404, 404)),
    ],
)
def test_the_own_people_see_it_when_the_result_is_told_and_overseers_always(
    office: Office, cast: Cast, who: str, before: int, after: int
) -> None:
    sheet, person = under_review(office, cast), getattr(cast, who)
    assert page_of(sheet, person).status_code == before
    assert page_of(sheet, person, "umpan-balik.pdf").status_code == before

    Worksheet.objects.update(state=State.PROVISIONAL)

    assert page_of(sheet, person).status_code == after


def test_a_median_is_over_announced_results_and_never_of_a_few(office: Office, cast: Cast) -> None:
    sheet = announced(office, cast)
    others_announced(office, cast, 8, 16, 24)
    assert (LEAST_AMONG, decided_medians(sheet.stage_id)) == (5, {})

    sheets = more(office, 1, cast.places.regency, first=60)
    copied = Judgement.objects.get(worksheet=sheet, code="i1")
    copied.pk, copied.worksheet, copied.values = None, sheets[0], {"n": "32", "d": "32"}
    copied.save()
    assert decided_medians(sheet.stage_id) == {}
    Worksheet.objects.filter(pk=sheets[0].pk).update(state=State.FINAL)

    assert decided_medians(sheet.stage_id) == {"i1": (Fraction(30), 5)}  # of 8, 12, 16, 24 and 32 of 32
    assert "22,50 −11,25 30,00 (5)" in words_of(page_of(sheet, cast.camat))


def test_a_final_sheet_is_read_from_its_copy_and_never_moves(office: Office, cast: Cast) -> None:
    others_announced(office, cast, 8, 16, 24, 32)
    Period.objects.update(objection_days=0)
    sheet = announced(office, cast)
    Worksheet.objects.exclude(pk=sheet.pk).filter(state=State.PROVISIONAL).update(state=State.FINAL)
    decision = propose_for(office, cast)
    approve_proposal(decision=decision, by=cast.lina)
    sheet.refresh_from_db(fields=["state"])
    before = words_of(page_of(sheet, cast.camat))
    assert "22,50 −11,25 30,00 (5)" in before

    Judgement.objects.update(values={"n": "1", "d": "32"}, reason="Lain")
    sheet.entries.update(values={"n": "2", "d": "32"})
    sheet.profile.__class__.objects.update(desa=99)

    assert words_of(page_of(sheet, cast.camat)) == before
    assert "masih dapat berubah" not in before


def propose_for(office: Office, cast: Cast) -> Any:
    """The proposal of a period whose other results are final already, without asking for their ranks."""
    stage = Worksheet.objects.exclude(pk__in=[office.bendo.pk, office.neighbour.pk, office.city_sheet.pk])
    stage.update(complete=False)
    return propose_ranking(period=office.stage.period, embargo_until=None, mentor="", by=cast.kiki)


@needs("pdftotext")
def test_the_paper_says_what_the_page_says_and_carries_the_code_of_a_final_result(
    office: Office, cast: Cast, settings: Any
) -> None:
    settings.SITE_URL = "https://kinerja.example.go.id"
    sheet = announced(office, cast)
    draft = text_of(page_of(sheet, cast.camat, "umpan-balik.pdf").content)
    assert "42,50 (−11,25)" in draft
    assert "33,75 22,50 −11,25" in draft
    assert "dari 1 ke 2 kegiatan" in draft
    assert "tanpa kode" in draft

    decision = propose_ranking(period=office.stage.period, embargo_until=None, mentor="", by=cast.kiki)
    approve_proposal(decision=decision, by=cast.lina, at=after_objections(decision.period))

    copy = Snapshot.objects.get(kind="decision")
    final = text_of(page_of(sheet, cast.camat, "umpan-balik.pdf").content)
    assert f"https://kinerja.example.go.id/keaslian/{copy.code}/" in final
    assert f"Sidik {copy.fingerprint}" in final
    assert "tanpa kode" not in final


def test_the_copy_keeps_the_medians_as_text(office: Office, cast: Cast) -> None:
    others_announced(office, cast, 8, 16, 24, 32)
    Worksheet.objects.filter(state=State.PROVISIONAL).update(state=State.FINAL, complete=False)
    Period.objects.update(objection_days=0)
    sheet = announced(office, cast)

    approve_proposal(decision=propose_for(office, cast), by=cast.lina)

    document = read_document(Snapshot.objects.get(worksheet=sheet, kind="decision").document)
    assert document["medians"] == {"i1": {"score": "30", "among": 5}}


@pytest.mark.parametrize("final", [False, True])
def test_it_takes_the_same_queries_however_many_were_judged(
    office: Office, cast: Cast, final: bool, django_assert_num_queries: Any
) -> None:
    sheet = (approved if final else announced)(office, cast)
    client = sign_in(Client(), cast.camat)
    address = f"/kertas-kerja/{sheet.pk}/umpan-balik/"
    client.get(address)

    for count in (1, 9):
        others_announced_from(office, cast, count)
        with django_assert_num_queries(6 if final else 9):
            client.get(address)


def others_announced_from(office: Office, cast: Cast, count: int) -> None:
    sheets = more(office, count, cast.places.city, first=20 + Worksheet.objects.count())
    Worksheet.objects.filter(pk__in=[it.pk for it in sheets]).update(state=State.PROVISIONAL)
