"""What can be read off the syntax tree of a formula, and what every rule divides by."""

from collections import Counter
from collections.abc import Iterator

from indicators.scoring.formulas.formula_tree import Call, Name, Negative, Node, Operation
from indicators.scoring.rules import Rule
from indicators.scoring.rules.computed import ComputedRule
from indicators.scoring.rules.conversions import Inverted
from indicators.scoring.rules.measures import Calculation, Composition, Quotient

ALIKE = ("sum", "min", "max")  # functions in which the same term twice is seldom meant


def divisors(rule: Rule) -> list[Node]:
    """Everything that the rule divides by, as formulas over inputs."""
    if not isinstance(rule, ComputedRule):
        return []
    found: list[Node] = []
    match rule.measure:
        case Quotient(denominator=item) | Composition(total=item):
            found.append(Name(item.code))
        case Calculation(tree=tree):
            found += [node.right for node in nodes(tree) if isinstance(node, Operation) and node.sign == "÷"]
    if isinstance(rule.conversion, Inverted):
        found.append(Name(rule.conversion.target.code))
    return found


def sums(rule: Rule) -> list[list[str]]:
    """The codes of the inputs that a formula adds or compares with each other, a list for each place."""
    if not isinstance(rule, ComputedRule) or not isinstance(rule.measure, Calculation):
        return []
    return sums_of(rule.measure.tree)


def sums_of(tree: Node) -> list[list[str]]:
    """The same of one formula."""
    return [codes for node in nodes(tree) if len(codes := list(_terms(node))) > 1]


def twice(rule: Rule) -> list[str]:
    """Codes of inputs that stand twice in one sum, minimum or maximum."""
    return repeated(sums(rule))


def repeated(sums: list[list[str]]) -> list[str]:
    """The codes that stand twice in one of these sums."""
    return sorted({code for codes in sums for code, n in Counter(codes).items() if n > 1})


def nodes(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for child in _children(node):
        yield from nodes(child)


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case Negative(operand=operand):
            return (operand,)
        case Operation(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
    return ()


def _terms(node: Node) -> Iterator[str]:
    """The inputs that stand bare in this sum: of a + b × c + a, a and a."""
    match node:
        case Name(code=code):
            yield code
        case Operation(sign="+", left=left, right=right):
            yield from _terms(left)
            yield from _terms(right)
        case Call(function=function, arguments=arguments) if function in ALIKE:
            for argument in arguments:
                yield from _terms(argument)
