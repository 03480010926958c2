"""The kinds of rule by their code names. A new kind is one file here and one name in this list."""

from collections.abc import Mapping

from .banded import Banded
from .checklist import Checklist
from .choice import Choice
from .formula import Formula
from .inverse import Inverse
from .judged import Judged
from .parts import Parts
from .ratio import Ratio
from .rubric import Rubric
from .rule import Rule, Shape

__all__ = [
    "FORMULAS",
    "RULES",
    "IncompleteKind",
    "Rule",
    "Shape",
    "build_rule",
    "formulas_of",
    "registry_of",
    "rule_problems",
]

SAID_OF_A_KIND = ("kind", "title", "example", "formulas", "by_option")


class IncompleteKind(TypeError):
    """A kind of rule that lacks something which the product asks of every kind."""


def registry_of(*kinds: type[Rule]) -> Mapping[str, type[Rule]]:
    """The kinds by their names. Raise IncompleteKind."""
    for rule in kinds:
        if missing := missing_parts(rule):
            raise IncompleteKind(f"{rule.__name__} lacks {', '.join(missing)}")
    by_name = {rule.kind: rule for rule in kinds}
    if len(by_name) < len(kinds):
        raise IncompleteKind("two kinds have the same name")
    return by_name


def missing_parts(rule: type[Rule]) -> list[str]:
    """What a kind does not offer, by name."""
    missing_names = [name for name in SAID_OF_A_KIND if not hasattr(rule, name)]
    missing_names += sorted(getattr(rule, "__abstractmethods__", ()))
    own_file = rule.__module__.rpartition(".")[2]
    if not missing_names and own_file != rule.kind:
        missing_names.append(f"a file of its own, {rule.kind}.py")
    return missing_names


RULES = registry_of(Ratio, Banded, Checklist, Choice, Parts, Rubric, Formula, Inverse, Judged)


FORMULAS = frozenset(name for rule in RULES.values() for name in rule.formulas)


def formulas_of(kind: str) -> tuple[str, ...]:
    """The names of its parameters that are formulas; of a kind that nobody knows none."""
    return RULES[kind].formulas if kind in RULES else ()


def rule_problems(kind: str, shape: Shape) -> list[str]:
    """Sentences on what keeps this rule from working over this shape."""
    if kind not in RULES:
        return [f"aturan “{kind}” tidak dikenal; pilih {', '.join(RULES)}"]
    return RULES[kind].problems(shape)


def build_rule(kind: str, shape: Shape) -> Rule:
    """Bind the rule. Call it only where `problems` is empty."""
    return RULES[kind].build(shape)
