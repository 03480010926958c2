"""Every paper of the table has what its row says: addresses, template, rules of access, copies and scans."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from assessments.access.scans import FILERS, READERS
from assessments.archive.views.scans import FETCHERS
from assessments.converters import SignedPaperConverter
from assessments.models import PrintedCopy, SignedScan
from assessments.workflow import (
    PAPERS,
    SCANNED,
    Filer,
    Format,
    Opener,
    Paper,
    PaperRow,
    ScanRow,
    SealedBy,
    proof_words,
)
from kinerja.navigation import MENU

ROOT = Path(__file__).parents[2]
SEAL = re.compile(r'\{% include "(papers/seal|papers/sealed|iku/print/seal)\.html"')
SIGN_IN = "masuk"  # where somebody is sent who is not signed in


def walk(resolver: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every address by its name, as tests/access.csv writes it."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield entry.name or "", route
        else:
            yield from walk(entry, route)


ROUTES = dict(walk(get_resolver()))
with (ROOT / "tests" / "access.csv").open(encoding="utf-8", newline="") as file:
    ANONYMOUS = {row["pattern"]: row["anonymous"] for row in csv.DictReader(file) if row["method"] == "GET"}
PRODUCT = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assessments").rglob("*.py"))
COPIED = set(re.findall(r"\bpaper=Paper\.(\w+)", PRODUCT))  # where `copy_of` is called


def source_of(template: str) -> str:
    """A template with the parts that it includes; empty where there is none."""
    file = ROOT / "templates" / template
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    parts = re.findall(r'{% include "([^"]+)"', text)
    return "\n".join([text, *map(source_of, parts)]) if text else ""


def findings(paper: Paper, row: PaperRow) -> list[str]:
    """What the product lacks of a paper, by name."""
    source = source_of(row.template)
    lacking = [
        *(f"address {name}" for name in row.addresses.values() if name not in ROUTES),
        *(f"rule of access for {name}" for name in row.addresses.values() if not ruled(name, row.opener)),
        "" if row.addresses else "address",
        "" if bool(row.template) is (Format.PDF in row.addresses) else "template for its formats",
        "" if source or not row.template else f"template {row.template}",
        "" if SEAL.search(source) or not row.sealed_by else "seal in its template",
        "" if (row.sealed_by is SealedBy.COPY) is (paper.name in COPIED) else "copy when it is printed",
        "" if row.copied_as or row.sealed_by is not SealedBy.COPY else "kind of copies",
        "" if row.proof or row.sealed_by in (None, SealedBy.COPY) else "words for its proof",
        *(scan_findings(paper, row.scans) if row.scans else ()),
    ]
    return [f"{paper.name} has no {it}" for it in lacking if it]


def ruled(name: str, opener: Opener) -> bool:
    """Whether the rules of access speak of an address, and say whether everybody may come."""
    said = ANONYMOUS.get(ROUTES.get(name, name))
    return said is not None and (said == SIGN_IN) is (opener is not Opener.EVERYBODY)


def scan_findings(paper: Paper, scans: ScanRow) -> Iterator[str]:
    yield "" if paper in FETCHERS else "page of scans"
    yield "" if scans.opener in READERS else "reader of scans"
    yield "" if scans.filer in FILERS else "filer of scans"
    yield "" if any(entry.holds(scans.beside) for entry in MENU) else "entry of the menu beside its scans"
    yield "" if SignedPaperConverter.slugs.get(scans.slug) is paper else "address of its own for scans"


@pytest.mark.parametrize("paper", Paper)
def test_a_paper_has_all_that_its_row_says(paper: Paper) -> None:
    assert findings(paper, PAPERS[paper]) == []


MINUTES = PAPERS[Paper.MINUTES]
SCANS = SCANNED[Paper.MINUTES]


@pytest.mark.parametrize(
    ("row", "lacking"),
    [
        (
            replace(MINUTES, addresses={Format.PDF: "acta_pdf"}),
            ["address acta_pdf", "rule of access for acta_pdf"],
        ),
        (
            replace(MINUTES, opener=Opener.EVERYBODY),
            [f"rule of access for minutes_{it}" for it in ("pdf", "docx")],
        ),
        (replace(MINUTES, template="acta.html"), ["template acta.html", "seal in its template"]),
        (replace(MINUTES, template="team/print/checklist.html"), ["seal in its template"]),
        (replace(MINUTES, template=""), ["template for its formats", "seal in its template"]),
        (replace(MINUTES, sealed_by=None), ["copy when it is printed"]),
        (replace(MINUTES, copied_as=""), ["kind of copies"]),
        (replace(MINUTES, scans=replace(SCANS, beside="acta")), ["entry of the menu beside its scans"]),
        (replace(MINUTES, scans=replace(SCANS, slug="akta")), ["address of its own for scans"]),
        (replace(MINUTES, scans=replace(SCANS, opener=Opener.DISTRICT)), ["reader of scans"]),
    ],
)
def test_what_lacks_is_named(row: PaperRow, lacking: list[str]) -> None:
    assert findings(Paper.MINUTES, row) == [f"MINUTES has no {it}" for it in lacking]


def test_only_papers_with_scans_have_pages_and_people_for_them() -> None:
    assert set(FETCHERS) == set(SCANNED)
    assert set(READERS) == {scans.opener for scans in SCANNED.values()}
    assert set(FILERS) == set(Filer)
    assert len(SignedPaperConverter.slugs) == len(SCANNED)


def test_an_address_names_a_paper_as_people_do() -> None:
    converter = SignedPaperConverter()

    for paper, scans in SCANNED.items():
        assert converter.to_python(scans.slug) is paper
        assert converter.to_url(paper) == converter.to_url(paper.value) == scans.slug


def test_what_is_stored_keeps_its_names() -> None:
    """The database knows them; a new paper brings its own."""
    copies, scans = PrintedCopy._meta.get_field("kind").choices, SignedScan._meta.get_field("paper").choices

    assert {
        ("worksheet", "Kertas kerja"),
        ("minutes", "Berita acara verifikasi"),
        ("nomination", "Surat usulan"),
        ("assignment", "Surat tugas"),
        ("checklist", "Daftar periksa tinjau lapang"),
        ("feedback", "Umpan balik"),
        ("ranking", "Peringkat sementara"),
        ("iku", "Indikator Kinerja Utama"),
    } <= set(copies or ())
    assert {
        ("minutes", "Berita acara verifikasi"),
        ("nomination", "Surat usulan"),
        ("errand", "Surat tugas"),
        ("decision", "Penetapan"),
    } <= set(scans or ())


def test_a_checked_code_is_told_by_the_papers_that_carry_it() -> None:
    assert [proof_words(it) for it in (SealedBy.SUBMISSION, SealedBy.RESULT, SealedBy.DECISION)] == [
        "Tanda terima kertas kerja",
        "Lembar umpan balik hasil penilaian",
        "Lampiran penetapan peringkat kecamatan atau piagam",
    ]


def test_a_file_is_named_for_what_it_is_of() -> None:
    assert Paper.RECEIPT.file_name(code="7F3A-91C2") == "tanda-terima-7F3A-91C2"
    assert Paper.MINUTES.file_name(regency="Kabupaten Magetan", year=2022) == (
        "berita-acara-verifikasi-Kabupaten Magetan-2022"
    )


def test_somebody_else_hears_who_opens_it_and_who_files_its_scans() -> None:
    assert Paper.MINUTES.denial == (
        "Berita acara verifikasi dibuka oleh verifikator kabupaten/kota, penilai, dan pimpinan."
    )
    assert SCANNED[Paper.DECISION].filing_denial == (
        "Pindaian penetapan diunggah oleh ketua tim penilai dan pimpinan provinsi ini."
    )
