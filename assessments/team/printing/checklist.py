"""The offline checklist of a field visit: what was claimed, decided and proven; room for what is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from assessments.access.queries import proofs_shown
from assessments.models import EvidenceLink, Layer, Worksheet
from assessments.papers.figures import RowFigures, SheetFigures, sheet_figures
from assessments.papers.pdf import paper_pdf
from assessments.scores.layers import counting_words, layer_words, layered_result, versions_of
from assessments.scores.scoring import result_of
from assessments.team.services.visits import team_at
from assessments.workflow import Paper
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import Outcome
from kinerja.accounts.models import User
from kinerja.numbers import format_nip, format_short_datetime

LEAST_SIGNERS = 3
UNDECIDED = "belum dinilai"
NO_PROOF = "tidak ada"


@dataclass(frozen=True)
class CheckRow:
    """One row: figures line by line, evidence by name and pages."""

    claim: RowFigures
    decided: RowFigures
    judged: bool
    proofs: tuple[str, ...]

    @property
    def applies(self) -> bool:
        return self.claim.row.outcome is not Outcome.NOT_APPLICABLE

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Label, claim and decision as the sheet sets them: the indicator, then its further inputs."""
        claimed_lines = self.claim.lines
        if not self.judged:
            return [(label, value, UNDECIDED if value else "") for label, value in claimed_lines]
        line_pairs = zip_longest(claimed_lines, self.decided.lines, fillvalue=("", ""))
        return [(ours[0] or theirs[0], ours[1], theirs[1]) for ours, theirs in line_pairs]


@dataclass(frozen=True)
class CheckAspect:
    """One aspect with the rows that apply to the kecamatan."""

    title: str
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True)
class ChecklistSigner:
    name: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Checklist:
    """All that the paper says."""

    worksheet: Worksheet
    aspects: tuple[CheckAspect, ...]
    team: tuple[ChecklistSigner, ...]
    printed_at: str

    @property
    def head(self) -> ChecklistSigner:
        profile = self.worksheet.profile
        return ChecklistSigner(profile.head_name, profile.shown_nip)


def checklist_of(worksheet: Worksheet, *, at: datetime) -> Checklist:
    """Five queries."""
    sheet, judgements, versions = (
        sheet_of(worksheet.revision_id),
        layer_words(worksheet),
        versions_of(worksheet),
    )
    claim = sheet_figures(sheet, result_of(worksheet))
    decided = sheet_figures(sheet, layered_result(worksheet, Layer.DESK, judgements, versions).result)
    judged_rows = counting_words(worksheet, judgements, versions, Layer.DESK)
    return Checklist(
        worksheet=worksheet,
        aspects=tuple(checklist_aspects(claim, decided, judged_rows, checklist_proofs(worksheet))),
        team=visiting_team(team_at(worksheet)),
        printed_at=format_short_datetime(at, worksheet.district.regency.province.time_zone),
    )


def checklist_aspects(
    claim: SheetFigures,
    decided: SheetFigures,
    judged: Mapping[str, object],
    proofs: Mapping[str, list[str]],
) -> list[CheckAspect]:
    aspects = []
    for ours, theirs in zip(claim.aspects, decided.aspects, strict=True):
        sub_aspect_pairs = zip(ours.sub_aspects, theirs.sub_aspects, strict=True)
        row_pairs = [
            pair for one, other in sub_aspect_pairs for pair in zip(one.rows, other.rows, strict=True)
        ]
        check_rows = [
            CheckRow(row, other, row.row.code in judged, tuple(proofs.get(row.row.code, ())))
            for row, other in row_pairs
        ]
        title = f"{ours.spec.no}. {ours.spec.name}"
        aspects.append(CheckAspect(title, tuple(row for row in check_rows if row.applies)))
    return [aspect for aspect in aspects if aspect.rows]


def checklist_proofs(worksheet: Worksheet) -> dict[str, list[str]]:
    """The evidence of every row, a file once with all its pages."""
    pages: dict[tuple[str, str], list[str]] = {}
    for link in proofs_shown(worksheet):
        pages.setdefault((link.code, link.evidence.name), []).append(pages_text(link))
    proofs: dict[str, list[str]] = {}
    for (code, name), page_texts in pages.items():
        page_words = ", ".join(sorted({it for it in page_texts if it}))
        proofs.setdefault(code, []).append(f"{name} ({page_words})" if page_words else name)
    return proofs


def pages_text(link: EvidenceLink) -> str:
    return f"hlm. {link.pages}" if link.pages else ""


def visiting_team(people: list[User]) -> tuple[ChecklistSigner, ...]:
    """Those who were assigned, and room for who is to be written in."""
    signers = [ChecklistSigner(str(it), format_nip(it.nip)) for it in people]
    return (*signers, *[ChecklistSigner()] * (LEAST_SIGNERS - len(signers)))


def checklist_pdf(checklist: Checklist) -> bytes:
    """On F4 landscape."""
    return paper_pdf(Paper.CHECKLIST, {"it": checklist, "no_proof": NO_PROOF})
