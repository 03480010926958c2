"""Indicator 42 takes "IKU tercapai / jumlah IKU" of the data year when the operator says so."""

import re
from datetime import timedelta
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from assessments.entry.services.saving import Content, StaleRow, save_row
from assessments.entry.sheet import load_worksheet
from assessments.iku.models import IkuYear
from assessments.iku.services.iku_offer import NothingOffered, Taken, offer_of, take_from_iku
from assessments.iku.services.years import TargetContent, save_targets
from assessments.models import Entry, Event, Stage, Worksheet
from assessments.workflow import State
from indicators.editions.sheets import sheet_of
from indicators.scoring.documents.document import DocumentError, parse_document
from indicators.scoring.sheet import IndicatorSpec
from kinerja.refusals import Closed, Moved
from tests.builders.instrument_documents import document, indicator, input_
from tests.cast import Cast, sign_in
from tests.iku.office import filled, signed
from tests.markup import markup
from tests.offices import Office, add_judging, answer, fill_bendo, move_window

URL = "/iku/kertas-kerja/{}/i42/"


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def row_42(office: Office) -> IndicatorSpec:
    return sheet_of(office.bendo.revision_id).by_code["i42"]


def lower(year: IkuYear, cast: Cast, code: str = "1", annual: str = "75") -> None:
    """A target that the realisation (18 of 24: 75 per cent) reaches."""
    version = year.targets.get(code=code).version
    content = TargetContent(annual)
    save_targets(year=year, code=code, content=content, version=version, by=cast.sari)


def taking(office: Office, cast: Cast, *, seen: tuple[int, int] = (1, 2), version: int = 0) -> Entry:
    saved, _ = take_from_iku(
        worksheet=office.bendo, indicator=row_42(office), seen=seen, version=version, by=cast.sari
    )
    assert saved.entry
    return saved.entry


@pytest.fixture
def year(office: Office, cast: Cast) -> IkuYear:
    """IKU of the data year 2021: the first reaches its target of 75, the second does not."""
    found = filled(cast, 2021)
    lower(found, cast)
    return found


def test_the_shipped_edition_counts_iku_from_a_capaian_of_100(office: Office) -> None:
    link = row_42(office).iku
    assert link == ("n", "d", Fraction(100))


def test_iku_of_the_data_year_are_offered(office: Office, cast: Cast, year: IkuYear) -> None:
    offer = offer_of(office.bendo, row_42(office).iku)

    assert offer
    assert (offer.year, offer.achieved, offer.total, offer.unmeasured) == (year, 1, 2, 0)


def test_what_counts_as_tercapai_is_the_editions_setting(office: Office, cast: Cast, year: IkuYear) -> None:
    link = row_42(office).iku
    assert link
    counts = {
        threshold: offer.achieved
        for threshold in (97, 98, 100)
        if (offer := offer_of(office.bendo, link._replace(threshold=Fraction(threshold))))
    }
    assert counts == {97: 2, 98: 1, 100: 1}


def test_another_years_iku_are_not_offered(office: Office, cast: Cast) -> None:
    filled(cast, 2022)

    assert offer_of(office.bendo, row_42(office).iku) is None
    with pytest.raises(NothingOffered, match="tahun 2021"):
        taking(office, cast)


def test_the_offer_takes_two_queries(
    office: Office, cast: Cast, year: IkuYear, django_assert_num_queries: Any
) -> None:
    row_42(office)
    with django_assert_num_queries(2):
        offer_of(office.bendo, row_42(office).iku)


def test_taking_saves_the_values_with_their_source_and_an_event(
    office: Office, cast: Cast, year: IkuYear
) -> None:
    entry = taking(office, cast)

    assert (entry.values, entry.status, entry.saved_by) == ({"n": "1", "d": "2"}, "filled", cast.sari)
    taken = Taken.of(entry)
    assert taken
    assert (taken.year, taken.year_id, taken.document) == (2021, str(year.pk), 1)
    assert (taken.achieved, taken.total, taken.threshold, taken.by) == (1, 2, "100", "Sari")
    event = Event.objects.get(action=Event.Action.ROW_SAVED)
    assert (event.actor_id, event.subject, event.new["source"]) == (cast.sari.pk, "i42", entry.source)


