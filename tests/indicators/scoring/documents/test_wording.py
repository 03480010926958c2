"""What may go out as texts alone, and answers that meet another edition."""

from copy import deepcopy
from typing import Any

import pytest

from indicators.scoring.documents.document import examine_document
from indicators.scoring.documents.fitting import fitted_answer
from indicators.scoring.documents.wording import is_wording
from indicators.scoring.items import Answer
from tests.builders.instrument_documents import document, flat, indicator, input_, jatim_document, option

TEXTS = ("name", "title", "subtitle", "text", "unit", "guidance", "note", "label", "old_no", "predecessor")


def kinds_of(whole: Any) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """The way to the first of every kind of leaf."""
    found: dict[tuple[str, ...], tuple[Any, ...]] = {}
    for path in leaves(whole):
        found.setdefault(tuple(key for key in path if isinstance(key, str)), path)
    return found


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in a document that holds nothing else."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list) and value:
        return [leaf for at, inner in enumerate(value) for leaf in leaves(inner, (*path, at))]
    return [path]


def altered(whole: Any, path: tuple[Any, ...]) -> Any:
    found = deepcopy(whole)
    place = found
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = f"{place[path[-1]]} lain"
    return found


def is_text(path: tuple[Any, ...]) -> bool:
    return path[-1] in TEXTS or path[0] in ("texts", "labels")


def test_of_the_edition_of_2022_texts_alone_are_wording() -> None:
    whole = jatim_document()
    kinds = kinds_of(whole)

    found = {kind: is_wording(whole, altered(whole, path)) for kind, path in kinds.items()}

    assert found == {kind: is_text(kind) for kind in kinds}
    assert (sum(found.values()), len(found)) == (19, 78)  # three of them say what row 42 takes from IKU


def test_labels_that_a_formula_may_call_are_no_mere_texts() -> None:
    row = indicator(1, rule="formula", params={"formula": "Jumlah n / Jumlah d"})
    whole = document([[row]])
    swapped = deepcopy(whole)
    inputs = swapped["aspects"][0]["sub_aspects"][0]["indicators"][0]["inputs"]
    inputs[0]["label"], inputs[1]["label"] = inputs[1]["label"], inputs[0]["label"]

    assert not is_wording(whole, swapped)


@pytest.mark.parametrize(
    ("changes", "answer", "status", "values"),
    [
        ({}, Answer("filled", {"n": "1", "d": "2"}), "filled", {"n": "1", "d": "2"}),
        ({}, Answer("filled", {"n": "", "d": "2"}), "filled", {"n": "", "d": "2"}),
        ({"inputs": [input_("d")]}, Answer("filled", {"n": "1", "d": "2"}), "filled", {"d": "2"}),
        ({"inputs": [input_("n", max="1")]}, Answer("filled", {"n": "2"}), "filled", {}),
        ({"inputs": [input_("n", step="2")]}, Answer("filled", {"n": "3"}), "filled", {}),
        ({"inputs": [input_("n", kind="yes_no")]}, Answer("filled", {"n": "3"}), "filled", {}),
        ({"inputs": [input_("n", repeatable=True)]}, Answer("filled", {"n": "3"}), "filled", {}),
        ({"inputs": [input_("n", source={"constant": "3"})]}, Answer("filled", {"n": "3"}), "filled", {}),
        (
            {"inputs": [input_("n", source={"constant": "3"}, overridable=True)]},
            Answer("filled", {"n": "4"}),
            "filled",
            {"n": "4"},
        ),
        ({"tdi": False}, Answer("tdi", {}), "filled", {}),
        ({"tdi": True}, Answer("tdi", {}), "tdi", {}),
        ({"none_occurred": False}, Answer("none_occurred", {}), "filled", {}),
    ],
)
def test_what_fits_is_kept(
    changes: dict[str, Any], answer: Answer, status: str, values: dict[str, str]
) -> None:
    sheet, _ = examine_document(document([[indicator(1, **changes)]]))
    assert sheet is not None

    found = fitted_answer(sheet.indicators[0], answer)

    assert found == (status, values, (status, values) == (answer.status, answer.values))


def test_an_option_that_is_gone_does_not_fit() -> None:
    levels = [option("a", "Baik", "100"), option("b", "Buruk", "0")]
    row = indicator(
        1, rule="choice", params={"value": "c"}, inputs=[input_("c", kind="choice")], levels=levels
    )
    spec = flat(row).indicators[0]

    assert fitted_answer(spec, Answer("filled", {"c": "a"})).whole
    assert fitted_answer(spec, Answer("filled", {"c": "z"})) == ("filled", {}, False)
