"""Assignments seen from both sides: what each assessor has, and who judges each kabupaten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from assessments.access import barred
from assessments.models import Assignment, Worksheet
from kinerja.accounts.models import User


@dataclass(frozen=True)
class Load:
    """What one judge has in a stage, in worksheets."""

    judge: User
    assignments: list[Assignment]
    barred: list[str]
    count: int
    done: int
    open: int
    left: bool

    @property
    def unsent(self) -> int:
        return self.count - self.done - self.open


@dataclass(frozen=True)
class TeamPlace:
    """A kabupaten or kota: who judges it, and what of it nobody does."""

    name: str
    regency_id: UUID
    count: int
    judges: list[str]
    gaps: str


Barred = dict[UUID, dict[UUID, str]]


def barred_by_judge(team: Iterable[User]) -> Barred:
    """Of each the kabupaten that they must not judge; no query, where `team` comes from `team_of`."""
    return {judge.pk: barred(judge) for judge in team}


def may_take(assignment: Assignment, worksheet: Worksheet, barred: Barred) -> bool:
    """Whether the assignment lets its judge judge the worksheet; those who left the team judge nothing."""
    kept_from = barred.get(assignment.judge_id)
    if kept_from is None or worksheet.district.regency_id in kept_from:
        return False
    return assignment.covers(worksheet)


def loads_by_judge(
    team: Sequence[User],
    rows: list[Assignment],
    worksheets: list[Worksheet],
    names: dict[UUID, str],
    given: set[tuple[UUID, UUID]] | None = None,
) -> list[Load]:
    """By judge, those with none too; then whoever left the team and still stands in an assignment.

    `given` are a jury's ballots by juror and worksheet; without it what is verified is done.
    """
    barred = barred_by_judge(team)
    judges_gone = dict.fromkeys(row.judge for row in rows if row.judge_id not in barred)
    return [load_of(judge, rows, worksheets, barred, names, given) for judge in (*team, *judges_gone)]


def load_of(
    judge: User,
    rows: list[Assignment],
    worksheets: list[Worksheet],
    barred: Barred,
    names: dict[UUID, str],
    given: set[tuple[UUID, UUID]] | None,
) -> Load:
    assignments_of_judge = [row for row in rows if row.judge_id == judge.pk]
    worksheets_of_judge = [
        it for it in worksheets if any(may_take(row, it, barred) for row in assignments_of_judge)
    ]
    worksheet_states = [it.current_state for it in worksheets_of_judge]
    done_count, sent_count = (
        sum(it.is_verified for it in worksheet_states),
        sum(it.is_sent for it in worksheet_states),
    )
    if given is not None:
        done_count, sent_count = (
            sum((judge.pk, it.pk) in given for it in worksheets_of_judge),
            len(worksheets_of_judge),
        )
    kept_from = sorted(names[pk] for pk in barred.get(judge.pk, ()) if pk in names)
    return Load(
        judge,
        assignments_of_judge,
        kept_from,
        len(worksheets_of_judge),
        done_count,
        sent_count - done_count,
        judge.pk not in barred,
    )


def team_places(
    team: Iterable[User],
    rows: list[Assignment],
    worksheets: list[Worksheet],
    aspects: list[str],
    judge_word: str,
) -> list[TeamPlace]:
    """By kabupaten, in the order of their codes, as the worksheets are; `judge_word` names a judge."""
    barred = barred_by_judge(team)
    grouped = groupby(worksheets, key=lambda it: it.district.regency)
    return [team_place(list(theirs), rows, barred, aspects, judge_word) for _, theirs in grouped]


def team_place(
    worksheets: list[Worksheet], rows: list[Assignment], barred: Barred, aspects: list[str], judge_word: str
) -> TeamPlace:
    regency = worksheets[0].district.regency
    assignments_by_worksheet = {
        it.pk: [row for row in rows if may_take(row, it, barred)] for it in worksheets
    }
    judging_words = dict.fromkeys(
        assignment_words(row)
        for row in rows
        if any(row in some for some in assignments_by_worksheet.values())
    )
    return TeamPlace(
        regency.name,
        regency.pk,
        len(worksheets),
        list(judging_words),
        gap_words(worksheets, assignments_by_worksheet, aspects, judge_word),
    )


def assignment_words(row: Assignment) -> str:
    """The judge, with the part of the kabupaten that is theirs."""
    area_parts = [str(row.district) if row.district else "", f"aspek {row.aspect}" if row.aspect else ""]
    area = ", ".join(filter(None, area_parts))
    return f"{row.judge} ({area})" if area else str(row.judge)


def gap_words(
    worksheets: list[Worksheet], taking: dict[UUID, list[Assignment]], aspects: list[str], judge_word: str
) -> str:
    """In words, which kecamatan have nobody, and which aspects of the others; empty where all is given."""
    districts_without = [it.district.name for it in worksheets if not taking[it.pk]]
    if len(districts_without) == len(worksheets):
        return f"Belum ada {judge_word}"
    aspects_missing = [
        code
        for code in aspects
        if any(taking[it.pk] and not has_aspect(taking[it.pk], code) for it in worksheets)
    ]
    gap_sentences = [
        f"Kecamatan tanpa {judge_word}: {', '.join(districts_without)}" if districts_without else "",
        f"Aspek tanpa {judge_word}: {', '.join(aspects_missing)}" if aspects_missing else "",
    ]
    return ". ".join(filter(None, gap_sentences))


def has_aspect(rows: list[Assignment], code: str) -> bool:
    return any(row.aspect in ("", code) for row in rows)
