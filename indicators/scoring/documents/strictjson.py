"""JSON read strictly: no key twice, no number that loses digits, nothing that is not JSON."""

import json
from typing import Any, NoReturn

MAX_DIGITS = 30


class JsonProblem(ValueError):
    """Text that is not strict JSON; the message is one sentence."""


def read_json(text: str) -> Any:
    """Give the value of a JSON text. Raise JsonProblem."""
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique_members,
            parse_float=_refuse_float,
            parse_constant=_refuse_constant,
            parse_int=_bounded_integer,
        )
    except json.JSONDecodeError as error:
        place = f"baris {error.lineno} kolom {error.colno}"
        raise JsonProblem(f"Bukan JSON yang utuh: periksa {place}.") from None
    except RecursionError:
        raise JsonProblem("Susunan JSON terlalu dalam.") from None


def in_quotes(value: object) -> str:
    """Quote foreign text inside a sentence: short, on one line, printable."""
    text = "".join(letter if letter.isprintable() else " " for letter in str(value)[:80])
    text = " ".join(text.split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _unique_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value_by_key = dict(pairs)
    if len(value_by_key) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated_key = next(key for key in keys if keys.count(key) > 1)
        raise JsonProblem(f"Kunci {in_quotes(repeated_key)} ditulis dua kali; tulis sekali.")
    return value_by_key


def _bounded_integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise JsonProblem(f"Angka {in_quotes(text)} terlalu panjang.")
    return int(text)


def _refuse_float(text: str) -> NoReturn:
    raise JsonProblem(
        f'Tulis angka berdesimal sebagai teks: "{in_quotes(text)[1:-1]}" di antara tanda kutip.'
    )


def _refuse_constant(text: str) -> NoReturn:
    raise JsonProblem(f"{text} bukan angka; tulis angkanya, atau kosongkan.")
