"""Codes that somebody tried and that no paper carries, kept for as long as they slow a guesser."""

from django.db import models

from kinerja.ids import OpaqueIdModel


class CodeTrial(OpaqueIdModel):
    """One unknown code, by the network that it came from; the code itself is not kept."""

    network = models.CharField("jaringan", max_length=45)
    at = models.DateTimeField("waktu")

    class Meta:
        ordering = ("-at",)
        verbose_name = verbose_name_plural = "kode tidak dikenal"
        indexes = [models.Index(fields=("network", "at"), name="trial_of_network")]

    def __str__(self) -> str:
        return f"{self.network} {self.at:%Y-%m-%d %H:%M:%S}"
