"""The picture of the rooms, drawn from the code: python -m bench.rooms > docs/pengembang/rumah.svg

A line a room, the highest first: its name, and what it is for by the first line of its docstring. Beside it a
square for every room that it imports. While no lower room imports a higher one, none lies left of the stairs.
Sizes are left out: the picture changes when the structure does, and not with every line.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from tests.floors import app_of, floor_of, room_of
from tests.modules import Module, imports, read_modules

ROOT = Path(__file__).resolve().parent.parent
WHOLE = (
    "assessments.iku",
    "kinerja.accounts",
    "kinerja.regions",
    "kinerja.workbook",
)  # one room, however deep
PURPOSE = 72  # letters of a room's purpose that there is room for
LINE, NAMES, PURPOSES, GRID = 20, 16, 250, 740  # pixels: a line's height, and where the columns begin
FONT = 'font-family="sans-serif" font-size="11"'
TITLE = "Ruang-ruang Kinerja, dari yang tertinggi, dan ruang yang dipakainya"


@dataclass(frozen=True)
class Room:
    """A room of the house with its modules."""

    name: str
    modules: tuple[Module, ...]

    @cached_property
    def height(self) -> tuple[int, int]:
        """How high it lies: its place among the rooms, then its floor among the districts of its app."""
        first = min(module.name for module in self.modules)
        return room_of(first), (floor_of(first) or 0) if app_of(first) else 0

    @property
    def purpose(self) -> str:
        first = min(self.modules, key=lambda module: len(module.name))
        text = (ast.get_docstring(first.tree) or "").split("\n")[0]
        return text if len(text) <= PURPOSE else f"{text[: PURPOSE - 1].rstrip()}…"


def room_name(module: str) -> str:
    """The room of a module: its district, or the package or file below its app."""
    parts = module.split(".")
    return next((whole for whole in WHOLE if f"{module}.".startswith(f"{whole}.")), ".".join(parts[:2]))


def read_rooms(modules: dict[str, Module]) -> list[Room]:
    """The highest first."""
    by_room: dict[str, list[Module]] = {}
    for name, module in modules.items():
        by_room.setdefault(room_name(name), []).append(module)
    rooms = [Room(name, tuple(members)) for name, members in by_room.items() if any(members)]
    return sorted(rooms, key=lambda room: (room.height, room.name), reverse=True)


def uses_of(rooms: list[Room], modules: dict[str, Module]) -> set[tuple[str, str]]:
    """Which room imports from which."""
    pairs = (
        (room.name, room_name(target))
        for room in rooms
        for module in room.modules
        for _, target in imports(module, modules)
        if target in modules
    )
    return {pair for pair in pairs if pair[0] != pair[1]}


def drawing(rooms: list[Room], uses: set[tuple[str, str]]) -> Iterator[str]:
    width, height = GRID + LINE * len(rooms) + 20, LINE * (len(rooms) + 2)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" {FONT}>'
    yield f"<title>{TITLE}</title>"
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>'
    for place, room in enumerate(rooms):
        yield from line_of(room, place, rooms, uses)
    yield "</svg>"


def line_of(room: Room, place: int, rooms: list[Room], uses: set[tuple[str, str]]) -> Iterator[str]:
    """A room's words, and its squares; a hovered square says which two rooms it joins."""
    top = LINE * (place + 1)
    base = top + 14
    yield f'<text x="{NAMES}" y="{base}" font-weight="bold">{escape(room.name)}</text>'
    yield f'<text x="{PURPOSES}" y="{base}">{escape(room.purpose)}</text>'
    yield square(place, top, "#14532d", room.name)
    for column, other in enumerate(rooms):
        if (room.name, other.name) in uses:
            yield square(column, top, "#4ade80", f"{room.name} → {other.name}")


def square(column: int, top: int, fill: str, words: str) -> str:
    left = GRID + LINE * column
    return (
        f'<rect x="{left}" y="{top}" width="{LINE - 2}" height="{LINE - 2}" fill="{fill}">'
        f"<title>{escape(words)}</title></rect>"
    )


def picture() -> str:
    modules = read_modules(ROOT)
    rooms = read_rooms(modules)
    return "\n".join(drawing(rooms, uses_of(rooms, modules))) + "\n"


if __name__ == "__main__":
    print(picture(), end="")
