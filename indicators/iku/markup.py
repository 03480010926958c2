"""A formula as a fraction, never a picture: HTML to look at, MathML to be read out.

The HTML wraps on a phone and is known to the renderer of print; MathML does neither. Both are markup of our
own around texts that are escaped here. A fraction bar groups what stands above and below it, so brackets
stand only where a formula needs them on one line.
"""

from dataclasses import dataclass
from html import escape

from indicators.scoring.formulas.formula_tree import ATOM, Name, Negative, Node, Number, Operation
from kinerja.numbers import format_number

from .formula import IkuFormula


@dataclass(frozen=True, slots=True)
class Marks:
    """How one language writes each part; "{}" are the parts inside."""

    name: str
    number: str
    percent: str
    sign: str
    fraction: str
    row: str


MATHML = Marks(
    name="<mtext>{}</mtext>",
    number="<mn>{}</mn>",
    percent="<mo>%</mo>",
    sign="<mo>{}</mo>",
    fraction="<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>",
    row="<mrow>{}</mrow>",
)
HTML = Marks(
    name='<span class="term">{}</span>',
    number="{}",
    percent="\u00a0%",
    sign=" {}\u00a0",
    fraction='<span class="fraction"><span class="over">{}</span><span class="under">{}</span></span>',
    row='<span class="part">{}</span>',
)


def formula_mathml(formula: IkuFormula) -> str:
    """A `math` element; `alttext` holds the formula on one line for whatever knows no MathML."""
    tree_markup = _node_markup(formula.tree, formula, MATHML)
    return f'<math display="block" alttext="{escape(formula.text)}">{tree_markup}</math>'


def formula_fraction(formula: IkuFormula) -> str:
    """Nested spans, laid out by `static/css/iku/formula.css`."""
    return f'<span class="formula">{_node_markup(formula.tree, formula, HTML)}</span>'


def readable_formula(formula: IkuFormula) -> str:
    """For a page: the fraction to the eye, the MathML to a screen reader."""
    visible_formula = formula_fraction(formula).replace("<span", '<span aria-hidden="true"', 1)
    return f'<span class="visually-hidden">{formula_mathml(formula)}</span>{visible_formula}'


def _node_markup(node: Node, formula: IkuFormula, marks: Marks) -> str:
    match node:
        case Number(value=value, percent=percent):
            return marks.number.format(format_number(value)) + (marks.percent if percent else "")
        case Name(code=code):
            return marks.name.format(escape(formula.names[code]))
        case Negative(operand=operand):
            return marks.sign.format("−").strip() + _bracketed_markup(operand, ATOM, formula, marks)
        case Operation(sign="÷", left=left, right=right):
            return marks.fraction.format(
                _node_markup(left, formula, marks), _node_markup(right, formula, marks)
            )
        case Operation(sign=sign, left=left, right=right):
            right_strength = node.strength + (sign == "−")
            operand_markups = (
                _bracketed_markup(left, node.strength, formula, marks),
                _bracketed_markup(right, right_strength, formula, marks),
            )
            return marks.row.format(marks.sign.format(sign).join(operand_markups))
    raise TypeError(f"{node} does not stand on paper")


def _bracketed_markup(node: Node, weakest: int, formula: IkuFormula, marks: Marks) -> str:
    """The node, in brackets where it holds together less firmly than what is around it."""
    operand_text = _node_markup(node, formula, marks)
    operand_strength = ATOM if isinstance(node, Operation) and node.sign == "÷" else node.strength
    if operand_strength >= weakest:
        return operand_text
    opening_bracket, closing_bracket = (marks.sign.format(bracket).strip() for bracket in "()")
    return marks.row.format(opening_bracket + operand_text + closing_bracket)
