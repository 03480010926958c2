"""The only shell around `indicators.iku.report`: load a year, work it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments.iku.models import IkuEntry, IkuTarget, IkuYear, RegencyTemplate
from indicators.iku.achievement import DEFAULT_PREDICATES, predicate_of
from indicators.iku.document import Definition
from indicators.iku.figures import EMPTY, Figure
from indicators.iku.quarters import as_figure, realisation_through
from indicators.iku.report import Filled, Targets, YearResult, year_result
from indicators.scoring.grades import Grade, read_grades

USUAL = read_grades(DEFAULT_PREDICATES)


def load_year_result(year: IkuYear) -> YearResult:
    """A year worked out; four queries, two more where its document and district are not loaded."""
    return year_result(
        year.document.definition,
        year.year,
        targets=year_targets(year.targets.all()),
        filled=filled_of(year.entries.all()),
        grades=grades_for(year),
        last_year=realised_before(year),
    )


@dataclass(frozen=True)
class Measured:
    """A year worked out, with the predikat that its kabupaten gives."""

    year: IkuYear
    result: YearResult
    grades: tuple[Grade, ...]

    @property
    def predicate(self) -> str:
        """Of the average capaian."""
        return predicate_of(self.result.average, self.grades)


def year_results(years: QuerySet[IkuYear]) -> list[Measured]:
    """Many years in four queries, without last year's realisations."""
    loaded_years = list(years.select_related("document", "district").prefetch_related("targets", "entries"))
    regency_ids = {it.district.regency_id for it in loaded_years}
    grades_by_regency = {
        it.regency_id: it.grades for it in RegencyTemplate.objects.filter(regency__in=regency_ids)
    }
    return [measured_year(it, grades_by_regency.get(it.district.regency_id, USUAL)) for it in loaded_years]


def measured_year(year: IkuYear, grades: tuple[Grade, ...]) -> Measured:
    result = year_result(
        year.document.definition,
        year.year,
        targets=year_targets(year.targets.all()),
        filled=filled_of(year.entries.all()),
        grades=grades,
        last_year={},
    )
    return Measured(year, result, grades)


def year_targets(rows: Iterable[IkuTarget]) -> dict[str, Targets]:
    """By the IKU's code."""
    return {row.code: Targets(as_figure(row.annual), four_figures(row.quarters)) for row in rows}


def four_figures(texts: Iterable[str]) -> tuple[Figure, ...]:
    return tuple(map(as_figure, texts))


def filled_of(rows: Iterable[IkuEntry]) -> dict[str, dict[str, list[Figure]]]:
    """Each data item's four quarters, by the IKU's and the item's code."""
    figures_by_item: dict[str, dict[str, list[Figure]]] = {}
    for row in rows:
        for item, text in row.values.items():
            quarter_figures = figures_by_item.setdefault(row.code, {}).setdefault(item, [EMPTY] * 4)
            quarter_figures[row.quarter - 1] = as_figure(text)
    return figures_by_item


def grades_for(year: IkuYear) -> tuple[Grade, ...]:
    """The predikat of the kabupaten, or the usual ones."""
    template = RegencyTemplate.objects.filter(regency__districts=year.district_id).first()
    return template.grades if template else USUAL


def realised_before(year: IkuYear) -> Mapping[str, Figure]:
    """Realisations of the year before, by the IKU's code, as its own document works them out."""
    year_before = (
        IkuYear.objects.filter(district=year.district_id, year=year.year - 1)
        .select_related("document")
        .prefetch_related("entries")
        .first()
    )
    return (
        realisations(year_before.document.definition, filled_of(year_before.entries.all()))
        if year_before
        else {}
    )


def realisations(definition: Definition, filled: Filled) -> dict[str, Figure]:
    return {
        indicator.code: realisation_through(
            indicator.formula, filled.get(indicator.code, {}), indicator.kinds
        ).figure
        for indicator in definition.indicators
        if indicator.formula
    }
