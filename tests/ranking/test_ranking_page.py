"""The ranking page and its files: one ranking everywhere, filters that hide, and who sees which field."""

import csv
import subprocess
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from assessments.models import Layer, Period
from assessments.ranking.printing.ranks_csv import defused_text
from assessments.ranking.printing.recap_book import FIRST, RANKS
from assessments.scores.rank_table import Basis, rank_table
from assessments.workflow import State
from kinerja.accounts.models import Membership, Role
from kinerja.regions.models import District
from tests.builders.fields import SENT, claim, judge, more, small_field
from tests.builders.ranked import Ranked, ranked_by_command, ranked_in_book, ranked_in_csv, ranking_by_command
from tests.cast import BEGAN, Cast, sign_in
from tests.offices import Office
from tests.recalculate import recalculated, spoiled
from tests.tools import needs

PAGE = "/p/jatim-2022/peringkat/"


@pytest.fixture
def field(cast: Cast) -> Office:
    """Four with a rank, the second and third equal but for aspect 2, the city's the last; two without."""
    office = small_field(cast)
    claim(office.bendo, "80", a1="50", a2="30")
    claim(office.neighbour, "90", a1="55", a2="35")
    claim(office.city_sheet, "70", a1="40", a2="30")
    second, half, absent = more(office, 3, cast.places.regency)
    claim(second, "80", a1="51", a2="29")
    claim(half, "40", complete=False, a1="40", a2="0")
    claim(absent, "99", state=State.NOT_PARTICIPATING, a1="60", a2="39")
    return office


EXPECTED = [(1, "Maospati"), (2, "Bendo"), (3, "Uji 100"), (4, "Kartoharjo")]


def on_screen(response: Any) -> Ranked:
    rows = response.context["ranks"].rows
    return [(row.line.place.rank, row.line.worksheet.district.name) for row in rows]


def behind(row: Any) -> str:
    """How far it is behind the one above, as the page says it."""
    return next(str(cell.text) for cell in row.page_cells if cell.column.key == "behind")


def names(rows: Any) -> list[str]:
    return [row.line.worksheet.district.name for row in rows]


def test_screen_files_and_command_say_the_same(client: Client, field: Office, cast: Cast) -> None:
    sign_in(client, cast.asri)
    page = client.get(PAGE)

    assert on_screen(page) == EXPECTED
    assert ranked_in_csv(client.get("/p/jatim-2022/peringkat.csv")) == EXPECTED
    assert ranked_in_book(client.get("/p/jatim-2022/peringkat.xlsx")) == EXPECTED
    assert ranked_by_command() == EXPECTED
    assert names(page.context["ranks"].unfinished) == ["Uji 101"]
    assert names(page.context["ranks"].absent) == ["Uji 102"]
    assert [it["name"] for it in ranking_by_command()["not_participating"]] == ["Uji 102"]
    text = page.content.decode()
    assert "1 dari 2 indikator belum diisi" in text
    assert "Hasil sementara" in text
    assert "Saringan hanya menyembunyikan baris; peringkat tetap terhadap seluruh provinsi." in text


@needs("soffice")
@pytest.mark.parametrize("asked", [{}, {"cari": "uji"}, {"aspek": "1"}])
def test_libreoffice_finds_the_same_ranks(
    client: Client, field: Office, cast: Cast, tmp_path: Path, asked: dict[str, str]
) -> None:
    """The live ranks are of the whole field, whatever is hidden."""
    claim(field.city_sheet, "80", a1="51", a2="29", submitted_at=SENT + timedelta(seconds=1))
    for sheet in more(field, 2, cast.places.city, first=30):
        claim(sheet, "60", a1="30", a2="30")

    content, formulas = spoiled(sign_in(client, cast.asri).get("/p/jatim-2022/peringkat.xlsx", asked).content)
    rows = list(recalculated(content, tmp_path)[RANKS].iter_rows(min_row=FIRST + 1, values_only=True))

    assert formulas == 2 * len(rows) == 16
    stored = {
        it["name"]: it["rank"]
        for it in ranking_by_command(*(("--aspect", "1") if "aspek" in asked else ()))["places"]
    }
    words = {"Uji 101": "belum lengkap", "Uji 102": "tidak mengikuti"}
    assert {row[4]: row[0] for row in rows} == stored | words
    assert {row[2] for row in rows} == {"sesuai"}


