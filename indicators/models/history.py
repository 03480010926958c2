"""The history of the workspace rows: each state a row had, with its moment and who gave it that state."""

from django.db import models
from simple_history.models import HistoricalRecords


def history_of(name: str) -> HistoricalRecords:
    """The history of a model that people call `name`; why a row changed may be a whole sentence."""
    return HistoricalRecords(
        verbose_name=f"riwayat {name}",
        verbose_name_plural=f"riwayat {name}",
        history_change_reason_field=models.TextField("alasan", null=True),
    )
