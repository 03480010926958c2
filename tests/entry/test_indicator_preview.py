"""An indicator's row tried with values before it is published: as the operator sees it, nothing kept."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.editions.compile import write_instrument
from indicators.models import Indicator, Instrument
from tests.builders.instrument_documents import document, indicator, input_, jatim_document, option
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.town import state

Raw = dict[str, Any]
FACT = {"facts": ["desa", "kelurahan"]}


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


def address(row: Indicator) -> str:
    return reverse("indicator_preview", args=(row.pk,))


def made(no: int, *rows: Raw) -> Indicator:
    """One row of an instrument of these rows."""
    return write_instrument(document([rows])).indicators.get(no=no)


def tried(client: Client, row: Indicator, **typed: Any) -> Any:
    return client.post(address(row), {"version": "0"} | typed)


def result(answer: Any) -> tuple[str, str, str]:
    """Capaian, nilai and sentence."""
    figures = answer.context["row"].figures
    return figures.achievement, figures.score, figures.explanation


def test_the_row_is_the_operators_own(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1, guidance="Lampirkan daftar hadir.", unit="Rapat"))

    page = markup(indra.get(address(row)))

    assert '<form class="entry" id="nomor-1" method="post"' in page
    assert 'name="n" inputmode="numeric"' in page
    assert "Lampirkan daftar hadir." in page
    assert "row_save" not in page
    assert "/kertas-kerja/" not in page


def test_trial_values_give_achievement_score_and_sentence(indra: Client, cast: Cast) -> None:
    row, before = made(1, indicator(1)), state()

    answer = tried(indra, row, n="18", d="32")

    assert result(answer) == ("56,25", "5,6", "18 ÷ 32 × 100 = 56,25; × bobot 10 = 5,625")
    page = markup(answer)
    assert page.count("18 ÷ 32 × 100 = 56,25; × bobot 10 = 5,625") == 2
    assert 'name="n" inputmode="numeric" autocomplete="off" value="18"' in page
    assert state() == before


def test_what_is_mistyped_is_told_and_kept(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1, inputs=[input_("n"), input_("d", source=FACT, overridable=True)]))

    answer = tried(indra, row, n="1.5", **{"fakta-desa": "x", "fakta-kelurahan": "2"})

    page = markup(answer)
    assert answer.status_code == 422
    assert [field for field, _ in answer.context["errors"]] == ["coba-fakta-desa", "i1-n"]
    assert 'value="1.5"' in page
    assert 'value="x" aria-invalid="true"' in page
    assert "<title>Kesalahan: Pratinjau nomor 1" in page


def test_facts_of_the_profile_are_tried_too(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1, inputs=[input_("n"), input_("d", source=FACT)]))

    answer = tried(indra, row, n="5", **{"fakta-desa": "15", "fakta-kelurahan": "5"})

    assert result(answer)[0] == "25"
    assert 'id="coba-fakta-desa"' in answer.content.decode()


def test_where_it_does_not_apply_it_says_so(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1, applies={"facts": ["kelurahan"], "min": "1"}))

    answer = tried(indra, row, **{"fakta-kelurahan": "0"})

    assert "Tidak berlaku" in answer.content.decode()
    assert 'name="n"' not in answer.content.decode()


def test_a_value_of_another_row_is_given_by_hand(indra: Client, cast: Cast) -> None:
    source = {"indicator": "i1", "input": "d"}
    row = made(2, indicator(1), indicator(2, inputs=[input_("n"), input_("d", source=source)]))

    answer = tried(indra, row, n="5", **{"asal-i1-d": "50"})

    assert "Nomor 1: Jumlah d" in answer.content.decode()
    assert result(answer)[0] == "10"


@pytest.mark.parametrize(("sent", "score"), [({"bukti": "on"}, "5,0"), ({}, "0,0")])
def test_without_the_evidence_that_it_asks_for_it_scores_nothing(
    indra: Client, cast: Cast, sent: Raw, score: str
) -> None:
    row = made(1, indicator(1, evidence={"scope": "row"}))

    assert result(tried(indra, row, n="1", d="2", **sent))[1] == score


@pytest.mark.parametrize(
    ("typed", "achievement"), [({"tdi": "1"}, "TDI"), ({"none_occurred": "1", "reason": "Tidak ada."}, "100")]
)
def test_tdi_and_nihil_are_tried(indra: Client, cast: Cast, typed: Raw, achievement: str) -> None:
    assert result(tried(indra, made(1, indicator(1)), **typed))[0] == achievement


def test_lists_and_options_are_tried(indra: Client, cast: Cast) -> None:
    parts = indicator(
        1,
        rule="parts",
        params={"parts": ["a"], "total": "d"},
        inputs=[input_("a", repeatable=True), input_("d")],
    )
    choice = indicator(
        2,
        rule="choice",
        params={"value": "v"},
        inputs=[input_("v", kind="choice", min=None)],
        levels=[option("buruk", "Buruk", "0"), option("baik", "Baik", "75")],
    )
    rows = made(1, parts, choice).instrument.indicators

    listed = {"a-0": "1", "a-0-label": "Satu", "a-1": "2", "a-1-label": "Dua", "d": "4"}
    assert result(tried(indra, rows.get(no=1), **listed))[0] == "75"
    assert result(tried(indra, rows.get(no=2), v="baik"))[0] == "75"


def test_a_row_that_does_not_compile_says_why_in_the_linters_words(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1, params={"numerator": "n", "denominator": "x"}), indicator(2))

    page = indra.get(address(row))

    assert page.status_code == 200
    assert [it.sentence for it in page.context["findings"]] == [
        "Indikator i1: parameter “denominator” menunjuk butir data “x” yang tidak ada."
    ]
    assert "Baris ini belum dapat dihitung" in page.content.decode()
    assert tried(indra, row, n="1").status_code == 200


def test_another_row_that_does_not_compile_is_no_reason(indra: Client, cast: Cast) -> None:
    wrong = indicator(2, params={}, inputs=[])
    leaning = indicator(3, inputs=[input_("n"), input_("d", source={"indicator": "i2", "input": "n"})])
    row = made(1, indicator(1), wrong, leaning)

    assert result(tried(indra, row, n="1", d="2"))[0] == "50"


def test_a_row_without_inputs_says_so(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1, rule="judged", params={}, inputs=[]))

    assert indra.get(address(row)).context["findings"]


def test_a_row_whose_json_is_of_another_form_says_so(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1))
    Indicator.objects.update(applies=["desa"])

    assert indra.get(address(row)).context["findings"]


def test_every_row_of_the_edition_opens_and_takes_an_empty_answer(indra: Client, cast: Cast) -> None:
    for row in write_instrument(jatim_document()).indicators.all():
        assert indra.get(address(row)).status_code == 200, row
        assert tried(indra, row).status_code == 200, row


def test_the_indicators_page_leads_there(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1))

    page = indra.get(reverse("admin:indicators_indicator_change", args=(row.pk,))).content.decode()

    assert f'<a href="{address(row)}">Pratinjau baris</a>' in page


def test_another_provinces_row_is_not_there(indra: Client, cast: Cast) -> None:
    row = made(1, indicator(1))
    Instrument.objects.update(owner=cast.places.other_province)

    assert indra.get(address(row)).status_code == 404
    assert indra.get(reverse("indicator_preview", args=(uuid4(),))).status_code == 404


@pytest.mark.parametrize("rows", [3, 120])
def test_it_takes_as_many_queries_in_a_large_instrument(indra: Client, cast: Cast, rows: int) -> None:
    row = made(2, *(indicator(no) for no in range(1, rows + 1)))

    with CaptureQueriesContext(connection) as queries:
        tried(indra, row, n="1", d="2")

    assert len(queries) == 9
