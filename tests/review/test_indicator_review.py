"""One indicator across all kecamatan: whose lines, in which order, what is marked, and how it is judged."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Assignment, Conflict, Judgement, Repair, Stage, Worksheet
from assessments.records.worksheets import open_worksheets
from assessments.review.services.indicator_review import count_unlike
from assessments.transitions.judging import Opinion
from assessments.workflow import State
from indicators.models import Revision
from indicators.scoring.documents.document import canonical_text
from kinerja.regions.models import District, Profile
from tests.builders.across import (
    ACROSS_PAGE,
    bring_to_state,
    differing_in_n,
    give_opinion_on_row_1,
    office_in_review,
)
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, add_judging, answer, make_office
from tests.town import keep_file, small_document

READ = {"version": "0", "entry_version": "1"}
DIFFERS = READ | {"verdict": "differs", "n": "16", "d": "32", "reason": "SK menyebut 16"}
HTMX: Any = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_in_review(cast)


@pytest.fixture
def asri(cast: Cast) -> Client:
    return sign_in(Client(), cast.asri)


def names(page: Any) -> list[str]:
    return [row.line.worksheet.district.name for row in page.context["rows"]]


def marked(page: Any) -> dict[str, str]:
    return {row.line.worksheet.district.name: row.warning for row in page.context["rows"] if row.warning}


def row_of(sheet: Worksheet, rest: str = "") -> str:
    return f"/telaah-indikator/administrasi/i1/{sheet.pk}/{rest}"


@pytest.mark.parametrize(
    ("pairs", "counts"),
    [
        ([], []),
        ([("a", 1), ("a", 1), ("b", 2)], [0, 0, 0]),
        ([("a", 1), ("a", 2), ("a", 1), ("b", 2)], [1, 2, 1, 0]),
        ([("a", 1), ("a", None), ("a", 2)], [1, 0, 1]),
    ],
)
def test_unequal_decisions_of_equal_input_are_counted(pairs: list[Any], counts: list[int]) -> None:
    assert count_unlike(pairs) == counts


def test_equal_input_lies_together(office: Office, asri: Client) -> None:
    page = asri.get(f"{ACROSS_PAGE}i1/")

    assert names(page) == ["Bendo", "Kartoharjo", "Maospati"]
    assert "Diputuskan</dt><dd>0 dari 3" in markup(page)


def test_unequal_decisions_of_it_are_marked_and_shown_alone(office: Office, cast: Cast, asri: Client) -> None:
    give_opinion_on_row_1(office.bendo, cast.asri, Opinion("agrees"))
    give_opinion_on_row_1(office.neighbour, cast.asri, differing_in_n("18"))
    assert marked(asri.get(f"{ACROSS_PAGE}i1/")) == {}

    give_opinion_on_row_1(office.city_sheet, cast.asri, differing_in_n("16"))

    sentence = "Isian sama dengan 1 kecamatan lain, putusan berbeda"
    assert marked(asri.get(f"{ACROSS_PAGE}i1/")) == {"Bendo": sentence, "Kartoharjo": sentence}
    assert names(asri.get(f"{ACROSS_PAGE}i1/?tampil=berbeda")) == ["Bendo", "Kartoharjo"]
    assert "2 kecamatan" in markup(asri.get(ACROSS_PAGE))
    rows = [row for _, band in asri.get(ACROSS_PAGE).context["bands"] for row in band]
    assert [(it.indicator.code, it.decided, it.applying, it.unlike) for it in rows] == [
        ("i1", 3, 3, 2),
        ("i2", 0, 3, 0),
    ]


def test_the_same_figure_written_otherwise_is_the_same_input(
    office: Office, asri: Client, cast: Cast
) -> None:
    office.city_sheet.entries.filter(code="i1").update(values={"d": "32", "n": "18.0"})
    give_opinion_on_row_1(office.bendo, cast.asri, Opinion("agrees"))
    give_opinion_on_row_1(office.city_sheet, cast.asri, differing_in_n("16"))

    assert list(marked(asri.get(f"{ACROSS_PAGE}i1/"))) == ["Bendo", "Kartoharjo"]


def test_evidence_makes_another_input_where_it_is_asked_for(cast: Cast, asri: Client) -> None:
    document = small_document()
    rule = {"scope": "row"}
    document["aspects"][0]["sub_aspects"][0]["indicators"][0]["evidence"] = rule
    office = make_office(cast, document)
    add_judging(office, Stage.Kind.DESK)
    bring_to_state(office.bendo, cast.sari, "18")
    bring_to_state(office.city_sheet, cast.maya, "18")
    keep_file(office.bendo, cast.sari, "sk")
    give_opinion_on_row_1(office.bendo, cast.asri, Opinion("agrees"))
    give_opinion_on_row_1(office.city_sheet, cast.asri, differing_in_n("16"))

    assert marked(asri.get(f"{ACROSS_PAGE}i1/")) == {}
    assert "sk.pdf" in markup(asri.get(f"{ACROSS_PAGE}i1/"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?tampil=belum", ["Kartoharjo", "Maospati"]),
        ("?tampil=sudah", ["Bendo"]),
        ("?tampil=lain", ["Bendo", "Kartoharjo", "Maospati"]),
        ("?kabupaten=35.20", ["Bendo", "Maospati"]),
        ("?kabupaten=35.20&tampil=belum", ["Maospati"]),
        ("?hal=99", ["Bendo", "Kartoharjo", "Maospati"]),
    ],
)
def test_lines_are_filtered(office: Office, cast: Cast, asri: Client, query: str, shown: list[str]) -> None:
    give_opinion_on_row_1(office.bendo, cast.asri, Opinion("agrees"))

    assert names(asri.get(f"{ACROSS_PAGE}i1/{query}")) == shown


@pytest.mark.parametrize("address", ["i99/", "i1/?kabupaten=99.99", "i1/?edisi=7", "?edisi=x"])
def test_what_is_not_there_is_404(office: Office, asri: Client, address: str) -> None:
    assert asri.get(f"{ACROSS_PAGE}{address}").status_code == 404


def test_agreeing_saves_as_on_the_review_page(office: Office, asri: Client) -> None:
    saved = asri.post(row_of(office.bendo), READ | {"verdict": "agrees"})

    assert saved.status_code == 302
    assert saved["Location"] == f"{ACROSS_PAGE}i1/?kertas={office.bendo.pk}#kertas-{office.bendo.pk}"
    found = Judgement.objects.get()
    assert (found.worksheet, found.code, found.layer, found.verdict) == (office.bendo, "i1", "desk", "agrees")


def test_htmx_is_answered_with_the_lines_that_look_different(
    office: Office, cast: Cast, asri: Client
) -> None:
    give_opinion_on_row_1(office.bendo, cast.asri, Opinion("agrees"))

    saved = asri.post(row_of(office.city_sheet), DIFFERS, **HTMX)

    assert names(saved) == ["Bendo", "Kartoharjo"]
    assert list(marked(saved)) == ["Bendo", "Kartoharjo"]
    assert "<html" not in markup(saved)
    assert "Diputuskan</dt><dd>2 dari 3" in markup(saved)


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"reason": ""}, 422, "Tulis alasan nilai yang berbeda."),
        ({"n": "enam"}, 422, "enam"),
        ({"entry_version": "7"}, 409, "Isian kecamatan pada baris ini berubah"),
    ],
)
def test_what_lacks_is_said_and_what_was_typed_stays(
    office: Office, asri: Client, change: dict[str, str], status: int, sentence: str
) -> None:
    refused = asri.post(row_of(office.bendo), DIFFERS | change)

    assert refused.status_code == status
    assert sentence in markup(refused)
    assert 'value="32"' in markup(refused)
    assert not Judgement.objects.exists()


def test_two_judges_see_both_words(office: Office, cast: Cast, asri: Client) -> None:
    give_opinion_on_row_1(office.bendo, cast.kiki, Opinion("agrees"))

    refused = asri.post(row_of(office.bendo), DIFFERS)

    assert refused.status_code == 409
    for words in ("Baris ini sudah dinilai Kiki", "SK menyebut 16"):
        assert words in markup(refused)


def test_a_row_is_asked_back_from_here(office: Office, asri: Client) -> None:
    assert asri.post(row_of(office.bendo, "perbaikan/"), {"note": "Lampirkan SK"}).status_code == 302

    assert Repair.objects.get().note == "Lampirkan SK"
    assert "Minta perbaikan: Lampirkan SK" in markup(asri.get(f"{ACROSS_PAGE}i1/"))


def test_a_worksheet_that_is_not_at_work_is_shown_and_closed(
    office: Office, cast: Cast, asri: Client
) -> None:
    give_opinion_on_row_1(office.bendo, cast.asri, Opinion("agrees"))
    Worksheet.objects.filter(pk=office.bendo.pk).update(state=State.VERIFIED)
    Worksheet.objects.filter(pk=office.neighbour.pk).update(state=State.DRAFT)

    page = asri.get(f"{ACROSS_PAGE}i1/?kertas={office.bendo.pk}")

    assert names(page) == ["Bendo", "Kartoharjo"]
    assert [row.open_to_judge for row in page.context["rows"]] == [False, True]
    assert "Kertas kerja ini sudah terverifikasi" in markup(page)
    assert asri.post(row_of(office.bendo), DIFFERS | {"version": "1"}).status_code == 403


def test_a_row_that_does_not_apply_has_no_line_and_takes_no_word(cast: Cast, asri: Client) -> None:
    document = small_document()
    row = document["aspects"][0]["sub_aspects"][0]["indicators"][0]
    row["applies"] = {"facts": ["desa"], "min": "1"}
    office = make_office(cast, document)
    add_judging(office, Stage.Kind.DESK)
    bring_to_state(office.bendo, cast.sari, "18")
    answer(office.city_sheet, "i2", cast.maya, n="1", d="2")  # a kecamatan of kelurahan only
    Worksheet.objects.filter(pk=office.city_sheet.pk).update(state=State.UNDER_REVIEW)

    assert names(asri.get(f"{ACROSS_PAGE}i1/")) == ["Bendo"]
    assert asri.post(row_of(office.city_sheet), DIFFERS).status_code == 404
    assert not Judgement.objects.exists()


def test_only_lines_that_one_judges_are_there(office: Office, cast: Cast, asri: Client) -> None:
    Conflict.objects.create(judge=cast.asri, regency=cast.places.city, reason="Saudara camat")
    assert names(asri.get(f"{ACROSS_PAGE}i1/")) == ["Bendo", "Maospati"]
    assert asri.post(row_of(office.city_sheet), DIFFERS).status_code == 403

    stage = Stage.objects.get(kind=Stage.Kind.DESK)
    Assignment.objects.create(stage=stage, judge=cast.asri, district=cast.places.bendo, aspect="1")
    assert names(asri.get(f"{ACROSS_PAGE}i1/")) == ["Bendo"]
    assert names(asri.get(f"{ACROSS_PAGE}i2/")) == []
    assert asri.post(row_of(office.neighbour), DIFFERS).status_code == 403


@pytest.mark.parametrize(
    ("who", "layer", "status"),
    [
        ("vera", "kabupaten", 200),
        ("vera", "administrasi", 403),
        ("asri", "kabupaten", 403),
        ("asri", "lapang", 200),
        ("lina", "administrasi", 403),
        ("sari", "administrasi", 403),
        ("root_user", "administrasi", 403),
    ],
)
def test_the_pages_are_for_those_who_judge_there(
    office: Office, cast: Cast, who: str, layer: str, status: int
) -> None:
    browser = sign_in(Client(), getattr(cast, who))

    for address in ("", "i1/"):
        assert browser.get(f"/p/jatim-2022/telaah-indikator/{layer}/{address}").status_code == status


def test_the_kabupaten_judges_its_own(office: Office, cast: Cast) -> None:
    Worksheet.objects.filter(pk=office.bendo.pk).update(state=State.REGENCY_REVIEW)
    vera = sign_in(Client(), cast.vera)
    page = "/p/jatim-2022/telaah-indikator/kabupaten/i1/"

    assert names(vera.get(page)) == ["Bendo", "Maospati"]
    assert (
        vera.post(
            f"/telaah-indikator/kabupaten/i1/{office.bendo.pk}/", READ | {"verdict": "agrees"}
        ).status_code
        == 302
    )
    assert (
        vera.post(
            f"/telaah-indikator/kabupaten/i1/{office.city_sheet.pk}/", READ | {"verdict": "agrees"}
        ).status_code
        == 404
    )
    assert Judgement.objects.get().layer == "regency"


def test_one_edition_is_looked_at_at_a_time(office: Office, cast: Cast, asri: Client) -> None:
    first = office.bendo.revision
    Revision.objects.update(state=Revision.State.SUPERSEDED)
    newer = Revision.objects.create(
        instrument=first.instrument, no=2, document=canonical_text(small_document()), sha256="2"
    )
    Worksheet.objects.filter(pk=office.city_sheet.pk).update(revision=newer)

    assert names(asri.get(f"{ACROSS_PAGE}i1/")) == ["Kartoharjo"]
    assert names(asri.get(f"{ACROSS_PAGE}i1/?edisi=1")) == ["Bendo", "Maospati"]
    assert "Edisi 1 (2 kecamatan)" in markup(asri.get(f"{ACROSS_PAGE}i1/?edisi=1"))
    assert asri.post(f"{row_of(office.bendo)}?edisi=1", READ | {"verdict": "agrees"}).status_code == 302
    assert asri.post(row_of(office.neighbour), READ | {"verdict": "agrees"}).status_code == 302


def test_both_pages_lead_here(office: Office, asri: Client) -> None:
    assert ACROSS_PAGE in markup(asri.get("/p/jatim-2022/tugas/"))
    review = asri.get(f"/kertas-kerja/{office.bendo.pk}/telaah/administrasi/")
    assert f'href="{ACROSS_PAGE}i1/?kertas={office.bendo.pk}"' in markup(review)


def more_worksheets(office: Office, count: int) -> None:
    """As many more as are asked for, under review with Bendo's answers and without a word on them."""
    regency = office.bendo.district.regency
    districts = [
        District.objects.create(code=f"35.20.{no}", name=f"Baru {no}", regency=regency)
        for no in range(30, 30 + count)
    ]
    for district in districts:
        Profile.objects.create(
            district=district, data_year=office.bendo.profile.data_year, desa=14, kelurahan=0
        )
    for sheet in open_worksheets(stage=office.stage, districts=districts, by=None):
        for entry in office.bendo.entries.all():
            entry.pk, entry.worksheet = None, sheet
            entry.save(force_insert=True)
        Worksheet.objects.filter(pk=sheet.pk).update(state=State.UNDER_REVIEW)


@pytest.mark.parametrize(("address", "most"), [("", 8), ("i1/", 15)])
def test_the_queries_are_the_same_for_3_and_for_30(
    office: Office, cast: Cast, asri: Client, address: str, most: int
) -> None:
    give_opinion_on_row_1(office.bendo, cast.asri, differing_in_n("16"))
    asri.get(ACROSS_PAGE + address)

    counts = []
    for more in (0, 27):
        more_worksheets(office, more)
        with CaptureQueriesContext(connection) as asked:
            page = asri.get(ACROSS_PAGE + address)
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts == [most, most]
