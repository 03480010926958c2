"""The page's live formulas: what the engine does with a row, cell by cell, beside what it found."""

from fractions import Fraction

from assessments.papers.figures import NO, NOTHING, YES
from assessments.workbook.layout import Column
from indicators.scoring.engine import GIVES, Row
from indicators.scoring.formulas.excel import number_literal, text_literal
from indicators.scoring.items import Item, Status
from indicators.scoring.quantities import HUNDRED
from indicators.scoring.sheet import IndicatorSpec, Outcome
from indicators.scoring.specs import (
    ConstantSource,
    FactSource,
    IndicatorSource,
    InputKind,
    InputSpec,
    LevelSpec,
    Value,
)

from .cells import Formula, stored_figure
from .plan import Helper, PagePlan

NAMES = Column.INDICATOR  # where the lines of a repeatable input have their names
FILLED = "diisi"
NONE = '""'


def if_(condition: str, then: str, otherwise: str) -> str:
    return f"IF({condition},{then},{otherwise})"


def first_reference(cases: list[tuple[str, str]], otherwise: str) -> str:
    """Nested IFs: what the first condition that holds gives."""
    for condition, then in reversed(cases):
        otherwise = if_(condition, then, otherwise)
    return otherwise


def is_(place: str, outcome: Outcome) -> str:
    return f"{place}={text_literal(outcome.helper)}"


def offered_formula(plan: PagePlan, spec: InputSpec) -> str:
    """What an input's source offers, or an empty text."""
    match spec.source:
        case FactSource(names):
            fact_cells = ",".join(plan.tables.facts[name] for name in names)
            return if_(f"COUNT({fact_cells})={len(names)}", f"SUM({fact_cells})", NONE)
        case ConstantSource(value):
            return number_literal(value)
        case IndicatorSource(code, input_code, _):
            is_filled_condition = f"{plan.head(code, Helper.STATE)}={text_literal(FILLED)}"
            return if_(is_filled_condition, plan.input(code, input_code, Helper.VALUE), NONE)
    return NONE


def counted_formula(
    plan: PagePlan, spec: IndicatorSpec, item: InputSpec, data: str, long: tuple[str, float] | None
) -> str:
    """The value that counts as the rules' formulas read it: what is in the cell, else what is offered.

    `long` is a number that the cell holds as text, having more digits than a cell's number.
    """
    if item.kind is InputKind.YES_NO:
        return first_reference(
            [(f"{data}={text_literal(YES)}", "1"), (f"{data}={text_literal(NO)}", "0")], NONE
        )
    if item.kind is InputKind.CHOICE:
        labels = plan.tables.levels[spec.code].labels
        return if_(f'SUMPRODUCT(--({labels}={data}&""))>0', f'{data}&""', NONE)
    if item.kind is InputKind.TEXT:
        return f'{data}&""'
    value_cases = [(f"ISNUMBER({data})", data)]
    if long:
        value_cases.append((f"{data}={text_literal(long[0])}", repr(long[1])))
    return first_reference(value_cases, NONE if item.locked else offered_formula(plan, item))


