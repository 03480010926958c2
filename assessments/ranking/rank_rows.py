"""One kecamatan of a ranking in words: what decided its rank, what it lacks, and what was decided of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias
from zoneinfo import ZoneInfo

from assessments.papers.figures import NOTHING
from assessments.ranking.services.decision_comparison import DecidedPlaces
from assessments.scores.rank_table import RankLine
from assessments.scores.ranking import takes_part
from indicators.scoring.ranking import Comparable
from indicators.scoring.rounding import STORED_PLACES
from indicators.scoring.tie_keys import TieKey
from kinerja.numbers import format_number

Value: TypeAlias = Comparable | str | None
COMPLETE, INCOMPLETE, ABSENT = "lengkap", "belum lengkap", "tidak mengikuti"
PROVISIONAL, DECIDED, MOVED = "Hasil sementara", "Ditetapkan", "Berbeda dari penetapan"
PLACES = 2
SEEN = Decimal("0.005")  # below it, two decimals show 0,00


@dataclass(frozen=True)
class RankRow:
    """A line in words; `zone` is the province's, by whose clocks it speaks."""

    line: RankLine
    decided: DecidedPlaces | None = None
    zone: str = "UTC"

    @property
    def completeness(self) -> str:
        """Why it has a rank, or has none."""
        if self.line.place:
            return COMPLETE
        return INCOMPLETE if takes_part(self.line.worksheet) else ABSENT

    @property
    def notes(self) -> list[str]:
        """Which key put it below an equal one, and whether its rank is shared."""
        place, place_above, notes = self.line.place, self.line.above, []
        deciding_key = place.decided_by if place else None
        if place and place_above and isinstance(deciding_key, TieKey):
            notes.append(
                deciding_key.note(
                    place_above.rank,
                    place.entrant.value(deciding_key),
                    place_above.entrant.value(deciding_key),
                )
            )
        if place and place.shared:
            notes.append(f"Nilai dan semua penentu sama: peringkat {place.rank} dibagi")
        return notes + self.apart

    @property
    def apart(self) -> list[str]:
        """What was decided, where it stands otherwise now."""
        if not self.decided or not self.decided.moved(self.line):
            return []
        place = self.decided.place(self.line)
        if place is None:
            return ["Berbeda dari penetapan: tidak berperingkat di sana"]
        decided_total = shown_rank_value(Decimal(place["total"]))
        return [f"Berbeda dari penetapan: peringkat {place['rank']}, nilai {decided_total}"]

    @property
    def remark(self) -> str:
        """All that a file notes beside it, its completeness apart."""
        if self.line.place:
            return "; ".join(self.notes)
        missing_words = [self.line.score.missing] if self.completeness == INCOMPLETE else []
        return "; ".join([*missing_words, *self.apart])

    @property
    def explanation(self) -> str:
        """The same where nothing else tells its completeness."""
        if self.completeness == ABSENT:
            return "Tidak mengikuti"
        return self.remark if self.line.place else f"Belum lengkap: {self.remark}"

    @property
    def state(self) -> str:
        """Its standing in one word, for lists without a head; none without a rank then and now."""
        if not self.line.place and not self.apart:
            return ""
        if self.decided is None or not self.decided.same:
            return PROVISIONAL
        return MOVED if self.apart else DECIDED

    def local(self, moment: Value) -> Value:
        """A moment by the clocks of the province, without a zone, for cells know none."""
        if isinstance(moment, datetime):
            return moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return moment


def shown_rank_value(value: Value) -> str:
    """A value as people read it: two decimals of what is exact."""
    if value is None:
        return NOTHING
    return format_number(value, places=PLACES) if isinstance(value, Decimal) else str(value)


def distance_words(value: Value) -> str:
    """How much it lacks to the one above: "sama", and "< 0,01" where two decimals would hide it."""
    if not isinstance(value, Decimal):
        return NOTHING
    if value == 0:
        return "sama"
    return "< 0,01" if value < SEEN else shown_rank_value(value)


def exact_words(value: Decimal) -> str:
    """Every stored decimal, with a comma."""
    return format_number(value, max_places=STORED_PLACES)
