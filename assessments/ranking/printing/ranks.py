"""The ranking in words: what page, paper and CSV show of it. A filter hides lines and never ranks again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from assessments.models import Period
from assessments.ranking.services.decision_comparison import Settled
from assessments.ranking.services.rank_changes import REPLAYED
from assessments.scores.rank_table import BASIS_LABELS, Line, RankTable
from assessments.scores.stage_scores import Column
from indicators.scoring.rounding import STORED_PLACES, decimal_text
from indicators.scoring.tie_keys import TieKey
from kinerja.numbers import format_datetime, format_number, format_short_datetime

NOTHING = "–"
PROVISIONAL, DECIDED, MOVED = "Hasil sementara", "Ditetapkan", "Berbeda dari penetapan"
SEEN = Decimal("0.005")  # below it, two decimals show 0,00


class Filter(NamedTuple):
    """Which lines to show: those of a kabupaten by its code, and those whose name has this text in it."""

    regency: str = ""
    text: str = ""

    def shows(self, line: Line) -> bool:
        district = line.worksheet.district
        return (
            self.regency in ("", district.regency.code) and self.text.casefold() in district.name.casefold()
        )


@dataclass(frozen=True)
class AspectHead:
    """A column of the table."""

    spec: Column
    chosen: bool

    @property
    def weight(self) -> str:
        return format_number(self.spec.weight, min_places=1)


@dataclass(frozen=True)
class AspectFigure:
    """A score with what its bar is drawn from."""

    head: AspectHead
    score: Decimal | None

    @property
    def shown(self) -> str:
        return NOTHING if self.score is None else format_number(self.score, places=1)

    @property
    def value(self) -> str:
        return decimal_text(self.score or Decimal(0))

    @property
    def most(self) -> str:
        return decimal_text(Decimal(self.head.spec.weight.numerator) / self.head.spec.weight.denominator)


@dataclass(frozen=True)
class RankRow:
    """A line in words."""

    line: Line
    heads: list[AspectHead]
    settled: Settled | None = None

    @property
    def figures(self) -> list[AspectFigure]:
        return [AspectFigure(head, self.line.aspect(head.spec.code)) for head in self.heads]

    @property
    def total(self) -> str:
        return format_number(self.line.score.total, places=2)

    @property
    def behind(self) -> str:
        """How much it lacks to the one above: "sama", and "< 0,01" where two decimals would hide it."""
        gap = self.line.place.behind if self.line.place else None
        if gap is None:
            return NOTHING
        if gap == 0:
            return "sama"
        return "< 0,01" if gap < SEEN else format_number(gap, places=2)

    @property
    def notes(self) -> list[str]:
        """Which key put it below an equal one, and whether its rank is shared."""
        place, above, notes = self.line.place, self.line.above, []
        key = place.decided_by if place else None
        if place and above and isinstance(key, TieKey):
            notes.append(key.note(above.rank, place.entrant.value(key), above.entrant.value(key)))
        if place and place.shared:
            notes.append(f"Nilai dan semua penentu sama: peringkat {place.rank} dibagi")
        return notes + self.apart

    @property
    def apart(self) -> list[str]:
        """What was decided, where it stands otherwise now."""
        if not self.settled or not self.settled.moved(self.line):
            return []
        place = self.settled.place(self.line)
        if place is None:
            return ["Berbeda dari penetapan: tidak berperingkat di sana"]
        total = format_number(Decimal(place["total"]), places=2)
        return [f"Berbeda dari penetapan: peringkat {place['rank']}, nilai {total}"]

    @property
    def state(self) -> str:
        """Its standing in one word, for lists without a head; none without a rank then and now."""
        if not self.line.place and not self.apart:
            return ""
        if self.settled is None or not self.settled.same:
            return PROVISIONAL
        return MOVED if self.apart else DECIDED


def exactly(value: Decimal) -> str:
    """Every stored decimal, with a comma."""
    return format_number(value, max_places=STORED_PLACES)


@dataclass(frozen=True)
class Ranks:
    """The table with its filter, as of `at`."""

    table: RankTable
    filter: Filter
    at: datetime
    settled: Settled | None = None

    @property
    def status(self) -> tuple[str, str, str]:
        """Where the ranking stands: the word with its tint and icon."""
        if self.settled is None:
            return PROVISIONAL, "wait", "half"
        if not self.settled.same:
            return "Bukan hasil penetapan", "none", "dash"
        return (MOVED, "wait", "triangle") if self.moved else (DECIDED, "sent", "lock")

    @cached_property
    def moved(self) -> int:
        """How many of the field stand otherwise than was decided."""
        lines = [*self.table.places, *self.table.unranked]
        return sum(self.settled.moved(it) for it in lines) if self.settled else 0

    @property
    def told(self) -> str:
        """The same in a sentence, with the decision's day and code."""
        if self.settled is None:
            return "Hasil sementara, belum ditetapkan."
        decision = self.settled.decision
        at = format_datetime(decision.approved_at, self.zone) if decision.approved_at else ""
        sentence = f"Ditetapkan {at}, kode {decision.code}."
        if not self.settled.same:
            basis = BASIS_LABELS[self.settled.basis].lower()
            return f"Bukan hasil penetapan: penetapan {decision.code} memakai {basis}."
        return f"{sentence} {self.moved} kecamatan berbeda dari penetapan." if self.moved else sentence

    @property
    def period(self) -> Period:
        return self.table.period

    @property
    def replayed(self) -> bool:
        """Whether it is kept what moved these ranks."""
        return self.table.basis in REPLAYED

    @property
    def zone(self) -> str:
        return str(self.period.owner.time_zone)

    @property
    def moment(self) -> str:
        return format_short_datetime(self.at, self.zone)

    @property
    def place(self) -> str:
        return str(self.table.regency or self.period.owner)

    @property
    def title(self) -> str:
        return f"Peringkat kecamatan {self.place} {self.period.year}"

    @property
    def basis(self) -> str:
        """What is ranked: "Isian kecamatan, aspek 5"."""
        aspect = self.table.aspect
        label = self.table.label
        return f"{label}, {aspect.label.lower()}. {aspect.name}" if aspect else label

    @property
    def count(self) -> str:
        """ "666 kecamatan, 38 kabupaten/kota" """
        regencies = {score.worksheet.district.regency_id for score in self.table.scores.values()}
        place = "" if self.table.regency else f", {len(regencies)} kabupaten/kota"
        return f"{len(self.table.scores)} kecamatan{place}"

    @property
    def instruments(self) -> dict[str, str]:
        """Names of the instruments in use by their codes."""
        found = (score.worksheet.revision.instrument for score in self.table.scores.values())
        return dict(sorted({it.code: str(it) for it in found}.items()))

    @property
    def filtered(self) -> bool:
        return self.filter != Filter()

    @property
    def field(self) -> str:
        return "seluruh kabupaten/kota ini" if self.table.regency else "seluruh provinsi"

    @cached_property
    def heads(self) -> list[AspectHead]:
        return [AspectHead(spec, spec is self.table.aspect) for spec in self.table.aspects]

    @cached_property
    def rows(self) -> list[RankRow]:
        return self.shown(self.table.places)

    @cached_property
    def unfinished(self) -> list[RankRow]:
        return self.shown(self.table.unfinished)

    @cached_property
    def absent(self) -> list[RankRow]:
        return self.shown(self.table.absent)

    def shown(self, lines: Iterable[Line]) -> list[RankRow]:
        return [RankRow(line, self.heads, self.settled) for line in lines if self.filter.shows(line)]

    @property
    def ties(self) -> str:
        """The keys in their order, and what happens where all are equal."""
        keys = ", ".join(f"{no}) {key.label}" for no, key in enumerate(self.table.ranking.keys, start=1))
        shared = "peringkat dibagi dan nomor berikutnya dilewati. Urutan memakai nilai yang belum dibulatkan."
        return f"{keys}. Bila semuanya sama, {shared}" if keys else f"tidak ada; {shared}"


def context_of(ranks: Ranks) -> dict[str, Any]:
    return {"ranks": ranks, "editions": "; ".join(ranks.table.editions)}
