"""Between which moments, in whose figures and among whom a rank is played again."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from assessments.access import RankReach
from assessments.ranking.services.rank_changes import REPLAYED
from assessments.scores.rank_table import BASIS_LABELS, Basis
from kinerja.fields import choice_field

from .ranking import WHOLE

WEEK, MINUTE = timedelta(days=7), timedelta(seconds=59, microseconds=999_999)
EXAMPLE = "Tulis tanggal dan jam, misalnya 30-09-2026 16.00."


def moment_of_day(label: str) -> forms.DateTimeField:
    formats = ("%Y-%m-%dT%H:%M", "%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M")
    errors = {"invalid": EXAMPLE}
    return forms.DateTimeField(label=label, required=False, input_formats=formats, error_messages=errors)


class ReplayForm(forms.Form):
    """All may stay away: the last week, the claims, and the widest field in one's reach."""

    dari = moment_of_day("Dari")
    sampai = moment_of_day("Sampai")
    dasar = forms.ChoiceField(label="Nilai menurut", required=False)
    lingkup = forms.ChoiceField(label="Peringkat di", required=False)

    def __init__(self, *args: Any, reach: RankReach, regency: str, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        own_choice = [(it.code, str(it)) for it in reach.regencies if it.code == regency]
        bases = [it for it in REPLAYED if reach.whole or it is not Basis.DESK]
        for name, choices in (
            ("dasar", [(it.value, BASIS_LABELS[it]) for it in bases]),
            ("lingkup", [WHOLE, *own_choice] if reach.whole else own_choice),
        ):
            field = choice_field(self, name)
            field.choices = choices
            field.error_messages["invalid_choice"] = f"{field.label}: pilih dari daftar."

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        until = self.here(data.get("sampai"))
        until = until + MINUTE if until else timezone.now()  # what happened in that minute counts
        since = self.here(data.get("dari")) or until - WEEK
        if not self.errors and since >= until:
            self.add_error("dari", "Waktu dari harus sebelum waktu sampai.")
        return data | {"since": since, "until": until, "dasar": Basis(data.get("dasar") or Basis.CLAIM)}

    def here(self, at: datetime | None) -> datetime | None:
        """By the clocks of the province."""
        return at.replace(tzinfo=self.zone) if at else None
