"""The ranking in words: what page, paper and CSV show of it. A filter hides lines and never ranks again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from assessments.models import Period
from assessments.ranking.services.decision_comparison import Settled
from assessments.ranking.services.rank_changes import REPLAYED
from assessments.scores.rank_table import BASIS_LABELS, Line, RankTable
from assessments.scores.ranking import ASPECT, REACHED
from assessments.scores.stage_scores import Column
from indicators.scoring.ranking import TOTAL, Key
from indicators.scoring.rounding import decimal_text
from kinerja.numbers import format_datetime, format_number, format_short_datetime

NOTHING = "–"
PROVISIONAL, DECIDED, MOVED = "Hasil sementara", "Ditetapkan", "Berbeda dari penetapan"
SEEN = Decimal("0.005")  # below it, two decimals show 0,00
EXACT_PLACES = 12


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
    def gap_class(self) -> str:
        """How the page marks the first, and one that is equal to the one above."""
        gap = self.line.place.behind if self.line.place else None
        return "rank-first" if gap is None else "rank-same" if gap == 0 else ""

    @property
    def notes(self) -> list[str]:
        """Which key put it below an equal one, and whether its rank is shared."""
        place, found = self.line.place, []
        if place and self.line.above and place.decided_by == REACHED:
            found.append("Tidak masuk semua tahap yang dicapai peringkat di atasnya")
        elif place and self.line.above and place.decided_by not in (None, TOTAL):
            found.append(
                f"Nilai sama dengan peringkat {self.line.above.rank}; ditentukan oleh {self.deciding}"
            )
        if place and place.shared:
            found.append(f"Nilai dan semua penentu sama: peringkat {place.rank} dibagi")
        return found + self.apart

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

    @property
    def deciding(self) -> str:
        """The key with both values; with all their decimals where two would show the same."""
        place, above = self.line.place, self.line.above
        if not (place and above and place.decided_by):
            return ""
        key = place.decided_by
        if not key.name.startswith(ASPECT):
            return "waktu kirim yang lebih awal"
        own, better = (it.entrant.value(key) or Decimal(0) for it in (place, above))
        pair = [format_number(it, places=2) for it in (own, better)]  # type: ignore[arg-type]
        if pair[0] == pair[1]:
            pair = [exactly(it) for it in (own, better)]  # type: ignore[arg-type]
        return f"{self.short(key)}: {pair[0]} di bawah {pair[1]}"

    def short(self, key: Key) -> str:
        code = key.name.removeprefix(ASPECT)
        return next((head.spec.label.lower() for head in self.heads if head.spec.code == code), key.label)


def exactly(value: Decimal) -> str:
    """Every stored decimal, with a comma."""
    return format_number(value, max_places=EXACT_PLACES)


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
    def history_query(self) -> str:
        """With which the history of a rank tells of this table's ranks."""
        regency = self.table.regency
        return "?" + urlencode({"dasar": self.table.basis} | ({"lingkup": regency.code} if regency else {}))

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
