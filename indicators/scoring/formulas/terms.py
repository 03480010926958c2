"""What can be read off the syntax tree of a formula."""

from collections import Counter
from collections.abc import Iterator

from .formula_tree import Call, Name, Negative, Node, Operation

ALIKE = ("sum", "min", "max")  # functions in which the same term twice is seldom meant


def divisors_of(tree: Node) -> list[Node]:
    """All that is divided by."""
    return [node.right for node in all_nodes(tree) if isinstance(node, Operation) and node.sign == "÷"]


def sums_of(tree: Node) -> list[list[str]]:
    """The codes of the inputs that it adds or compares with each other, a list for each place."""
    return [codes for node in all_nodes(tree) if len(codes := list(_bare_terms(node))) > 1]


def repeated_codes(sums: list[list[str]]) -> list[str]:
    """The codes that stand twice in one of these sums."""
    return sorted({code for codes in sums for code, n in Counter(codes).items() if n > 1})


def widest_sums(sums: list[list[str]]) -> list[list[str]]:
    """Without the sums that stand inside another."""
    return [codes for codes in sums if not any(set(codes) < set(other) for other in sums)]


def all_nodes(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for child in _child_nodes(node):
        yield from all_nodes(child)


def _child_nodes(node: Node) -> tuple[Node, ...]:
    match node:
        case Negative(operand=operand):
            return (operand,)
        case Operation(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
    return ()


def _bare_terms(node: Node) -> Iterator[str]:
    """The inputs that stand bare in this sum: of a + b × c + a, a and a."""
    match node:
        case Name(code=code):
            yield code
        case Operation(sign="+", left=left, right=right):
            yield from _bare_terms(left)
            yield from _bare_terms(right)
        case Call(function=function, arguments=arguments) if function in ALIKE:
            for argument in arguments:
                yield from _bare_terms(argument)
