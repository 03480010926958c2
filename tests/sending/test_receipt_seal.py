"""What a printed receipt carries so that anybody can check it, read off the paper."""

from io import BytesIO

import zxingcpp
from django.conf import LazySettings
from django.test import Client
from PIL import Image

from assessments.models import Snapshot, Worksheet
from tests.builders.printed import output_of
from tests.builders.sending import sent
from tests.cast import Cast, sign_in
from tests.tools import needs


def address() -> str:
    return f"/keaslian/{Snapshot.objects.get().code}/"


def receipt(client: Client, cast: Cast, sheet: Worksheet) -> bytes:
    return sign_in(client, cast.sari).get(f"/kertas-kerja/{sheet.pk}/tanda-terima.pdf").content


@needs("pdftotext")
@needs("pdftoppm")
def test_the_receipt_carries_a_qr_that_leads_to_its_page(
    client: Client, cast: Cast, settings: LazySettings
) -> None:
    settings.SITE_URL = "https://kinerja.example.go.id"
    paper = receipt(client, cast, sent(cast))

    picture = Image.open(BytesIO(output_of(["pdftoppm", "-r", "150", "-png", "-singlefile", "-"], paper)))
    text = output_of(["pdftotext", "-layout", "-", "-"], paper).decode()

    found = [it.text for it in zxingcpp.read_barcodes(picture)]
    assert found == [f"https://kinerja.example.go.id{address()}"]
    assert found[0] in text
    assert f"Kode {Snapshot.objects.get().code} · Sidik {Snapshot.objects.get().fingerprint}" in text


@needs("pdftotext")
@needs("pdftoppm")
def test_without_an_address_of_the_site_the_receipt_has_no_qr(
    client: Client, cast: Cast, settings: LazySettings
) -> None:
    settings.SITE_URL = ""
    paper = receipt(client, cast, sent(cast))

    picture = Image.open(BytesIO(output_of(["pdftoppm", "-r", "150", "-png", "-singlefile", "-"], paper)))

    assert zxingcpp.read_barcodes(picture) == []
    assert address().lstrip("/") in output_of(["pdftotext", "-layout", "-", "-"], paper).decode()