def test_a_note_stays_and_tdi_goes(office: Office, cast: Cast, year: IkuYear) -> None:
    content = Content("tdi", {}, note="Menunggu LKjIP")
    save_row(load_worksheet(office.bendo), code="i42", content=content, version=0, by=cast.sari)

    entry = taking(office, cast, version=1)
    assert (entry.status, entry.values, entry.note) == ("filled", {"n": "1", "d": "2"}, "Menunggu LKjIP")


def test_taken_twice_is_one_change(office: Office, cast: Cast, year: IkuYear) -> None:
    first = taking(office, cast)
    again = taking(office, cast, version=1)

    assert (again.version, again.source) == (1, first.source)
    assert Event.objects.filter(action=Event.Action.ROW_SAVED).count() == 1


def test_the_same_values_typed_before_get_their_source(office: Office, cast: Cast, year: IkuYear) -> None:
    answer(office.bendo, "i42", cast.sari, n="1", d="2")

    entry = taking(office, cast, version=1)
    assert (entry.version, entry.values) == (2, {"n": "1", "d": "2"})
    assert Taken.of(entry)


def test_a_note_keeps_the_source_and_other_values_lose_it(office: Office, cast: Cast, year: IkuYear) -> None:
    source = taking(office, cast).source
    noted = Content("filled", {"n": "1", "d": "2"}, note="Lihat LKjIP")
    entry = save_row(load_worksheet(office.bendo), code="i42", content=noted, version=1, by=cast.budi).entry
    assert entry
    assert entry.source == source

    typed = answer(office.bendo, "i42", cast.budi, version=2, n="2", d="2").entry
    assert typed.source is None


def test_figures_that_moved_since_they_were_read_are_refused(
    office: Office, cast: Cast, year: IkuYear
) -> None:
    with pytest.raises(Moved):
        taking(office, cast, seen=(2, 2))
    assert not Entry.objects.exists()


def test_a_row_that_somebody_saved_is_refused(office: Office, cast: Cast, year: IkuYear) -> None:
    answer(office.bendo, "i42", cast.budi, n="5", d="6")

    with pytest.raises(StaleRow):
        taking(office, cast)
    assert Entry.objects.get().values == {"n": "5", "d": "6"}


def test_after_the_deadline_nothing_is_taken(office: Office, cast: Cast, year: IkuYear) -> None:
    now = timezone.now()
    move_window(office, opens=now - timedelta(days=9), closes=now - timedelta(days=1))

    with pytest.raises(Closed):
        taking(office, cast)


# --- The row --------------------------------------------------------------------------------------


def aspect_page(client: Client, office: Office) -> str:
    code = row_42(office).aspect.code
    return markup(client.get(f"/kertas-kerja/{office.bendo.pk}/aspek/{code}/"))


