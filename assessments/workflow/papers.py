"""The papers: what each is called, who opens it, in which forms it comes, what proves it, and whether scans
of the signed one are kept. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """The forms of a paper, by the ending of its file."""

    PDF = "pdf"
    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self]

    @property
    def disposition(self) -> str:
        """Browsers show a PDF; the rest is for other programs."""
        return "inline" if self is Format.PDF else "attachment"


OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    Format.DOCX: f"{OFFICE}.wordprocessingml.document",
    Format.CSV: "text/csv; charset=utf-8",
}


class Opener(StrEnum):
    """Who opens a paper, in the words in which everybody else is told."""

    WORKSHEET = "yang membaca kertas kerjanya"
    OVERSEER = "verifikator, penilai, dan pimpinan di atas kecamatannya"
    RESULT = "kecamatannya sesudah hasil diumumkan, dan yang di atasnya"
    OVERVIEW = "verifikator kabupaten/kota, penilai, dan pimpinan"
    COMPARER = "penilai, pimpinan, dan pengelola instrumen"
    PROVINCE = "tim penilai dan pimpinan provinsi"
    CHAIR = "ketua tim penilai provinsi ini"
    DECIDER = "ketua tim penilai dan pimpinan provinsi ini"
    DISTRICT = "kecamatannya dan yang di atasnya"
    EVERYBODY = "siapa pun"


class Filer(StrEnum):
    """Who files the scans of a signed paper, in the words in which everybody else is told."""

    VERIFIER = "verifikator kabupaten/kota ini"
    CHAIR = "ketua tim penilai provinsi ini"
    DECIDER = "ketua tim penilai dan pimpinan provinsi ini"


class SealedBy(StrEnum):
    """Which frozen copy the code on a paper finds."""

    SUBMISSION = "submission"  # of a worksheet, when it was sent
    RESULT = "decision"  # of a worksheet, when it was decided
    DECISION = "whole"  # the decision on a period
    COPY = "copy"  # of the paper itself, when it was printed


class Paper(StrEnum):
    """The papers, by the names under which scans of them are stored."""

    WORKSHEET = "worksheet"
    EMPTY_FORM = "empty_form"
    RECEIPT = "receipt"
    MINUTES = "minutes"
    NOMINATION = "nomination"
    ASSIGNMENT_LETTER = "errand"
    CHECKLIST = "checklist"
    FEEDBACK = "feedback"
    RANKING = "ranking"
    RECAP = "recap"
    DECISION = "decision"
    CERTIFICATES = "certificates"
    CERTIFICATE = "certificate"
    COMPARISON = "comparison"
    IKU_DOCUMENT = "iku_document"
    IKU_AGREEMENT = "iku_agreement"
    IKU_PLAN = "iku_plan"
    IKU_MEASUREMENT = "iku_measurement"

    @property
    def row(self) -> "PaperRow":
        return PAPERS[self]

    @property
    def label(self) -> str:
        return self.row.title

    @property
    def denial(self) -> str:
        """What is said to somebody who opens none of its kind."""
        return f"{self.row.title} dibuka oleh {self.row.opener}."

    def file_name(self, **names: object) -> str:
        """Without its ending, and as people write it."""
        return self.row.file_name.format(**names)


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """Everything that is said about a paper.

    `addresses` are names of addresses by format; in `file_name` stands what tells one paper from another.
    """

    title: str
    opener: Opener
    addresses: Mapping[Format, str]
    file_name: str
    template: str = ""  # of its PDF
    sealed_by: SealedBy | None = None
    proof: str = ""  # what it is called where its code is checked
    copied_as: str = ""  # the kind of its copies
    copy_title: str = ""  # what these are called, where not as it is
    scans: "ScanRow | None" = None  # None where no scan of it is kept


@dataclass(frozen=True, kw_only=True)
class ScanRow:
    """How scans of a signed paper are kept."""

    slug: str  # their part of an address
    noun: str  # the paper within a sentence
    opener: Opener
    filer: Filer
    beside: str  # the address of the page by which they stand

    @property
    def filing_denial(self) -> str:
        return f"Pindaian {self.noun} diunggah oleh {self.filer}."


PAPERS: Mapping[Paper, PaperRow] = {
    Paper.WORKSHEET: PaperRow(
        title="Kertas kerja",
        opener=Opener.WORKSHEET,
        addresses={Format.PDF: "worksheet_pdf", Format.XLSX: "worksheet_xlsx"},
        file_name="kertas-kerja-{district}-{year}",
        template="home/print/worksheet.html",
        sealed_by=SealedBy.COPY,
        copied_as="worksheet",
    ),
    Paper.EMPTY_FORM: PaperRow(
        title="Formulir kosong",
        opener=Opener.WORKSHEET,
        addresses={Format.PDF: "empty_form_pdf", Format.XLSX: "empty_form_xlsx"},
        file_name="formulir-kosong-{district}-{year}",
        template="home/print/worksheet.html",
    ),
    Paper.RECEIPT: PaperRow(
        title="Tanda terima",
        opener=Opener.WORKSHEET,
        addresses={Format.PDF: "receipt_pdf"},
        file_name="tanda-terima-{code}",
        template="sending/print/receipt.html",
        sealed_by=SealedBy.SUBMISSION,
        proof="Tanda terima kertas kerja",
    ),
    Paper.MINUTES: PaperRow(
        title="Berita acara verifikasi",
        opener=Opener.OVERVIEW,
        addresses={Format.PDF: "minutes_pdf", Format.DOCX: "minutes_docx"},
        file_name="berita-acara-verifikasi-{regency}-{year}",
        template="review/print/minutes.html",
        sealed_by=SealedBy.COPY,
        copied_as="minutes",
        scans=ScanRow(
            slug="berita-acara",
            noun="berita acara",
            opener=Opener.OVERVIEW,
            filer=Filer.VERIFIER,
            beside="progress",
        ),
    ),
    Paper.NOMINATION: PaperRow(
        title="Surat usulan",
        opener=Opener.OVERVIEW,
        addresses={Format.PDF: "nomination_pdf", Format.DOCX: "nomination_docx"},
        file_name="surat-usulan-{regency}-{year}",
        template="stages/print/nomination.html",
        sealed_by=SealedBy.COPY,
        copied_as="nomination",
        scans=ScanRow(
            slug="surat-usulan",
            noun="surat usulan",
            opener=Opener.OVERVIEW,
            filer=Filer.VERIFIER,
            beside="participants",
        ),
    ),
    Paper.ASSIGNMENT_LETTER: PaperRow(
        title="Surat tugas",
        opener=Opener.CHAIR,
        addresses={Format.PDF: "errand", Format.DOCX: "errand"},
        file_name="surat-tugas-{stage}-{year}",
        template="team/print/assignment_letter.html",
        sealed_by=SealedBy.COPY,
        copied_as="assignment",
        scans=ScanRow(
            slug="surat-tugas",
            noun="surat tugas",
            opener=Opener.CHAIR,
            filer=Filer.CHAIR,
            beside="errand",
        ),
    ),
    Paper.CHECKLIST: PaperRow(
        title="Daftar periksa tinjau lapang",
        opener=Opener.OVERSEER,
        addresses={Format.PDF: "checklist"},
        file_name="daftar-periksa-lapang-{district}-{year}",
        template="team/print/checklist.html",
        copied_as="checklist",  # though none is made: it is filled in by hand
    ),
    Paper.FEEDBACK: PaperRow(
        title="Umpan balik",
        opener=Opener.RESULT,
        addresses={Format.PDF: "feedback_pdf"},
        file_name="umpan-balik-{district}-{year}",
        template="results/print/feedback.html",
        sealed_by=SealedBy.RESULT,
        proof="Lembar umpan balik hasil penilaian",
        copied_as="feedback",  # though none is made: what is decided has a copy already
    ),
    Paper.RANKING: PaperRow(
        title="Peringkat sementara",
        opener=Opener.OVERVIEW,
        addresses={Format.PDF: "ranking_pdf", Format.XLSX: "ranking_xlsx", Format.CSV: "ranking_csv"},
        file_name="peringkat-{place}-{year}",
        template="ranking/print/ranking.html",
        sealed_by=SealedBy.COPY,
        copied_as="ranking",
    ),
    Paper.RECAP: PaperRow(
        title="Rekap",
        opener=Opener.OVERVIEW,
        addresses={Format.XLSX: "recap_xlsx"},
        file_name="rekap-{period}",
    ),
    Paper.DECISION: PaperRow(
        title="Penetapan",
        opener=Opener.EVERYBODY,
        addresses={Format.PDF: "published_pdf", Format.XLSX: "published_xlsx"},
        file_name="penetapan-{code}",
        template="results/print/decided.html",
        sealed_by=SealedBy.DECISION,
        proof="Lampiran penetapan peringkat kecamatan",
        scans=ScanRow(
            slug="penetapan",
            noun="penetapan",
            opener=Opener.PROVINCE,
            filer=Filer.DECIDER,
            beside="decision",
        ),
    ),
    Paper.CERTIFICATES: PaperRow(
        title="Semua piagam",
        opener=Opener.DECIDER,
        addresses={Format.PDF: "certificates"},
        file_name="piagam-{code}",
        template="results/print/certificates.html",
        sealed_by=SealedBy.DECISION,
        proof="piagam",
    ),
    Paper.CERTIFICATE: PaperRow(
        title="Piagam",
        opener=Opener.DECIDER,
        addresses={Format.PDF: "certificate"},
        file_name="piagam-{title}-{holder}",
        template="results/print/certificates.html",
        sealed_by=SealedBy.DECISION,
        proof="piagam",
    ),
    Paper.COMPARISON: PaperRow(
        title="Pembanding kebijakan",
        opener=Opener.COMPARER,
        addresses={Format.XLSX: "comparison_xlsx", Format.CSV: "comparison_csv"},
        file_name="pembanding-{instrument}-{year}",
    ),
    Paper.IKU_DOCUMENT: PaperRow(
        title="Dokumen Indikator Kinerja Utama",
        opener=Opener.DISTRICT,
        addresses={Format.PDF: "iku_document_pdf", Format.XLSX: "iku_document_xlsx"},
        file_name="iku-{district}-versi-{no}",
        template="iku/print/document.html",
        sealed_by=SealedBy.COPY,
        copied_as="iku",
        copy_title="Indikator Kinerja Utama",
    ),
    Paper.IKU_AGREEMENT: PaperRow(
        title="Perjanjian kinerja",
        opener=Opener.DISTRICT,
        addresses={Format.PDF: "iku_agreement_pdf", Format.XLSX: "iku_agreement_xlsx"},
        file_name="perjanjian-kinerja-{district}-{year}",
        template="iku/print/agreement.html",
        sealed_by=SealedBy.COPY,
        copied_as="iku",
        copy_title="Indikator Kinerja Utama",
    ),
    Paper.IKU_PLAN: PaperRow(
        title="Rencana aksi",
        opener=Opener.DISTRICT,
        addresses={Format.PDF: "iku_plan_pdf", Format.XLSX: "iku_plan_xlsx"},
        file_name="rencana-aksi-{district}-{year}",
        template="iku/print/plan.html",
    ),
    Paper.IKU_MEASUREMENT: PaperRow(
        title="Pengukuran kinerja",
        opener=Opener.DISTRICT,
        addresses={Format.PDF: "iku_measurement_pdf", Format.XLSX: "iku_measurement_xlsx"},
        file_name="pengukuran-kinerja-{district}-{year}",
        template="iku/print/measurement.html",
    ),
}
SCANNED: Mapping[Paper, ScanRow] = {paper: row.scans for paper, row in PAPERS.items() if row.scans}
SCAN_CHOICES = [(paper.value, paper.label) for paper in SCANNED]
COPY_CHOICES = list(
    {row.copied_as: row.copy_title or row.title for row in PAPERS.values() if row.copied_as}.items()
)


def proof_words(sealed_by: SealedBy) -> str:
    """What the papers are called that carry the code of such a copy."""
    proofs = (row.proof for row in PAPERS.values() if row.sealed_by is sealed_by)
    return " atau ".join(dict.fromkeys(proofs))
