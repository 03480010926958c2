"""A dry run tells what an import would change, and an import is all or nothing."""

import copy
from typing import Any

import pytest

from indicators.editions.compile import compile_document, write_instrument
from indicators.exchange import import_plan
from indicators.exchange.import_plan import import_document, planned_import
from indicators.models import Indicator, Instrument
from indicators.rows.difference import difference_between
from kinerja.refusals import Moved
from kinerja.regions.models import Province
from tests.builders.instrument_documents import full_document, indicator
from tests.cast import Cast
from tests.town import state


def told(change: Any) -> list[str]:
    old, new = full_document(), copy.deepcopy(full_document())
    change(new)
    return str(difference_between(old, new)).split("\n")


def first(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["aspects"][0]["sub_aspects"][0]["indicators"][0]
    return found


def test_the_same_document_has_no_difference() -> None:
    assert not difference_between(full_document(), full_document())
    assert told(lambda _: None) == [""]


def test_fields_are_told_from_old_to_new_in_words() -> None:
    def change(document: dict[str, Any]) -> None:
        first(document).update(weight="1.5", rule="inverse", tdi=False, note="")
        first(document)["inputs"][0]["max"] = None
        document["policies"]["tdi"] = "full"
        document["texts"]["dasar_hukum"] = []
        document["labels"]["tdi"] = "TDI?"

    assert told(change) == [
        "Diubah: Instrumen – Sebutan TDI: TDI → TDI?",
        "Diubah: Instrumen – Dasar hukum: UU 1 → (kosong)",
        "Diubah: Kebijakan TDI – Kebijakan: capaian 0, bobot tetap dihitung → capaian 100",
        "Diubah: Indikator i1. Indikator 1 – Bobot: 33,333333 → 1,5",
        "Diubah: Indikator i1. Indikator 1 – Aturan: Rasio → Makin kecil makin baik",
        "Diubah: Indikator i1. Indikator 1 – TDI boleh dipilih: Ya → Tidak",
        "Diubah: Indikator i1. Indikator 1 – Catatan pengelola: Catatan → (kosong)",
        "Diubah: Indikator i1, butir data n – Paling besar: 12.345.678.901,2345 → (kosong)",
    ]


def test_an_indicator_that_comes_or_goes_is_told_once_with_all_its_parts() -> None:
    def change(document: dict[str, Any]) -> None:
        rows = document["aspects"][1]["sub_aspects"][0]["indicators"]
        rows.remove(rows[0])
        rows.append(indicator(6))

    assert told(change) == ["Ditambah: Indikator i6. Indikator 6", "Dihapus: Indikator i4. Indikator 4"]


def test_inputs_and_levels_are_told_by_their_codes_and_bounds() -> None:
    def change(document: dict[str, Any]) -> None:
        del first(document)["inputs"][2]
        banded = document["aspects"][0]["sub_aspects"][1]["indicators"][0]
        banded["levels"][1]["lower"] = "0.75"

    assert told(change) == [
        "Ditambah: Indikator i3, tingkat ≥ 0,75",
        "Dihapus: Indikator i1, butir data x",
        "Dihapus: Indikator i3, tingkat ≥ 0,5",
    ]


def test_another_order_is_a_difference() -> None:
    assert told(lambda document: first(document)["inputs"].reverse()) == [
        "Diubah: Indikator i1. Indikator 1 – Urutan butir data: n, d, x, y → y, x, d, n"
    ]
    assert told(lambda document: document["assumptions"].reverse()) == [
        "Diubah: Instrumen – Urutan asumsi: undefined, tdi → tdi, undefined"
    ]


def test_rows_that_hold_nonsense_can_still_be_compared_and_replaced(cast: Cast) -> None:
    write_instrument(full_document())
    Indicator.objects.filter(code="i1").update(applies=["x"], evidence="y", params=[1], policies=[])
    Instrument.objects.update(assumptions=["x", [1]], labels=[], display=3)

    plan = planned_import(full_document(), Province.objects.all())
    import_document(document=full_document(), base=plan.base, provinces=Province.objects.all(), by=None)

    assert "Parameter aturan: [1] →" in str(plan.difference)
    assert compile_document(Instrument.objects.get()) == full_document()


def test_what_is_the_same_is_left_alone(cast: Cast) -> None:
    write_instrument(full_document())
    before = state()

    plan = planned_import(full_document(), Province.objects.all())
    import_document(document=full_document(), base=plan.base, provinces=Province.objects.all(), by=cast.indra)

    assert state() == before


def test_rows_that_moved_on_since_the_dry_run_are_not_replaced(cast: Cast) -> None:
    instrument = write_instrument(full_document())
    changed = full_document() | {"name": "Lain"}
    base = planned_import(changed, Province.objects.all()).base
    instrument.indicators.filter(code="i1").update(note="Sementara itu")
    before = state()

    with pytest.raises(Moved):
        import_document(document=changed, base=base, provinces=Province.objects.all(), by=None)

    assert state() == before


def test_a_failure_in_the_middle_leaves_everything_as_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_instrument(full_document())
    changed = full_document() | {"name": "Lain"}
    base = planned_import(changed, Province.objects.all()).base
    before = state()
    monkeypatch.delattr(import_plan, "LogEntry")  # the last thing that is written

    with pytest.raises(NameError):
        import_document(document=changed, base=base, provinces=Province.objects.all(), by=cast.indra)

    assert state() == before