@needs("pdftotext")
def test_the_paper_says_the_same(client: Client, field: Office, cast: Cast) -> None:
    content = sign_in(client, cast.asri).get("/p/jatim-2022/peringkat.pdf").content
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    paper = read.stdout.decode()

    places = [paper.index(name) for _, name in EXPECTED]
    assert places == sorted(places)
    for words in (
        "halaman 1 dari 1",
        "Hasil sementara, belum ditetapkan.",
        "Belum lengkap, tidak diperingkat (1)",
        "WIB",
    ):
        assert words in paper


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"cari": "BEN"}, [(2, "Bendo")]),
        ({"kabupaten": "35.77"}, [(4, "Kartoharjo")]),
        ({"kabupaten": "35.20", "cari": "uji"}, [(3, "Uji 100")]),
        ({"cari": "tidak ada"}, []),
    ],
)
def test_a_filter_hides_and_never_ranks_again(
    client: Client, field: Office, cast: Cast, asked: dict[str, str], left: Ranked
) -> None:
    sign_in(client, cast.asri)

    assert on_screen(client.get(PAGE, asked)) == left
    assert ranked_in_csv(client.get("/p/jatim-2022/peringkat.csv", asked)) == left
    assert ranked_in_book(client.get("/p/jatim-2022/peringkat.xlsx", asked)) == left


def test_a_tie_says_what_decided(client: Client, field: Office, cast: Cast) -> None:
    rows = sign_in(client, cast.asri).get(PAGE).context["ranks"].rows

    assert [row.words.notes for row in rows] == [
        [],
        [],
        ["Nilai sama dengan peringkat 2; ditentukan oleh aspek 2: 29,00 di bawah 30,00"],
        [],
    ]
    assert [behind(row) for row in rows] == ["–", "10,00", "sama", "10,00"]


@pytest.mark.parametrize(
    ("other", "ranks", "note"),
    [
        (
            {"a2": "29.999999999"},
            [1, 2],
            "Nilai sama dengan peringkat 1; ditentukan oleh aspek 2: 29,999999999 di bawah 30",
        ),
        (
            {"a2": "30", "submitted_at": SENT + timedelta(seconds=1)},
            [1, 2],
            "Nilai sama dengan peringkat 1; ditentukan oleh waktu kirim yang lebih awal",
        ),
        ({"a2": "30"}, [1, 1], "Nilai dan semua penentu sama: peringkat 1 dibagi"),
    ],
)
def test_each_key_decides_and_else_the_rank_is_shared(
    client: Client, cast: Cast, other: dict[str, Any], ranks: list[int], note: str
) -> None:
    office = small_field(cast)
    claim(office.bendo, "80", a1="50", a2="30")
    claim(office.neighbour, "80", a1="50", **other)
    claim(office.city_sheet, "70", a1="40", a2="30")

    rows = sign_in(client, cast.asri).get(PAGE).context["ranks"].rows

    assert [row.line.place.rank for row in rows] == [*ranks, 3]
    assert rows[1].words.notes == [note]


@pytest.mark.parametrize(("difference", "shown"), [("0.01", "0,01"), ("0.000000001", "< 0,01")])
def test_the_smallest_difference_decides(client: Client, cast: Cast, difference: str, shown: str) -> None:
    office = small_field(cast)
    claim(office.bendo, "80", a2="39")
    claim(office.neighbour, str(80 + Decimal(difference)), a2="1")

    rows = sign_in(client, cast.asri).get(PAGE).context["ranks"].rows

    assert [(row.line.place.rank, behind(row)) for row in rows] == [(1, "–"), (2, shown)]
    assert names(rows) == ["Maospati", "Bendo"]


