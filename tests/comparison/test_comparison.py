"""The comparison of policies: totals and ranks by hand, on the page and in its files, and who sees it."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessments.comparison.printing.files import PAGE, SUMMARY
from assessments.comparison.services import compare_policies
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Layer, LayerScore, Stage, Worksheet
from assessments.ranking.printing.recap_book import FIRST
from assessments.ranking.rank_rows import exact_words
from assessments.scores.rank_table import rank_table
from assessments.workflow import Action, State
from indicators.scoring.variants import SINGLE, combined_variant
from kinerja.accounts.models import Membership, Role
from kinerja.regions.models import District
from tests.builders.fields import SENT, more
from tests.builders.instrument_documents import Raw, document, indicator
from tests.builders.judging import judge
from tests.builders.steps import take
from tests.cast import BEGAN, Cast, sign_in
from tests.markup import markup
from tests.offices import Office, add_judging, make_office
from tests.recalculate import recalculated, spoiled
from tests.tools import needs

ADDRESS = "/instrumen/uji-2030/pembanding/"
HALF, WHOLE = {"n": "1", "d": "2"}, {"n": "1", "d": "1"}
KELURAHAN = {"facts": ["kelurahan"], "min": "1"}
ANSWERS: dict[str, dict[str, Any]] = {
    "bendo": {"i1": "tdi", "i2": WHOLE, "i3": WHOLE},
    "neighbour": {"i1": HALF, "i3": HALF},  # without kelurahan, so that i2 does not apply
    "city_sheet": {"i1": {"n": "1", "d": "3"}, "i2": {"n": "0", "d": "0"}, "i3": WHOLE},
}
NAMES = {"bendo": "Bendo", "neighbour": "Maospati", "city_sheet": "Kartoharjo"}
EXACT = {"Bendo": (1, "60"), "Kartoharjo": (2, "53,333333333333"), "Maospati": (3, "50")}


def three_rows(**changes: Any) -> Raw:
    """Aspects of 60 and 40; TDI and 0 ÷ 0 give nothing, what does not apply is shared among all."""
    first = [indicator(1, weight="40"), indicator(2, weight="20", applies=KELURAHAN)]
    return document([first], [[indicator(3, weight="40")]], **changes)


def fill(sheet: Worksheet, answers: dict[str, Any], by: Any) -> None:
    for code, given in answers.items():
        content = Content(given, {}) if isinstance(given, str) else Content("filled", given)
        save_row(load_worksheet(sheet), code=code, content=content, version=0, by=by)


@pytest.fixture
def field(cast: Cast) -> Office:
    office = make_office(cast, three_rows())
    for name, answers in ANSWERS.items():
        fill(getattr(office, name), answers, cast.sari)
    return office


def shown(response: Any) -> dict[str, tuple[Any, ...]]:
    """Exact rank and total, then rank, words and total of each variant, by the name of the kecamatan."""
    return {
        line.worksheet.district.name: (
            (line.rank, line.total),
            *((cell.rank, cell.moved, cell.total) for cell in line.cells),
        )
        for line in response.context["lines"]
    }


def under(office: Office, key: str) -> dict[str, tuple[int, str]]:
    found = compare_policies(office.stage.period, office.stage.instrument).columns[key]
    return {
        NAMES[name]: (found.ranks[sheet.pk], str(found.totals[sheet.pk].normalize()))
        for name in NAMES
        for sheet in [getattr(office, name)]
    }


THIRD = "53.333333333333"
BY_HAND = {
    "tdi.zero": {"Bendo": (1, "60"), "Kartoharjo": (2, THIRD), "Maospati": (3, "50")},
    "tdi.full": {"Bendo": (1, "1E+2"), "Kartoharjo": (2, THIRD), "Maospati": (3, "50")},
    "tdi.redistribute_sub_aspect": {"Bendo": (1, "1E+2"), "Kartoharjo": (2, THIRD), "Maospati": (3, "50")},
    "none_occurred.zero": {"Bendo": (1, "60"), "Kartoharjo": (2, THIRD), "Maospati": (3, "50")},
    "undefined.full": {"Kartoharjo": (1, "73.333333333333"), "Bendo": (2, "60"), "Maospati": (3, "50")},
    # 20 of i2 to i1: 60 / 3 + 40
    "undefined.redistribute_aspect": {"Bendo": (1, "60"), "Kartoharjo": (1, "60"), "Maospati": (3, "50")},
    # (40 / 3 + 40) of 80
    "undefined.redistribute_all": {
        "Kartoharjo": (1, "66.666666666667"),
        "Bendo": (2, "60"),
        "Maospati": (3, "50"),
    },
    "not_applicable.zero": {"Bendo": (1, "60"), "Kartoharjo": (2, THIRD), "Maospati": (3, "4E+1")},
    # 60 each, and aspect 2 decides: 40 before 20
    "not_applicable.full": {"Bendo": (1, "60"), "Maospati": (2, "60"), "Kartoharjo": (3, THIRD)},
    "baris.bulat1": {"Bendo": (1, "60"), "Kartoharjo": (2, "53.3"), "Maospati": (3, "50")},
    "baris.potong2": {"Bendo": (1, "60"), "Kartoharjo": (2, "53.33"), "Maospati": (3, "50")},
}


@pytest.mark.parametrize("key", BY_HAND)
def test_each_policy_and_rounding_gives_what_is_worked_out_by_hand(field: Office, key: str) -> None:
    found = under(field, key)

    assert {name: rank for name, (rank, _) in found.items()} == {
        name: rank for name, (rank, _) in BY_HAND[key].items()
    }
    assert {name: float(total) for name, (_, total) in found.items()} == {
        name: float(total) for name, (_, total) in BY_HAND[key].items()
    }


def test_the_exact_result_is_the_stored_one(field: Office) -> None:
    found = compare_policies(field.stage.period, field.stage.instrument)

    assert {score.worksheet.pk: score.total for score in found.scores} == dict(
        Worksheet.objects.values_list("pk", "claim_total")
    )
    ranking = rank_table(field.stage.period).places
    assert {line.worksheet.pk: line.place and line.place.rank for line in ranking} == found.exact.ranks


def test_the_page_marks_moves_beside_the_exact_result(client: Client, field: Office, cast: Cast) -> None:
    page = sign_in(client, cast.asri).get(
        ADDRESS, {"pilih": ["not_applicable.full", "undefined.full", "baris.bulat1"]}
    )

    assert shown(page) == {
        "Bendo": (EXACT["Bendo"], (2, "turun 1", "60"), (1, "tetap", "60"), (1, "tetap", "60")),
        "Kartoharjo": (
            EXACT["Kartoharjo"],
            (1, "naik 1", "73,333333333333"),
            (3, "turun 1", "53,333333333333"),
            (2, "tetap", "53,3"),
        ),
        "Maospati": (EXACT["Maospati"], (3, "tetap", "50"), (2, "naik 1", "60"), (3, "tetap", "50")),
    }
    text = markup(page)
    assert "0 ÷ 0<span" in text
    assert "3 kertas kerja, 3 berperingkat" in text
    assert text.count("(berlaku)") == 4


def test_several_at_once_stand_beside_each_alone(client: Client, field: Office, cast: Cast) -> None:
    asked = {"pilih": ["undefined.full", "not_applicable.full"], "bersama": "1", "urut": "bersama"}
    page = sign_in(client, cast.asri).get(ADDRESS, asked)

    together = {name: cells[-1] for name, cells in shown(page).items()}
    assert together == {
        "Kartoharjo": (1, "naik 1", "73,333333333333"),
        "Bendo": (2, "turun 1", "60"),
        "Maospati": (3, "tetap", "60"),
    }
    assert combined_variant(list(asked["pilih"])) is not None
    assert 'data-label="Bersama: semua yang dipilih"' in markup(page)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["Bendo", "Kartoharjo", "Maospati"]),
        ("geser", ["Bendo", "Kartoharjo", "Maospati"]),
        ("not_applicable.full", ["Kartoharjo", "Maospati", "Bendo"]),
        ("undefined.full", ["Bendo", "Kartoharjo", "Maospati"]),
        ("baris.potong1", ["Bendo", "Kartoharjo", "Maospati"]),  # which is not shown: by any move
    ],
)
def test_it_is_sorted_by_rank_or_by_move(
    client: Client, field: Office, cast: Cast, order: str, names: list[str]
) -> None:
    asked = {"pilih": ["not_applicable.full", "undefined.full"], "urut": order}
    page = sign_in(client, cast.asri).get(ADDRESS, asked)

    assert list(shown(page)) == names


def test_only_those_that_move_may_be_shown(client: Client, field: Office, cast: Cast) -> None:
    asked = {"pilih": "not_applicable.full", "bergeser": "1"}
    page = sign_in(client, cast.asri).get(ADDRESS, asked)

    assert list(shown(page)) == ["Kartoharjo", "Maospati"]
    assert "2 dari 3 kertas kerja ditampilkan." in markup(page)
    none = client.get(ADDRESS, {"pilih": "tdi.full", "bergeser": "1"})
    assert "Tidak ada kertas kerja yang peringkatnya bergeser." in markup(none)


def test_by_itself_it_shows_what_moves_the_most_ranks(client: Client, field: Office, cast: Cast) -> None:
    page = sign_in(client, cast.asri).get(ADDRESS)

    compared = page.context["compared"]
    assert [choice.key for choice in compared.table_choices] == [
        "undefined.full",
        "undefined.redistribute_all",
        "not_applicable.full",
    ]
    assert compared.comparison.effects["undefined.full"] == (1, 2, 1, 1, 0)
    assert compared.comparison.effects["tdi.full"] == (1, 0, 0, 0, 0)
    assert compared.comparison.effects["tdi.zero"] == (0, 0, 0, 0, 0)


def test_titles_that_would_go_to_others_are_counted(field: Office) -> None:
    field.stage.period.titles = ["Juara 1"]
    found = compare_policies(field.stage.period, field.stage.instrument)

    assert (found.effects["undefined.full"].head, found.effects["not_applicable.full"].head) == (1, 0)


def test_those_without_a_rank_have_totals_alone(client: Client, field: Office, cast: Cast) -> None:
    half, absent = more(field, 2, cast.places.regency)
    fill(half, {"i1": HALF}, cast.sari)
    fill(absent, {"i1": WHOLE, "i3": WHOLE}, cast.sari)
    Worksheet.objects.filter(pk=absent.pk).update(state=State.NOT_PARTICIPATING)

    page = sign_in(client, cast.asri).get(ADDRESS, {"pilih": "not_applicable.zero"})

    found = shown(page)
    assert found["Uji 100"] == ((None, "25"), (None, "", "20"))
    assert found["Uji 101"] == ((None, "100"), (None, "", "80"))
    assert list(found)[:3] == ["Bendo", "Kartoharjo", "Maospati"]
    assert "Belum lengkap: 1 dari 2 indikator belum diisi" in markup(page)
    assert "Tidak mengikuti" in markup(page)


def test_what_the_judges_decided_is_compared_like_the_claim(client: Client, cast: Cast) -> None:
    """i1 is found to be 7 of 32 instead of 18; TDI on i2 is agreed to."""
    office = in_desk_review(cast)
    judge(office.bendo, "i1", cast.asri, n="7", d="32")
    judge(office.bendo, "i2", cast.asri)
    asked = {"dasar": "penilaian", "pilih": ["tdi.full", "baris.bulat1"]}

    page = sign_in(client, cast.asri).get(ADDRESS, asked)

    seven = "13,125"  # 60 × 7 / 32
    assert shown(page)["Bendo"] == ((1, seven), (1, "tetap", "53,125"), (1, "tetap", "13,1"))
    assert shown(page)["Maospati"] == ((None, "0"), (None, "", "0"), (None, "", "0"))
    assert "Belum lengkap: Belum dinilai" in markup(page)
    stored = LayerScore.objects.get(worksheet=office.bendo, layer=Layer.DESK)
    assert exact_words(stored.total) == seven


def test_judging_that_is_not_finished_has_no_rank(client: Client, cast: Cast) -> None:
    office = in_desk_review(cast)
    judge(office.bendo, "i1", cast.asri, n="7", d="32")

    page = sign_in(client, cast.lina).get(ADDRESS, {"dasar": "penilaian"})

    assert shown(page)["Bendo"][0] == (None, "13,125")
    assert "1 dari 2 indikator belum diputuskan" in markup(page)


def in_desk_review(cast: Cast) -> Office:
    """Bendo claims 18 of 32 and TDI, and is before the province; the others have not begun."""
    office = make_office(cast, document([[indicator(1, weight="60"), indicator(2, weight="40")]]))
    add_judging(office, Stage.Kind.DESK)
    fill(office.bendo, {"i1": {"n": "18", "d": "32"}, "i2": "tdi"}, cast.sari)
    for action, by in (
        (Action.REQUEST_SIGNOFF, cast.sari),
        (Action.SUBMIT, cast.camat),
        (Action.BEGIN_DESK, cast.asri),
    ):
        take(worksheet=office.bendo, action=action, by=by)
    return office


# --- Files ------------------------------------------------------------------------------------------------

ASKED = {"pilih": ["undefined.full", "baris.potong1"], "urut": "undefined.full"}


def test_csv_holds_every_worksheet_with_all_decimals(client: Client, field: Office, cast: Cast) -> None:
    answer = sign_in(client, cast.asri).get("/instrumen/uji-2030/pembanding.csv", ASKED | {"bergeser": "1"})

    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:6] == [
        *("Peringkat tepat", "Kode", "Kecamatan", "Kabupaten/kota", "Nilai tepat"),
        "0 ÷ 0: capaian 100: peringkat",
    ]
    assert [[line[0], line[2], *line[4:-1]] for line in lines[1:]] == [
        ["1", "Bendo", "60", "2", "-1", "60", "1", "0", "60"],
        ["2", "Kartoharjo", "53,333333333333", "1", "1", "73,333333333333", "2", "0", "53,3"],
        ["3", "Maospati", "50", "3", "0", "50", "3", "0", "50"],
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="pembanding-uji-2030-2030.csv"'


@needs("soffice")
def test_libreoffice_finds_the_same_moves(client: Client, field: Office, cast: Cast, tmp_path: Path) -> None:
    half = more(field, 1, cast.places.regency)[0]
    fill(half, {"i1": HALF}, cast.sari)
    content = sign_in(client, cast.asri).get("/instrumen/uji-2030/pembanding.xlsx", ASKED).content
    wrong, formulas = spoiled(content)

    book = recalculated(wrong, tmp_path)

    assert formulas == 6
    rows = list(book[PAGE].iter_rows(min_row=FIRST + 1, values_only=True))
    assert [[row[0], row[2], *row[4:-1]] for row in rows] == [
        [1, "Bendo", 60, 2, -1, 60, 1, 0, 60],
        [2, "Kartoharjo", pytest.approx(160 / 3), 1, 1, pytest.approx(220 / 3), 2, 0, 53.3],
        [3, "Maospati", 50, 3, 0, 50, 3, 0, 50],
        ["–", "Uji 100", 25, "–", "–", 25, "–", "–", 25],
    ]
    effects = list(book[SUMMARY].iter_rows(min_row=FIRST + 1, values_only=True))
    assert len(effects) == len(SINGLE)
    assert ("0 ÷ 0", "capaian 100", 1, 2, 1, 1, 0) in effects


def test_a_name_is_never_a_formula(client: Client, field: Office, cast: Cast) -> None:
    District.objects.filter(name="Bendo").update(name="=1+1")
    sign_in(client, cast.asri)

    assert "'=1+1" in client.get("/instrumen/uji-2030/pembanding.csv").content.decode()
    book = load_workbook(BytesIO(client.get("/instrumen/uji-2030/pembanding.xlsx").content))
    cell = next(row[2] for row in book[PAGE].iter_rows(min_row=FIRST + 1))
    assert (cell.value, cell.data_type) == ("=1+1", "s")


# --- Who, and what is asked wrongly -----------------------------------------------------------------------


def test_an_instrument_admin_sees_totals_and_no_way_to_the_answers(
    client: Client, field: Office, cast: Cast
) -> None:
    own = sign_in(client, cast.indra).get(ADDRESS)
    read = sign_in(Client(), cast.asri).get(ADDRESS)

    assert shown(own) == shown(read)
    assert client.get(ADDRESS, {"dasar": "penilaian"}).status_code == 422
    assert f"/kertas-kerja/{field.bendo.pk}/" not in markup(own)
    assert f"/kertas-kerja/{field.bendo.pk}/" in markup(read)


def test_leadership_of_a_kabupaten_compares_nothing(client: Client, field: Office, cast: Cast) -> None:
    Membership.objects.filter(user=cast.lina).update(province=None, regency=cast.places.city)
    refused = sign_in(client, cast.lina).get(ADDRESS)

    assert refused.status_code == 403
    assert "Pembanding kebijakan dibuka oleh penilai dan pimpinan provinsi" in markup(refused)


def test_another_provinces_assessor_does_not_find_it(client: Client, field: Office, cast: Cast) -> None:
    Membership.objects.create(
        user=cast.yuni, role=Role.ASSESSOR, province=cast.places.other_province, starts=BEGAN
    )

    assert sign_in(client, cast.yuni).get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"pilih": "lain"}, "Pilih kebijakan dari daftar."),
        ({"pilih": list(SINGLE)[:6]}, "Pilih paling banyak 5; kini 6 dipilih."),
        ({"pilih": "tdi.full", "bersama": "1"}, "Pilih paling sedikit dua untuk diterapkan bersama-sama."),
        (
            {"pilih": ["tdi.full", "tdi.zero"], "bersama": "1"},
            "pilih satu kebijakan per keadaan dan satu pembulatan.",
        ),
        ({"urut": "lain"}, "Pilih urutan dari daftar."),
        ({"periode": "lain"}, "Pilih periode dari daftar."),
        ({"dasar": "lain"}, "Pilih nilai dari daftar."),
        ({"pilih": "a\0b"}, "Pilih kebijakan dari daftar."),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_ticked_stays(
    client: Client, field: Office, cast: Cast, asked: dict[str, Any], words: str
) -> None:
    sign_in(client, cast.asri)
    for address in (ADDRESS, "/instrumen/uji-2030/pembanding.csv", "/instrumen/uji-2030/pembanding.xlsx"):
        refused = client.get(address, asked)
        assert refused.status_code == 422
        assert words in markup(refused)
    ticked = asked.get("pilih", [])
    known = [key for key in SINGLE if key in ([ticked] if isinstance(ticked, str) else ticked)]
    assert markup(refused).count(" checked>") == len(known) + ("bersama" in asked)


def test_an_instrument_without_a_period_has_a_page_and_no_file(client: Client, cast: Cast) -> None:
    office = make_office(cast, three_rows())
    Worksheet.objects.all().delete()
    sign_in(client, cast.asri)

    assert "Belum ada periode penilaian yang memakai instrumen ini." in markup(client.get(ADDRESS))
    assert client.get("/instrumen/uji-2030/pembanding.csv").status_code == 404
    assert compare_policies(office.stage.period, office.stage.instrument).in_force("tdi.zero") is False


def test_the_ways_lead_to_it(client: Client, field: Office, cast: Cast) -> None:
    link = f'href="{ADDRESS}"'

    assert link in markup(sign_in(client, cast.asri).get("/p/jatim-2022/peringkat/"))
    assert link not in markup(sign_in(client, cast.vera).get("/p/jatim-2022/peringkat/"))
    assert link in markup(sign_in(client, cast.indra).get("/instrumen/"))


@pytest.mark.parametrize("extra", [0, 40])
@pytest.mark.parametrize("basis", ["isian", "penilaian"])
def test_it_takes_the_same_queries_for_3_and_for_43(
    client: Client, field: Office, cast: Cast, django_assert_num_queries: Any, extra: int, basis: str
) -> None:
    for sheet in more(field, extra, cast.places.regency):
        Worksheet.objects.filter(pk=sheet.pk).update(submitted_at=SENT)
    sign_in(client, cast.asri).get(ADDRESS)

    # session, person with memberships, instrument, periods, stage, worksheets; answers, or judgements and the
    # versions that they are of, of which there are none here; the frame's period
    with django_assert_num_queries(8):
        page = client.get(ADDRESS, {"pilih": ["tdi.full", "baris.bulat1"], "dasar": basis})
    assert len(page.context["lines"]) == 3 + extra
