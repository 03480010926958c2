"""Who comes into a stage that selects: nominated by a kabupaten or chosen by the chair, and taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.access import lock_period
from assessments.jury.services.ballots import refresh_jury_score
from assessments.models import Event, Nomination, Stage, Worksheet
from assessments.records.events import record_event
from assessments.scores.rank_table import Basis, RankLine, RankTable, rank_table
from assessments.scores.stage_sequence import course_of
from indicators.scoring.rounding import decimal_text
from kinerja.accounts.models import Role, User
from kinerja.numbers import format_number
from kinerja.refusals import Closed, Incomplete, Moved
from kinerja.regions.models import Regency

BASES = {Stage.Kind.ENTRY: Basis.CLAIM, Stage.Kind.REGENCY: Basis.REGENCY, Stage.Kind.DESK: Basis.DESK}
SETTLED_WORDS = "Hasil sementara sudah diumumkan; peserta tahap tidak dapat diubah."


@dataclass(frozen=True)
class StageField:
    """Those who may come into a stage, ranked in the stage before, with those who are in and who were."""

    stage: Stage
    before: Stage | None
    table: RankTable
    nominations: list[Nomination]

    @property
    def inside(self) -> list[Nomination]:
        return [it for it in self.nominations if it.withdrawn_at is None]

    @property
    def withdrawn(self) -> list[Nomination]:
        return [it for it in self.nominations if it.withdrawn_at is not None]

    @property
    def places_left(self) -> int | None:
        """How many may still come in; None without a quota."""
        return None if self.stage.quota is None else max(0, self.stage.quota - len(self.inside))

    @property
    def settled(self) -> bool:
        """Whether a result is announced, after which the field stands."""
        return any(score.worksheet.current_state.is_announced for score in self.table.scores.values())

    @property
    def outside(self) -> list[RankLine]:
        """The ranked ones that are not in, in their order."""
        nominated_ids = {it.worksheet_id for it in self.inside}
        return [line for line in self.table.places if line.worksheet.pk not in nominated_ids]

    @property
    def coming_lines(self) -> list[RankLine]:
        """Those outside whom rank and score bring in now; not who was taken back."""
        fitting_lines = [it for it in self.outside if self.qualifies(it) and not was_withdrawn(self, it)]
        return within_places(self, fitting_lines)

    def line_of(self, worksheet: Worksheet) -> RankLine | None:
        return next((it for it in self.table.places if it.worksheet.pk == worksheet.pk), None)

    def qualifies(self, line: RankLine) -> bool:
        """Whether rank and score of the stage before bring it in; a shared rank brings in all its holders."""
        by_rank = self.stage.quota is None or (line.place is not None and line.place.rank <= self.stage.quota)
        return by_rank and self.reaches_cut_off(line)

    def reaches_cut_off(self, line: RankLine) -> bool:
        """Whether its score in the stage before reaches the cut-off."""
        return self.stage.cut_off is None or line.score.total >= self.stage.cut_off

    @property
    def out_of_turn(self) -> list[Nomination]:
        """Those inside whom rank and score alone would not have brought in."""
        nominations_and_lines = [(it, self.line_of(it.worksheet)) for it in self.inside]
        return [it for it, line in nominations_and_lines if line is None or not self.qualifies(line)]


def stage_field(stage: Stage, regency: Regency | None = None) -> StageField:
    """The field of a stage; of one kabupaten where these nominate."""
    course = course_of(stage.period)
    stage_before = course.stage_before(stage)
    jury_before = stage_before if stage_before and stage_before.by_jury else None
    basis = (
        Basis.JURY if jury_before else BASES[Stage.Kind(stage_before.kind)] if stage_before else Basis.CLAIM
    )
    table = rank_table(stage.period, basis=basis, stage=jury_before, regency=regency, course=course)
    nominations = Nomination.objects.filter(stage=stage).select_related(
        "worksheet__district__regency", "nominated_by", "withdrawn_by", "replaces__worksheet__district"
    )
    if regency:
        nominations = nominations.filter(worksheet__district__regency=regency)
    return StageField(stage, stage_before, table, list(nominations.order_by("rank", "nominated_at")))


def may_nominate(user: User, stage: Stage, regency: Regency | None) -> bool:
    """The kabupaten's verifiers where each kabupaten nominates, else the chair of the province."""
    members = user.active_memberships
    if stage.quota_scope == Stage.Scope.REGENCY:
        regency_pk = regency.pk if regency else None
        return any((it.role, it.regency_id) == (Role.REGENCY_VERIFIER, regency_pk) for it in members)
    return any(it.chairs and it.province_id == stage.period.owner_id for it in members)


@transaction.atomic
def nominate_worksheet(
    *,
    stage: Stage,
    worksheet: Worksheet,
    by: User,
    reason: str = "",
    replaces: Nomination | None = None,
    at: datetime | None = None,
) -> Nomination:
    """Bring one worksheet into a stage; out of turn only with a reason. Raises `Moved`."""
    at = at or timezone.now()
    field = locked_field(stage, selecting_regency(stage, worksheet), by)
    line = field.line_of(worksheet)
    if line is None or line.place is None:
        raise Moved("Kecamatan ini belum berperingkat di tahap sebelumnya.")
    if any(it.worksheet_id == worksheet.pk for it in field.inside):
        raise Moved(f"{worksheet.district} sudah menjadi peserta tahap ini.")
    if not field.reaches_cut_off(line):
        raise Moved(f"Nilainya di bawah nilai batas {format_number(stage.cut_off or 0)}.")
    if field.places_left == 0 and not field.qualifies(line):
        raise Moved(f"Kuota {stage.quota} sudah terisi. Tarik dahulu salah satu peserta.")
    if not reason.strip() and not next_in_turn(field, line):
        raise Moved("Tulis alasan memilih kecamatan yang bukan urutan berikutnya.")
    nomination = write_nomination(stage, line, by, at, reason=reason.strip(), replaces=replaces)
    ask_jurors(stage, [line.worksheet])
    return nomination


