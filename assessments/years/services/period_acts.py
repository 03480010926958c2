"""The acts on a period: what each lacks, and the one place where a period's state changes."""

from django.db import transaction
from django.utils import timezone

from assessments.models import Decision, Period, PeriodEvent, Stage, Window, Worksheet
from assessments.workflow import PeriodAction
from kinerja.accounts.models import User
from kinerja.refusals import Incomplete, Moved


def lacks(period: Period, action: PeriodAction) -> list[str]:
    """What is missing before the act can be done, a sentence each; three queries at most."""
    if action is PeriodAction.START:
        return lacks_for_start(period)
    if action is PeriodAction.FINISH:
        proposed = period.decisions.filter(state=Decision.State.PROPOSED)
        return ["Usulan penetapan masih menunggu pimpinan."] if proposed.exists() else []
    return []


def lacks_for_start(period: Period) -> list[str]:
    entry = Stage.objects.filter(period=period, kind=Stage.Kind.ENTRY)
    windows = Window.objects.filter(stage__in=entry, purpose=Window.Purpose.ENTRY, district=None)
    missing = [
        (entry.exists(), "Tahap pengisian belum ada."),
        (windows.exists(), "Jadwal pengisian belum ditetapkan."),
        (Worksheet.objects.filter(stage__in=entry).exists(), "Kertas kerja belum dibuka."),
    ]
    return [sentence for there, sentence in missing if not there]


@transaction.atomic
def act_on_period(*, period: Period, action: PeriodAction, by: User, note: str = "") -> Period:
    """Move the period by `action`, with its event. Raises `Moved` from another state, and `Incomplete` with
    what is missing, or without the reason where the act asks one."""
    locked = Period.objects.select_for_update().get(pk=period.pk)
    if locked.standing is not action.row.source:
        raise Moved(f"Periode ini {locked.standing.label.lower()}; muat ulang halaman ini.")
    if missing := lacks(locked, action):
        raise Incomplete(" ".join(missing))
    if action.row.asks_reason and not note.strip():
        raise Incomplete("Tulis alasan membuka kembali periode ini.")
    locked.state = action.row.target
    locked.save(update_fields=["state"])
    PeriodEvent.objects.create(
        period=locked, at=timezone.now(), actor=by, actor_name=by.name, action=action, note=note.strip()
    )
    return locked
