"""The piagam of an approved decision: one landscape page a title, each with the decision's code."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.papers.pdf import paper_pdf
from assessments.workflow import Paper
from kinerja.numbers import format_nip

from .decided import Decided


@dataclass(frozen=True)
class Certificate:
    """One title with whose it is; `no` counts the titles of the decision from 1."""

    decided: Decided
    no: int
    title: str
    name: str

    @property
    def holder(self) -> str:
        """ "Kecamatan Bendo", or the kabupaten/kota itself."""
        return self.name.partition(", ")[0]

    @property
    def place(self) -> str:
        """ "Kabupaten Magetan"; empty where the holder is one."""
        return self.name.partition(", ")[2]

    @property
    def province(self) -> str:
        return str(self.decided.document["province"]["name"])

    @property
    def occasion(self) -> str:
        """The period, with its year where its name does not say it."""
        name, year = self.decided.document["period"]["name"], str(self.decided.document["period"]["year"])
        return name if year in name else f"{name} tahun {year}"

    @property
    def day(self) -> str:
        """The day on which it was decided, in the province."""
        return self.decided.approved_on

    @property
    def signer_position(self) -> str:
        approver = self.decided.decision.approved_by
        return (approver.position if approver else "") or "Pimpinan"

    @property
    def signer_name(self) -> str:
        return str(self.decided.decision.approved_by or "")

    @property
    def signer_lines(self) -> list[str]:
        """Pangkat and NIP, as far as they are known."""
        approver = self.decided.decision.approved_by
        if approver is None:
            return []
        return [it for it in (approver.rank, f"NIP {format_nip(approver.nip)}" if approver.nip else "") if it]


def certificates_of(decided: Decided) -> list[Certificate]:
    """One for every title, the kabupaten/kota that guided best included."""
    return [
        Certificate(decided, no, it["title"], it["name"]) for no, it in enumerate(decided.titles, start=1)
    ]


def certificates_pdf(certificates: Sequence[Certificate]) -> bytes:
    """On A4 landscape, a page each."""
    decided = certificates[0].decided
    return paper_pdf(Paper.CERTIFICATES, {"certificates": certificates, "seal": decided.seal})
