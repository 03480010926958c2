"""Publishing: rows to document and back, refused when wrong, immutable when done."""

from decimal import Decimal

import pytest
from django.db import transaction

from indicators.editions.compile import compile_document, write_instrument
from indicators.editions.publish import load_document, publish_instrument
from indicators.models import Indicator, Instrument, Level, Revision
from indicators.models.revision import Immutable
from indicators.scoring.documents.document import DocumentError, canonical_text, sha256
from tests.builders.instrument_documents import document, indicator, jatim_document
from tests.cast import Cast


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return write_instrument(jatim_document())


def test_a_documents_rows_compile_to_the_same_document(instrument: Instrument) -> None:
    assert canonical_text(compile_document(instrument)) == canonical_text(jatim_document())


def test_a_published_revision_holds_the_canonical_document_and_its_digest(
    instrument: Instrument, cast: Cast
) -> None:
    revision = publish_instrument(instrument=instrument, reason="Edisi pertama", by=cast.indra)

    assert (revision.no, revision.state, revision.published_by) == (1, "in_force", cast.indra)
    assert revision.document == canonical_text(jatim_document())
    assert revision.sha256 == sha256(jatim_document())


def test_publishing_unchanged_rows_makes_no_new_revision(instrument: Instrument, cast: Cast) -> None:
    first = publish_instrument(instrument=instrument, reason="", by=cast.indra)

    assert publish_instrument(instrument=instrument, reason="", by=cast.indra) == first
    assert Revision.objects.count() == 1


def test_what_is_published_already_is_revised_and_not_published_again(
    instrument: Instrument, cast: Cast
) -> None:
    first = publish_instrument(instrument=instrument, reason="", by=cast.indra)
    instrument.indicators.filter(no=1).update(guidance="Lampirkan daftar hadir.")

    with pytest.raises(DocumentError, match=r"sudah terbit\. Berlakukan perubahannya lewat halaman Revisi"):
        publish_instrument(instrument=instrument, reason="Penjelasan", by=cast.indra)

    assert [(it.pk, it.state, it.effect) for it in Revision.objects.all()] == [
        (first.pk, "in_force", "scores")
    ]


def test_weights_that_do_not_add_up_to_100_are_refused(instrument: Instrument, cast: Cast) -> None:
    instrument.indicators.filter(no=1).update(weight=Decimal("1.499999"))

    with pytest.raises(DocumentError, match="99,999999"):
        publish_instrument(instrument=instrument, reason="", by=cast.indra)

    assert not Revision.objects.exists()


def test_a_rule_that_names_an_unknown_input_is_refused(instrument: Instrument, cast: Cast) -> None:
    instrument.indicators.filter(no=11).update(params={"numerator": "n", "denominator": "hilang"})

    with pytest.raises(DocumentError, match="hilang"):
        publish_instrument(instrument=instrument, reason="", by=cast.indra)


def test_a_revision_cannot_be_changed_or_deleted(instrument: Instrument, cast: Cast) -> None:
    revision = publish_instrument(instrument=instrument, reason="", by=cast.indra)
    revision.document = "{}"

    with pytest.raises(Immutable):
        revision.save()
    with pytest.raises(Immutable):
        revision.delete()
    with pytest.raises(Immutable):
        Revision.objects.update(document="{}")
    with pytest.raises(Immutable):
        Revision.objects.filter(pk=revision.pk).delete()
    with pytest.raises(Immutable), transaction.atomic():
        Revision.objects.bulk_update([revision], ["document"])
    assert Revision.objects.get().document == canonical_text(jatim_document())


def test_loading_a_published_code_again_keeps_everything(cast: Cast) -> None:
    first = load_document(document=jatim_document(), by=None)
    Indicator.objects.filter(no=1).update(guidance="Sedang disunting")

    assert load_document(document=jatim_document(), by=None) == first
    assert Indicator.objects.get(no=1).guidance == "Sedang disunting"
    assert Revision.objects.count() == 1


def test_the_edition_of_2022_marks_its_inferred_levels(instrument: Instrument) -> None:
    levels = Level.objects.filter(indicator__instrument=instrument)

    assert (levels.count(), levels.filter(inferred=True).count()) == (110, 68)
    assert set(instrument.assumptions) == {"none_occurred", "not_applicable"}


def test_an_instrument_without_stated_aspect_weights_compiles(cast: Cast) -> None:
    small = document([[indicator(1)]])

    assert canonical_text(compile_document(write_instrument(small))) == canonical_text(small)
