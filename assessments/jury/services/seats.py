"""Who is to score whom in a stage of jurors, how far each is, and what those above may see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from assessments.access.jury import jurors_of
from assessments.models import Ballot, JuryScore, Stage, Window, Worksheet
from assessments.scores.stage_sequence import Course, course_of
from assessments.workflow import TAKING_PART
from kinerja.accounts.models import User

from .ballots import panel_result


class Status(StrEnum):
    """How far one juror is with one kecamatan, in words."""

    EMPTY = "Belum dinilai"
    SAVED = "Tersimpan"
    GIVEN = "Diserahkan"


@dataclass(frozen=True)
class Seat:
    """One kecamatan that a juror is to score in a stage; the ballot is theirs alone."""

    stage: Stage
    worksheet: Worksheet
    ballot: Ballot | None
    window: Window | None

    @property
    def status(self) -> Status:
        if self.ballot is None:
            return Status.EMPTY
        return Status.GIVEN if self.ballot.given_at else Status.SAVED


@dataclass(frozen=True)
class SeatRow:
    """One kecamatan seen from above: `marks` by juror say whether a ballot is in, None where none is asked.

    `totals` are there only once every juror has given; before that nobody above sees a figure.
    """

    worksheet: Worksheet
    marks: tuple[bool | None, ...]
    totals: tuple[Fraction | None, ...]
    score: JuryScore | None

    @property
    def complete(self) -> bool:
        return self.score is not None and self.score.complete

    @property
    def given(self) -> int:
        return sum(mark is True for mark in self.marks)

    @property
    def expected(self) -> int:
        return sum(mark is not None for mark in self.marks)


@dataclass(frozen=True)
class JuryBoard:
    """The jurors of a stage by name, and what each has given."""

    jurors: tuple[User, ...]
    rows: tuple[SeatRow, ...]

    @property
    def given(self) -> int:
        return sum(row.given for row in self.rows)

    @property
    def expected(self) -> int:
        return sum(row.expected for row in self.rows)


def participants(stage: Stage, course: Course) -> list[Worksheet]:
    """Those who take part in a stage, by the code of their kecamatan; one query."""
    taking_part = Worksheet.objects.filter(stage=course.entry).filter(state__in=TAKING_PART)
    participant_rows = taking_part.select_related("district__regency").order_by("district__code")
    return [it for it in participant_rows if course.takes_part(stage, it.pk)]


def seats_of(stage: Stage, juror: User) -> list[Seat]:
    """The kecamatan that a juror is to score in a stage; nine queries at most, whatever their number."""
    worksheets = participants(stage, course_of(stage.period))
    jurors = jurors_of(stage, worksheets)
    own_worksheets = [it for it in worksheets if juror in jurors[it.pk]]
    ballots = {it.worksheet_id: it for it in Ballot.objects.filter(stage=stage, judge=juror)}
    windows = windows_in(stage)
    return [
        Seat(stage, it, ballots.get(it.pk), windows.get(it.district_id, windows.get(None)))
        for it in own_worksheets
    ]


def windows_in(stage: Stage) -> dict[UUID | None, Window]:
    """By kecamatan the exceptions of a stage of judging, and by None what holds for all; one query."""
    windows = Window.objects.filter(stage=stage, purpose=Window.Purpose.JUDGING)
    return {it.district_id: it for it in windows}


def given_in(stage: Stage) -> list[Ballot]:
    """The ballots that were given in a stage, with whose and of whom; one query."""
    ballots = Ballot.objects.filter(stage=stage, given_at__isnull=False)
    return list(ballots.select_related("judge", "worksheet__district__regency").order_by("given_at"))


def board_of(stage: Stage, worksheets: Sequence[Worksheet], ballots: Sequence[Ballot]) -> JuryBoard:
    """What is in of these worksheets; `ballots` are the given ones. Five queries, whatever their number."""
    jurors_by_worksheet = jurors_of(stage, worksheets)
    ballots_by_worksheet: dict[UUID, dict[UUID, Ballot]] = {it.pk: {} for it in worksheets}
    for ballot in ballots:
        ballots_by_worksheet.setdefault(ballot.worksheet_id, {})[ballot.judge_id] = ballot
    people_by_pk = {judge.pk: judge for some in jurors_by_worksheet.values() for judge in some}
    people_by_pk |= {it.judge_id: it.judge for it in ballots if it.worksheet_id in jurors_by_worksheet}
    jurors = tuple(sorted(people_by_pk.values(), key=lambda it: (it.name, it.username)))
    scores = {it.worksheet_id: it for it in JuryScore.objects.filter(stage=stage, worksheet__in=worksheets)}
    rows = (
        seat_row(it, jurors, jurors_by_worksheet[it.pk], ballots_by_worksheet[it.pk], scores.get(it.pk))
        for it in worksheets
    )
    return JuryBoard(jurors, tuple(rows))


def seat_row(
    worksheet: Worksheet,
    jurors: Sequence[User],
    expected: Sequence[User],
    ballots_by_juror: Mapping[UUID, Ballot],
    score: JuryScore | None,
) -> SeatRow:
    given_marks = tuple(
        True if it.pk in ballots_by_juror else False if it in expected else None for it in jurors
    )
    all_given = score is not None and score.complete and False not in given_marks
    juror_totals = tuple(
        panel_result(ballots_by_juror[it.pk]).total if all_given and it.pk in ballots_by_juror else None
        for it in jurors
    )
    return SeatRow(worksheet, given_marks, juror_totals, score if all_given else None)
