"""After a decision the ranking says so, in every format, and names whoever stands otherwise since."""

import csv
import subprocess
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from assessments.models import Decision
from assessments.review.services.steps import reopen
from tests.builders.deciding import approved, office_with_heads, verified
from tests.builders.judging import differing, give_opinion
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office
from tests.tools import needs

DESK = {"dasar": "penilaian"}


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_with_heads(cast)


def in_csv(client: Client, **asked: str) -> dict[str, tuple[str, str]]:
    raw = client.get("/p/jatim-2022/peringkat.csv", DESK | asked).content.decode("utf-8-sig")
    rows = csv.DictReader(StringIO(raw), delimiter=";")
    return {row["Kecamatan"]: (row["Keadaan"], row["Keterangan"]) for row in rows}


def in_book(client: Client) -> str:
    book = load_workbook(BytesIO(client.get("/p/jatim-2022/peringkat.xlsx", DESK).content))
    return " | ".join(
        str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value
    )


def on_paper(client: Client) -> str:
    content = client.get("/p/jatim-2022/peringkat.pdf", DESK).content
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


@pytest.fixture
def asri(cast: Cast) -> Client:
    return sign_in(Client(), cast.asri)


def open_again(office: Office, cast: Cast) -> None:
    """Bendo is opened again, and less is found."""
    office.bendo.refresh_from_db()
    reopen(worksheet=office.bendo, by=cast.kiki, note="Bukti baru")
    give_opinion(office.bendo, "i1", differing(n="8", d="32"), cast.kiki, version=1)


@needs("pdftotext")
def test_what_was_decided_says_so_in_every_format(office: Office, cast: Cast, asri: Client) -> None:
    assert {state for state, _ in in_csv(asri).values()} == {""}
    decision = approved(office, cast)

    sentence = f"kode {decision.code}."
    page = markup(asri.get("/p/jatim-2022/peringkat/", DESK))
    for found in (page, in_book(asri), on_paper(asri)):
        assert "Ditetapkan " in found
        assert sentence in found
        assert "Hasil sementara" not in found
        assert "erbeda dari penetapan" not in found
    assert in_csv(asri)["Bendo"] == ("Ditetapkan", "")


@needs("pdftotext")
def test_whoever_moved_since_is_named_with_what_was_decided(office: Office, cast: Cast, asri: Client) -> None:
    approved(office, cast)
    open_again(office, cast)

    note = "Berbeda dari penetapan: peringkat 1, nilai 73,75"
    page = markup(asri.get("/p/jatim-2022/peringkat/", DESK))
    for found in (page, in_book(asri), on_paper(asri)):
        assert "1 kecamatan berbeda dari penetapan." in found
        assert "Berbeda dari penetapan: peringkat" in found
    assert page.count(note) == 1
    assert in_csv(asri)["Bendo"] == ("Berbeda dari penetapan", note)
    assert in_csv(asri)["Maospati"] == ("Ditetapkan", "")


def test_whoever_was_not_in_the_decision_is_told_apart(office: Office, cast: Cast, asri: Client) -> None:
    approved(office, cast)
    verified(office.city_sheet, cast.maya, cast.maya, cast, "30")

    assert in_csv(asri)["Kartoharjo"] == (
        "Berbeda dari penetapan",
        "Berbeda dari penetapan: tidak berperingkat di sana",
    )


def test_whoever_lost_the_rank_is_told_apart(office: Office, cast: Cast, asri: Client) -> None:
    approved(office, cast)
    office.bendo.refresh_from_db()
    office.bendo.layer_scores.update(judged=1)

    assert in_csv(asri)["Bendo"][0] == "Berbeda dari penetapan"
    assert "peringkat 1, nilai 73,75" in in_csv(asri)["Bendo"][1]


def test_other_figures_are_not_the_decided_ones(office: Office, cast: Cast, asri: Client) -> None:
    decision = approved(office, cast)

    page = markup(asri.get("/p/jatim-2022/peringkat/"))

    assert "Bukan hasil penetapan" in page
    assert f"penetapan {decision.code} memakai hasil penilaian administrasi" in page
    assert "erbeda dari penetapan" not in page


def test_an_embargo_holds_for_the_kabupaten(office: Office, cast: Cast) -> None:
    decision = approved(office, cast)
    vera = sign_in(Client(), cast.vera)
    assert "Bukan hasil penetapan" in markup(vera.get("/p/jatim-2022/peringkat/"))

    Decision.objects.filter(pk=decision.pk).update(embargo_until=timezone.now() + timedelta(days=1))

    page = markup(vera.get("/p/jatim-2022/peringkat/"))
    assert "Hasil sementara" in page
    assert decision.code not in page
