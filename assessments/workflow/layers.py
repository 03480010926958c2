"""Whose word a judgement is: each layer stands beside the claim as a column of its own. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .actions import Action
from .stage_kinds import StageKind
from .states import State
from .steps import Actor, sources_of, states_after


class Layer(StrEnum):
    """Who judged: each layer is a column of its own."""

    REGENCY = "regency"
    DESK = "desk"
    FIELD = "field"
    OBJECTION = "objection"

    @property
    def row(self) -> "LayerRow":
        return LAYERS[self]

    @property
    def label(self) -> str:
        """What its result is called."""
        return self.row.label

    @property
    def stage_kind(self) -> StageKind:
        """The kind of stage that judges in it."""
        return self.row.stage_kind

    @property
    def judged_in(self) -> State:
        """The state in which its judgements are written."""
        return self.row.judged_in

    @property
    def by_office(self) -> bool:
        """Whether people judge in it by their office: nobody is assigned, and nobody is too close to it."""
        return self.row.actor is Actor.REGENCY_VERIFIER

    @property
    def waiting_states(self) -> frozenset[State]:
        """Where a worksheet waits to be judged in it, or is being judged."""
        begins = self.row.begins
        return frozenset({self.judged_in}) | (sources_of(begins) if begins else frozenset())

    @property
    def states_after(self) -> frozenset[State]:
        """Where a worksheet is when this layer has done with it, for the time being or for good."""
        return states_after(self.judged_in)

    @property
    def deciders(self) -> tuple["Layer", ...]:
        """The layers whose word decides a row on its page."""
        return self.row.speakers or (self,)

    @property
    def beside(self) -> tuple["Layer", ...]:
        """The layers whose words stand beside the claim on its page: those before it, and its own."""
        return PAGE_LAYERS[: PAGE_LAYERS.index(self) + 1]


@dataclass(frozen=True, kw_only=True)
class LayerRow:
    """Everything that is said about a layer.

    `speakers` are those whose word counts in its stored score, the first one that has spoken; a layer without
    any has no score of its own. `slug` is its part of an address; a layer without one has no page.
    """

    label: str
    slug: str
    heading: str  # over its column
    short: str  # before a reason, in a narrow column
    total: str  # before its total
    stage_kind: StageKind
    actor: Actor
    team: str  # who judges, as a kecamatan is told
    only_by: str  # who judges, told to anybody else
    judged_in: State
    begins: Action | None  # None where it begins with another layer
    steps: tuple[Action, ...]  # of the worksheet as a whole, in the order in which they are taken
    speakers: tuple[Layer, ...]
    unjudged: str  # what is said of a worksheet that it has not finished
    scheduled: bool  # whether the window of its stage binds it


_PROVINCE = "penilai provinsi"
_ONLY_PROVINCE = "Hanya penilai provinsi ini yang menilai."
LAYERS: Mapping[Layer, LayerRow] = {
    Layer.REGENCY: LayerRow(
        label="Hasil verifikasi kabupaten/kota",
        slug="kabupaten",
        heading="Verifikasi kabupaten/kota",
        short="Kabupaten",
        total="Verifikasi kabupaten/kota",
        stage_kind=StageKind.REGENCY,
        actor=Actor.REGENCY_VERIFIER,
        team="verifikator kabupaten/kota",
        only_by="Hanya verifikator kabupaten/kota ini yang menilai.",
        judged_in=State.REGENCY_REVIEW,
        begins=Action.BEGIN_REGENCY,
        steps=(
            Action.BEGIN_REGENCY,
            Action.REQUEST_REPAIR,
            Action.FINISH_REGENCY,
            Action.REOPEN_REGENCY,
        ),
        speakers=(Layer.REGENCY,),
        unjudged="Belum diverifikasi kabupaten/kota",
        scheduled=True,
    ),
    Layer.DESK: LayerRow(
        label="Hasil penilaian administrasi",
        slug="administrasi",
        heading="Hasil penilaian administrasi",
        short="Administrasi",
        total="Hasil penilaian",
        stage_kind=StageKind.DESK,
        actor=Actor.ASSESSOR,
        team=_PROVINCE,
        only_by=_ONLY_PROVINCE,
        judged_in=State.UNDER_REVIEW,
        begins=Action.BEGIN_DESK,
        steps=(Action.BEGIN_DESK, Action.REQUEST_REPAIR, Action.VERIFY, Action.REOPEN),
        speakers=(Layer.OBJECTION, Layer.FIELD, Layer.DESK),
        unjudged="Belum dinilai",
        scheduled=True,
    ),
    Layer.FIELD: LayerRow(
        label="Hasil tinjau lapang",
        slug="lapang",
        heading="Hasil tinjau lapang",
        short="Tinjau lapang",
        total="",
        stage_kind=StageKind.FIELD,
        actor=Actor.ASSESSOR,
        team=_PROVINCE,
        only_by=_ONLY_PROVINCE,
        judged_in=State.UNDER_REVIEW,
        begins=None,
        steps=(Action.REQUEST_REPAIR,),
        speakers=(),
        unjudged="",
        scheduled=True,
    ),
    Layer.OBJECTION: LayerRow(
        label="Hasil sanggahan",
        slug="",
        heading="Hasil sanggahan",
        short="Sanggahan",
        total="",
        stage_kind=StageKind.DESK,
        actor=Actor.ASSESSOR,
        team=_PROVINCE,
        only_by=_ONLY_PROVINCE,
        judged_in=State.PROVISIONAL,
        begins=None,
        steps=(),
        speakers=(),
        unjudged="",
        scheduled=False,  # an objection is answered when the desk's window is long over
    ),
}
LAYER_CHOICES = [(layer.value, layer.label) for layer in Layer]

PAGE_LAYERS = tuple(layer for layer in Layer if layer.row.slug)
SCORED_LAYERS = tuple(layer for layer in Layer if layer.row.speakers)


def layer_of(state: State, action: Action) -> Layer | None:
    """The layer that a step belongs to; what is asked back belongs to whoever is judging."""
    layers = [layer for layer in SCORED_LAYERS if action in layer.row.steps]
    at_work = (layer for layer in layers if layer.judged_in is state)
    return next(at_work, next(reversed(layers), None))
