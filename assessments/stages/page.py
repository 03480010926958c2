"""What a stage selects and counts, in words."""

from assessments.models import Stage
from assessments.scores.stage_sequence import Course
from kinerja.numbers import format_number


def selection_words(stage: Stage, course: Course) -> str:
    """Whom a stage takes, and from where."""
    stage_before = course.stage_before(stage)
    if not stage.selects:
        selecting_before = [it for it in course.stages if it.selects and it.no < stage.no]
        return f"Semua peserta {selecting_before[-1].name}" if selecting_before else "Semua kecamatan"
    return " ".join(
        filter(
            None,
            (quota_words(stage), cut_off_words(stage), f"dari {stage_before.name}" if stage_before else ""),
        )
    )


def quota_words(stage: Stage) -> str:
    if stage.quota is None:
        return "Kecamatan"
    scope_words = " tiap kabupaten/kota" if stage.quota_scope == Stage.Scope.REGENCY else ""
    return f"{stage.quota} kecamatan{scope_words}"


def cut_off_words(stage: Stage) -> str:
    return f"dengan nilai paling rendah {format_number(stage.cut_off)}" if stage.cut_off is not None else ""


def weight_words(stage: Stage) -> str:
    return format_number(stage.weight) if stage.weight else "–"
