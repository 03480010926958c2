"""The berita acara of a kabupaten's verification: one context, from which both its PDF and its DOCX are made.

It is a draft of the figures as they stand, to be numbered, dated and signed by hand: it carries no code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.home.paper import LOGO
from assessments.models import Period, Worksheet
from assessments.papers.figures import NOTHING
from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal
from assessments.review.services.regency_results import RegencyResult, regency_results
from assessments.workflow import Paper, State
from kinerja.accounts.models import Membership, Role
from kinerja.numbers import format_nip, format_number, format_short_datetime
from kinerja.regions.logos import logo_of
from kinerja.regions.models import Regency

PLACES = 2
LEAST_SIGNERS = 3
BLANK = "……………………………"
HEADINGS = ("No.", "Kecamatan", "Nilai menurut isian", "Hasil verifikasi", "Baris berbeda", "Keadaan")


@dataclass(frozen=True)
class MinutesLine:
    """One kecamatan's row, as text."""

    no: int
    district: str
    claim: str
    result: str
    differing: str
    state: State

    @property
    def verified(self) -> bool:
        return self.result != NOTHING

    @property
    def cells(self) -> tuple[str, ...]:
        """Under HEADINGS."""
        return str(self.no), self.district, self.claim, self.result, self.differing, self.state.label


@dataclass(frozen=True)
class MinutesSigner:
    """A member of the team; blank where somebody is to be written in."""

    name: str = ""
    position: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Minutes:
    """All that the paper says."""

    regency: Regency
    period: Period
    lines: tuple[MinutesLine, ...]
    signers: tuple[MinutesSigner, ...]
    printed_at: str

    @property
    def opening(self) -> str:
        return (
            f"Pada hari ini {BLANK} tanggal {BLANK} bertempat di {BLANK}, tim verifikasi {self.regency}"
            f" telah memverifikasi kertas kerja kecamatan dalam {self.period}. Dari {len(self.lines)}"
            f" kecamatan, {sum(line.verified for line in self.lines)} selesai diverifikasi, dengan hasil"
            " sebagai berikut."
        )

    @property
    def remarks(self) -> list[str]:
        """Whose row has no result, and how the figures came about."""
        absent_lines = [line for line in self.lines if not line.state.takes_part]
        unverified_lines = [line for line in self.lines if not line.verified and line not in absent_lines]
        named_lines = [
            ("Belum selesai diverifikasi", unverified_lines),
            ("Tidak mengikuti penilaian", absent_lines),
        ]
        return [
            *(f"{word}: {', '.join(it.district for it in them)}." for word, them in named_lines if them),
            "Nilai dihitung dari angka yang belum dibulatkan dan ditulis dengan dua desimal.",
        ]

    @property
    def closing(self) -> str:
        return "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."

    @property
    def says(self) -> dict[str, Any]:
        """What of it is frozen when it is printed."""
        return {"lines": [line.cells for line in self.lines], "remarks": self.remarks}

    @property
    def draft(self) -> str:
        return f"Rancangan, dicetak {self.printed_at}"


def minutes_of(regency: Regency, worksheets: Sequence[Worksheet], *, at: datetime) -> Minutes:
    """The paper of these worksheets, which are the regency's of one stage; three queries."""
    results = regency_results(worksheets)
    lines = (minutes_line(no, it, results.get(it.pk)) for no, it in enumerate(worksheets, start=1))
    return Minutes(
        regency=regency,
        period=worksheets[0].stage.period,
        lines=tuple(lines),
        signers=signers_of(regency),
        printed_at=format_short_datetime(at, regency.province.time_zone),
    )


def minutes_line(no: int, worksheet: Worksheet, result: RegencyResult | None) -> MinutesLine:
    """What was not sent shows no figure: it is nobody's word yet."""
    state = worksheet.current_state
    return MinutesLine(
        no=no,
        district=worksheet.district.name,
        claim=format_number(worksheet.claim_total, places=PLACES) if state.is_sent else NOTHING,
        result=format_number(result.total, places=PLACES) if result else NOTHING,
        differing=str(result.differing) if result else NOTHING,
        state=state,
    )


def signers_of(regency: Regency) -> tuple[MinutesSigner, ...]:
    """The kabupaten's verifiers of today by name, and room for those who are none here."""
    members = Membership.objects.active().filter(role=Role.REGENCY_VERIFIER, regency=regency)
    verifiers = [it.user for it in members.select_related("user").order_by("user__name", "user__username")]
    signers = [MinutesSigner(str(it), it.position, format_nip(it.nip)) for it in verifiers]
    return (*signers, *[MinutesSigner()] * (LEAST_SIGNERS - len(signers)))


def minutes_pdf(minutes: Minutes, seal: Seal | None = None) -> bytes:
    """On F4 portrait."""
    logo = logo_of(minutes.regency)
    return paper_pdf(
        Paper.MINUTES,
        {"it": minutes, "headings": HEADINGS, "blank": BLANK, "logo": LOGO if logo else "", "seal": seal},
        pictures={LOGO: logo} if logo else None,
    )
