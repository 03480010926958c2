"""From verified worksheets to a ranking that everybody may read and nothing moves."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from assessments.access.queries import published_decisions
from assessments.models import Decision, Event, Judgement, Layer, Period, Snapshot, Worksheet
from assessments.results.services.decision import (
    announce_results,
    approve_proposal,
    moved_since,
    propose_ranking,
)
from assessments.results.services.objections import (
    answer_objection,
    file_objection,
    last_working_day,
    objections_close,
)
from assessments.review.services.steps import reopen
from assessments.transitions.judging import Opinion
from assessments.workflow import State
from indicators.scoring.documents.document import read_document
from kinerja.refusals import Closed, Moved
from tests.builders.deciding import (
    after_objections,
    announced,
    approved,
    both_verified,
    office_with_heads,
    proposed,
)
from tests.builders.judging import AGREES, differing, give_opinion
from tests.builders.printed import output_of
from tests.builders.score_audit import verify_scores
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office
from tests.tools import needs
from tests.town import state


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_with_heads(cast)


def test_announcing_shows_everything_verified_at_once(office: Office, cast: Cast) -> None:
    announced(office, cast)

    states = dict(Worksheet.objects.values_list("district__name", "state"))
    assert states == {"Bendo": "provisional", "Maospati": "provisional", "Kartoharjo": "draft"}
    assert Event.objects.filter(action="announced", actor_name="Kiki").count() == 2


@pytest.mark.parametrize("who", ["asri", "vera", "lina", "sari", "camat", "root_user"])
def test_nobody_but_the_chair_announces_or_proposes(office: Office, cast: Cast, who: str) -> None:
    period, person = both_verified(office, cast), getattr(cast, who)
    before = state()

    with pytest.raises(Moved, match="Hanya ketua tim"):
        announce_results(period=period, by=person)
    with pytest.raises(Closed, match="Hanya ketua tim"):
        propose_ranking(period=period, embargo_until=None, mentor="", by=person)

    assert state() == before


def test_whoever_is_ranked_must_have_seen_the_provisional_result(office: Office, cast: Cast) -> None:
    period = both_verified(office, cast)

    with pytest.raises(Moved, match="Umumkan dahulu hasil sementara Kecamatan Bendo"):
        propose_ranking(period=period, embargo_until=None, mentor="", by=cast.kiki)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    friday = date(2022, 12, 23)

    assert last_working_day(friday, 1, ()) == date(2022, 12, 26)
    assert last_working_day(friday, 3, {date(2022, 12, 26)}) == date(2022, 12, 29)
    assert last_working_day(friday, 0, ()) == friday


def test_objections_close_at_the_end_of_the_last_working_day(office: Office, cast: Cast) -> None:
    both_verified(office, cast)
    announce_results(period=office.stage.period, by=cast.kiki, at=datetime(2022, 12, 23, 3, tzinfo=UTC))

    assert objections_close(office.bendo) == datetime(2022, 12, 28, 16, 59, tzinfo=UTC)  # 23.59 in Java


def test_an_objection_that_holds_moves_the_result_and_is_kept(office: Office, cast: Cast) -> None:
    announced(office, cast)
    objection = file_objection(worksheet=office.bendo, code="i2", text="Dokumen terlampir", by=cast.camat)

    answer_objection(objection=objection, opinion=AGREES, answer="Benar, halaman 3", by=cast.kiki)

    score = office.bendo.layer_scores.get(layer=Layer.DESK)
    assert score.total == Decimal("53.75")
    assert office.bendo.judgements.get(code="i2", layer="desk").verdict == "differs"
    assert office.bendo.objections.get().outcome == "accepted"
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"
    with pytest.raises(Moved, match="sudah dijawab"):
        answer_objection(objection=objection, opinion=None, answer="Lain", by=cast.kiki)


def test_only_the_camat_objects_once_a_row_and_in_time(office: Office, cast: Cast) -> None:
    announced(office, cast)
    with pytest.raises(Closed, match="Hanya camat"):
        file_objection(worksheet=office.bendo, code="i1", text="Keliru", by=cast.sari)
    late = objections_close(office.bendo)
    with pytest.raises(Closed, match="Masa sanggah berakhir"):
        file_objection(worksheet=office.bendo, code="i1", text="Keliru", by=cast.camat, at=late)
    file_objection(worksheet=office.bendo, code="i1", text="Keliru", by=cast.camat)
    with pytest.raises(Moved, match="satu kali"):
        file_objection(worksheet=office.bendo, code="i1", text="Keliru lagi", by=cast.camat)


def test_what_is_approved_is_ranked_copied_and_final(office: Office, cast: Cast) -> None:
    decision = approved(office, cast, mentor="35.20")

    document = read_document(decision.document)
    told = [(it["rank"], it["district"]["name"], it["total"], it["behind"]) for it in document["places"]]
    assert told == [
        (1, "Bendo", "73.750000000000", None),
        (2, "Maospati", "70.000000000000", "3.750000000000"),
    ]
    assert [it["district"]["name"] for it in document["unfinished"]] == ["Kartoharjo"]
    assert document["titles"] == [
        {"title": "Juara 1", "name": "Kecamatan Bendo, Kabupaten Magetan"},
        {"title": "Juara 2", "name": "Kecamatan Maospati, Kabupaten Magetan"},
        {"title": "Pembina terbaik", "name": "Kabupaten Magetan"},
    ]
    copies = {
        it.worksheet.district.name: read_document(it.document)
        for it in Snapshot.objects.filter(kind="decision")
    }
    assert {name: it["place"]["rank"] for name, it in copies.items()} == {"Bendo": 1, "Maospati": 2}
    bendo = copies["Bendo"]
    assert (bendo["claim"]["total"], bendo["decided"]["total"]) == ("53.75", "73.75")
    assert [it["verdict"] for it in bendo["judgements"]] == ["agrees", "differs"]
    assert bendo["instrument"]["sha256"] == office.bendo.revision.sha256
    assert set(Worksheet.objects.values_list("state", flat=True)) == {"final", "draft"}


def test_the_kabupaten_that_guided_best_need_not_be_ranked(office: Office, cast: Cast) -> None:
    decision = proposed(office, cast, mentor="35.77")

    assert read_document(decision.document)["titles"][-1] == {
        "title": "Pembina terbaik",
        "name": "Kota Madiun",
    }
    with pytest.raises(Moved, match="bukan bagian provinsi ini"):
        propose_ranking(period=decision.period, embargo_until=None, mentor="33.10", by=cast.kiki)


def test_it_is_not_approved_while_objections_may_come_or_wait(office: Office, cast: Cast) -> None:
    decision = proposed(office, cast)
    with pytest.raises(Moved, match="Masa sanggah masih terbuka"):
        approve_proposal(decision=decision, by=cast.lina)
    file_objection(worksheet=office.bendo, code="i1", text="Keliru", by=cast.camat)

    with pytest.raises(Moved, match="1 sanggahan belum dijawab"):
        approve_proposal(decision=decision, by=cast.lina, at=after_objections(decision.period))


def test_a_figure_that_moved_since_the_proposal_keeps_it_from_being_approved(
    office: Office, cast: Cast
) -> None:
    decision = proposed(office, cast)
    objection = file_objection(worksheet=office.bendo, code="i2", text="Keliru", by=cast.camat)
    answer_objection(objection=objection, opinion=AGREES, answer="Benar", by=cast.kiki)

    with pytest.raises(Moved, match="Nilai berubah sejak diusulkan"):
        approve_proposal(decision=decision, by=cast.lina, at=after_objections(decision.period))
    newer = propose_ranking(period=decision.period, embargo_until=None, mentor="", by=cast.kiki)
    approve_proposal(decision=newer, by=cast.lina, at=after_objections(decision.period))

    decision.refresh_from_db()
    assert (decision.state, newer.state) == ("withdrawn", "approved")
    assert [it["district"]["name"] for it in read_document(newer.document)["places"]] == ["Maospati", "Bendo"]


@pytest.mark.parametrize("who", ["kiki", "asri", "vera", "camat", "root_user"])
def test_nobody_but_the_leadership_of_the_province_decides(office: Office, cast: Cast, who: str) -> None:
    decision = proposed(office, cast)
    before = state()

    with pytest.raises(Closed, match="Hanya pimpinan"):
        approve_proposal(decision=decision, by=getattr(cast, who), at=after_objections(decision.period))

    assert state() == before


def test_the_public_sees_nothing_before_the_embargo_is_over(office: Office, cast: Cast) -> None:
    until = timezone.now() + timedelta(days=40)
    decision = approved(office, cast, embargo_until=until)

    assert list(published_decisions(until - timedelta(seconds=1))) == []
    assert list(published_decisions(until)) == [decision]
    for page in ("", "lampiran.pdf", "peringkat.xlsx"):
        assert Client().get(f"/hasil/{decision.code}/{page}").status_code == 404
    assert decision.code not in markup(Client().get("/hasil/"))


def test_a_period_may_keep_its_ranking_to_itself_or_show_aspects(office: Office, cast: Cast) -> None:
    decision = approved(office, cast)
    page = f"/hasil/{decision.code}/"
    assert "Aspek 1" not in markup(Client().get(page))

    Period.objects.update(visibility=Period.Visibility.ASPECTS)
    assert "Aspek 1" in markup(Client().get(page))
    Period.objects.update(visibility=Period.Visibility.NOTHING)
    assert Client().get(page).status_code == 404


def test_what_is_published_stays_bit_for_bit_when_a_result_is_opened_again(
    office: Office, cast: Cast
) -> None:
    decision = approved(office, cast)
    assert moved_since(decision) == []
    address = f"/hasil/{decision.code}/"
    papers = ("lampiran.pdf", "peringkat.xlsx")
    before = [Client().get(f"{address}{paper}").content for paper in papers]
    page = Client().get(address).content

    sheet = Worksheet.objects.select_related("stage__period", "district__regency__province", "profile").get(
        pk=office.bendo.pk
    )
    reopen(worksheet=sheet, by=cast.kiki, note="Putusan pengadilan")
    read = Judgement.objects.get(worksheet=sheet, code="i2")
    give_opinion(sheet, "i2", differing(n="0", d="2"), cast.kiki, version=read.version)

    assert [Client().get(f"{address}{paper}").content for paper in papers] == before
    assert Client().get(address).content == page
    assert [it["district"]["name"] for it in moved_since(decision)] == ["Bendo"]
    shown = markup(sign_in(Client(), cast.asri).get("/p/jatim-2022/penetapan/"))
    assert "<b>Berbeda dari penetapan:</b> Kecamatan Bendo (Kabupaten Magetan)" in shown
    assert sheet.state == State.UNDER_REVIEW


def test_page_and_workbook_of_a_decision_show_the_same_ranks(office: Office, cast: Cast) -> None:
    decision = approved(office, cast)
    page = markup(Client().get(f"/hasil/{decision.code}/"))
    book = load_workbook(BytesIO(Client().get(f"/hasil/{decision.code}/peringkat.xlsx").content))

    rows = [row[:5] for row in book["Peringkat"].iter_rows(min_row=2, values_only=True)]
    assert rows == [
        (1, "35.20.10", "Bendo", "Kabupaten Magetan", 73.75),
        (2, "35.20.11", "Maospati", "Kabupaten Magetan", 70),
    ]
    assert page.index("73,75") < page.rindex("Maospati") < page.index("70,00")
    assert "3,75" in page


@needs("pdftotext")
@needs("pdftoppm")
def test_the_papers_of_a_decision_carry_its_code_and_a_qr(office: Office, cast: Cast, settings: Any) -> None:
    settings.SITE_URL = "https://kinerja.example.go.id"
    decision = approved(office, cast)
    target = f"https://kinerja.example.go.id/keaslian/{decision.code}/"
    paper, book = (
        Client().get(f"/hasil/{decision.code}/{name}").content for name in ("lampiran.pdf", "peringkat.xlsx")
    )

    text = output_of(["pdftotext", "-layout", "-", "-"], paper).decode()
    drawn = output_of(["pdftoppm", "-r", "150", "-png", "-singlefile", "-"], paper)
    assert f"Kode {decision.code} · Sidik {decision.fingerprint}" in text
    page = load_workbook(BytesIO(book))["Keaslian"]
    told = [tuple(cell.value for cell in row) for row in page["A1:B3"]]
    assert told == [("Kode", decision.code), ("Sidik", decision.fingerprint), ("Periksa di", target)]
    for picture in (drawn, ZipFile(BytesIO(book)).read("xl/media/image1.png")):
        assert [it.text for it in zxingcpp.read_barcodes(Image.open(BytesIO(picture)))] == [target]


def test_a_whole_decision_in_the_browser_of_chair_camat_and_leader(office: Office, cast: Cast) -> None:
    period = both_verified(office, cast)
    chair, leader, head = (sign_in(Client(), who) for who in (cast.kiki, cast.lina, cast.camat))
    own = f"/kertas-kerja/{office.bendo.pk}/hasil/"
    assert head.get(own).status_code == 403

    assert chair.post(f"/penetapan/{period.pk}/umumkan/").status_code == 302
    shown = markup(head.get(own))
    assert "73,75" in shown
    assert "Dokumen menyebut angka lain" in shown
    assert head.post(f"{own}sanggahan/i2/", {"text": " "}).status_code == 422
    assert head.post(f"{own}sanggahan/i2/", {"text": "Ada dokumennya"}).status_code == 302
    objection = office.bendo.objections.get()
    assert chair.post(f"{own}jawaban/{objection.pk}/", {"outcome": "rejected"}).status_code == 422
    told = {"outcome": "rejected", "answer": "Dokumen tahun lain"}
    assert chair.post(f"{own}jawaban/{objection.pk}/", told).status_code == 302
    assert "Dokumen tahun lain" in markup(head.get(own))
    assert chair.post(f"/penetapan/{period.pk}/usulkan/", {"embargo": "besok"}).status_code == 422
    assert chair.post(f"/penetapan/{period.pk}/usulkan/", {"mentor": "35.20"}).status_code == 302
    decision = Decision.objects.get()
    waiting = leader.post(f"/penetapan/{period.pk}/{decision.pk}/tetapkan/")
    assert (waiting.status_code, "Masa sanggah masih terbuka" in markup(waiting)) == (409, True)
    Period.objects.update(objection_days=0)
    assert leader.post(f"/penetapan/{period.pk}/{decision.pk}/tetapkan/").status_code == 302

    page = markup(Client().get(f"/hasil/{decision.code}/"))
    assert "Juara 1" in page


def test_the_pages_take_the_same_queries_for_any_number_of_places(
    office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    decision = approved(office, cast)
    reader = Client()
    with django_assert_num_queries(3):  # the frame's period, the decision, the newest of its period
        reader.get(f"/hasil/{decision.code}/")


def test_an_opinion_may_only_agree_or_differ_in_a_provisional_result(office: Office, cast: Cast) -> None:
    announced(office, cast)

    with pytest.raises(Closed):
        give_opinion(office.bendo, "i1", Opinion("agrees"), cast.kiki)
