"""Pilihan: one option of a list gives its achievement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self, cast

from indicators.scoring.finding import Finding
from indicators.scoring.formulas.excel import NO_TABLE, Cells, LevelTable, option_chosen
from indicators.scoring.formulas.formula_tree import Node
from indicators.scoring.quantities import ZERO
from indicators.scoring.specs import InputKind, InputSpec, LevelSpec, Scale, Values
from kinerja.numbers import format_number

from .rule import AchievementRange, Dice, Measured, RowWarning, Rule, Shape, Stored, Suggestion
from .steps.shapes import input_problems, param_problems

if TYPE_CHECKING:
    from indicators.scoring.items import Item

CHOICE = frozenset({InputKind.CHOICE})


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Rule):
    """Parameter: `value`, the input that is a choice. The levels are its options."""

    kind = "choice"
    title = "Pilihan"
    example = "value = n"
    formulas: ClassVar[tuple[str, ...]] = ()
    by_option = True

    value: InputSpec
    options: Mapping[str, LevelSpec]

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        sentences = [*param_problems(shape, "value"), *input_problems(shape, "value", kinds=CHOICE)]
        labels = [level.label.casefold() for level in shape.levels]
        codes = [level.code for level in shape.levels]
        if not shape.levels:
            sentences.append("daftar pilihan belum berisi")
        if not all(codes) or not all(labels):
            sentences.append("setiap pilihan memerlukan kode dan nama")
        if len(set(codes)) < len(codes) or len(set(labels)) < len(labels):
            sentences.append("kode dan nama pilihan tidak boleh sama")
        return sentences

    @classmethod
    def build(cls, shape: Shape) -> Self:
        return cls(shape.named("value"), {level.code: level for level in shape.levels})

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (self.value,)

    @property
    def outline(self) -> str:
        return "capaian menurut pilihan"

    def score(self, values: Values) -> Measured:
        return Measured(None, self.chosen(values).achievement)

    def explain(self, values: Values) -> str:
        level = self.chosen(values)
        return f"{self.name(level)} → capaian {format_number(level.achievement)}"

    def excel(self, cells: Cells, table: LevelTable = NO_TABLE) -> str:
        return option_chosen(cells[self.value.code], table)

    def name(self, level: LevelSpec) -> str:
        """What sentences call an option."""
        return level.label

    def chosen(self, values: Values) -> LevelSpec:
        return self.options[cast(str, values[self.value.code])]

    def warnings(self, item: Item) -> tuple[RowWarning, ...]:
        return ()

    def suggestions(self, values: Values) -> Iterator[Suggestion]:
        """The option that gives the least more than the one chosen."""
        chosen_level = self.chosen(values) if self.value.code in values else None
        achievement_now = chosen_level.achievement if chosen_level else ZERO
        better_levels = [level for level in self.options.values() if level.achievement > achievement_now]
        if better_levels:
            next_level = min(better_levels, key=lambda level: level.achievement)
            present_words = f", sekarang “{self.name(chosen_level)}”" if chosen_level else ""
            yield Suggestion(
                {self.value.code: next_level.code}, f"Capai “{self.name(next_level)}”{present_words}"
            )

    def sample(self, dice: Dice, offered: Values) -> Stored:
        """Mostly one of the last options, which are the best in most lists."""
        codes = list(self.options)
        return {self.value.code: dice.choices(codes, [4**place for place in range(len(codes))])[0]}

    def level_words(self, levels: Sequence[LevelSpec]) -> list[str]:
        return [level.label for level in levels]

    @property
    def achievement_range(self) -> AchievementRange:
        achievements = [level.achievement for level in self.options.values()]
        return AchievementRange(min(achievements), max(achievements))

    @property
    def scale(self) -> Scale | None:
        return None

    @property
    def divisors(self) -> list[Node]:
        return []

    @property
    def compared(self) -> list[tuple[InputSpec, ...]]:
        return []

    def findings(self, indicator: str) -> Iterator[Finding]:
        yield from ()
