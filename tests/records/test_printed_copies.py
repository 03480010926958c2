"""Papers of figures that still move carry the code of their copy; the public page knows what became of it."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import PrintedCopy, Worksheet
from assessments.models.snapshot import Frozen
from tests.builders.sending import fill, small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, answer
from tests.town import state


@pytest.fixture
def office(cast: Cast) -> Office:
    office = small_office(cast)
    fill(office.bendo, cast)
    return office


def printed(client: Client, cast: Cast, sheet: Worksheet, who: str = "sari") -> PrintedCopy:
    """The copy behind the worksheet's PDF as it is printed now."""
    sign_in(client, getattr(cast, who))
    assert client.get(f"/kertas-kerja/{sheet.pk}/kertas-kerja.pdf").status_code == 200
    return PrintedCopy.objects.order_by("-created_at")[0]


def told(code: str, fingerprint: str = "") -> str:
    asked = {"sidik": fingerprint} if fingerprint else {}
    found = Client().get(reverse("authenticity_code", args=(code,)), asked)
    assert found.status_code == 200
    return found.content.decode()


def test_the_same_sheet_has_one_code_whoever_prints_it(office: Office, cast: Cast, client: Client) -> None:
    first = printed(client, cast, office.bendo)
    again = printed(client, cast, office.bendo, "vera")

    assert again == first
    assert (first.kind, first.created_by, PrintedCopy.objects.count()) == ("worksheet", cast.sari, 1)
    page = told(first.code)
    assert "<h2>Sesuai</h2>" in page
    assert "53,75" not in page
    assert "Sari" not in page
    assert "<dt>Kecamatan</dt><dd>Bendo</dd>" in page
    assert "<h2>Sesuai</h2>" in told(first.code, first.fingerprint)
    assert "<h2>Berbeda</h2>" in told(first.code, "0000 0000 0000")


def test_what_was_printed_later_takes_its_place(office: Office, cast: Cast, client: Client) -> None:
    first = printed(client, cast, office.bendo)
    answer(office.bendo, "i1", cast.sari, version=1, n="20", d="32")
    second = printed(client, cast, office.bendo)

    assert second.code != first.code
    assert "<h2>Sudah digantikan</h2>" in told(first.code)
    assert "<h2>Sesuai</h2>" in told(second.code)


def test_a_copy_that_was_changed_in_the_database_differs(office: Office, cast: Cast, client: Client) -> None:
    copy = printed(client, cast, office.bendo)
    PrintedCopy.objects.update(document=copy.document.replace("53.75", "93.75"))

    assert "<h2>Berbeda</h2>" in told(copy.code)


def test_a_copy_is_never_changed_nor_deleted(office: Office, cast: Cast, client: Client) -> None:
    copy = printed(client, cast, office.bendo)
    before = state()

    with pytest.raises(Frozen):
        copy.save()
    with pytest.raises(Frozen):
        copy.delete()

    assert state() == before


@pytest.mark.parametrize(
    ("address", "kind", "who"),
    [
        ("/p/jatim-2022/peringkat.pdf", "ranking", "lina"),
        ("/p/jatim-2022/berita-acara/{regency}/verifikasi.pdf", "minutes", "vera"),
    ],
)
def test_so_do_the_ranking_and_the_minutes(
    office: Office, cast: Cast, client: Client, address: str, kind: str, who: str
) -> None:
    sign_in(client, getattr(cast, who))
    for _ in range(2):
        found = client.get(address.format(regency=cast.places.regency.pk))
        assert found.status_code == 200

    copy = PrintedCopy.objects.get()
    assert copy.kind == kind
    assert "<h2>Sesuai</h2>" in told(copy.code)
