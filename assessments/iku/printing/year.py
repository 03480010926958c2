"""A year of IKU as its papers say it: targets by quarter, plans, and what was reached with what it cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any, Self

from assessments.iku.models import IkuYear
from assessments.iku.services.plans import Program, plans_of, programs_of
from assessments.iku.services.results import load_year_result
from assessments.papers.pdf import paper_pdf
from assessments.workflow import Paper
from indicators.iku.budget import Use, use_of
from indicators.iku.document import Definition, Objective, Signature
from indicators.iku.quarters import QUARTERS
from indicators.iku.report import IndicatorResult, YearResult
from kinerja.numbers import format_nip, format_short_datetime

from .words import NOTHING, ROMAN, amount_text, measured_text, percent_word, rupiah_text

NO_PLAN = [""] * len(QUARTERS)


@dataclass(frozen=True)
class YearPaper:
    """The year with all that its papers need, read once."""

    year: IkuYear
    result: YearResult
    programs: dict[str, list[Program]]
    plans: dict[str, list[str]]
    at: datetime

    @classmethod
    def of(cls, year: IkuYear, *, at: datetime) -> Self:
        """Six queries beside those for the year itself."""
        return cls(year, load_year_result(year), programs_of(year), plans_of(year), at)

    @property
    def definition(self) -> Definition:
        return self.year.document.definition

    @property
    def signature(self) -> Signature:
        return self.definition.signature

    @property
    def nip(self) -> str:
        return format_nip(self.signature.nip)

    @property
    def regency(self) -> str:
        return str(self.year.district.regency)

    @property
    def printed(self) -> str:
        zone = str(self.year.district.regency.province.time_zone)
        return f"dicetak {format_short_datetime(self.at, zone)}"

    @property
    def last(self) -> int | None:
        """The document's last year."""
        return self.definition.valid_until

    @cached_property
    def uses(self) -> dict[str, Use]:
        """Money and capaian of each sasaran, by its code."""
        return {it.code: self._use(it) for it in self.definition.objectives}

    def _use(self, objective: Objective) -> Use:
        program_lines = self.programs.get(objective.code, [])
        spent_amounts = [None if it.spent is None else Fraction(it.spent) for it in program_lines]
        achievements = [self.result.result_of_indicator(one.code).achievement for one in objective.indicators]
        return use_of([Fraction(it.budget) for it in program_lines], spent_amounts, achievements)

    @property
    def plan_rows(self) -> Iterator[dict[str, Any]]:
        """Rencana aksi: each IKU with its four quarters."""
        for objective, result, first in self.rows:
            indicator = result.indicator
            plan_texts = self.plans.get(indicator.code, NO_PLAN)
            target_texts = [measured_text(target, indicator.unit) for target in result.targets.quarters]
            yield {
                "no": indicator.no,
                "objective": objective.text if first else "",
                "name": indicator.name,
                "owner": indicator.owner,
                "annual": measured_text(result.targets.annual, indicator.unit),
                "quarters": list(zip(ROMAN, target_texts, plan_texts, strict=True)),
            }

    @property
    def measured_rows(self) -> Iterator[dict[str, Any]]:
        """Pengukuran kinerja: each IKU against its target, last year and the end of the document."""
        for objective, result, first in self.rows:
            indicator = result.indicator
            yield {
                "no": indicator.no,
                "objective": objective.text if first else "",
                "name": indicator.name,
                "target": measured_text(result.targets.annual, indicator.unit),
                "realised": measured_text(result.realisation.figure, indicator.unit),
                "achievement": percent_word(result.achievement),
                "predicate": result.predicate or NOTHING,
                "last_year": measured_text(result.last_year, indicator.unit),
                "end_target": measured_text(result.end_target, indicator.unit),
                "toward_end": percent_word(result.toward_end),
            }

    @property
    def money_rows(self) -> Iterator[dict[str, Any]]:
        """Each sasaran with its budget, penyerapan and efficiency."""
        for no, objective in enumerate(self.definition.objectives, start=1):
            budget_use = self.uses[objective.code]
            yield {
                "no": no,
                "objective": objective.text,
                "achievement": percent_word(budget_use.achievement),
                "budget": rupiah_text(budget_use.budget),
                "spent": rupiah_text(budget_use.spent),
                "absorption": percent_word(budget_use.absorption),
                "efficiency": amount_text(budget_use.efficiency),
                "verdict": "Hemat" if budget_use.thrifty else NOTHING,
            }

    @property
    def rows(self) -> Iterator[tuple[Objective, IndicatorResult, bool]]:
        """Each IKU with its sasaran, and whether it is the first of it."""
        for objective in self.definition.objectives:
            for place, indicator in enumerate(objective.indicators):
                yield objective, self.result.result_of_indicator(indicator.code), place == 0


def plan_pdf(paper: YearPaper) -> bytes:
    """Rencana aksi on F4 landscape."""
    return paper_pdf(Paper.IKU_PLAN, {"it": paper, "romans": ROMAN})


def measurement_pdf(paper: YearPaper) -> bytes:
    """The pengukuran kinerja table for the LKjIP, on F4 landscape."""
    return paper_pdf(Paper.IKU_MEASUREMENT, {"it": paper})
