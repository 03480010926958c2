"""Whether a row has the evidence that its indicator asks for.

A rule asks for evidence of the row, of every input that was answered, or of every option that was chosen.
"Tidak", and an option without any achievement, claim nothing that could be proven.
A link with an empty part speaks for the row alone.
"""

from collections.abc import Mapping, Set

from .items import Answer
from .sheet import IndicatorSpec
from .specs import InputKind

ROW = ""
NONE: frozenset[str] = frozenset()


def asked_parts(spec: IndicatorSpec, values: Mapping[str, object]) -> tuple[str, ...]:
    """Codes of the inputs or options that need evidence of their own, by what was answered; none for a rule
    that asks for the row, and none where there is no rule."""
    scope = spec.evidence["scope"] if spec.evidence else "row"
    if scope == "row":
        return ()
    answered_inputs = [
        (item, values[item.code]) for item in spec.inputs if values.get(item.code) not in (None, "", [])
    ]
    if scope == "input":
        return tuple(item.code for item, value in answered_inputs if value != "no")
    worthless_codes = {level.code for level in spec.levels if not level.achievement}
    return tuple(
        str(value) if item.kind is InputKind.CHOICE else item.code
        for item, value in answered_inputs
        if (item.kind is InputKind.CHOICE and value not in worthless_codes)
        or (item.kind is InputKind.YES_NO and value == "yes")
    )


def missing_proofs(spec: IndicatorSpec, values: Mapping[str, object], proofs: Set[str]) -> tuple[str, ...]:
    """What evidence is still to come: codes of inputs or options, or ROW. `proofs` are the linked parts."""
    if spec.evidence is None:
        return ()
    if spec.evidence["scope"] == "row":
        return () if proofs else (ROW,)
    return tuple(code for code in asked_parts(spec, values) if code not in proofs)


def answer_with(
    spec: IndicatorSpec, status: str, values: Mapping[str, object], proofs: Set[str] = NONE
) -> Answer:
    """The answer as the engine takes it, with its evidence counted in."""
    return Answer(status=status, values=values, proven=not missing_proofs(spec, values, proofs))


def provable_parts(indicator: IndicatorSpec) -> list[tuple[str, str]]:
    """Code and label of every input and option that a file may prove."""
    parts = [(spec.code, spec.label) for spec in indicator.inputs if not spec.locked]
    if any(spec.kind is InputKind.CHOICE for spec in indicator.inputs):
        parts += [(level.code, level.label or level.code) for level in indicator.levels if level.code]
    return parts if len(parts) > 1 else []
