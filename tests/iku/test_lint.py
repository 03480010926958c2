"""What the linter says of a document: what keeps it from being signed, what its author may not have meant."""

from collections.abc import Callable
from typing import Any

import pytest

from indicators.iku.document import read_definition
from indicators.iku.lint import lint_definition
from indicators.iku.nip import nip_problems
from tests.iku.documents import LPP, RKP, bendo, jatiroto

SEPTEMBER = [
    "IKU 2: penjelasan menyebut September, sedangkan tenggat butir data “Jumlah Desa yang menyusun APBDesa "
    "tepat waktu” 31 Desember.",
    f"IKU 2: penjelasan menyebut September, sedangkan tenggat butir data “{LPP}” 31 Maret.",
]
TWICE = f"IKU 2: rumus menyebut “{RKP}” dua kali dalam satu penjumlahan."
UNUSED = f"IKU 2: butir data “{LPP}” tidak dipakai dalam rumus."


def said(data: dict[str, Any]) -> list[str]:
    return [found.sentence for found in lint_definition(read_definition(data))]


def test_the_second_formula_of_the_original_is_flagged_for_both_its_slips() -> None:
    data = bendo()
    second = data["indicators"][1]
    second["formula"] = second["formula"].replace(LPP, RKP)

    assert said(data) == [TWICE, UNUSED, *SEPTEMBER]


def test_the_shipped_document_has_no_error_and_tells_what_the_original_leaves_open() -> None:
    found = lint_definition(read_definition(jatiroto()))

    assert not any(it.is_error for it in found)
    years = "2019, 2020, 2021, 2022, 2023"
    assert [it.sentence for it in found] == [
        "Dasar hukum belum diisi.",
        "IKU 1: alasan pemilihan belum diisi.",
        f"IKU 1: target {years} belum diisi.",
        "IKU 1: nilai awal belum diisi.",
        "IKU 2: alasan pemilihan belum diisi.",
        *SEPTEMBER,
        f"IKU 2: target {years} belum diisi.",
        "IKU 2: nilai awal belum diisi.",
    ]


def test_deadlines_that_agree_are_not_flagged() -> None:
    data = bendo()
    lines = data["indicators"][1]["explanation"].splitlines()
    data["indicators"][1]["explanation"] = "\n".join(lines[1:])

    assert said(data) == []


def test_findings_name_their_indicator() -> None:
    assert {found.indicator for found in lint_definition(read_definition(bendo()))} == {"2"}


def _set(**change: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.update(change)


def _first(**change: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["indicators"][0].update(change)


def _item(**change: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["indicators"][0]["items"][1].update(change)


def _sign(**change: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["signature"].update(change)


ERRORS = [
    (_set(agency=" "), "Instansi belum diisi."),
    (_set(functions=[""]), "Fungsi belum diisi."),
    (_set(objectives=[], indicators=[]), "Dokumen belum memuat sasaran strategis dan IKU."),
    (_set(indicators=[]), "Sasaran ke-1 belum mempunyai IKU."),
    (_set(valid_until=None), "Masa berlaku belum diisi; tulis tahun awal dan tahun akhirnya."),
    (_set(valid_until=2020, legal_basis=[]), "Masa berlaku berakhir (2020) sebelum mulai (2021)."),
    (_sign(name=""), "Jabatan dan nama penanda tangan belum diisi."),
    (_first(name=""), "IKU 1: nama belum diisi."),
    (_first(formula=""), "IKU 1, rumus: Rumus belum diisi."),
    (
        _first(formula="Jumlah lain"),
        "IKU 1, rumus: Huruf ke-1: nama “Jumlah” tidak dikenal; pakai nama butir data indikator ini.",
    ),
    (_first(formula="2 × 3"), "IKU 1: rumus tidak memakai butir data."),
    (_item(name=""), "IKU 1: butir data dilakukan belum bernama."),
    (
        _item(name="jumlah Hasil fasilitasi  dan Koordinasi Yang ditindaklanjuti"),
        "IKU 1: lebih dari satu butir data bernama “Jumlah Hasil Fasilitasi dan Koordinasi Yang "
        "ditindaklanjuti”.",
    ),
]
WARNINGS = [
    (_set(legal_basis=[]), "Dasar hukum belum diisi."),
    (
        _set(legal_basis=[{"number": "", "date": "2021-01-29", "about": ""}]),
        "Dasar hukum ke-1: tulis nomor dan tanggalnya.",
    ),
    (
        _set(legal_basis=[{"number": "1", "date": "2024-01-29", "about": ""}]),
        "Dasar hukum ke-1 bertanggal sesudah masa berlaku berakhir.",
    ),
    (_sign(nip=""), "NIP penanda tangan belum diisi."),
    (
        _sign(nip="196813071989031006"),
        "Periksa NIP penanda tangan: 8 angka pertama, 19681307, bukan tanggal lahir.",
    ),
    (_first(targets={"2021": "80", "2023": "90"}), "IKU 1: target 2022 belum diisi."),
    (
        _first(targets={"2021": "0", "2022": "85", "2023": "90"}),
        "IKU 1: capaian tidak dapat dihitung dari target 0 atau kurang.",
    ),
    (
        _first(targets={"2021": "80", "2022": "85", "2023": "90", "2024": "91"}),
        "IKU 1: target 2024 di luar masa berlaku.",
    ),
    (_first(baseline=None), "IKU 1: nilai awal belum diisi."),
    (_first(source=""), "IKU 1: sumber data belum diisi."),
    (_item(definition=""), "IKU 1: definisi butir data “Jumlah Fasilitasi dan Koordinasi” belum diisi."),
]


@pytest.mark.parametrize(("change", "sentence"), ERRORS, ids=[it[1][:40] for it in ERRORS])
def test_what_a_signed_document_cannot_lack_is_an_error(
    change: Callable[[dict[str, Any]], None], sentence: str
) -> None:
    data = bendo()
    change(data)

    assert sentence in [found.sentence for found in lint_definition(read_definition(data)) if found.is_error]


@pytest.mark.parametrize(("change", "sentence"), WARNINGS, ids=[it[1][:40] for it in WARNINGS])
def test_what_may_be_meant_is_a_warning_alone(
    change: Callable[[dict[str, Any]], None], sentence: str
) -> None:
    data = bendo()
    change(data)
    found = lint_definition(read_definition(data))

    assert [it.sentence for it in found if it.sentence not in SEPTEMBER] == [sentence]
    assert not any(it.is_error for it in found)


@pytest.mark.parametrize(
    ("nip", "problems"),
    [
        ("196804071989031006", []),
        ("", []),
        ("19680407198903100", ["bukan 18 angka"]),
        ("196804071989131006", ["6 angka berikutnya, 198913, bukan bulan pengangkatan yang mungkin"]),
        ("196804071979031006", ["6 angka berikutnya, 197903, bukan bulan pengangkatan yang mungkin"]),
        ("196804071989033006", ["angka ke-15, 3, bukan 1 atau 2"]),
    ],
)
def test_the_parts_of_a_nip_are_looked_at(nip: str, problems: list[str]) -> None:
    assert nip_problems(nip) == problems
