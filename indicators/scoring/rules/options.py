"""The rules that look an option up in a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, cast

from indicators.scoring.formulas.excel import NO_TABLE, Cells, Table, option_chosen
from kinerja.numbers import format_number

from ..specs import InputKind, InputSpec, LevelSpec, Values
from .base import Measured, Rule, Shape, input_problems, param_problems

CHOICE = frozenset({InputKind.CHOICE})


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Rule):
    """One option of a list gives its achievement."""

    kind = "choice"
    title = "Pilihan"
    value: InputSpec
    options: Mapping[str, LevelSpec]

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        found = [*param_problems(shape, "value"), *input_problems(shape, "value", kinds=CHOICE)]
        labels = [level.label.casefold() for level in shape.levels]
        codes = [level.code for level in shape.levels]
        if not shape.levels:
            found.append("daftar pilihan belum berisi")
        if not all(codes) or not all(labels):
            found.append("setiap pilihan memerlukan kode dan nama")
        if len(set(codes)) < len(codes) or len(set(labels)) < len(labels):
            found.append("kode dan nama pilihan tidak boleh sama")
        return found

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

    def excel(self, cells: Cells, table: Table = NO_TABLE) -> str:
        return option_chosen(cells[self.value.code], table)

    def name(self, level: LevelSpec) -> str:
        return level.label

    def chosen(self, values: Values) -> LevelSpec:
        return self.options[cast(str, values[self.value.code])]


class Rubric(Choice):
    """Levels 1 to n, each with its written description as label."""

    kind = "rubric"
    title = "Rubrik"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        found = super().problems(shape)
        if [level.code for level in shape.levels] != [str(n + 1) for n in range(len(shape.levels))]:
            found.append("kode tingkat rubrik harus 1, 2, 3 dan seterusnya")
        return found

    @property
    def outline(self) -> str:
        return "capaian menurut tingkat"

    def name(self, level: LevelSpec) -> str:
        return f"Tingkat {level.code} dari {len(self.options)}"
