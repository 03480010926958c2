"""The rules by their code names."""

from collections.abc import Mapping

from .base import Measured, RowWarning, Rule, Shape
from .computed import Banded, Checklist, Formula, Inverse, Judged, Parts, Ratio
from .options import Choice, Rubric

__all__ = ["RULES", "Measured", "RowWarning", "Rule", "Shape", "build", "problems"]

RULES: Mapping[str, type[Rule]] = {
    rule.kind: rule for rule in (Ratio, Banded, Checklist, Choice, Parts, Rubric, Formula, Inverse, Judged)
}


def problems(kind: str, shape: Shape) -> list[str]:
    """Sentences on what keeps this rule from working over this shape."""
    if kind not in RULES:
        return [f"aturan “{kind}” tidak dikenal; pilih {', '.join(RULES)}"]
    return RULES[kind].problems(shape)


def build(kind: str, shape: Shape) -> Rule:
    """Bind the rule. Call it only where `problems` is empty."""
    return RULES[kind].build(shape)
