"""Arithmetic that an instrument's author writes over named inputs. Parsed by an allow-list, never evaluated
as code.

    sum     = product { ("+" | "-") product }
    product = unary { ("×" | "÷") unary }
    unary   = "-" unary | atom
    atom    = number | name | function "(" sum { separator sum } ")" | "(" sum ")"

`*` and `/` are read as × and ÷. A name is an input's code or its label; where several declared names fit,
the longest wins, so a label may hold words such as "dan/atau".

On paper, where people write for people, an atom may also be `100 %` (a hundred: the result is a percentage),
`x` between operands is ×, and there are no functions.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, NoReturn

from indicators.scoring.specs import NUMBERS, InputKind, InputSpec, plain_text
from indicators.scoring.values import to_fraction

from .formula_tree import FUNCTIONS, Call, Name, Negative, Node, Number, Operation

MAX_LENGTH = 2000
MAX_TOKENS = 300
MAX_DEPTH = 30
SIGNS = {"+": "+", "-": "−", "−": "−", "*": "×", "×": "×", "x": "×", "X": "×", "/": "÷", "÷": "÷"}
HUNDRED = "100"  # the number that % may follow on paper
CALCULABLE = NUMBERS | {InputKind.YES_NO}


class FormulaProblem(ValueError):
    """A formula that cannot be read; the message is a sentence that names the place."""


class Token(NamedTuple):
    kind: str  # name, number, percent, sign, function, separator, "(", ")" or end
    text: str
    place: int  # of its first letter, counted from 1


def parse_formula(text: str, inputs: Iterable[InputSpec], *, paper: bool = False) -> Node:
    """Parse a formula over the inputs' codes and labels; `paper`: as written there. Raise FormulaProblem."""
    if len(text) > MAX_LENGTH:
        raise FormulaProblem(f"Rumus terlalu panjang; tulis paling banyak {MAX_LENGTH} huruf.")
    input_by_code = {spec.code: spec for spec in inputs}
    tokens = _read_tokens(text, _codes_by_writing(input_by_code.values()), paper=paper)
    if len(tokens) > MAX_TOKENS:
        raise FormulaProblem(f"Rumus terlalu panjang; pakai paling banyak {MAX_TOKENS} unsur.")
    return _Parser(tokens, input_by_code).whole()


def _codes_by_writing(inputs: Iterable[InputSpec]) -> Mapping[str, str]:
    """Map each way to write an input to its code; a label that two inputs share names neither."""
    input_specs = list(inputs)
    plain_labels = [plain_text(spec.label) for spec in input_specs]
    code_by_label = {
        label: spec.code
        for label, spec in zip(plain_labels, input_specs, strict=True)
        if plain_labels.count(label) == 1
    }
    code_by_label.update({plain_text(spec.code): spec.code for spec in input_specs})
    return {
        name: code for name, code in code_by_label.items() if name not in FUNCTIONS and not name.isdecimal()
    }


def _read_tokens(text: str, names: Mapping[str, str], *, paper: bool) -> list[Token]:
    pattern = _token_pattern(names, paper=paper)
    refused_kinds = REFUSED_ON_PAPER if paper else REFUSED
    tokens: list[Token] = []
    for match in pattern.finditer(text):
        kind, place, word = str(match.lastgroup), match.start() + 1, match.group()
        if kind == "space":
            continue
        if kind in refused_kinds and not (
            paper and kind == "percent" and tokens and tokens[-1].text == HUNDRED
        ):
            _raise_problem(place, refused_kinds[kind].format(word))
        if kind == "name":
            word = names.get(plain_text(word)) or _raise_problem(place, REFUSED["word"].format(word))
        tokens.append(Token(word if kind == "bracket" else kind, word, place))
    return [*tokens, Token("end", "", len(text) + 1)]


def _token_pattern(names: Mapping[str, str], *, paper: bool) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    name_pattern = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    name_group = rf"(?P<name>(?<!\w)(?:{name_pattern})(?!\w))|" if name_pattern else ""
    function_pattern = "|".join(FUNCTIONS)
    times_pattern = r"|(?<![^\W\d])x(?![^\W\d])" if paper else ""
    return re.compile(
        rf"(?P<space>\s+)|{name_group}(?P<function>(?a:{function_pattern})(?=\s*\())|(?P<comma>(?<=[0-9]),(?=[0-9]))"
        r"|(?P<long>[0-9][0-9.]{30,})|(?P<number>[0-9]+(?:\.[0-9]+)?)"
        rf"|(?P<sign>[-+−*×/÷]{times_pattern})|(?P<bracket>[()])"
        r"|(?P<separator>[,;])|(?P<percent>%)|(?P<word>[^\W\d]\w*)|(?P<other>.)",
        re.IGNORECASE | re.DOTALL,
    )


