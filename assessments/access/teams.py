"""Who judges, as a kecamatan is told: the team first, then the person."""

from assessments.models import Layer, Repair
from kinerja.numbers import format_short_datetime


def asking_team(repair: Repair) -> str:
    """ "penilai provinsi (Asri)"."""
    return f"{Layer(repair.layer).row.team} ({repair.asked_by.name})"


def asked_words(repair: Repair, zone: str) -> str:
    """ "penilai provinsi (Asri), 10 Oktober 2022 pukul 09.12 WIB"."""
    at = repair.sent_at or repair.asked_at
    return f"{asking_team(repair)}, {format_short_datetime(at, zone)}"
