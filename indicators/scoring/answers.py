"""The file format of `manage.py score`: answers by indicator number, as people list them.

    {"instrument": "jatim-2022", "profile": {"desa": 15, "kelurahan": 1},
     "answers": {"8": [true, …], "9": "BAIK", "11": ["18", "32"], "33": "TDI", …}}

A list follows the order of the indicator's inputs; a null, or a list that leaves out the sourced input, takes
it from its source. Where an input is repeatable, the values that the other inputs leave over are its lines.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from indicators.scoring.documents.strictjson import JsonProblem, in_quotes, read_json

from .items import Answer, Status
from .sheet import IndicatorSpec, Sheet
from .specs import NUMBERS, InputKind, InputSpec
from .values import ValueProblem, read_number

INSTRUMENT = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
MOST_FACT = 1_000_000
MOST_VALUES = 500
YES = ("ada", "ya")
NO = ("tidak",)


class RequestProblem(ValueError):
    """A file that cannot be scored; the message is one sentence."""


class Request(NamedTuple):
    instrument: str
    facts: Mapping[str, int]
    answers: Mapping[str, Any]


def read_request(text: str) -> Request:
    """Read the file's text as far as that is possible without the instrument. Raise RequestProblem."""
    try:
        document = read_json(text)
    except JsonProblem as problem:
        raise RequestProblem(str(problem)) from None
    if not isinstance(document, dict):
        raise RequestProblem("Tulis objek JSON dengan kunci instrument, profile dan answers.")
    instrument = document.get("instrument")
    if not isinstance(instrument, str) or not INSTRUMENT.fullmatch(instrument):
        raise RequestProblem("Tulis kode instrumen pada kunci “instrument”, misalnya jatim-2022.")
    return Request(instrument, _read_facts(document.get("profile")), _read_answers(document.get("answers")))


def read_answers(sheet: Sheet, request: Request) -> dict[str, Answer]:
    """Give the answers by indicator code, as they would be stored. Raise RequestProblem."""
    for name in sheet.facts:
        if name not in request.facts:
            raise RequestProblem(f"Tulis jumlah {name} pada kunci “profile”, misalnya 15.")
    answers = {}
    for number, raw in request.answers.items():
        spec = _indicator_numbered(sheet, number)
        if raw is not None:
            answers[spec.code] = _read_answer(spec, raw)
    return answers


def _read_facts(profile: object) -> Mapping[str, int]:
    if not isinstance(profile, dict):
        raise RequestProblem("Tulis data profil pada kunci “profile”, misalnya jumlah desa dan kelurahan.")
    for name, value in profile.items():
        if type(value) is not int or not 0 <= value <= MOST_FACT:
            raise RequestProblem(f"Profil {in_quotes(name)}: tulis bilangan bulat mulai 0, misalnya 15.")
    return profile


def _read_answers(answers: object) -> Mapping[str, Any]:
    if not isinstance(answers, dict):
        raise RequestProblem("Tulis jawaban pada kunci “answers” menurut nomor indikator.")
    return answers


def _indicator_numbered(sheet: Sheet, number: str) -> IndicatorSpec:
    for spec in sheet.indicators:
        if str(spec.no) == number:
            return spec
    first_no, last_no = sheet.indicators[0].no, sheet.indicators[-1].no
    raise RequestProblem(f"Indikator {in_quotes(number)} tidak ada; tulis nomor {first_no} sampai {last_no}.")


def _read_answer(spec: IndicatorSpec, raw: object) -> Answer:
    status = _read_status(spec, raw)
    if status is not Status.FILLED:
        return Answer(status)
    raw_values = raw if isinstance(raw, list) else [raw]
    if len(raw_values) > MOST_VALUES:
        raise _request_problem(spec, f"tulis paling banyak {MOST_VALUES} nilai")
    return Answer(Status.FILLED, dict(_values_by_input(spec, raw_values)))