def words(html: str) -> str:
    """The offer in plain text."""
    part = html.partition('<div class="iku-offer">')[2].partition("</div>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split())


def press(client: Client, office: Office, **changes: Any) -> Any:
    sent = {"achieved": "1", "total": "2", "version": "0"} | changes
    return client.post(URL.format(office.bendo.pk) + "pakai/", sent, follow=True)


def test_the_row_offers_them_to_the_operator(office: Office, cast: Cast, year: IkuYear) -> None:
    text = words(aspect_page(sign_in(Client(), cast.sari), office))
    assert text.startswith("Menurut IKU 2021: 1 dari 2 tercapai. Pakai angka IKU")


def test_a_reader_sees_them_and_takes_nothing(office: Office, cast: Cast, year: IkuYear) -> None:
    text = words(aspect_page(sign_in(Client(), cast.asri), office))
    assert text == "Menurut IKU 2021: 1 dari 2 tercapai. Lihat asalnya untuk nomor 42"
    assert press(sign_in(Client(), cast.asri), office).status_code == 403
    assert press(sign_in(Client(), cast.tono), office).status_code == 404
    assert not Entry.objects.exists()


def test_pressing_saves_and_marks_the_row_and_attaches_the_document_once(
    office: Office, cast: Cast, year: IkuYear
) -> None:
    browser = sign_in(Client(), cast.sari)
    page = markup(press(browser, office))

    assert "Nomor 42 memakai IKU 2021. Dokumen IKU terlampir sebagai bukti." in page
    assert words(page).startswith("Diambil dari IKU 2021: 1 dari 2 tercapai, oleh Sari,")
    file = office.bendo.evidence.get()
    assert (file.kind, [(it.code, it.part) for it in file.links.all()]) == ("pdf", [("i42", "")])
    assert file.name.startswith("iku-Bendo-versi-1-")
    with file.file.open("rb") as kept:
        assert kept.read(5) == b"%PDF-"

    press(browser, office, version="1")
    assert office.bendo.evidence.get() == file
    assert file.links.count() == 1


def test_figures_that_move_later_are_told_and_change_nothing(
    office: Office, cast: Cast, year: IkuYear
) -> None:
    browser = sign_in(Client(), cast.sari)
    press(browser, office)
    lower(year, cast, "2", "50")

    text = words(aspect_page(browser, office))
    assert "Diambil dari IKU 2021: 1 dari 2 tercapai" in text
    assert "IKU sekarang 2 dari 2." in text
    assert Entry.objects.get().values == {"n": "1", "d": "2"}
    page = markup(press(browser, office, achieved="2", version="1"))
    assert words(page).startswith("Diambil dari IKU 2021: 2 dari 2 tercapai")
    assert Entry.objects.get().values == {"n": "2", "d": "2"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"achieved": "2"}, "Angka IKU baru saja berubah."),
        ({"version": "7"}, "Nomor 42 baru saja diubah."),
        ({"version": "x"}, "Muat ulang halaman, lalu pakai lagi angka IKU."),
        ({"total": ""}, "Muat ulang halaman, lalu pakai lagi angka IKU."),
    ],
)
def test_what_cannot_be_taken_is_said(
    office: Office, cast: Cast, year: IkuYear, changes: dict[str, str], sentence: str
) -> None:
    assert sentence in markup(press(sign_in(Client(), cast.sari), office, **changes))
    assert not Entry.objects.exists()


def test_where_the_evidence_is_full_the_values_are_saved_all_the_same(
    office: Office, cast: Cast, year: IkuYear, settings: LazySettings
) -> None:
    settings.EVIDENCE_MAX_FILES = 0
    page = markup(press(sign_in(Client(), cast.sari), office))

    assert "Dokumen IKU belum terlampir: Kertas kerja ini sudah memuat 0 berkas bukti" in page
    assert Entry.objects.get().values == {"n": "1", "d": "2"}


@pytest.mark.parametrize("with_iku", [True, False])
def test_an_edition_with_the_setting_costs_two_queries(
    office: Office, cast: Cast, django_assert_num_queries: Any, with_iku: bool
) -> None:
    """Without targets one says so."""
    if with_iku:
        filled(cast, 2021)
    browser = sign_in(Client(), cast.sari)
    aspect_page(browser, office)
    url = f"/kertas-kerja/{office.bendo.pk}/aspek/"
    with django_assert_num_queries(FRAME):
        browser.get(f"{url}1/")
    with django_assert_num_queries(FRAME + (2 if with_iku else 1)):
        browser.get(f"{url}{row_42(office).aspect.code}/")


FRAME = 8


