"""Rubrik: a choice among levels 1 to n, each with its written description as label."""

from indicators.scoring.specs import LevelSpec

from .choice import Choice
from .rule import Shape


class Rubric(Choice):
    """Parameter: `value`, the input that is a choice. The levels' codes are 1, 2, 3 and so on."""

    kind = "rubric"
    title = "Rubrik"
    example = ""

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        sentences = super().problems(shape)
        if [level.code for level in shape.levels] != [str(n + 1) for n in range(len(shape.levels))]:
            sentences.append("kode tingkat rubrik harus 1, 2, 3 dan seterusnya")
        return sentences

    @property
    def outline(self) -> str:
        return "capaian menurut tingkat"

    def name(self, level: LevelSpec) -> str:
        return f"Tingkat {level.code} dari {len(self.options)}"