def _read_status(spec: IndicatorSpec, raw: object) -> Status:
    if not isinstance(raw, str):
        return Status.FILLED
    labels = spec.edition.labels
    status_word = raw.strip().casefold()
    if status_word in ("tdi", labels["tdi"].casefold()):
        return Status.TDI
    if status_word in ("nihil", labels["none_occurred"].casefold()):
        return Status.NONE_OCCURRED
    return Status.FILLED


def _values_by_input(spec: IndicatorSpec, values: list[Any]) -> Iterable[tuple[str, object]]:
    """Pair each value with its input's code; those that are to come from their source are left out."""
    inputs = spec.inputs
    repeatable_input = next((item for item in inputs if item.repeatable), None)
    if repeatable_input is not None:
        yield from _placed_lines(spec, repeatable_input, values)
        return
    if len(values) != len(inputs):
        inputs = tuple(item for item in inputs if item.source is None)
    if len(values) != len(inputs):
        raise _request_problem(spec, f"tulis {_wanted_count(spec)} nilai, bukan {len(values)}")
    for item, value in zip(inputs, values, strict=True):
        if value is not None:
            yield item.code, _stored_or_refused(spec, item, value)


def _placed_lines(
    spec: IndicatorSpec, repeatable: InputSpec, values: list[Any]
) -> Iterable[tuple[str, object]]:
    line_count = len(values) - len(spec.inputs) + 1
    if line_count < 1:
        raise _request_problem(spec, f"tulis paling sedikit {len(spec.inputs)} nilai, bukan {len(values)}")
    lines_start = spec.inputs.index(repeatable)
    other_values = values[:lines_start] + values[lines_start + line_count :]
    other_inputs = (item for item in spec.inputs if item is not repeatable)
    for item, value in zip(other_inputs, other_values, strict=True):
        if value is not None:
            yield item.code, _stored_or_refused(spec, item, value)
    given_lines = [value for value in values[lines_start : lines_start + line_count] if value is not None]
    yield (
        repeatable.code,
        [_stored_line(spec, repeatable, n, value) for n, value in enumerate(given_lines, start=1)],
    )


def _stored_line(spec: IndicatorSpec, item: InputSpec, n: int, value: object) -> dict[str, str]:
    return {"label": f"{item.label} {n}", "value": _stored_or_refused(spec, item, value)}


def _wanted_count(spec: IndicatorSpec) -> str:
    typed_count = sum(item.source is None for item in spec.inputs)
    return (
        f"{len(spec.inputs)}" if typed_count == len(spec.inputs) else f"{typed_count} atau {len(spec.inputs)}"
    )


def _stored_or_refused(spec: IndicatorSpec, item: InputSpec, value: object) -> str:
    try:
        return _stored_text(spec, item, value)
    except ValueProblem as problem:
        raise _request_problem(spec, f"{item.label}: {problem}, bukan {in_quotes(value)}") from None


def _stored_text(spec: IndicatorSpec, item: InputSpec, value: object) -> str:
    """Give what is stored for one value of the file. Raise ValueProblem."""
    if item.kind is InputKind.YES_NO:
        return _yes_no(value)
    number_text = str(value) if type(value) is int else value
    if not isinstance(number_text, str) or not number_text.strip():
        raise ValueProblem('tulis nilainya sebagai teks, misalnya "12"')
    number_text = number_text.strip()
    if item.kind is InputKind.CHOICE:
        return _level_code(spec, number_text.casefold())
    if item.kind in NUMBERS:
        read_number(item, number_text)
    return number_text


def _yes_no(value: object) -> str:
    plain_word = value.strip().casefold() if isinstance(value, str) else value
    if plain_word is True or plain_word in YES:
        return "yes"
    if plain_word is False or plain_word in NO:
        return "no"
    raise ValueProblem("tulis true atau false")


def _level_code(spec: IndicatorSpec, word: str) -> str:
    for level in spec.levels:
        if word in (level.label.casefold(), level.code.casefold()):
            return level.code
    raise ValueProblem(f"pilih salah satu dari {', '.join(level.label for level in spec.levels)}")


def _request_problem(spec: IndicatorSpec, sentence: str) -> RequestProblem:
    return RequestProblem(f"Nomor {spec.no}: {sentence}.")
