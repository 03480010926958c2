"""What decided a rank is told in the words of its tie key, whatever kind of key a period names."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from openpyxl import load_workbook

from assessments.admin.period_form import check_tie_keys
from assessments.ranking.printing.recap_book import FIRST, RANKS
from indicators.scoring import tie_keys
from indicators.scoring.ranking import First
from indicators.scoring.tie_keys import TIE_KINDS, TieKind, second_of_sending
from tests.builders.fields import SENT, claim, small_field
from tests.cast import Cast, sign_in
from tests.offices import Office
from tests.recalculate import recalculated, spoiled
from tests.tools import needs

LATEST = TieKind(
    pattern="latest",
    spelling="latest",
    meaning="latest berarti yang paling akhir dikirim",
    first=First.HIGHEST,
    label="Waktu kirim (paling akhir)",
    short="waktu kirim yang paling akhir",
    value=second_of_sending,
)
NOTE = "Nilai sama dengan peringkat 1; ditentukan oleh waktu kirim yang paling akhir"


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Office:
    """Bendo and its neighbour are equal, and by a planted kind of key the later neighbour leads."""
    monkeypatch.setattr(tie_keys, "TIE_KINDS", (*TIE_KINDS, LATEST))
    office = small_field(cast)
    period = office.stage.period
    period.tie_keys = ["latest"]
    check_tie_keys(period.tie_keys)
    period.save()
    claim(office.bendo, "80", a1="50", a2="30")
    claim(office.neighbour, "80", a1="50", a2="30", submitted_at=SENT + timedelta(seconds=1))
    claim(office.city_sheet, "70", a1="40", a2="30")
    return office


def test_a_planted_key_decides_and_is_told_in_its_own_words(client: Client, late: Office, cast: Cast) -> None:
    response = sign_in(client, cast.asri).get("/p/jatim-2022/peringkat/")

    rows = [
        (row.line.place.rank, row.line.worksheet, row.words.notes) for row in response.context["ranks"].rows
    ]
    assert rows == [(1, late.neighbour, []), (2, late.bendo, [NOTE]), (3, late.city_sheet, [])]
    assert "1) Waktu kirim (paling akhir)" in response.content.decode()
    assert NOTE in client.get("/p/jatim-2022/peringkat.csv").content.decode()


def test_its_values_stand_in_columns_of_their_own(client: Client, late: Office, cast: Cast) -> None:
    sign_in(client, cast.asri)
    books = [
        load_workbook(BytesIO(client.get(address).content))
        for address in ("/p/jatim-2022/peringkat.xlsx", "/p/jatim-2022/rekap.xlsx")
    ]

    heads = [[cell.value for cell in book.worksheets[0][FIRST]] for book in books]
    assert [head[-1] for head in heads] == ["Waktu kirim (paling akhir)"] * 2


@needs("soffice")
@pytest.mark.parametrize("address", ["/p/jatim-2022/peringkat.xlsx", "/p/jatim-2022/rekap.xlsx"])
def test_libreoffice_ranks_by_it(
    client: Client, late: Office, cast: Cast, tmp_path: Path, address: str
) -> None:
    content, _ = spoiled(sign_in(client, cast.asri).get(address).content)

    rows = list(recalculated(content, tmp_path)[RANKS].iter_rows(min_row=FIRST + 1, values_only=True))

    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        (1, 1, "sesuai", "Maospati"),
        (2, 2, "sesuai", "Bendo"),
        (3, 3, "sesuai", "Kartoharjo"),
    ]


def test_a_period_that_names_an_unknown_key_hears_of_the_planted_one(late: Office) -> None:
    with pytest.raises(ValidationError, match="submitted_at, atau latest"):
        check_tie_keys(["terakhir"])
