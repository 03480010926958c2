"""Who has a worksheet open just now."""

from django.db import models

from kinerja.accounts.models import User

from .worksheet import Worksheet


class Presence(models.Model):
    """One person at one worksheet, as last heard of."""

    worksheet = models.ForeignKey(Worksheet, models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("worksheet", "user"), name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} @ {self.worksheet}"
