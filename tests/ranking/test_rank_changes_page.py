"""The page that says why a rank moved: for whom, in which field, and in which words."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Layer, Worksheet
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.workflow import State
from tests.builders.overtaking import history_page, office_overtaken
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_overtaken(cast)


def moves(page: Any) -> list[tuple[str, str, tuple[str, str], tuple[str, str]]]:
    return [(it.worksheet.district.name, it.what, it.totals, it.ranks) for it in page.context["lines"]]


@pytest.fixture
def asri(cast: Cast) -> Client:
    return sign_in(Client(), cast.asri)


def test_the_moves_are_told_with_ranks_totals_and_rows(office: Office, asri: Client) -> None:
    page = asri.get(history_page(office.bendo))

    assert moves(page) == [
        ("Bendo", "mendapat peringkat", ("tanpa peringkat", "53,75"), ("tanpa peringkat", "1")),
        ("Kartoharjo", "melewati kecamatan ini", ("tanpa peringkat", "57,50"), ("1", "2")),
        ("Maospati", "melewati kecamatan ini", ("38,75", "65,00"), ("2", "3")),
    ]
    assert "Nomor 1 disimpan · Tono" in markup(page)
    assert "<del>10</del> → <ins>24</ins>" in markup(page)
    assert [(rank, among) for _, rank, among in page.context["ends"]] == [("tanpa peringkat", 0), ("3", 3)]


def test_a_judgement_is_told_with_its_reason(office: Office, cast: Cast, asri: Client) -> None:
    Worksheet.objects.update(state=State.UNDER_REVIEW)
    for sheet in (office.bendo, office.city_sheet):
        for code in ("i1", "i2"):
            differs = Opinion("differs", values={"n": "9", "d": "32"}, reason="SK menyebut 9")
            judge_row(
                load_judged(cast.asri, sheet),
                code=code,
                layer=Layer.DESK,
                opinion=differs if (sheet, code) == (office.bendo, "i1") else Opinion("agrees"),
                version=0,
                entry_version=1,
            )

    page = asri.get(history_page(office.bendo, "?dasar=penilaian"))

    assert [it[0] for it in moves(page)] == ["Bendo", "Kartoharjo"]
    assert moves(page)[1][3] == ("1", "2")
    assert "Nomor 2 dinilai · Hasil penilaian administrasi · Asri" in markup(page)


def test_a_kabupaten_sees_its_own_field_alone(office: Office, cast: Cast) -> None:
    vera = sign_in(Client(), cast.vera)

    page = vera.get(history_page(office.bendo))
    assert [it[0] for it in moves(page)] == ["Bendo", "Maospati"]
    assert "Kartoharjo" not in markup(page)
    assert vera.get(history_page(office.city_sheet)).status_code == 404
    assert vera.get(history_page(office.bendo, "?dasar=penilaian")).status_code == 403
    assert vera.get(history_page(office.bendo, "?lingkup=35.77")).status_code == 422


def test_the_province_may_look_at_one_kabupaten(office: Office, asri: Client) -> None:
    assert [it[0] for it in moves(asri.get(history_page(office.bendo, "?lingkup=35.20")))] == [
        "Bendo",
        "Maospati",
    ]


@pytest.mark.parametrize("who", ["sari", "camat", "joko", "indra"])
def test_nobody_else_sees_it(office: Office, cast: Cast, who: str) -> None:
    refused = sign_in(Client(), getattr(cast, who)).get(history_page(office.bendo))

    assert refused.status_code == 403
    assert "Peringkat yang belum diumumkan" in markup(refused)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?dari=kemarin", "Tulis tanggal dan jam, misalnya 30-09-2026 16.00."),
        ("?dari=2022-01-02T08:00&sampai=2022-01-01T08:00", "Waktu dari harus sebelum waktu sampai."),
        ("?dasar=lain", "Nilai menurut: pilih dari daftar."),
    ],
)
def test_what_cannot_be_read_is_said(office: Office, asri: Client, query: str, sentence: str) -> None:
    refused = asri.get(history_page(office.bendo, query))

    assert refused.status_code == 422
    assert sentence in markup(refused)


def test_between_two_other_moments_nothing_moved(office: Office, asri: Client) -> None:
    page = asri.get(history_page(office.bendo, "?dari=01-01-2022 08.00&sampai=2022-01-09T08:00"))

    assert moves(page) == []
    assert "tidak bergerak" in markup(page)
    assert 'value="2022-01-01T08:00"' in markup(page)


def test_the_ranking_leads_here(office: Office, asri: Client) -> None:
    assert f'href="{history_page(office.bendo, "?dasar=isian")}"' in markup(
        asri.get("/p/jatim-2022/peringkat/")
    )


@pytest.mark.parametrize("more", [0, 30])
def test_the_queries_are_constant(office: Office, cast: Cast, asri: Client, more: int) -> None:
    for no in range(more):
        n = "30" if no % 2 else "10"
        answer(office.neighbour, "i1", cast.tono, version=no + 2, n=n, d="32")
    asri.get("/p/jatim-2022/peringkat/")
    with CaptureQueriesContext(connection) as asked:
        page = asri.get(history_page(office.bendo))
    assert len(page.context["lines"]) == (3 if not more else 3 + more)
    assert len(asked) == 11