# --- Where they come from -------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sari", "camat", "vera", "asri", "lina"])
def test_whoever_reads_the_worksheet_traces_them(office: Office, cast: Cast, year: IkuYear, who: str) -> None:
    taking(office, cast)
    page = sign_in(Client(), getattr(cast, who)).get(URL.format(office.bendo.pk))

    found = [
        (line["no"], line["target"], line["realised"], line["achievement"], line["reached"])
        for line in page.context["lines"]
    ]
    nb = "\u202f"
    assert found == [
        (1, f"75{nb}%", f"75{nb}%", f"100{nb}%", True),
        (2, f"85,5{nb}%", f"83,33{nb}%", f"97,47{nb}%", False),
    ]
    assert "memakai <b>1 dari 2</b> IKU tercapai menurut dokumen versi 1" in markup(page)


def test_without_iku_the_page_says_so(office: Office, cast: Cast) -> None:
    signed(cast)
    page = sign_in(Client(), cast.sari).get(URL.format(office.bendo.pk))
    assert "Belum ada target IKU tahun 2021" in markup(page)


def test_only_rows_that_the_edition_names_have_a_trace(office: Office, cast: Cast) -> None:
    browser = sign_in(Client(), cast.sari)
    assert browser.get(f"/iku/kertas-kerja/{office.bendo.pk}/i41/").status_code == 404
    assert browser.post(f"/iku/kertas-kerja/{office.bendo.pk}/i41/pakai/").status_code == 404


# --- The setting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iku", "inputs"),
    [
        ({"achieved": "n", "total": "n", "from": "100"}, [input_("n"), input_("d")]),
        ({"achieved": "n", "total": "x", "from": "100"}, [input_("n"), input_("d")]),
        ({"achieved": "n", "total": "d", "from": "100"}, [input_("n"), input_("d", kind="percent")]),
        (
            {"achieved": "n", "total": "d", "from": "100"},
            [input_("n"), input_("d", source={"constant": "6"})],
        ),
    ],
)
def test_it_names_two_counts_that_people_type(iku: dict[str, str], inputs: list[Any]) -> None:
    with pytest.raises(DocumentError, match="IKU tercapai dan jumlah IKU"):
        parse_document(document([[indicator(1, weight="100", inputs=inputs, iku=iku)]], kind="sheet"))


@pytest.mark.parametrize("iku", [None, {}, {"achieved": "n", "total": "d"}, "n"])
def test_it_is_whole_or_absent(iku: Any) -> None:
    with pytest.raises(DocumentError, match="iku"):
        parse_document(document([[indicator(1, weight="100", iku=iku)]], kind="sheet"))


# --- Those who read of it -------------------------------------------------------------------------


def test_the_history_names_the_source(office: Office, cast: Cast, year: IkuYear) -> None:
    taking(office, cast)
    answer(office.bendo, "i42", cast.budi, version=1, n="2", d="2")
    page = sign_in(Client(), cast.asri).get(f"/kertas-kerja/{office.bendo.pk}/riwayat/")

    changes = [it.changes for it in page.context["events"] if it.what == "Nomor 42 disimpan"]
    assert [changed[-1] for changed in changes] == [
        ("Sumber", "IKU 2021", "kosong"),
        ("Sumber", "kosong", "IKU 2021"),
    ]


def test_who_judges_the_row_sees_its_source(office: Office, cast: Cast, year: IkuYear) -> None:
    fill_bendo(office.bendo, cast.sari)
    taking(office, cast, version=1)
    add_judging(office, Stage.Kind.DESK)
    Worksheet.objects.filter(pk=office.bendo.pk).update(state=State.UNDER_REVIEW, submitted_at=timezone.now())
    page = sign_in(Client(), cast.asri).get(f"/kertas-kerja/{office.bendo.pk}/telaah/administrasi/?nomor=42")

    text = words(markup(page))
    assert text.startswith("Diambil dari IKU 2021: 1 dari 2 tercapai, oleh Sari,")
    assert text.endswith("Lihat asalnya untuk nomor 42")
