"""The admin's pages on which an instrument is checked and copied to a new year."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.editions.compile import write_instrument
from indicators.models import Instrument, Revision
from tests.builders.instrument_documents import document, indicator, jatim_document
from tests.cast import Cast, sign_in
from tests.markup import markup

TYPED = {"code": "jatim-2023", "year": "2023", "data_year": "2022"}


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return write_instrument(jatim_document())


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


def address(page: str, instrument: Instrument) -> str:
    return reverse(f"admin:indicators_instrument_{page}", args=(instrument.pk,))


def test_the_change_page_leads_to_both(indra: Client, instrument: Instrument) -> None:
    page = markup(indra.get(address("change", instrument)))

    assert f'<a href="{address("check", instrument)}">Periksa instrumen</a>' in page
    assert f'<a href="{address("copy", instrument)}">Salin ke tahun baru</a>' in page


def test_the_add_page_leads_to_neither(indra: Client) -> None:
    page = markup(indra.get(reverse("admin:indicators_instrument_add")))

    assert ("Periksa instrumen" in page, "Salin ke tahun baru" in page) == (False, False)


def test_warnings_are_listed_with_the_way_to_their_rows(indra: Client, instrument: Instrument) -> None:
    page = markup(indra.get(address("check", instrument)))

    row = reverse("admin:indicators_indicator_change", args=(instrument.indicators.get(no=22).pk,))
    assert "Tidak ada kesalahan; instrumen ini dapat diterbitkan." in page
    assert "<caption>Peringatan (63)</caption>" in page
    assert "Kesalahan (" not in page
    assert f'<a href="{row}">Ubah indikator i22</a>' in page


def test_errors_and_aspects_are_listed_before_what_only_warns(indra: Client, instrument: Instrument) -> None:
    instrument.indicators.filter(no=50).update(weight="0")

    page = markup(indra.get(address("check", instrument)))

    aspect = reverse("admin:indicators_aspect_change", args=(instrument.aspects.get(no=7).pk,))
    assert "1 kesalahan menghalangi penerbitan." in page
    assert "Jumlah bobot 99,25 harus tepat 100 (kurang 0,75)." in page
    assert "Aspek 7: jumlah bobot 4,25, sedangkan menurut peraturan 5 (kurang 0,75)." in page
    assert f'<a href="{aspect}">Ubah aspek 7</a>' in page
    assert page.index("Kesalahan (1)") < page.index("Peringatan (64)")


def test_publishing_is_refused_with_the_linters_sentences(indra: Client, instrument: Instrument) -> None:
    level = instrument.indicators.get(no=1).levels.get(lower=10)
    level.stated_upper = 20
    level.save()
    action = {"action": "publish_edition", "_selected_action": [str(instrument.pk)]}

    page = indra.post(reverse("admin:indicators_instrument_changelist"), action, follow=True)

    assert "Indikator i01: di atas 20 tidak ada tingkat" in markup(page)
    assert not Revision.objects.exists()


@pytest.mark.parametrize("rows", [1, 12])
def test_the_check_takes_as_many_queries_for_a_large_instrument(indra: Client, cast: Cast, rows: int) -> None:
    small = write_instrument(document([[indicator(no) for no in range(1, rows + 1)]]))

    with CaptureQueriesContext(connection) as queries:
        indra.get(address("check", small))

    assert len(queries) == 15


def test_the_form_offers_the_year_after(indra: Client, instrument: Instrument) -> None:
    response = indra.get(address("copy", instrument))

    form = response.context["form"]
    assert "Tahun 2020, 2021, dan 2022 dalam teks ikut bergeser" in markup(response)
    assert {name: form[name].value() for name in form.fields} == {
        "code": "jatim-2023",
        "year": 2023,
        "data_year": 2022,
    }


def test_a_copy_is_made_and_shown(indra: Client, instrument: Instrument) -> None:
    response = indra.post(address("copy", instrument), TYPED, follow=True)

    copy = Instrument.objects.get(code="jatim-2023")
    assert response.redirect_chain == [(address("change", copy), 302)]
    assert "Instrumen Jawa Timur 2023 dibuat dari Instrumen Jawa Timur 2022." in markup(response)
    assert LogEntry.objects.get().user.username == "indra"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("code", "", "Isi kode, misalnya jatim-2023."),
        ("code", "jatim-2022", "Kode ini sudah dipakai; pilih kode lain."),
        ("code", "Jatim 2023", "Pakai huruf kecil, angka, titik, atau tanda hubung."),
        ("year", "", "Isi tahun ini, misalnya 2023."),
        ("year", "2.023", "Tulis tahun dengan empat angka, misalnya 2023."),
        ("year", "٢٠٢٣", "Tulis tahun dengan empat angka, misalnya 2023."),
        ("year", "2022", "Tulis tahun sesudah 2022."),
        ("data_year", "2021", "Tulis tahun sesudah 2021."),
        ("data_year", "2024", "Tulis 2023 atau sebelumnya; datanya mendahului penilaian."),
    ],
)
def test_a_wrong_entry_is_refused_with_its_sentence_and_kept(
    indra: Client, instrument: Instrument, field: str, typed: str, sentence: str
) -> None:
    response = indra.post(address("copy", instrument), TYPED | {field: typed})

    form, page = response.context["form"], markup(response)
    assert response.status_code == 422
    assert (form.errors, form[field].value()) == ({field: [sentence]}, typed)
    assert f'<a href="#id_{field}">{form[field].label}: {sentence}</a>' in page
    assert "<title>Kesalahan: Salin" in page
    assert Instrument.objects.count() == 1


def test_what_is_sent_beside_the_form_changes_nothing(indra: Client, instrument: Instrument) -> None:
    indra.post(address("copy", instrument), TYPED | {"owner": "33", "by": "sari", "name": "Lain"})

    assert Instrument.objects.get(code="jatim-2023").owner.code == "35"
