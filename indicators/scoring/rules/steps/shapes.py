"""What kinds ask of an indicator's parameters, inputs and levels, each answered by sentences."""

from collections.abc import Iterable

from indicators.scoring.rules.rule import Shape
from indicators.scoring.specs import NUMBERS, InputKind


def param_problems(shape: Shape, *known: str) -> list[str]:
    return [f"parameter “{name}” tidak dikenal" for name in shape.params if name not in known]


def option_problems(shape: Shape, param: str, options: Iterable[object]) -> list[str]:
    """Check a parameter that is one of a few words; one left out is the first of them."""
    options = list(options)
    if shape.params.get(param, options[0]) in options:
        return []
    return [f"parameter “{param}” harus salah satu dari {', '.join(map(str, options))}"]


def input_problems(
    shape: Shape,
    param: str,
    *,
    kinds: frozenset[InputKind] = NUMBERS,
    repeatable: bool = False,
) -> list[str]:
    """Check a parameter that names one input of a fitting kind."""
    return code_problems(shape, param, shape.params.get(param), kinds=kinds, repeatable=repeatable)


def code_problems(
    shape: Shape,
    param: str,
    code: object,
    *,
    kinds: frozenset[InputKind] = NUMBERS,
    repeatable: bool | None = False,
) -> list[str]:
    """Check one input's code inside a parameter; `repeatable` None takes both sorts of input."""
    if not isinstance(code, str):
        return [f"parameter “{param}” harus menyebut kode butir data"]
    spec = shape.inputs.get(code)
    if spec is None:
        return [f"parameter “{param}” menunjuk butir data “{code}” yang tidak ada"]
    if spec.kind not in kinds:
        return [f"parameter “{param}”: jenis butir data “{code}” tidak cocok"]
    if repeatable is not None and spec.repeatable is not repeatable:
        wanted_words = "harus dapat diulang" if repeatable else "tidak boleh berulang"
        return [f"parameter “{param}”: butir data “{code}” {wanted_words}"]
    return []
