"""Which rows an entry page shows: the whole worksheet, filters with their counts, last year's values."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Worksheet
from tests.builders.instrument_documents import document, indicator
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer, make_office


@pytest.fixture
def sari(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.sari)


def page_of(client: Client, worksheet: Worksheet, aspect: str = "", show: str = "") -> str:
    address = (
        reverse("aspect", args=(worksheet.pk, aspect)) if aspect else reverse("whole", args=(worksheet.pk,))
    )
    return markup(client.get(address, {"tampil": show} if show else {}))


def numbers(page: str) -> list[int]:
    return [int(no) for no in re.findall(r'<form class="entry[^"]*" id="nomor-(\d+)"', page)]


def counts(page: str) -> list[str]:
    return re.findall(r'<a class="filter"[^>]*>([^<]+)</a>', page)


def test_the_whole_worksheet_has_every_row_in_order(sari: Client, office: Office) -> None:
    page = page_of(sari, office.bendo)

    assert numbers(page) == list(range(1, 54))
    assert page.count('class="entry-aspect"') == 7


def test_filters_count_and_show_their_rows(sari: Client, cast: Cast, office: Office) -> None:
    answer(office.bendo, "i11", cast.sari, n="40", d="32")  # more than there are: a warning

    assert counts(page_of(sari, office.bendo, "3")) == [
        "Semua 2",
        "Belum diisi 1",
        "Tanpa bukti 1",
        "Peringatan 1",
    ]
    assert numbers(page_of(sari, office.bendo, "3", "kosong")) == [12]
    assert numbers(page_of(sari, office.bendo, "3", "peringatan")) == [11]
    assert numbers(page_of(sari, office.bendo, show="peringatan")) == [11]
    assert numbers(page_of(sari, office.bendo, "3", "lainnya")) == [11, 12]


def test_a_filter_without_rows_says_so_and_leads_back(sari: Client, office: Office) -> None:
    page = page_of(sari, office.bendo, "3", "peringatan")

    assert "Tidak ada baris seperti itu di sini." in page
    assert f'<a href="{reverse("aspect", args=(office.bendo.pk, "3"))}">Tampilkan semua baris</a>' in page


def test_a_save_answers_with_the_counts_and_totals_of_its_page(sari: Client, office: Office) -> None:
    address = f"http://testserver{reverse('whole', args=(office.bendo.pk,))}?tampil=kosong"
    headers = {"HX-Request": "true", "HX-Current-URL": address}

    text = markup(
        sari.post(
            reverse("row_save", args=(office.bendo.pk, "i11")),
            {"version": 0, "n": "18", "d": "32"},
            headers=headers,
        )
    )

    assert counts(text) == ["Semua 53", "Belum diisi 52", "Tanpa bukti 1", "Peringatan 0"]
    assert "Nilai aspek" not in text


def test_without_script_a_save_goes_back_to_the_page_it_came_from(sari: Client, office: Office) -> None:
    page = f"{reverse('whole', args=(office.bendo.pk,))}?tampil=kosong"

    response = sari.post(
        reverse("row_save", args=(office.bendo.pk, "i11")),
        {"version": 0, "n": "18", "d": "32"},
        headers={"Referer": f"http://testserver{page}"},
    )

    assert response["Location"] == f"{page}#nomor-11"


@pytest.mark.parametrize("referer", ["http://elsewhere.example/x/", "not an address", ""])
def test_an_unknown_page_leads_to_the_rows_aspect(sari: Client, office: Office, referer: str) -> None:
    response = sari.post(
        reverse("row_save", args=(office.bendo.pk, "i11")),
        {"version": 0, "n": "18", "d": "32"},
        headers={"Referer": referer},
    )

    assert response["Location"] == reverse("aspect", args=(office.bendo.pk, "3")) + "#nomor-11"


# --- Last year ------------------------------------------------------------------------------------------


def two_years(cast: Cast, **this_year: Any) -> tuple[Office, Office]:
    """A worksheet of the year before and one of this year; the second's row may name a predecessor."""
    old = make_office(cast, document([[indicator(1)]], code="lama", year=2029, data_year=2028))
    new = make_office(cast, document([[indicator(1, **this_year)]], code="baru"))
    return old, new


def test_last_years_value_stands_beside_the_cell(sari: Client, cast: Cast) -> None:
    old, new = two_years(cast)
    answer(old.bendo, "i1", cast.sari, n="1234", d="2000")

    page = page_of(sari, new.bendo, "1")

    assert "Tahun 2028: 1.234" in page
    assert "Tahun 2027" not in page_of(sari, old.bendo, "1")


def test_the_predecessor_goes_before_the_same_code(sari: Client, cast: Cast) -> None:
    old = make_office(cast, document([[indicator(1), indicator(2)]], code="lama", year=2029, data_year=2028))
    new = make_office(cast, document([[indicator(1, predecessor="i2")]], code="baru"))
    answer(old.bendo, "i1", cast.sari, n="11", d="20")
    answer(old.bendo, "i2", cast.sari, n="12", d="20")

    page = page_of(sari, new.bendo, "1")

    assert "Tahun 2028: 12" in page
    assert "Tahun 2028: 11" not in page


def test_another_kecamatans_last_year_is_not_shown(sari: Client, cast: Cast) -> None:
    old, new = two_years(cast)
    answer(old.neighbour, "i1", cast.tono, n="1234", d="2000")

    assert "Tahun 2028" not in page_of(sari, new.bendo, "1")
