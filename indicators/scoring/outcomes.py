"""What can become of a row, with everything that is said about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a row: a figure, or why there is none."""

    SCORED = "scored"
    EMPTY = "empty"
    TDI = "tdi"
    NONE_OCCURRED = "none_occurred"
    NOT_APPLICABLE = "not_applicable"
    UNDEFINED = "undefined"
    UNPROVEN = "unproven"

    @property
    def row(self) -> "OutcomeRow":
        return OUTCOMES[self]

    @property
    def helper(self) -> str:
        """What the helper columns of a workbook call it."""
        return self.row.helper

    @property
    def reckoned(self) -> bool:
        """Whether figures were given and reckoned with."""
        return self.row.reckoned

    @property
    def replaces_data(self) -> bool:
        """Whether a word stands where the data would."""
        return self.row.named_by_edition

    def name_in(self, labels: Mapping[str, str]) -> str:
        """What it is called: the edition's word, else that of every edition."""
        return labels[self] if self.row.named_by_edition else self.row.name


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """Everything that is said about an outcome."""

    helper: str  # in the helper columns of a workbook
    name: str = ""  # where no edition is at hand that calls it otherwise; nobody names the others
    by_policy: bool = False  # whether the instrument chooses what it gives
    reckoned: bool = False
    named_by_edition: bool = False
    replaces_achievement: bool = False  # whether the edition's word stands where the achievement would


OUTCOMES: Mapping[Outcome, OutcomeRow] = {
    Outcome.SCORED: OutcomeRow(helper="dinilai", reckoned=True),
    Outcome.EMPTY: OutcomeRow(helper="kosong"),
    Outcome.TDI: OutcomeRow(
        name="TDI",
        helper="tdi",
        by_policy=True,
        named_by_edition=True,
        replaces_achievement=True,
    ),
    Outcome.NONE_OCCURRED: OutcomeRow(name="Nihil", helper="nihil", by_policy=True, named_by_edition=True),
    Outcome.NOT_APPLICABLE: OutcomeRow(
        name="Tidak berlaku",
        helper="tidak berlaku",
        by_policy=True,
        named_by_edition=True,
        replaces_achievement=True,
    ),
    Outcome.UNDEFINED: OutcomeRow(name="0 ÷ 0", helper="tanpa hasil", by_policy=True, reckoned=True),
    Outcome.UNPROVEN: OutcomeRow(helper="belum terbukti", reckoned=True),
}
# In the order in which an instrument says what they give.
BY_POLICY = (Outcome.TDI, Outcome.NONE_OCCURRED, Outcome.UNDEFINED, Outcome.NOT_APPLICABLE)
