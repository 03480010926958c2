"""What a block of an old form says, as it would be stored.

Numbers go by the grammar of the forms; nothing that does not fit its input is taken.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from indicators.scoring.items import Status
from indicators.scoring.rounding import decimal_text
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import NUMBERS, InputKind, InputSpec
from indicators.scoring.values import ValueProblem, read_number, read_value
from kinerja.numbers import Kind, NumberError, format_number, parse_number

from .matching import IndicatorBlock
from .reader import Datum

YES = {"ada", "ya"}
NO = {"tidak", "tidak ada", "belum ada"}
MOST_LABEL = 200


@dataclass
class Proposal:
    """One indicator's answer as the file has it; `sourced` is what it says of inputs from elsewhere.

    `problems` say what was not understood, `remarks` what a person should look at.
    """

    indicator: IndicatorSpec
    status: str = Status.FILLED
    values: dict[str, Any] = field(default_factory=dict)
    sourced: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return self.status != Status.FILLED or bool(self.values)


def propose_answer(block: IndicatorBlock) -> Proposal:
    proposal = Proposal(block.indicator, remarks=list(block.remarks))
    if takes_status(block, proposal):
        return proposal
    for spec in block.indicator.inputs:
        if spec.repeatable:
            attempt_value(proposal, spec, partial(repeated_lines, block, spec))
        elif spec.code in block.data:
            attempt_value(proposal, spec, partial(datum_text, block.indicator, spec, block.data[spec.code]))
    read_heading(block, proposal)
    warn_of_percent(block, proposal)
    return proposal


def attempt_value(proposal: Proposal, spec: InputSpec, reading: Callable[[], Any]) -> None:
    """Keep what `reading` gives, or the sentence that says why it gives nothing."""
    try:
        value = reading()
    except (NumberError, ValueProblem) as problem:
        proposal.problems.append(f"{spec.label}: {problem}")
        return
    if value:
        (proposal.sourced if spec.locked else proposal.values)[spec.code] = value


def takes_status(block: IndicatorBlock, proposal: Proposal) -> bool:
    """Whether the block says TDI or nihil in place of data."""
    labels = block.indicator.edition.labels
    written_data = [
        it for it in (*block.data.values(), block.heading, *(it for _, it in block.lines)) if it.text
    ]
    written_words = {it.text.casefold() for it in written_data} or {block.printed.text.casefold()}
    if written_words <= {"tdi", labels["tdi"].casefold()}:
        if block.indicator.tdi:
            proposal.status = Status.TDI
        else:
            proposal.problems.append(f"Nomor ini tidak dapat diisi {labels['tdi']}. Isi datanya.")
        return True
    if written_words <= {"nihil", labels["none_occurred"].casefold()}:
        proposal.problems.append(f"Tulis alasan {labels['none_occurred']} di kertas kerja.")
        return True
    return False


def datum_text(indicator: IndicatorSpec, spec: InputSpec, datum: Datum) -> str:
    """What is stored for one cell. Raise NumberError or ValueProblem."""
    if datum.refusal:
        raise ValueProblem(datum.refusal)
    if spec.kind in NUMBERS:
        value_text = datum_number(spec, datum)
    elif spec.kind is InputKind.YES_NO:
        value_text = datum_yes_no(datum.text)
    elif spec.kind is InputKind.CHOICE:
        value_text = datum_choice(indicator, datum.text)
    else:
        value_text = datum.text
    if spec.repeatable:
        read_number(spec, value_text)
    else:
        read_value(spec, indicator.levels, value_text)
    return value_text


def datum_number(spec: InputSpec, datum: Datum) -> str:
    if datum.percent and spec.kind is not InputKind.PERCENT:
        raise ValueProblem("selnya berformat persen; tulis angkanya dengan format umum")
    typed_text = datum.text if datum.number is None else format_number(datum.number, max_places=12)
    return decimal_text(parse_number(typed_text, Kind(spec.kind.value)))


def datum_yes_no(text: str) -> str:
    plain_word = " ".join(text.casefold().split())
    if plain_word in YES:
        return "yes"
    if plain_word in NO:
        return "no"
    raise ValueProblem(f"tulis ada atau tidak, bukan “{text}”")


def datum_choice(indicator: IndicatorSpec, text: str) -> str:
    plain_word = " ".join(text.casefold().split())
    plain_word = "tidak" if plain_word in NO else plain_word
    for level in indicator.levels:
        if plain_word in (level.label.casefold(), level.code.casefold()):
            return level.code
    options = ", ".join(level.label or level.code for level in indicator.levels)
    raise ValueProblem(f"tulis salah satu dari {options}, bukan “{text}”")


def repeated_lines(block: IndicatorBlock, spec: InputSpec) -> list[dict[str, str]]:
    return [
        {
            "label": (label or f"{spec.label} {no}")[:MOST_LABEL],
            "value": datum_text(block.indicator, spec, datum),
        }
        for no, (label, datum) in enumerate(block.lines, start=1)
    ]


def read_heading(block: IndicatorBlock, proposal: Proposal) -> None:
    """A figure beside a heading that is no input: how many of a list are there, or a sum of no use."""
    if not block.heading.text:
        return
    yes_no_inputs = [it for it in block.indicator.inputs if it.kind is InputKind.YES_NO]
    if not yes_no_inputs or block.data:
        proposal.remarks.append(f"“{block.heading.text}” di baris judul tidak dipakai.")
    elif block.heading.text in (str(len(yes_no_inputs)), "0"):
        yes_or_no = "no" if block.heading.text == "0" else "yes"
        proposal.values |= {it.code: yes_or_no for it in yes_no_inputs}
        proposal.remarks.append(
            f"{block.heading.text} dari {len(yes_no_inputs)} berarti semuanya {SHOWN[yes_or_no]}."
        )
    else:
        proposal.problems.append(
            f"“{block.heading.text}” tidak menyebut mana yang ada. Tulis ada atau tidak per butir."
        )


SHOWN = {"yes": "ada", "no": "tidak ada"}


def warn_of_percent(block: IndicatorBlock, proposal: Proposal) -> None:
    for datum in block.data.values():
        if datum.percent and not proposal.problems:
            proposal.remarks.append(f"Sel berformat persen dibaca {datum.text}. Periksa.")


def printed_number(datum: Datum) -> Decimal | None:
    """The capaian that the file prints, with a point or a comma; None where it is a word."""
    if datum.number is not None:
        return datum.number
    text = datum.text.removesuffix("%").strip().replace(",", ".")
    digits = text.replace(".", "", 1)
    return Decimal(text) if digits.isascii() and digits.isdigit() and len(digits) <= 24 else None