def test_each_basis_has_its_own_totals_ties_and_unfinished(field: Office, cast: Cast) -> None:
    judge(field.bendo, Layer.DESK, "60", a2="20")
    judge(field.neighbour, Layer.DESK, "60", a2="25")
    judge(field.city_sheet, Layer.DESK, "75", judged=1, a2="25")
    judge(field.bendo, Layer.REGENCY, "81", a2="20")

    desk, regency = (rank_table(field.stage.period, basis=it) for it in (Basis.DESK, Basis.REGENCY))

    places = [(line.place.rank, line.worksheet.district.name) for line in desk.places if line.place]
    assert places == [(1, "Maospati"), (2, "Bendo")]
    missing = {line.worksheet.district.name: line.score.missing for line in desk.unfinished}
    assert missing == {
        "Kartoharjo": "1 dari 2 indikator belum diputuskan",
        "Uji 100": "Belum dinilai",
        "Uji 101": "Belum dinilai",
    }
    assert [line.worksheet.district.name for line in regency.places] == ["Bendo"]
    assert ranked_by_command("--basis", "penilaian") == places


def test_one_aspect_ranks_by_its_score(client: Client, field: Office, cast: Cast) -> None:
    page = sign_in(client, cast.asri).get(PAGE, {"aspek": "1"})

    assert on_screen(page) == [(1, "Maospati"), (2, "Uji 100"), (3, "Bendo"), (4, "Kartoharjo")]
    assert [behind(row) for row in page.context["ranks"].rows] == ["–", "4,00", "1,00", "10,00"]
    assert ranked_in_book(client.get("/p/jatim-2022/peringkat.xlsx", {"aspek": "1"})) == on_screen(page)
    assert ranked_by_command("--aspect", "1") == on_screen(page)


def test_a_kabupaten_is_ranked_among_itself(client: Client, field: Office, cast: Cast) -> None:
    own = [(1, "Maospati"), (2, "Bendo"), (3, "Uji 100")]
    city = [(1, "Kartoharjo")]

    assert on_screen(sign_in(client, cast.vera).get(PAGE)) == own
    assert ranked_in_csv(client.get("/p/jatim-2022/peringkat.csv", {"lingkup": "35.20"})) == own
    assert client.get(PAGE, {"lingkup": "35.77"}).status_code == 404
    assert "Kartoharjo" not in client.get(PAGE).content.decode()
    assert on_screen(sign_in(client, cast.asri).get(PAGE, {"lingkup": "35.77"})) == city
    assert ranked_by_command("--regency", "35.77") == city


def test_two_kabupaten_of_one_person_are_two_fields(client: Client, field: Office, cast: Cast) -> None:
    Membership.objects.create(
        user=cast.vera, role=Role.REGENCY_VERIFIER, regency=cast.places.city, starts=BEGAN
    )
    sign_in(client, cast.vera)

    assert on_screen(client.get(PAGE)) == [(1, "Maospati"), (2, "Bendo"), (3, "Uji 100")]
    assert on_screen(client.get(PAGE, {"lingkup": "35.77"})) == [(1, "Kartoharjo")]
    assert on_screen(client.get(PAGE, {"kabupaten": "35.77"})) == []


def test_leadership_of_a_kabupaten_sees_its_own_field(client: Client, field: Office, cast: Cast) -> None:
    Membership.objects.filter(user=cast.lina).update(province=None, regency=cast.places.city)
    sign_in(client, cast.lina)

    assert on_screen(client.get(PAGE)) == [(1, "Kartoharjo")]
    assert client.get(PAGE, {"lingkup": "35.20"}).status_code == 404
    assert client.get(PAGE, {"dasar": "penilaian"}).status_code == 403


