"""The picture of the rooms: of every room, and of the code as it is."""

from pathlib import Path

from bench.rooms import ROOT, picture, read_rooms, room_name, uses_of
from tests.modules import read_modules

PICTURE = Path(__file__).parents[2] / "docs/pengembang/rumah.svg"


def test_no_room_stands_above_one_that_it_is_used_by() -> None:
    modules = read_modules(ROOT)
    rooms = read_rooms(modules)
    places = {room.name: place for place, room in enumerate(rooms)}
    upward = [pair for pair in uses_of(rooms, modules) if places[pair[1]] < places[pair[0]]]
    same_height = {room.name: room.height for room in rooms}

    assert [pair for pair in upward if same_height[pair[0]] != same_height[pair[1]]] == []


def test_every_module_is_in_the_picture() -> None:
    modules = read_modules(ROOT)

    assert {room.name for room in read_rooms(modules)} == {room_name(name) for name in modules}


def test_the_picture_is_of_the_code_as_it_is() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "make rooms draws it anew"
