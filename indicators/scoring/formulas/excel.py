"""How rules are written as Excel formulas: English names, commas, nothing newer than Excel 2010.

A formula refers to cells: a number, 1 or 0 for ada/tidak, an option's label, or for a repeatable input a
range of numbers and empty texts. It gives an error value, such as #DIV/0!, where the rule gives no number.
"""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from indicators.scoring.rounding import decimal_text

AT_LEAST, ABOVE = "≥", ">"
PLACES = 10  # to which a measure is rounded before it meets a bound: cells hold binary fractions
DIVISOR_PLACES = 12
LONGEST = 60  # digits of a number that any instrument writes

Cells: TypeAlias = Mapping[str, str]


class LevelTable(NamedTuple):
    """Ranges of a conversion table, a cell a level. `steps` are the achievements with one cell more above
    them: what is given below the lowest bound."""

    labels: str
    signs: str
    lowers: str
    achievements: str
    steps: str


NO_TABLE = LevelTable("", "", "", "", "")


def number_literal(value: Fraction) -> str:
    """Write a terminating decimal as a formula writes numbers."""
    with localcontext() as context:
        context.prec = LONGEST
        return decimal_text(Decimal(value.numerator) / Decimal(value.denominator))


def text_literal(text: str) -> str:
    """Write a text as a formula writes texts."""
    return '"' + text.replace('"', '""') + '"'


def capped_formula(measure: str) -> str:
    return f"MAX(0,MIN(100,{measure}))"


def level_reached(measure: str, table: LevelTable, places: int | None) -> str:
    """Look a measure up downward among lower bounds, which it must reach or exceed by their signs."""
    looked_up = f"ROUND({measure},{PLACES})"
    if places is not None:
        looked_up = f"ROUND({looked_up},{places})"
    reached_condition = f'SIGN({looked_up}-{table.lowers})+({table.signs}="{AT_LEAST}")>0'
    return f"INDEX({table.steps},1+SUMPRODUCT(--({reached_condition})))"


def option_chosen(label: str, table: LevelTable) -> str:
    """Give the achievement of the option with this label; MATCH would take * and ? for wildcards."""
    return f"SUMPRODUCT(({table.labels}={label})*{table.achievements})"


def safe_divisor(text: str) -> str:
    """A computed divisor that is 0 where the exact one is: 0,1 + 0,2 − 0,3 in binary is not."""
    if "/" not in text:
        return f"ROUND({text},{DIVISOR_PLACES})"
    return f"IF(ABS({text})<1E-{DIVISOR_PLACES},0,{text})"
