"""What a stage of a period is for. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class StageKind(StrEnum):
    """The kinds of stages in the order in which the work is done."""

    ENTRY = "entry"
    REGENCY = "regency"
    DESK = "desk"
    FIELD = "field"
    JURY = "jury"

    @property
    def row(self) -> "StageKindRow":
        return STAGE_KINDS[self]

    @property
    def label(self) -> str:
        return self.row.label

    @property
    def turn(self) -> int:
        """Its place in the order in which the work is done, from 0."""
        return list(StageKind).index(self)


@dataclass(frozen=True, kw_only=True)
class StageKindRow:
    """Everything that is said about a kind of stage."""

    label: str
    repeats: bool  # whether a period may have several stages of this kind
    judges: bool  # whether somebody judges in it what was sent
    scores: bool  # whether it gives a score of its own; a visit's word counts within the desk's
    weighs: bool  # whether it may count in the final score by a weight of its own
    selects: bool  # whether a quota or cut-off may say who comes into it
    assigns: bool  # whether the province assigns its worksheets to persons
    by_jury: bool  # whether jurors judge, each alone and by an instrument of juries


STAGE_KINDS: Mapping[StageKind, StageKindRow] = {
    StageKind.ENTRY: StageKindRow(
        label="Pengisian oleh kecamatan",
        repeats=True,
        judges=False,
        scores=False,
        weighs=True,
        selects=False,
        assigns=False,
        by_jury=False,
    ),
    StageKind.REGENCY: StageKindRow(
        label="Verifikasi kabupaten/kota",
        repeats=False,
        judges=True,
        scores=True,
        weighs=True,
        selects=False,
        assigns=False,
        by_jury=False,
    ),
    StageKind.DESK: StageKindRow(
        label="Penilaian administrasi",
        repeats=False,
        judges=True,
        scores=True,
        weighs=True,
        selects=True,
        assigns=True,
        by_jury=False,
    ),
    StageKind.FIELD: StageKindRow(
        label="Tinjau lapang",
        repeats=False,
        judges=True,
        scores=False,
        weighs=False,
        selects=False,
        assigns=True,
        by_jury=False,
    ),
    StageKind.JURY: StageKindRow(
        label="Penilaian juri",
        repeats=True,
        judges=True,
        scores=True,
        weighs=True,
        selects=True,
        assigns=True,
        by_jury=True,
    ),
}
REPEATED = tuple(kind.value for kind in StageKind if kind.row.repeats)
STAGE_KIND_CHOICES = [(kind.value, kind.label) for kind in StageKind]
