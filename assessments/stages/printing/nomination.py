"""The letter in which a kabupaten nominates its kecamatan for a stage: one context for its PDF and its DOCX.

Like the berita acara it is a draft of the figures as they stand, to be numbered, dated and signed by hand.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from assessments.home.paper import LOGO
from assessments.models import Nomination, Period, Stage
from assessments.papers.figures import NOTHING
from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal
from assessments.review.printing.minutes import BLANK, PLACES
from assessments.scores.rank_table import RankLine
from assessments.stages.services import StageField
from assessments.workflow import Paper
from kinerja.numbers import format_number, format_short_datetime
from kinerja.regions.logos import logo_of
from kinerja.regions.models import Regency

NOMINATED = ("No.", "Kecamatan", "Peringkat", "Nilai", "Keterangan")
RANKED = ("Peringkat", "Kecamatan", "Nilai", "Keterangan")


@dataclass(frozen=True)
class NominationLetter:
    """All that the paper says."""

    regency: Regency
    stage: Stage
    field: StageField
    printed_at: str

    @property
    def period(self) -> Period:
        return self.stage.period

    @property
    def title(self) -> str:
        return f"Surat usulan {self.stage.name} {self.regency} {self.period.year}"

    @property
    def addressee(self) -> str:
        return f"Ketua tim penilai {self.period.owner}"

    @property
    def subject(self) -> str:
        return f"Usulan kecamatan untuk {self.stage.name}"

    @property
    def opening(self) -> str:
        basis_name = self.field.before.name if self.field.before else ""
        return (
            f"Berdasarkan {basis_name} dalam {self.period}, {self.regency} mengusulkan"
            f" {len(self.field.inside)} kecamatan berikut untuk mengikuti {self.stage.name}."
        )

    @property
    def nominated(self) -> list[tuple[str, ...]]:
        """Under NOMINATED."""
        return [nominated_row(no, it) for no, it in enumerate(self.field.inside, start=1)]

    @property
    def ranked(self) -> list[tuple[str, ...]]:
        """Under RANKED: the whole kabupaten as it stands now."""
        nominated_ids = {it.worksheet_id for it in self.field.inside}
        withdrawn_ids = {it.worksheet_id for it in self.field.withdrawn} - nominated_ids
        return [ranked_row(it, inside=nominated_ids, gone=withdrawn_ids) for it in self.field.table.places]

    @property
    def remarks(self) -> list[str]:
        """Who was taken back and why, who has no rank, and how the figures are written."""
        unfinished = self.field.table.unfinished
        unfinished_names = ", ".join(it.worksheet.district.name for it in unfinished)
        return [
            *(withdrawn_words(it) for it in self.field.withdrawn),
            *([f"Belum lengkap, jadi tanpa peringkat: {unfinished_names}."] if unfinished else []),
            "Nilai dihitung dari angka yang belum dibulatkan dan ditulis dengan dua desimal.",
        ]

    @property
    def closing(self) -> str:
        return "Demikian usulan ini disampaikan untuk dipergunakan sebagaimana mestinya."

    @property
    def says(self) -> dict[str, Any]:
        """What of it is frozen when it is printed."""
        return {"nominated": self.nominated, "ranked": self.ranked, "remarks": self.remarks}

    @property
    def draft(self) -> str:
        return f"Rancangan, dicetak {self.printed_at}"


def nomination_letter_of(
    regency: Regency, stage: Stage, field: StageField, *, at: datetime
) -> NominationLetter:
    return NominationLetter(regency, stage, field, format_short_datetime(at, regency.province.time_zone))


def nominated_row(no: int, nomination: Nomination) -> tuple[str, ...]:
    """Rank and score are those of the day on which it was nominated."""
    replaced_nomination = nomination.replaces
    remark = (
        f"Menggantikan {replaced_nomination.worksheet.district}" if replaced_nomination else nomination.reason
    )
    total = format_number(nomination.total, places=PLACES)
    return str(no), nomination.worksheet.district.name, str(nomination.rank), total, remark or NOTHING


def ranked_row(line: RankLine, *, inside: set[UUID], gone: set[UUID]) -> tuple[str, ...]:
    pk = line.worksheet.pk
    remark = "Diusulkan" if pk in inside else "Ditarik" if pk in gone else NOTHING
    rank = str(line.place.rank) if line.place else NOTHING
    return rank, line.worksheet.district.name, format_number(line.score.total, places=PLACES), remark


def withdrawn_words(nomination: Nomination) -> str:
    return f"{nomination.worksheet.district} ditarik dari usulan: {nomination.withdrawal.rstrip('.')}."


def nomination_letter_pdf(letter: NominationLetter, seal: Seal | None = None) -> bytes:
    """On F4 portrait."""
    logo = logo_of(letter.regency)
    context = {"it": letter, "nominated": NOMINATED, "ranked": RANKED, "blank": BLANK}
    return paper_pdf(
        Paper.NOMINATION,
        context | {"logo": LOGO if logo else "", "seal": seal},
        pictures={LOGO: logo} if logo else None,
    )
