"""The syntax tree of a formula: each node can be worked out and written out with figures."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.scoring.specs import Values
from kinerja.numbers import format_number, format_percent

from .excel import Cells, number_literal, safe_divisor

FUNCTIONS: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "min": min,
    "max": max,
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "count": lambda numbers: Fraction(len(numbers)),
}
OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "−": lambda left, right: left - right,
    "×": lambda left, right: left * right,
    "÷": lambda left, right: left / right,
}
EXCEL = {"+": "+", "−": "-", "×": "*"}
STRENGTH = {"+": 1, "−": 1, "×": 2, "÷": 2}
ATOM = 3


class Node(ABC):
    @property
    def strength(self) -> int:
        """How firmly its text holds together: a weaker node is bracketed inside a stronger one."""
        return ATOM

    @abstractmethod
    def result(self, values: Values) -> Fraction:
        """Work the node out exactly. Raise ZeroDivisionError where it divides by zero."""

    @abstractmethod
    def text(self, values: Values) -> str:
        """Write the arithmetic with the figures in place of the names."""

    @abstractmethod
    def excel(self, cells: Cells) -> str:
        """Write the node as an Excel formula over cells and ranges."""

    def divisor(self, cells: Cells) -> str:
        """The same where something is divided by it."""
        return self.excel(cells)

    def counted(self, cells: Cells) -> str:
        """How many numbers the node gives, as a formula: an error where it cannot be worked out."""
        return f"(1+0*({self.excel(cells)}))"

    def numbers(self, values: Values) -> list[Fraction]:
        """What the node gives to the function that it is an argument of."""
        return [self.result(values)]

    def figures(self, values: Values) -> list[str]:
        """The texts of those numbers."""
        return [self.text(values)]

    def names(self) -> frozenset[str]:
        """Codes of the inputs that the node reads."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number that stands in the formula; `percent` where it is written with %, which changes no value."""

    value: Fraction
    percent: bool = False

    def result(self, values: Values) -> Fraction:
        return self.value

    def text(self, values: Values) -> str:
        return format_percent(self.value) if self.percent else format_number(self.value)

    def excel(self, cells: Cells) -> str:
        return number_literal(self.value)


@dataclass(frozen=True, slots=True)
class Name(Node):
    code: str

    def result(self, values: Values) -> Fraction:
        return self.numbers(values)[0]

    def numbers(self, values: Values) -> list[Fraction]:
        value = values[self.code]
        if isinstance(value, tuple):
            return [line.value for line in value]
        return [Fraction(value)]

    def text(self, values: Values) -> str:
        return "; ".join(self.figures(values))

    def excel(self, cells: Cells) -> str:
        return cells[self.code]

    def counted(self, cells: Cells) -> str:
        return f"COUNT({cells[self.code]})"

    def figures(self, values: Values) -> list[str]:
        return [_signed_text(number) for number in self.numbers(values)]

    def names(self) -> frozenset[str]:
        return frozenset({self.code})


@dataclass(frozen=True, slots=True)
class Negative(Node):
    operand: Node

    @property
    def strength(self) -> int:
        return STRENGTH["−"]

    def result(self, values: Values) -> Fraction:
        return -self.operand.result(values)

    def text(self, values: Values) -> str:
        return f"−{_bracketed_text(self.operand, values, ATOM)}"

    def excel(self, cells: Cells) -> str:
        return f"-{_in_brackets(self.operand, self.operand.excel(cells), ATOM)}"

    def divisor(self, cells: Cells) -> str:
        return f"(-{self.operand.divisor(cells)})"

    def names(self) -> frozenset[str]:
        return self.operand.names()


@dataclass(frozen=True, slots=True)
class Operation(Node):
    sign: str
    left: Node
    right: Node

    @property
    def strength(self) -> int:
        return STRENGTH[self.sign]

    def result(self, values: Values) -> Fraction:
        return OPERATIONS[self.sign](self.left.result(values), self.right.result(values))

    def text(self, values: Values) -> str:
        right_strength = self.strength + (self.sign in "−÷")
        return (
            f"{_bracketed_text(self.left, values, self.strength)} {self.sign} "
            f"{_bracketed_text(self.right, values, right_strength)}"
        )

    def excel(self, cells: Cells) -> str:
        left_excel = _in_brackets(self.left, self.left.excel(cells), self.strength)
        if self.sign == "÷":
            return f"{left_excel}/{self.right.divisor(cells)}"
        right_strength = self.strength + (self.sign == "−")
        right_excel = _in_brackets(self.right, self.right.excel(cells), right_strength)
        return f"{left_excel}{EXCEL[self.sign]}{right_excel}"

    def divisor(self, cells: Cells) -> str:
        return safe_divisor(self.excel(cells))

    def names(self) -> frozenset[str]:
        return self.left.names() | self.right.names()


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: str
    arguments: tuple[Node, ...]

    def result(self, values: Values) -> Fraction:
        return FUNCTIONS[self.function]([n for node in self.arguments for n in node.numbers(values)])

    def text(self, values: Values) -> str:
        figures = [figure for node in self.arguments for figure in node.figures(values)]
        if self.function == "count":
            return format_number(len(figures))  # also where one of them cannot be worked out
        if self.function == "sum":
            return f"({' + '.join(figures)})"
        return f"{self.function}({'; '.join(figures)})"

    def excel(self, cells: Cells) -> str:
        if self.function == "count":
            return f"({'+'.join(node.counted(cells) for node in self.arguments)})"
        return f"{self.function.upper()}({','.join(node.excel(cells) for node in self.arguments)})"

    def divisor(self, cells: Cells) -> str:
        return safe_divisor(self.excel(cells))

    def names(self) -> frozenset[str]:
        return frozenset().union(*(node.names() for node in self.arguments))


def _bracketed_text(node: Node, values: Values, strength: int) -> str:
    return _in_brackets(node, node.text(values), strength)


def _in_brackets(node: Node, text: str, strength: int) -> str:
    return f"({text})" if node.strength < strength else text


def _signed_text(number: Fraction) -> str:
    text = format_number(number)
    return f"({text})" if number < 0 else text