def value_in_cell(levels: tuple[LevelSpec, ...], value: Value | None) -> float | str:
    """What `counted` gives for a value of a single place."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, str):
        return next((level.label for level in levels if level.code == value), value)
    return ""


def state_formula(plan: PagePlan, row: Row) -> Formula:
    """Whether the row is to be reckoned from data, or why not."""
    spec, item = row.indicator, row.item
    state_cases = []
    if spec.applies:
        fact_cells = ",".join(plan.tables.facts[name] for name in spec.applies.facts)
        too_few_condition = (
            f"COUNT({fact_cells})={len(spec.applies.facts)},"
            f"SUM({fact_cells})<{number_literal(spec.applies.min)}"
        )
        state_cases.append((f"AND({too_few_condition})", text_literal(Outcome.NOT_APPLICABLE.helper)))
    for allowed, outcome in ((spec.tdi, Outcome.TDI), (spec.none_occurred, Outcome.NONE_OCCURRED)):
        if allowed:
            label = text_literal(spec.edition.labels[outcome])
            state_cases.append((f"{plan.status_cell(spec.code)}={label}", text_literal(outcome.helper)))
    return Formula(first_reference(state_cases, text_literal(FILLED)), state_word(item))


def state_word(item: Item) -> str:
    if not item.applies:
        return Outcome.NOT_APPLICABLE.helper
    return FILLED if item.status == Status.FILLED else Outcome(item.status).helper


def complete_formula(plan: PagePlan, row: Row) -> Formula:
    """Whether every input that the rule needs is there; a named line without its number is not."""
    spec = row.indicator
    presence_parts = [part for item in spec.rule.needs for part in presence_conditions(plan, spec, item)]
    return Formula(f"AND({','.join(presence_parts)})", spec.needs <= row.item.values.keys())


def presence_conditions(plan: PagePlan, spec: IndicatorSpec, item: InputSpec) -> list[str]:
    value_cell = plan.input(spec.code, item.code, Helper.VALUE)
    if item.repeatable:
        names_cell = plan.input(spec.code, item.code, NAMES)
        return [f"COUNT({value_cell})>0", f'SUMPRODUCT(({names_cell}<>"")*({value_cell}=""))=0']
    return [f'{value_cell}<>""' if item.kind is InputKind.CHOICE else f"ISNUMBER({value_cell})"]


def result_formula(plan: PagePlan, row: Row) -> Formula:
    """What the rule gives for the data, or an empty text where there is no number."""
    spec, values = row.indicator, row.item.values
    rule_formula = spec.rule.excel(plan.values(spec), plan.tables.levels[spec.code])
    achievement = spec.rule.score(values).achievement if spec.needs <= values.keys() else None
    result_formula = if_(plan.head(spec.code, Helper.COMPLETE), f"IFERROR({rule_formula},{NONE})", NONE)
    return Formula(result_formula, "" if achievement is None else stored_figure(achievement))


def outcome_formula(plan: PagePlan, row: Row) -> Formula:
    spec = row.indicator
    cell_by_helper = {column: plan.head(spec.code, column) for column in Helper}
    outcome_cases = [
        (f"{cell_by_helper[Helper.STATE]}<>{text_literal(FILLED)}", cell_by_helper[Helper.STATE]),
        (f"NOT({cell_by_helper[Helper.COMPLETE]})", text_literal(Outcome.EMPTY.helper)),
        (f"{cell_by_helper[Helper.RESULT]}={NONE}", text_literal(Outcome.UNDEFINED.helper)),
    ]
    if spec.evidence is not None:
        outcome_cases.append((f"{cell_by_helper[Helper.PROVEN]}=0", text_literal(Outcome.UNPROVEN.helper)))
    return Formula(first_reference(outcome_cases, text_literal(Outcome.SCORED.helper)), row.outcome.helper)


def achievement_formula(plan: PagePlan, row: Row) -> Formula:
    """The achievement that counts, or an empty text where there is no score."""
    spec = row.indicator
    outcome_cell = plan.head(spec.code, Helper.OUTCOME)
    result_cell = plan.head(spec.code, Helper.RESULT)
    if spec.cap < HUNDRED:
        result_cell = f"MIN({result_cell},{number_literal(spec.cap)})"
    achievement_cases = [(is_(outcome_cell, Outcome.SCORED), result_cell)]
    if spec.evidence is not None:
        achievement_cases.append((is_(outcome_cell, Outcome.UNPROVEN), "0"))
    for possible in outcomes_of(spec):
        action = spec.policies[possible].action
        if action in GIVES:
            achievement_cases.append(
                (is_(outcome_cell, possible), number_literal(min(GIVES[action], spec.cap)))
            )
    return Formula(
        first_reference(achievement_cases, NONE),
        "" if row.achievement is None else stored_figure(row.achievement),
    )


def outcomes_of(spec: IndicatorSpec) -> list[Outcome]:
    """Outcomes by policy that the row can have."""
    possible_outcomes = {
        Outcome.TDI: spec.tdi,
        Outcome.NONE_OCCURRED: spec.none_occurred,
        Outcome.UNDEFINED: True,
        Outcome.NOT_APPLICABLE: spec.applies is not None,
    }
    return [outcome for outcome, can_be in possible_outcomes.items() if can_be]


def shown_achievement(plan: PagePlan, row: Row) -> Formula:
    """The column Capaian: the figure, or the edition's word where there is none."""
    spec, labels = row.indicator, plan.sheet.labels
    outcome_cell, figures = (plan.head(spec.code, column) for column in (Helper.OUTCOME, Helper.ACHIEVEMENT))
    word_by_outcome = {it: it.name_in(labels) for it in outcomes_of(spec) if it.row.replaces_achievement}
    shown_cases = [(is_(outcome_cell, it), text_literal(label)) for it, label in word_by_outcome.items()]
    shown_cases.append((f"{figures}<>{NONE}", figures))
    without_achievement = {Outcome.NONE_OCCURRED: labels["none_occurred"]} if spec.none_occurred else {}
    shown_cases += [(is_(outcome_cell, it), text_literal(label)) for it, label in without_achievement.items()]
    value: float | str = word_by_outcome.get(row.outcome, "")
    if not value:
        no_achievement = without_achievement.get(row.outcome, NOTHING)
        value = no_achievement if row.achievement is None else stored_figure(row.achievement)
    return Formula(first_reference(shown_cases, text_literal(NOTHING)), value)


def score_formula(plan: PagePlan, row: Row, weight: str) -> Formula:
    """The column Nilai: weight × achievement ÷ 100."""
    achievement_cell = plan.head(row.code, Helper.ACHIEVEMENT)
    text = if_(f"{achievement_cell}={NONE}", text_literal(NOTHING), f"{weight}*{achievement_cell}/100")
    return Formula(text, NOTHING if row.score is None else stored_figure(row.score))
