"""A column of the ranking is declared once, and stands in every page, paper, file and command."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from openpyxl import load_workbook

from assessments.models import Decision
from assessments.ranking import columns
from assessments.ranking.columns import COLUMNS, Output, RankColumn, columns_of_decision, columns_of_table
from assessments.ranking.printing.ranks import ranking_context
from assessments.results.printing.decided import Decided
from assessments.scores.rank_table import Basis, rank_table
from indicators.scoring.documents.document import read_document
from tests.builders.deciding import approved, office_with_heads
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office

DESK = {"dasar": "penilaian"}
PLANTED = RankColumn(
    key="letters",
    heading="Banyak huruf",
    value=lambda row: f"{len(row.line.worksheet.district.name)} huruf",
)
BENDO = "5 huruf"
BEFORE, AFTER = ["Peringkat", "Kecamatan", "Kabupaten/kota"], ["Selisih ke atas", "Predikat"]


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_with_heads(cast)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "COLUMNS", (*COLUMNS, PLANTED))


@pytest.fixture
def asri(cast: Cast) -> Client:
    return sign_in(Client(), cast.asri)


def page(client: Client, decision: Decision) -> str:
    return markup(client.get("/p/jatim-2022/peringkat/", DESK))


def paper(client: Client, decision: Decision) -> str:
    ranks = client.get("/p/jatim-2022/peringkat/", DESK).context["ranks"]
    return render_to_string("ranking/print/ranking.html", ranking_context(ranks))


def cells(content: bytes) -> str:
    book = load_workbook(BytesIO(content))
    return "|".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def book(client: Client, decision: Decision) -> str:
    return cells(client.get("/p/jatim-2022/peringkat.xlsx", DESK).content)


def csv_file(client: Client, decision: Decision) -> str:
    return client.get("/p/jatim-2022/peringkat.csv", DESK).content.decode()


def command(form: str) -> str:
    out = StringIO()
    call_command("rank", "jatim-2022", "--basis", "penilaian", "--format", form, stdout=out)
    return out.getvalue()


def published_page(client: Client, decision: Decision) -> str:
    return markup(client.get(f"/hasil/{decision.code}/"))


def published_paper(client: Client, decision: Decision) -> str:
    decided = Decided(Decision.objects.select_related("period__owner").get(pk=decision.pk))
    return render_to_string("results/print/decided.html", {"decided": decided})


def published_book(client: Client, decision: Decision) -> str:
    return cells(client.get(f"/hasil/{decision.code}/peringkat.xlsx").content)


SHOWN: dict[Output, Callable[[Client, Decision], str]] = {
    Output.PAGE: page,
    Output.PAPER: paper,
    Output.BOOK: book,
    Output.CSV: csv_file,
    Output.COMMAND: lambda client, decision: command("csv"),
    Output.TERMINAL: lambda client, decision: command("table"),
    Output.DOCUMENT: lambda client, decision: decision.document,
    Output.PUBLISHED_PAGE: published_page,
    Output.PUBLISHED_PAPER: published_paper,
    Output.PUBLISHED_BOOK: published_book,
}
NAMED_BY_KEY = {Output.COMMAND, Output.DOCUMENT}


def test_a_planted_column_stands_everywhere(planted: None, office: Office, cast: Cast, asri: Client) -> None:
    decision = approved(office, cast)
    texts = {output: SHOWN[output](asri, decision) for output in Output}

    assert [output for output, text in texts.items() if BENDO not in text] == []
    headed = set(Output) - NAMED_BY_KEY - {Output.TERMINAL}  # a line of text has no head
    assert [output for output in headed if PLANTED.heading not in texts[output]] == []
    assert [output for output in NAMED_BY_KEY if PLANTED.key not in texts[output]] == []
    assert json.loads(command("json"))["places"][0][PLANTED.key] == BENDO
    assert [line.rpartition("  ")[2] for line in command("table").splitlines()[1:2]] == [BENDO]


def test_on_a_phone_its_heading_stands_before_it(
    planted: None, office: Office, cast: Cast, asri: Client
) -> None:
    text = page(asri, approved(office, cast))

    assert f'<td role="cell" class="rank-more" data-label="Banyak huruf">{BENDO}</td>' in text


def test_a_decision_from_before_the_column_has_none(
    monkeypatch: pytest.MonkeyPatch, office: Office, cast: Cast, asri: Client
) -> None:
    decision = approved(office, cast)
    monkeypatch.setattr(columns, "COLUMNS", (*COLUMNS, PLANTED))

    text = published_page(asri, decision)

    assert '<td role="cell" data-label="Banyak huruf">–</td>' in text
    assert BENDO not in text


def headings(office: Office, output: Output) -> list[str]:
    table = rank_table(office.stage.period, basis=Basis.DESK)
    return [column.heading_in(output) for column in columns_of_table(output, table)]


def test_each_output_has_its_columns_in_their_order(office: Office) -> None:
    aspects = ["Aspek 1", "Aspek 2"]
    named = ["Aspek 1. Aspek 1", "Aspek 2. Aspek 2"]

    assert headings(office, Output.PAGE) == headings(office, Output.PAPER)
    assert headings(office, Output.PAGE) == [*BEFORE, *aspects, "Total", *AFTER]
    assert headings(office, Output.CSV) == [
        *("Peringkat", "Kode", "Kecamatan", "Kabupaten/kota", *aspects),
        *("Nilai", *AFTER, "Keterangan", "Keadaan"),
    ]
    assert headings(office, Output.BOOK) == [
        *("Peringkat (rumus)", "Peringkat tersimpan", "Pemeriksaan", "Kode", "Kecamatan", "Kabupaten/kota"),
        *("Kelengkapan", "Waktu kirim", *named, "Nilai", *AFTER, "Catatan"),
    ]


def test_what_is_published_has_its_columns_in_their_order() -> None:
    aspects = [{"code": "1", "no": 1, "name": "Pelayanan", "weight": "60"}]  # as before stages counted
    found = {
        output: [column.heading_in(output) for column in columns_of_decision(output, aspects)]
        for output in (Output.PUBLISHED_PAGE, Output.PUBLISHED_PAPER, Output.PUBLISHED_BOOK)
    }

    assert found == {
        Output.PUBLISHED_PAGE: [*BEFORE, "Aspek 1", "Nilai", *AFTER],
        Output.PUBLISHED_PAPER: [*BEFORE, "Aspek 1", "Nilai", "Predikat"],
        Output.PUBLISHED_BOOK: [
            *("Peringkat", "Kode", "Kecamatan", "Kabupaten/kota", "Nilai", "Penentu", "Predikat"),
            "Aspek 1. Pelayanan",
        ],
    }


def test_the_command_names_its_columns_for_machines(office: Office) -> None:
    (head, *_) = csv.reader(StringIO(command("csv")))

    assert head == [
        *("rank", "district", "name", "regency", "total", "ranked", "shared", "decided_by"),
        *("lead", "behind", "grade", "missing", "aspect:1", "aspect:2"),
    ]


def test_a_decision_keeps_the_same_figures_of_a_place(office: Office, cast: Cast) -> None:
    place: dict[str, Any] = read_document(approved(office, cast).document)["places"][0]

    assert sorted(place) == [
        *("aspects", "behind", "decided_by", "district", "grade", "lead"),
        *("rank", "regency", "shared", "total", "worksheet"),
    ]
    assert place["aspects"] == {"1": "33.75", "2": "40"}


def test_every_width_of_the_paper_is_in_its_style_sheet() -> None:
    css = (Path(__file__).parents[2] / "static/css/ranking/print-ranking.css").read_text(encoding="utf-8")
    declared: list[Any] = [*COLUMNS, RankColumn, columns.AspectColumn]
    widths = {it.paper_width for it in declared if it.paper_width}

    assert [width for width in widths if f".mm-{width} {{ width: {width}mm; }}" not in css] == []