@transaction.atomic
def replace_nomination(*, nomination: Nomination, worksheet: Worksheet, by: User, reason: str) -> Nomination:
    """Take one out and bring another in, for one reason. Raises `Moved`, and then nobody moves."""
    if nomination.worksheet_id == worksheet.pk:
        raise Moved("Pilih pengganti yang lain.")
    withdrawn_nomination = withdraw_nomination(nomination=nomination, by=by, reason=reason)
    return nominate_worksheet(
        stage=withdrawn_nomination.stage,
        worksheet=worksheet,
        by=by,
        reason=reason,
        replaces=withdrawn_nomination,
    )


@transaction.atomic
def select_participants(
    *, stage: Stage, by: User, regency: Regency | None = None, at: datetime | None = None
) -> int:
    """Bring in everybody whom rank and score bring in; how many came. Raises `Moved` where nobody does."""
    at = at or timezone.now()
    field = locked_field(stage, regency, by)
    coming_lines = field.coming_lines
    if not coming_lines:
        raise Moved("Tidak ada kecamatan lain yang memenuhi kuota dan nilai batas.")
    for line in coming_lines:
        write_nomination(stage, line, by, at)
    ask_jurors(stage, [line.worksheet for line in coming_lines])
    return len(coming_lines)


@transaction.atomic
def withdraw_nomination(
    *, nomination: Nomination, by: User, reason: str, at: datetime | None = None
) -> Nomination:
    """Take a worksheet out of a stage again, with the reason; what was judged stays. Raises `Moved`."""
    stage, worksheet = nomination.stage, nomination.worksheet
    locked_field(stage, selecting_regency(stage, worksheet), by)
    nomination.refresh_from_db(fields=["withdrawn_at"])
    if nomination.withdrawn_at:
        raise Moved("Peserta ini sudah ditarik.")
    if not reason.strip():
        raise Incomplete("Tulis alasan penarikan.")
    nomination.withdrawn_at, nomination.withdrawn_by = at or timezone.now(), by
    nomination.withdrawal = reason.strip()
    nomination.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal"])
    record_event(
        worksheet=worksheet,
        action=Event.Action.NOMINATION_WITHDRAWN,
        subject=stage.name[:60],
        old={"rank": nomination.rank},
        new=None,
        at=nomination.withdrawn_at,
        by=by,
        note=nomination.withdrawal,
    )
    return nomination


def selecting_regency(stage: Stage, worksheet: Worksheet) -> Regency | None:
    """Within which a worksheet competes for the stage; None where the whole province does."""
    return worksheet.district.regency if stage.quota_scope == Stage.Scope.REGENCY else None


def locked_field(stage: Stage, regency: Regency | None, by: User) -> StageField:
    """The field as nobody else can change it now; `Closed` for those who may not, and when it is settled."""
    if not stage.selects:
        raise Moved("Tahap ini tidak memilih peserta; semua kecamatan ikut.")
    if not may_nominate(by, stage, regency):
        whose_right = "verifikator kabupaten/kota ini" if regency else "ketua tim penilai provinsi ini"
        raise Closed(f"Hanya {whose_right} yang menetapkan peserta tahap ini.")
    lock_period(stage.period_id)
    field = stage_field(stage, regency)
    if field.settled:
        raise Closed(SETTLED_WORDS)
    return field


def within_places(field: StageField, coming: list[RankLine]) -> list[RankLine]:
    """As many of those who qualify as there are places, where somebody out of turn has taken one; who
    shares the last rank comes too."""
    if field.places_left is None or not field.out_of_turn or not coming:
        return coming
    coming_ranks = [line.place.rank for line in coming[: field.places_left] if line.place]
    return [line for line in coming if coming_ranks and line.place and line.place.rank <= coming_ranks[-1]]


def ask_jurors(stage: Stage, worksheets: Iterable[Worksheet]) -> None:
    """The jurors of this stage and of later ones are asked for those who came in."""
    course, coming = course_of(stage.period), list(worksheets)
    for jury in course.juries:
        if jury.no >= stage.no:
            jury.period = stage.period
            refresh_jury_score(jury, [it for it in coming if course.takes_part(jury, it.pk)])


def next_in_turn(field: StageField, line: RankLine) -> bool:
    """Whether nobody outside stands above it, but for those who withdrew."""
    waiting_lines = [it for it in field.outside if not was_withdrawn(field, it)]
    first_waiting = waiting_lines[0] if waiting_lines else None
    best_rank = first_waiting.place.rank if first_waiting and first_waiting.place else 0
    return not was_withdrawn(field, line) and line.place is not None and line.place.rank == best_rank


def was_withdrawn(field: StageField, rank_line: RankLine) -> bool:
    return any(it.worksheet_id == rank_line.worksheet.pk for it in field.withdrawn)


def write_nomination(
    stage: Stage,
    line: RankLine,
    by: User,
    at: datetime,
    *,
    reason: str = "",
    replaces: Nomination | None = None,
) -> Nomination:
    rank = line.place.rank if line.place else 0
    nomination = Nomination.objects.create(
        stage=stage,
        worksheet=line.worksheet,
        rank=rank,
        total=line.score.total,
        reason=reason,
        nominated_at=at,
        nominated_by=by,
        replaces=replaces,
    )
    record_event(
        worksheet=line.worksheet,
        action=Event.Action.NOMINATED,
        subject=stage.name[:60],
        old=None,
        new={"rank": rank, "total": decimal_text(line.score.total)},
        at=at,
        by=by,
        note=reason,
    )
    return nomination
