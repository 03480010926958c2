"""What a stage selects and counts, in words."""

from assessments.models import Stage
from assessments.scores.stage_sequence import Course
from kinerja.numbers import format_number


def selection_words(stage: Stage, course: Course) -> str:
    """Whom a stage takes, and from where."""
    before = course.before(stage)
    if not stage.selects:
        earlier = [it for it in course.stages if it.selects and it.no < stage.no]
        return f"Semua peserta {earlier[-1].name}" if earlier else "Semua kecamatan"
    return " ".join(
        filter(None, (quota_words(stage), cut_off_words(stage), f"dari {before.name}" if before else ""))
    )


def quota_words(stage: Stage) -> str:
    if stage.quota is None:
        return "Kecamatan"
    each = " tiap kabupaten/kota" if stage.quota_scope == Stage.Scope.REGENCY else ""
    return f"{stage.quota} kecamatan{each}"


def cut_off_words(stage: Stage) -> str:
    return f"dengan nilai paling rendah {format_number(stage.cut_off)}" if stage.cut_off is not None else ""


def weight_words(stage: Stage) -> str:
    return format_number(stage.weight) if stage.weight else "–"
