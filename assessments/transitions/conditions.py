"""What a step needs beside state and role: a sentence for every condition that does not hold."""

from datetime import datetime

from assessments.access import judging_refusal
from assessments.access.queries import judging_stage
from assessments.models import Layer, LayerScore, Stage, Worksheet
from assessments.scores.stage_sequence import course_of
from assessments.workflow import Action, Condition, layer_of
from kinerja.accounts.models import User

from .judging import schedule_refusal
from .repair import unchanged


def judging_lacks(
    worksheet: Worksheet, action: Action, due: datetime | None, at: datetime, by: User
) -> dict[Condition, str]:
    """The conditions on judging that do not hold; nothing for the steps of filling and sending."""
    layer = layer_of(worksheet.current_state, action)
    if layer is None:
        return {}
    sentences = {
        Condition.SCHEDULED: schedule_refusal(worksheet, layer, at),
        Condition.MINE: judging_refusal(by, worksheet, layer),
        Condition.TURN: turn_refusal(worksheet, action),
        Condition.JUDGED: judged_refusal(worksheet, layer),
        Condition.ASKED: asked_refusal(worksheet, due, at),
    }
    return {condition: sentence for condition, sentence in sentences.items() if sentence}


def turn_refusal(worksheet: Worksheet, action: Action) -> str:
    """Whether somebody else is to act before."""
    if worksheet.current_state.came_back:
        asked = worksheet.repairs.order_by("-closed_at").values_list("layer", flat=True).first()
        whose = "kabupaten/kota" if asked == Layer.REGENCY else "provinsi"
        if asked == layer_of(worksheet.current_state, action):
            return ""
        return f"Perbaikan ini diminta {whose}; tim itu yang memeriksanya."
    if action is not Action.BEGIN_DESK:
        return ""
    if worksheet.current_state.is_untouched and judging_stage(worksheet, Layer.REGENCY):
        return "Kertas kerja ini menunggu verifikasi kabupaten/kota."
    return selection_refusal(worksheet)


def selection_refusal(worksheet: Worksheet) -> str:
    """Whether the desk judges only those who were chosen, and this one was not."""
    course = course_of(worksheet.stage.period)
    desk = course.of_kind(Stage.Kind.DESK)
    if desk is None or course.takes_part(desk, worksheet.pk):
        return ""
    return f"{worksheet.district} bukan peserta tahap {desk.no} ({desk.name})."


def judged_refusal(worksheet: Worksheet, layer: Layer) -> str:
    """What is left to decide, or was noted and not sent."""
    noted = worksheet.repairs.filter(closed_at=None).count()
    if noted:
        return f"{noted} baris dicatat untuk diperbaiki. Kirim permintaannya atau hapus catatannya."
    score = LayerScore.objects.filter(worksheet=worksheet, layer=layer).first()
    left = score.asked - score.judged if score else worksheet.asked
    return f"{left} baris belum diputuskan." if left else ""


def asked_refusal(worksheet: Worksheet, due: datetime | None, at: datetime) -> str:
    if not worksheet.repairs.filter(closed_at=None).exists():
        return "Catat dahulu baris yang perlu diperbaiki."
    if due is None or due <= at:
        return "Tentukan batas perbaikan yang akan datang."
    return ""


def repair_lacks(worksheet: Worksheet) -> dict[Condition, str]:
    """Rows that came back as they were."""
    return unchanged_lacks(len(unchanged(worksheet)) if worksheet.in_repair else 0)


def unchanged_lacks(same: int) -> dict[Condition, str]:
    """The sentence on so many rows that stand as they stood."""
    sentence = f"{same} baris yang diminta diperbaiki belum berubah. Perbaiki isian, bukti, atau catatannya."
    return {Condition.CHANGED: sentence} if same else {}
