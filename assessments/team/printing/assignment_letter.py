"""The surat tugas of a stage of field visits: one context, from which both its PDF and its DOCX are made."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.models import Assignment
from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal
from assessments.review.printing.minutes import BLANK
from assessments.team.services.visits import Destination, Errand
from assessments.workflow import Paper
from kinerja.accounts.models import User
from kinerja.numbers import day_of, format_date, format_nip

TEAM = ("No.", "Nama dan NIP", "Pangkat", "Jabatan")
PLACES = ("No.", "Yang dikunjungi", "Petugas", "Waktu")


@dataclass(frozen=True)
class AssignmentLetter:
    """All that the paper says; what was not typed is blank."""

    errand: Errand
    signer: User | None
    number: str
    place: str
    day: date | None

    @property
    def province(self) -> str:
        return str(self.errand.stage.period.owner)

    @property
    def title(self) -> str:
        stage = self.errand.stage
        return Paper.ASSIGNMENT_LETTER.file_name(stage=stage.name, year=stage.period.year)

    @property
    def number_text(self) -> str:
        return self.number or BLANK

    @property
    def place_text(self) -> str:
        return self.place or BLANK

    @property
    def day_text(self) -> str:
        return format_date(self.day) if self.day else BLANK

    @property
    def opening(self) -> str:
        return (
            f"Dalam rangka {self.errand.stage.period}, tahap {self.errand.stage.name.lower()},"
            " dengan ini ditugaskan:"
        )

    @property
    def team(self) -> list[tuple[str, ...]]:
        """Under TEAM."""
        return [
            (str(no), person_text(person), person.rank or "–", person.position or "–")
            for no, person in enumerate(self.errand.members, start=1)
        ]

    @property
    def errands(self) -> str:
        return "untuk melaksanakan tinjau lapang sebagai berikut:"

    @property
    def places(self) -> list[tuple[str, ...]]:
        """Under PLACES."""
        zone = self.errand.stage.period.owner.time_zone
        return [
            (str(no), it.region, "; ".join(duty_text(row) for row in it.team), span_text(it, zone))
            for no, it in enumerate(self.errand.destinations, start=1)
        ]

    @property
    def says(self) -> dict[str, Any]:
        """What of it is frozen when it is printed."""
        typed_texts = [self.number, self.place, self.day_text]
        return {"typed": typed_texts, "team": self.team, "places": self.places, "signer": self.signer_lines}

    @property
    def closing(self) -> str:
        return (
            "Hasil tinjau lapang dicatat dalam daftar periksa dan dilaporkan kepada pemberi tugas."
            " Surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab."
        )

    @property
    def signer_lines(self) -> tuple[str, str, str]:
        """Jabatan, name, and pangkat with NIP; blank where they are to be written in."""
        if self.signer is None:
            return (BLANK, BLANK, f"NIP {BLANK}")
        rank_and_nip = [self.signer.rank, f"NIP {format_nip(self.signer.nip)}" if self.signer.nip else ""]
        return (self.signer.position or BLANK, str(self.signer), "\n".join(filter(None, rank_and_nip)))


def person_text(person: User) -> str:
    return f"{person}\nNIP {format_nip(person.nip)}" if person.nip else str(person)


def duty_text(row: Assignment) -> str:
    """Who, and for which aspect where it is not all."""
    return f"{row.judge} (aspek {row.aspect})" if row.aspect else str(row.judge)


def span_text(destination: Destination, zone: str) -> str:
    """From which day to which, in the province; blank where the stage has no window."""
    if destination.opens is None or destination.closes is None:
        return BLANK
    first, last = (format_date(day_of(at, zone)) for at in (destination.opens, destination.closes))
    return first if first == last else f"{first} sampai {last}"


def assignment_letter_pdf(letter: AssignmentLetter, seal: Seal | None = None) -> bytes:
    """On F4 upright."""
    return paper_pdf(
        Paper.ASSIGNMENT_LETTER,
        {"it": letter, "team_heads": TEAM, "place_heads": PLACES, "seal": seal},
    )
