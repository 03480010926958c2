"""What a worksheet lacks, and what its readers should know, before it is sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.entry.services.profile import profile_findings
from assessments.entry.services.warnings import warning_findings
from assessments.models import Entry, Worksheet
from indicators.scoring.engine import Result, Row
from indicators.scoring.sheet import Outcome


class Kind(StrEnum):
    """What a finding is about, in the order in which findings are shown."""

    EMPTY = "empty"
    DETAILS = "details"
    EVIDENCE = "evidence"
    WARNING = "warning"
    TDI = "tdi"
    NONE_OCCURRED = "none_occurred"
    PROFILE = "profile"


BLOCKING = frozenset({Kind.EMPTY, Kind.DETAILS})


@dataclass(frozen=True)
class Finding:
    """One thing about one row, or without a row about the profile; `note` is the kecamatan's word on it."""

    kind: Kind
    sentence: str
    row: Row | None = None
    note: str = ""

    @property
    def blocking(self) -> bool:
        """Whether the worksheet cannot be sent before this is mended."""
        return self.kind in BLOCKING


Entries = Mapping[str, Entry]


def sending_findings(worksheet: Worksheet, result: Result, entries: Entries) -> list[Finding]:
    """Everything to know before sending, in the order of `Kind` and of the rows."""
    about_rows = [finding for row in result.rows for finder in FINDERS for finding in finder(row, entries)]
    kinds_in_order = list(Kind)
    all_findings = [
        *about_rows,
        *warning_findings_of(worksheet, result, entries),
        *findings_on_profile(worksheet),
    ]
    return sorted(all_findings, key=lambda it: kinds_in_order.index(it.kind))


def blocking_findings(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.blocking]


def findings_on_profile(worksheet: Worksheet) -> list[Finding]:
    profile_sentences = profile_findings(worksheet)
    if not worksheet.profile.head_name:
        profile_sentences.append("Nama camat pada profil masih kosong. Isi agar tercetak pada kertas kerja.")
    return [Finding(Kind.PROFILE, sentence) for sentence in profile_sentences]


def empty_findings(row: Row, entries: Entries) -> list[Finding]:
    """Not answered, or answered without an input that the rule needs."""
    if row.outcome is not Outcome.EMPTY:
        return []
    if row.code not in entries:
        return [Finding(Kind.EMPTY, "Belum diisi.", row)]
    missing_labels = ", ".join(f"“{spec.label}”" for spec in row.missing)
    return [Finding(Kind.EMPTY, f"Belum diisi: {missing_labels}.", row)]


def unproven_findings(row: Row, entries: Entries) -> list[Finding]:
    """The instrument asks for evidence and there is none: the row counts nothing, but may be sent."""
    if row.outcome is not Outcome.UNPROVEN:
        return []
    return [Finding(Kind.EVIDENCE, "Bukti wajib belum ada; capaian dihitung 0.", row, note_of(row, entries))]


def warning_findings_of(worksheet: Worksheet, result: Result, entries: Entries) -> list[Finding]:
    """Soft warnings, and the lists that the instrument requires and that are missing."""
    rows = {row.code: row for row in result.rows}
    return [
        Finding(
            Kind.DETAILS if warning.kind == "details_missing" else Kind.WARNING,
            warning.sentence,
            rows[warning.code],
            note_of(rows[warning.code], entries),
        )
        for warning in warning_findings(worksheet, result, entries)
    ]


def unanswered_findings(row: Row, entries: Entries) -> list[Finding]:
    """TDI, and nihil with its reason."""
    labels = row.indicator.edition.labels
    if row.outcome is Outcome.TDI:
        return [Finding(Kind.TDI, f"Ditandai {labels['tdi']}.", row, note_of(row, entries))]
    if row.outcome is Outcome.NONE_OCCURRED:
        entry = entries.get(row.code)
        reason = entry.reason if entry else ""
        return [Finding(Kind.NONE_OCCURRED, f"Ditandai {labels['none_occurred'].lower()}.", row, reason)]
    return []


def note_of(row: Row, entries: Entries) -> str:
    entry = entries.get(row.code)
    return entry.note if entry else ""


# A finder looks at one row; evidence and details add theirs here.
FINDERS: tuple[Callable[[Row, Entries], list[Finding]], ...] = (
    empty_findings,
    unproven_findings,
    unanswered_findings,
)
