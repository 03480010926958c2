"""A value of the document as the text of a cell, and back."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from indicators.scoring.documents.strictjson import JsonProblem, read_json
from indicators.scoring.rounding import decimal_text
from kinerja.numbers import Kind as NumberKind
from kinerja.numbers import NumberError, format_number, parse_number

from .layout import Column, Kind

YES_NO = {"ya": True, "ada": True, "tidak": False}  # a cell's own true is read as "Ada"
# More decimals than people type: `parse_number` takes four and says what is wrong with the rest.
EXACT = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|0|[1-9][0-9]{0,29})(?:,[0-9]{1,12})?")


class Wrong(ValueError):
    """The cell does not hold what its column asks for; the text says what to write."""


def read_cell(column: Column, text: str, *, numeric: bool = False) -> Any:
    """The document's value of a cell's text; `numeric` where the cell holds a number. Raise Wrong."""
    if not text.strip():
        if column.required:
            raise Wrong("Isi sel ini.")
        return column.empty
    if column.kind is Kind.TEXT:
        return text
    return READERS[column.kind](column, text.strip(), numeric)


def read_code(column: Column, text: str, numeric: bool) -> str:
    if numeric and "," in text:
        raise Wrong("Kode ini terbaca sebagai angka. Ubah format selnya menjadi Teks, lalu tulis lagi.")
    return text


def read_cell_number(column: Column, text: str, numeric: bool) -> str:
    return decimal_text(exact_number(text, NumberKind.DECIMAL))


def read_whole(column: Column, text: str, numeric: bool) -> int:
    value = exact_number(text, NumberKind.COUNT)
    if value != int(value) or value < 0:
        raise Wrong("Tulis bilangan bulat, misalnya 1.")
    return int(value)


def exact_number(text: str, kind: NumberKind) -> Decimal:
    """A number in Indonesian writing, whatever its decimals."""
    if EXACT.fullmatch(text):
        value = Decimal(text.replace(".", "").replace(",", "."))
        return value if value else Decimal(0)
    try:
        return parse_number(text, kind, signed=True)
    except NumberError as error:
        raise Wrong(str(error)) from None


def read_yes_no(column: Column, text: str, numeric: bool) -> bool:
    try:
        return YES_NO[text.casefold()]
    except KeyError:
        raise Wrong("Tulis Ya atau Tidak.") from None


def read_word(column: Column, text: str, numeric: bool) -> str:
    """By its word or its code; case aside."""
    code_by_word = {code.casefold(): code for code in column.words}
    code_by_word |= {word.casefold(): code for code, word in column.words.items()}
    try:
        return code_by_word[text.casefold()]
    except KeyError:
        raise Wrong(f"Tulis salah satu: {'; '.join(column.words.values())}.") from None


def read_list(column: Column, text: str, numeric: bool) -> list[str]:
    list_items = from_json(text) if text.startswith("[") else [part.strip() for part in text.split(",")]
    if not all(isinstance(part, str) and part for part in list_items):
        raise Wrong("Tulis nama-nama yang dipisahkan koma, misalnya desa, kelurahan.")
    return list(list_items)


def read_params(column: Column, text: str, numeric: bool) -> dict[str, Any]:
    """A line a parameter: `numerator = n`; or one JSON object."""
    if text.startswith("{"):
        return dict(from_json(text))
    params: dict[str, Any] = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        name, sign, value = map(str.strip, line.partition("="))
        if not (name and sign and value):
            raise Wrong("Tulis satu parameter per baris, misalnya numerator = n.")
        if name in params:
            raise Wrong(f"Parameter “{name}” ditulis dua kali; tulis sekali.")
        params[name] = param_value(value)
    return params


def param_value(text: str) -> Any:
    """JSON where it is JSON or sets out to be; else the text itself."""
    if text.startswith(('"', "[", "{")):
        return from_json(text)
    try:
        return read_json(text)
    except JsonProblem:
        return text


def from_json(text: str) -> Any:
    try:
        return read_json(text)
    except JsonProblem as problem:
        raise Wrong(str(problem)) from None


READERS: Mapping[Kind, Callable[[Column, str, bool], Any]] = {
    Kind.CODE: read_code,
    Kind.NUMBER: read_cell_number,
    Kind.WHOLE: read_whole,
    Kind.YES_NO: read_yes_no,
    Kind.WORD: read_word,
    Kind.LIST: read_list,
    Kind.PARAMS: read_params,
}


def cell_text(column: Column, value: Any) -> str:
    """The text of a cell that `read` reads back to the value; JSON of what the column cannot hold."""
    if value is None or value == column.empty:
        return ""
    try:
        return _shown_cell(column, value)
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError):
        return json.dumps(value, ensure_ascii=False)


def _shown_cell(column: Column, value: Any) -> str:
    if column.kind is Kind.YES_NO:
        return "Ya" if value else "Tidak"
    if column.kind is Kind.NUMBER:
        return format_number(Decimal(value), max_places=12)
    if column.kind is Kind.WORD:
        return column.words[value]
    if column.kind is Kind.LIST:
        return joined_names(column, value)
    if column.kind is Kind.PARAMS:
        return "\n".join(f"{name} = {param_text(it)}" for name, it in sorted(value.items()))
    return str(value)


def joined_names(column: Column, names: list[str]) -> str:
    joined_names = ", ".join(names)
    reads_back = not joined_names.startswith("[") and read_list(column, joined_names, False) == names
    return joined_names if reads_back else json.dumps(names, ensure_ascii=False)


def param_text(value: Any) -> str:
    if isinstance(value, str) and value and value == " ".join(value.split()):
        try:
            if param_value(value) == value:
                return value
        except Wrong:
            pass
    return json.dumps(value, ensure_ascii=False)
