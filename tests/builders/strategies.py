"""Instruments and worksheets of every kind, drawn at random."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from indicators.scoring.documents.document import parse_document
from indicators.scoring.items import Answer, Item, Status, build_items
from indicators.scoring.sheet import Action, Sheet

from .instrument_documents import document, indicator, input_, level, lines, option

Raw = dict[str, Any]
Row = tuple[Raw, Answer | None]
# Drawing a whole worksheet takes long on a busy machine; that is no fault.
properties = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
numbers = st.integers(0, 40).map(str)
decimals = st.decimals(0, 100, places=2).map(str)
ACTIONS = st.sampled_from([action.value for action in Action])
CAPS = st.sampled_from([None, None, "100", "62.5"])
FACTS = st.fixed_dictionaries({"desa": st.integers(0, 3)}, optional={"kelurahan": st.integers(0, 3)})


def rising(lowers: set[int]) -> list[Raw]:
    steps = sorted(lowers)
    return [level(str(lower), str(100 * n // len(steps))) for n, lower in enumerate(steps, start=1)]


@st.composite
def rows(draw: st.DrawFn, no: int) -> Row:
    """An indicator of any rule, and an answer to it that may be missing, partial or special."""
    changes, values = draw(st.one_of(*(drawn for kind in BY_KIND.values() for drawn in kind)))
    row = indicator(
        no,
        weight=draw(st.sampled_from(["0", "0.5", "1.2", "3", "27"])),
        applies=draw(
            st.sampled_from([None, {"facts": ["desa"], "min": "1"}, {"facts": ["kelurahan"], "min": "2"}])
        ),
        evidence=draw(st.sampled_from([None, {"scope": "row"}])),
        cap=draw(CAPS),
        policies=draw(st.dictionaries(st.sampled_from(["tdi", "undefined", "not_applicable"]), ACTIONS)),
        **changes,
    )
    left = {code: value for code, value in values.items() if draw(st.integers(0, 9))}
    answer = Answer(draw(st.sampled_from([*[Status.FILLED] * 4, *Status])), left, draw(st.booleans()))
    return row, draw(st.sampled_from([answer, answer, answer, None]))


EDGES = [
    level("25", "20", label="Rendah"),
    level("65", "50", inclusive=False),
    level("70", "75", inclusive=False),
    level("88.3", "100"),
]
LONG_LABEL = 'Ada "SK" *' + "panjang " * 40


def calculated(changes: Any) -> Raw:
    return {"rule": "formula", "inputs": CALCULATED, **changes}


CALCULATED = [
    input_("a", kind="decimal"),
    input_("b", kind="decimal"),
    input_("ada", label="Ada SK", kind="yes_no"),
    input_("p", kind="decimal", repeatable=True),
]
tenths = st.sampled_from(["0", "0.1", "0.2", "0.3", "0.7", "1", "2.5"])


def values_of(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries(strategies)


BY_KIND: dict[str, list[st.SearchStrategy[tuple[Raw, Raw]]]] = {
    "ratio": [
        st.tuples(st.just({}), values_of(n=numbers, d=numbers)),
    ],
    "banded": [
        st.tuples(
            st.sets(st.integers(0, 30), min_size=1).map(
                lambda lowers: {"rule": "banded", "params": {"value": "n"}, "levels": rising(lowers)}
            ),
            values_of(n=numbers),
        ),
        st.tuples(
            st.just(
                {
                    "rule": "banded",
                    "params": {"value": "v", "round": 2},
                    "inputs": [input_("v", kind="decimal")],
                    "levels": EDGES,
                }
            ),
            values_of(v=st.sampled_from(["64.99", "64.995", "65", "70", "70.0049", "70.01", "88.3", "99"])),
        ),
        st.tuples(
            st.just({"rule": "banded", "params": {"numerator": "n", "denominator": "d"}, "levels": EDGES}),
            values_of(n=numbers, d=st.sampled_from(["0", "3", "7", "10", "20", "40"])),
        ),
    ],
    "checklist": [
        st.tuples(
            st.just(
                {
                    "rule": "checklist",
                    "params": {},
                    "inputs": [input_(code, kind="yes_no", coefficient="0.3") for code in "abc"],
                }
            ),
            values_of(a=st.sampled_from(["yes", "no"]), b=st.just("yes"), c=st.just("no")),
        ),
    ],
    "choice": [
        st.tuples(
            st.just(
                {
                    "rule": "choice",
                    "params": {"value": "v"},
                    "inputs": [input_("v", kind="choice")],
                    "levels": [option("a", "A", "33.3"), option("b", "B", "100")],
                }
            ),
            values_of(v=st.sampled_from(["a", "b"])),
        ),
    ],
    "parts": [
        st.tuples(
            st.just(
                {
                    "rule": "parts",
                    "params": {"parts": ["p"], "total": "t"},
                    "inputs": [input_("p", repeatable=True, coefficient="1.5"), input_("t")],
                }
            ),
            values_of(
                p=st.lists(numbers, min_size=1, max_size=4).map(lambda found: lines(*found)), t=numbers
            ),
        ),
    ],
    "inverse": [
        st.tuples(
            st.just(
                {
                    "rule": "inverse",
                    "params": {"realisation": "r", "target": "t"},
                    "inputs": [input_("r", kind="decimal"), input_("t", kind="decimal")],
                }
            ),
            values_of(r=decimals, t=decimals),
        ),
    ],
    "judged": [
        st.tuples(
            st.just(
                {
                    "rule": "judged",
                    "params": {"value": "v", "aggregate": "median"},
                    "inputs": [input_("v", kind="decimal", repeatable=True)],
                }
            ),
            values_of(v=st.lists(decimals, min_size=1, max_size=4).map(lambda found: lines(*found))),
        ),
        st.tuples(
            st.just(
                {
                    "rule": "judged",
                    "params": {"value": "v", "aggregate": "mean"},
                    "inputs": [input_("v", kind="decimal", repeatable=True)],
                }
            ),
            values_of(v=st.lists(decimals, min_size=1, max_size=4).map(lambda found: lines(*found))),
        ),
    ],
    "formula": [
        st.tuples(
            st.just({"rule": "formula", "params": {"formula": "(n - d) / (n + d - 5) * 100"}}),
            values_of(n=numbers, d=numbers),
        ),
        st.tuples(
            st.sampled_from(
                [
                    {"params": {"formula": "100 / (a - 0.3 + b)"}},
                    {"params": {"formula": "-(a - b) × max(a; b; 1.5) ÷ (b / (a - 0.1) - 2)"}},
                    {"params": {"formula": "min(p; 7) + sum(p; a) / count(p; a; 3) - ada * 0.5"}},
                    {"params": {"formula": "count(a / b; p) * 9"}},
                    {"params": {"formula": "sum(p) / a", "convert": "banded", "round": 1}, "levels": EDGES},
                    {"params": {"formula": "a × 3 − 1", "convert": "inverse", "target": "b"}},
                ]
            ).map(calculated),
            values_of(
                a=tenths,
                b=tenths,
                ada=st.sampled_from(["yes", "no"]),
                p=st.lists(numbers, min_size=1, max_size=4).map(lambda found: lines(*found)),
            ),
        ),
    ],
    "rubric": [
        st.tuples(
            st.just(
                {
                    "rule": "rubric",
                    "params": {"value": "v"},
                    "inputs": [input_("v", kind="choice")],
                    "levels": [
                        option("1", "Belum ada?", "0"),
                        option("2", 'Ada "SK" *' + "panjang " * 40, "62.5"),
                    ],
                }
            ),
            values_of(v=st.sampled_from(["1", "2"])),
        ),
    ],
}


class Drawn(NamedTuple):
    """An instrument with one kecamatan's answers and profile."""

    sheet: Sheet
    answers: Mapping[str, Answer]
    facts: Mapping[str, int]

    @property
    def items(self) -> tuple[Item, ...]:
        return build_items(self.sheet, self.facts, self.answers)


