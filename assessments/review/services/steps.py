"""The acts by which judges take a worksheet up, ask rows back, finish with it and open it again, with what
each needs and what it does beside the state."""

from collections.abc import Callable
from datetime import datetime
from typing import Unpack

from assessments.access import JudgingRights, judging_refusal
from assessments.models import Layer, LayerScore, Worksheet
from assessments.scores.totals import refresh_totals
from assessments.transitions.judging import schedule_refusal
from assessments.transitions.repair import send_repairs
from assessments.transitions.repair_letters import mail_repair_letters
from assessments.transitions.transition import Act, Given, Lacks, Needs, transition
from assessments.transitions.turns import Turns
from assessments.workflow import Action, Condition, layer_of


def begin_regency(**given: Unpack[Given]) -> Worksheet:
    """The kabupaten takes up a worksheet, for the first time or with the rows that came back."""
    needs = needing_all(lacks_schedule, lacks_turn, lacks_right)
    return transition(action=Action.BEGIN_REGENCY, needs=needs, effects=(recount_layers,), **given)


def finish_regency(**given: Unpack[Given]) -> Worksheet:
    """The kabupaten has decided every row."""
    needs = needing_all(lacks_schedule, lacks_right, lacks_judgements)
    return transition(action=Action.FINISH_REGENCY, needs=needs, effects=(recount_layers,), **given)


def reopen_regency(**given: Unpack[Given]) -> Worksheet:
    """The kabupaten goes back to what it had finished, and says why."""
    needs = needing_all(lacks_schedule, lacks_right)
    return transition(action=Action.REOPEN_REGENCY, needs=needs, effects=(recount_layers,), **given)


def begin_desk(**given: Unpack[Given]) -> Worksheet:
    """The province takes up a worksheet, for the first time or with the rows that came back."""
    needs = needing_all(lacks_schedule, lacks_turn, lacks_right)
    return transition(action=Action.BEGIN_DESK, needs=needs, effects=(recount_layers,), **given)


def verify(**given: Unpack[Given]) -> Worksheet:
    """The province has decided every row."""
    needs = needing_all(lacks_schedule, lacks_right, lacks_judgements)
    return transition(action=Action.VERIFY, needs=needs, effects=(recount_layers,), **given)


def reopen(**given: Unpack[Given]) -> Worksheet:
    """The chair opens what was verified, announced or decided, and says why."""
    return transition(action=Action.REOPEN, effects=(recount_layers,), **given)


def request_repair(*, due: datetime | None = None, **given: Unpack[Given]) -> Worksheet:
    """Ask the noted rows back from the kecamatan; until `due` they may be mended there."""

    def dated(act: Act) -> Lacks:
        return lacks_request(act, due)

    def hand_back(act: Act) -> None:
        if due:
            mail_repair_letters(
                act.worksheet, send_repairs(worksheet=act.worksheet, due=due, at=act.at), act.at
            )

    needs, effects = needing_all(lacks_schedule, lacks_right, dated), (hand_back, recount_layers)
    return transition(action=Action.REQUEST_REPAIR, needs=needs, effects=effects, **given)


ACTS: dict[Action, Callable[..., Worksheet]] = {
    Action.BEGIN_REGENCY: begin_regency,
    Action.FINISH_REGENCY: finish_regency,
    Action.REOPEN_REGENCY: reopen_regency,
    Action.BEGIN_DESK: begin_desk,
    Action.VERIFY: verify,
    Action.REOPEN: reopen,
}


def take_step(action: Action, *, due: datetime | None = None, **given: Unpack[Given]) -> Worksheet:
    """The act that `action` names."""
    if action is Action.REQUEST_REPAIR:
        return request_repair(due=due, **given)
    return ACTS[action](**given)


# --- What they need -------------------------------------------------------------------------------


def needing_all(*conditions: Needs) -> Needs:
    """All of these."""

    def lacks(act: Act) -> Lacks:
        return {name: sentence for it in conditions for name, sentence in it(act).items() if sentence}

    return lacks


def layer_at(act: Act) -> Layer:
    """The layer whose act it is: what is asked back belongs to whoever is judging."""
    layer = layer_of(act.worksheet.current_state, act.action)
    if layer is None:
        raise ValueError(f"{act.action} is no act of judging")
    return layer


def lacks_schedule(act: Act) -> Lacks:
    return {
        Condition.SCHEDULED: schedule_refusal(
            JudgingRights(act.by, [act.worksheet]), act.worksheet, layer_at(act), act.at
        )
    }


def lacks_right(act: Act) -> Lacks:
    return {Condition.MINE: judging_refusal(act.by, act.worksheet, layer_at(act))}


def lacks_turn(act: Act) -> Lacks:
    return {Condition.TURN: Turns([act.worksheet]).refusal(act.worksheet, layer_at(act))}


def lacks_judgements(act: Act) -> Lacks:
    """What is left to decide, or was noted and not sent."""
    noted_count = act.worksheet.repairs.filter(closed_at=None).count()
    if noted_count:
        noted_words = (
            f"{noted_count} baris dicatat untuk diperbaiki. Kirim permintaannya atau hapus catatannya."
        )
        return {Condition.JUDGED: noted_words}
    score = LayerScore.objects.filter(worksheet=act.worksheet, layer=layer_at(act)).first()
    left_count = score.asked - score.judged if score else act.worksheet.asked
    return {Condition.JUDGED: f"{left_count} baris belum diputuskan." if left_count else ""}


def lacks_request(act: Act, due: datetime | None) -> Lacks:
    if not act.worksheet.repairs.filter(closed_at=None).exists():
        return {Condition.ASKED: "Catat dahulu baris yang perlu diperbaiki."}
    is_late = due is None or due <= act.at
    return {Condition.ASKED: "Tentukan batas perbaikan yang akan datang." if is_late else ""}


# --- What they do beside the state ----------------------------------------------------------------


def recount_layers(act: Act) -> None:
    """Layers begin or end to count with the state."""
    refresh_totals(act.worksheet, at=act.at)