@pytest.mark.parametrize(
    "address",
    [PAGE, "/p/jatim-2022/peringkat.pdf", "/p/jatim-2022/peringkat.xlsx", "/p/jatim-2022/peringkat.csv"],
)
@pytest.mark.parametrize("who", ["sari", "camat", "joko", "indra"])
def test_nobody_else_sees_it(client: Client, field: Office, cast: Cast, who: str, address: str) -> None:
    refused = sign_in(client, getattr(cast, who)).get(address)

    assert refused.status_code == 403
    text = refused.content.decode()
    assert "Peringkat yang belum diumumkan dibuka oleh" in text
    assert "Maospati" not in text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"dasar": "lain"}, "Pilih nilai dari daftar."),
        ({"kabupaten": "99.99"}, "Pilih kabupaten/kota dari daftar."),
        ({"aspek": "99", "cari": "Ben"}, "Aspek “99” belum ada. Yang ada: 1, 2."),
        ({"cari": "x" * 81}, "Tulis paling panjang 80 huruf."),
        ({"cari": "a\0b"}, "nul"),
    ],
)
def test_what_cannot_be_read_is_said(
    client: Client, field: Office, cast: Cast, asked: dict[str, str], words: str
) -> None:
    sign_in(client, cast.asri)
    for address in (
        PAGE,
        "/p/jatim-2022/peringkat.csv",
        "/p/jatim-2022/peringkat.xlsx",
        "/p/jatim-2022/peringkat.pdf",
    ):
        refused = client.get(address, asked)
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert f'value="{asked.get("cari", "")}"' in refused.content.decode() or "\0" in asked["cari"]


def test_without_a_period_the_address_says_so(client: Client, cast: Cast) -> None:
    sign_in(client, cast.asri)

    for address in ("/peringkat/", "/peringkat.csv"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Belum ada periode penilaian" in answer.content.decode()
    assert client.get(PAGE).status_code == 404


def test_grades_follow_the_period(client: Client, field: Office, cast: Cast) -> None:
    sign_in(client, cast.asri)
    assert [row.line.grade for row in client.get(PAGE).context["ranks"].rows] == [
        *("Tinggi", "Tinggi", "Tinggi", "Sedang")
    ]
    Period.objects.update(grades=[{"from": 0, "label": "Kurang"}, {"from": "80", "label": "Baik"}])

    rows = client.get(PAGE).context["ranks"].rows
    assert [row.line.grade for row in rows] == ["Baik", "Baik", "Baik", "Kurang"]


def test_a_name_is_never_a_formula(client: Client, field: Office, cast: Cast) -> None:
    District.objects.filter(name="Bendo").update(name="=1+1")
    sign_in(client, cast.asri)

    assert "'=1+1" in client.get("/p/jatim-2022/peringkat.csv").content.decode("utf-8-sig")
    assert (2, "=1+1") in ranked_in_book(client.get("/p/jatim-2022/peringkat.xlsx"))
    assert [defused_text(it) for it in ("=a", "+a", "-a", "@a", "a=", "")] == [
        "'=a",
        "'+a",
        "'-a",
        "'@a",
        "a=",
        "",
    ]


def test_csv_is_read_by_an_indonesian_spreadsheet(client: Client, field: Office, cast: Cast) -> None:
    claim(field.neighbour, "90.123456789012", a1="55", a2="35.5")
    raw = sign_in(client, cast.asri).get("/p/jatim-2022/peringkat.csv").content

    assert raw.startswith(b"\xef\xbb\xbfPeringkat;Kode;Kecamatan;")
    first = next(csv.DictReader(StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    shown = {
        "Peringkat": "1",
        "Kode": "35.20.11",
        "Kecamatan": "Maospati",
        "Kabupaten/kota": "Kabupaten Magetan",
        "Aspek 1": "55",
        "Aspek 2": "35,5",
        "Nilai": "90,123456789012",
        "Selisih ke atas": "",
        "Predikat": "Tinggi",
        "Keterangan": "",
        "Keadaan": "Hasil sementara",
    }
    assert shown.items() <= first.items()


@pytest.mark.parametrize("extra", [0, 57])
@pytest.mark.parametrize(("basis", "queries"), [("isian", 8), ("penilaian", 9)])
def test_it_takes_the_same_queries_for_3_and_for_60(
    client: Client, cast: Cast, django_assert_num_queries: Any, extra: int, basis: str, queries: int
) -> None:
    office = small_field(cast)
    for sheet in (office.bendo, *more(office, extra, cast.places.regency)):
        claim(sheet, "80", a1="50", a2="30")
        judge(sheet, Layer.DESK, "80", a1="50", a2="30")
    sign_in(client, cast.asri).get(PAGE)

    # session, person with memberships, period, kabupaten, stage, worksheets, layer; the frame's period
    with django_assert_num_queries(queries):
        page = client.get(PAGE, {"dasar": basis})
    assert len(page.context["ranks"].rows) == 1 + extra