@st.composite
def drawn_worksheets(draw: st.DrawFn, least: int = 1, most: int = 8) -> Drawn:
    """A random instrument with random answers and a random profile."""
    count = draw(st.integers(least, most))
    return assembled(draw, [draw(rows(no)) for no in range(1, count + 1)])


def assembled(draw: st.DrawFn, drawn: list[Row]) -> Drawn:
    """These rows under random aspects, sources and policies, with a random profile."""
    count = len(drawn)
    for no in range(count):
        drawn[no] = with_source(draw, drawn[no], [row for row, _ in drawn[:no]])
    cuts = sorted(draw(st.lists(st.integers(0, count), min_size=3, max_size=3)))
    parts = [
        [row for row, _ in drawn[start:end]] for start, end in zip([0, *cuts], [*cuts, count], strict=True)
    ]
    policies = {name: draw(ACTIONS) for name in ("tdi", "none_occurred", "undefined", "not_applicable")}
    groups = [[part for part in group if part] for group in (parts[:2], parts[2:])]
    sheet = parse_document(document(*filter(None, groups), policies=policies, cap=draw(CAPS)))
    answers = {row["code"]: answer for row, answer in drawn if answer is not None}
    return Drawn(sheet, answers, draw(FACTS))


def with_source(
    draw: st.DrawFn, drawn: tuple[Raw, Answer | None], above: list[Raw]
) -> tuple[Raw, Answer | None]:
    """Now and then a ratio's denominator is taken from somewhere, and may or may not be typed as well."""
    row, answer = drawn
    if row["rule"] != "ratio" or draw(st.booleans()):
        return drawn
    sources: list[Raw] = [{"facts": ["desa"]}, {"facts": ["desa", "kelurahan"]}, {"constant": "12.5"}]
    sources += [{"indicator": it["code"], "input": "d"} for it in above if it["rule"] == "ratio"]
    overridable = draw(st.booleans())
    source = input_("d", kind="decimal", source=draw(st.sampled_from(sources)), overridable=overridable)
    if answer and not overridable:
        left = {code: value for code, value in answer.values.items() if code != "d"}
        answer = Answer(answer.status, left, answer.proven)
    return row | {"inputs": [row["inputs"][0], source]}, answer


def worksheets() -> st.SearchStrategy[tuple[Item, ...]]:
    """The items of such a worksheet."""
    return drawn_worksheets().map(lambda drawn: drawn.items)