REFUSED = {
    "comma": "tulis desimal dengan titik, misalnya 0.5, dan pisahkan isi fungsi dengan titik koma",
    "long": "angka terlalu panjang; tulis paling banyak 30 angka",
    "percent": "hapus tanda %; tulis × 100",
    "word": "nama “{}” tidak dikenal; pakai nama butir data indikator ini",
    "other": "tanda “{}” tidak dapat dipakai; pakai + − × ÷ ( ) dan min, max, sum, count",
}
REFUSED_ON_PAPER = REFUSED | {
    "comma": "tulis desimal dengan titik, misalnya 0.5",
    "function": "fungsi “{}” tidak dapat dipakai; pakai + − × ÷ dan kurung",
    "percent": "tanda % hanya dapat ditulis sesudah 100",
    "other": "tanda “{}” tidak dapat dipakai; pakai + − × ÷ dan kurung",
}


def _raise_problem(place: int, sentence: str) -> NoReturn:
    raise FormulaProblem(f"Huruf ke-{place}: {sentence}.")


class _Parser:
    """Recursive descent over the tokens; a new one reads each formula."""

    def __init__(self, tokens: list[Token], specs: Mapping[str, InputSpec]) -> None:
        self.tokens = tokens
        self.specs = specs
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.next
        self.at += 1
        return token

    def whole(self) -> Node:
        node = self.sum()
        if self.next.kind != "end":
            _raise_problem(self.next.place, f"sebelum “{self.next.text}” diperlukan tanda hitung")
        return node

    def sum(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            _raise_problem(self.next.place, "kurung terlalu dalam; sederhanakan rumusnya")
        node = self.chain("+−")
        self.depth -= 1
        return node

    def chain(self, signs: str) -> Node:
        """Read operands joined by signs of one strength, from left to right."""
        operand = self.product if signs == "+−" else self.unary
        node = operand()
        while self.next.kind == "sign" and SIGNS[self.next.text] in signs:
            sign = SIGNS[self.take().text]
            node = Operation(sign, node, operand())
        return node

    def product(self) -> Node:
        return self.chain("×÷")

    def unary(self) -> Node:
        if self.next.kind == "sign" and SIGNS[self.next.text] == "−":
            self.take()
            return Negative(self.atom())
        return self.atom()

    def atom(self) -> Node:
        token = self.take()
        match token.kind:
            case "number":
                return Number(to_fraction(token.text), percent=self.percent())
            case "name":
                return self.name(token, spread=False)
            case "function":
                return self.call(token)
            case "(":
                node = self.sum()
                self.close()
                return node
            case "end":
                _raise_problem(token.place, "rumus berakhir sebelum lengkap")
        _raise_problem(token.place, f"di tempat “{token.text}” diperlukan angka atau nama butir data")

    def percent(self) -> bool:
        """Read the % behind a number, if there is one."""
        return self.next.kind == "percent" and bool(self.take())

    def name(self, token: Token, *, spread: bool) -> Node:
        spec = self.specs[token.text]
        if spec.kind not in CALCULABLE:
            _raise_problem(token.place, f"butir data “{spec.label}” bukan bilangan")
        if spec.repeatable and not spread:
            _raise_problem(
                token.place, f"butir data “{spec.label}” berisi beberapa baris; pakai sum atau count"
            )
        return Name(spec.code)

    def call(self, token: Token) -> Node:
        self.take()
        arguments = [self.argument()]
        while self.next.kind == "separator":
            self.take()
            arguments.append(self.argument())
        self.close()
        return Call(token.text.lower(), tuple(arguments))

    def argument(self) -> Node:
        """Read one argument; a repeatable input standing alone gives all its lines."""
        if self.next.kind == "name" and self.tokens[self.at + 1].kind in ("separator", ")"):
            return self.name(self.take(), spread=True)
        return self.sum()

    def close(self) -> None:
        token = self.take()
        if token.kind != ")":
            _raise_problem(token.place, "di sini diperlukan kurung tutup")
