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
            places = ",".join(plan.tables.facts[name] for name in names)
            return if_(f"COUNT({places})={len(names)}", f"SUM({places})", NONE)
        case ConstantSource(value):
            return number_literal(value)
        case IndicatorSource(code, input_code, _):
            filled = f"{plan.head(code, Helper.STATE)}={text_literal(FILLED)}"
            return if_(filled, plan.input(code, input_code, Helper.VALUE), NONE)
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
    cases = [(f"ISNUMBER({data})", data)]
    if long:
        cases.append((f"{data}={text_literal(long[0])}", repr(long[1])))
    return first_reference(cases, NONE if item.locked else offered_formula(plan, item))


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
    cases = []
    if spec.applies:
        places = ",".join(plan.tables.facts[name] for name in spec.applies.facts)
        few = f"COUNT({places})={len(spec.applies.facts)},SUM({places})<{number_literal(spec.applies.min)}"
        cases.append((f"AND({few})", text_literal(Outcome.NOT_APPLICABLE.helper)))
    for allowed, outcome in ((spec.tdi, Outcome.TDI), (spec.none_occurred, Outcome.NONE_OCCURRED)):
        if allowed:
            label = text_literal(spec.edition.labels[outcome])
            cases.append((f"{plan.state(spec.code)}={label}", text_literal(outcome.helper)))
    return Formula(first_reference(cases, text_literal(FILLED)), state_word(item))


def state_word(item: Item) -> str:
    if not item.applies:
        return Outcome.NOT_APPLICABLE.helper
    return FILLED if item.status == Status.FILLED else Outcome(item.status).helper


def complete_formula(plan: PagePlan, row: Row) -> Formula:
    """Whether every input that the rule needs is there; a named line without its number is not."""
    spec = row.indicator
    parts = [part for item in spec.rule.needs for part in presence_conditions(plan, spec, item)]
    return Formula(f"AND({','.join(parts)})", spec.needs <= row.item.values.keys())


def presence_conditions(plan: PagePlan, spec: IndicatorSpec, item: InputSpec) -> list[str]:
    value = plan.input(spec.code, item.code, Helper.VALUE)
    if item.repeatable:
        names = plan.input(spec.code, item.code, NAMES)
        return [f"COUNT({value})>0", f'SUMPRODUCT(({names}<>"")*({value}=""))=0']
    return [f'{value}<>""' if item.kind is InputKind.CHOICE else f"ISNUMBER({value})"]


def result_formula(plan: PagePlan, row: Row) -> Formula:
    """What the rule gives for the data, or an empty text where there is no number."""
    spec, values = row.indicator, row.item.values
    rule = spec.rule.excel(plan.values(spec), plan.tables.levels[spec.code])
    achievement = spec.rule.score(values).achievement if spec.needs <= values.keys() else None
    text = if_(plan.head(spec.code, Helper.COMPLETE), f"IFERROR({rule},{NONE})", NONE)
    return Formula(text, "" if achievement is None else stored_figure(achievement))


def outcome_formula(plan: PagePlan, row: Row) -> Formula:
    spec = row.indicator
    place = {column: plan.head(spec.code, column) for column in Helper}
    cases = [
        (f"{place[Helper.STATE]}<>{text_literal(FILLED)}", place[Helper.STATE]),
        (f"NOT({place[Helper.COMPLETE]})", text_literal(Outcome.EMPTY.helper)),
        (f"{place[Helper.RESULT]}={NONE}", text_literal(Outcome.UNDEFINED.helper)),
    ]
    if spec.evidence is not None:
        cases.append((f"{place[Helper.PROVEN]}=0", text_literal(Outcome.UNPROVEN.helper)))
    return Formula(first_reference(cases, text_literal(Outcome.SCORED.helper)), row.outcome.helper)


def achievement_formula(plan: PagePlan, row: Row) -> Formula:
    """The achievement that counts, or an empty text where there is no score."""
    spec = row.indicator
    outcome_cell = plan.head(spec.code, Helper.OUTCOME)
    figures = plan.head(spec.code, Helper.RESULT)
    if spec.cap < HUNDRED:
        figures = f"MIN({figures},{number_literal(spec.cap)})"
    cases = [(is_(outcome_cell, Outcome.SCORED), figures)]
    if spec.evidence is not None:
        cases.append((is_(outcome_cell, Outcome.UNPROVEN), "0"))
    for possible in outcomes_of(spec):
        action = spec.policies[possible].action
        if action in GIVES:
            cases.append((is_(outcome_cell, possible), number_literal(min(GIVES[action], spec.cap))))
    return Formula(
        first_reference(cases, NONE), "" if row.achievement is None else stored_figure(row.achievement)
    )


def outcomes_of(spec: IndicatorSpec) -> list[Outcome]:
    """Outcomes by policy that the row can have."""
    possible = {
        Outcome.TDI: spec.tdi,
        Outcome.NONE_OCCURRED: spec.none_occurred,
        Outcome.UNDEFINED: True,
        Outcome.NOT_APPLICABLE: spec.applies is not None,
    }
    return [outcome for outcome, can_be in possible.items() if can_be]


def shown_achievement(plan: PagePlan, row: Row) -> Formula:
    """The column Capaian: the figure, or the edition's word where there is none."""
    spec, labels = row.indicator, plan.sheet.labels
    outcome_cell, figures = (plan.head(spec.code, column) for column in (Helper.OUTCOME, Helper.ACHIEVEMENT))
    words = {it: it.name_in(labels) for it in outcomes_of(spec) if it.row.replaces_achievement}
    cases = [(is_(outcome_cell, it), text_literal(label)) for it, label in words.items()]
    cases.append((f"{figures}<>{NONE}", figures))
    without = {Outcome.NONE_OCCURRED: labels["none_occurred"]} if spec.none_occurred else {}
    cases += [(is_(outcome_cell, it), text_literal(label)) for it, label in without.items()]
    value: float | str = words.get(row.outcome, "")
    if not value:
        none = without.get(row.outcome, NOTHING)
        value = none if row.achievement is None else stored_figure(row.achievement)
    return Formula(first_reference(cases, text_literal(NOTHING)), value)


def score_formula(plan: PagePlan, row: Row, weight: str) -> Formula:
    """The column Nilai: weight × achievement ÷ 100."""
    achievement_cell = plan.head(row.code, Helper.ACHIEVEMENT)
    text = if_(f"{achievement_cell}={NONE}", text_literal(NOTHING), f"{weight}*{achievement_cell}/100")
    return Formula(text, NOTHING if row.score is None else stored_figure(row.score))
