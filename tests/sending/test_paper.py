"""The receipt prints the weights that its sheet prints; what was frozen before stays as it was."""

from typing import Any

from django.template.loader import render_to_string
from django.test import Client

from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Snapshot, Worksheet
from assessments.papers.figures import sheet_figures
from assessments.scores.scoring import result_of
from assessments.sending.paper import Receipt
from assessments.sending.services import request_signoff, submit
from indicators.editions.sheets import sheet_of
from indicators.scoring.documents.document import canonical_text, read_document
from tests.builders.sending import filled
from tests.cast import Cast, sign_in
from tests.offices import answer, make_office
from tests.town import small_document

NOTE = "† Bobot sesudah bobot indikator yang tidak dihitung dibagikan kepada indikator lain."
SHARING = {"none_occurred": "full", "undefined": "zero", "not_applicable": "redistribute_all"}


def send(sheet: Worksheet, cast: Cast) -> Snapshot:
    request_signoff(worksheet=sheet, by=cast.sari)
    submit(worksheet=sheet, by=cast.camat)
    return Snapshot.objects.get()


def with_moved_weights(cast: Cast) -> Worksheet:
    """The first row, of weight 60, is TDI and gives its weight to the other aspect."""
    document = small_document(policies=SHARING | {"tdi": "redistribute_all"})
    sheet = make_office(cast, document).bendo
    save_row(load_worksheet(sheet), code="i1", content=Content("tdi", {}), version=0, by=cast.sari)
    answer(sheet, "i2", cast.sari, n="1", d="2")
    return sheet


def weights(receipt: Receipt) -> list[str]:
    return [aspect["weight"] for aspect in receipt.aspects]


def without_effective_weights(snapshot: Snapshot) -> Snapshot:
    """As copies were frozen before receipts knew them."""
    document: dict[str, Any] = read_document(snapshot.document)
    del document["effective_weights"]
    snapshot.document = canonical_text(document)
    return snapshot


def test_the_receipt_has_the_weights_of_the_sheet(cast: Cast) -> None:
    sheet = with_moved_weights(cast)
    printed = sheet_figures(sheet_of(sheet.revision_id), result_of(sheet))
    receipt = Receipt.of(send(sheet, cast))

    assert weights(receipt) == [aspect.weight for aspect in printed.aspects] == ["–", "100,00†"]
    assert (receipt.weight, receipt.total) == (printed.weight, printed.total) == ("100,00", "50,00")


def test_a_moved_weight_is_explained_on_page_and_paper(client: Client, cast: Cast) -> None:
    sheet = with_moved_weights(cast)
    receipt = Receipt.of(send(sheet, cast))

    assert NOTE in render_to_string("sending/print/receipt.html", {"receipt": receipt})
    page = sign_in(client, cast.camat).get(f"/kertas-kerja/{sheet.pk}/tanda-terima/").content.decode()
    assert ("dari 100,00†" in page, NOTE in page) == (True, True)


def test_weights_that_did_not_move_are_as_they_were(client: Client, cast: Cast) -> None:
    sheet = filled(cast)
    receipt = Receipt.of(send(sheet, cast))

    assert (weights(receipt), receipt.weights_moved) == (["60,00", "40,00"], False)
    page = sign_in(client, cast.camat).get(f"/kertas-kerja/{sheet.pk}/tanda-terima/").content.decode()
    assert "†" not in page


def test_a_receipt_of_before_says_what_it_said(cast: Cast) -> None:
    receipt = Receipt.of(without_effective_weights(send(with_moved_weights(cast), cast)))

    assert (weights(receipt), receipt.weights_moved) == (["60,00", "40,00"], False)
    assert receipt.total == "50,00"
