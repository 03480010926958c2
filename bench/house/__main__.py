"""The command: see the package's docstring."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

if not __package__:  # as `python bench/house`
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.house import __doc__ as manual
from bench.house import naming, pages, states, strictness
from bench.house.sources import Checkout, Figure

HERE = Path(__file__).resolve().parents[2]
SAVING = Path(__file__).with_name("saving.py")
MARKS = {None: " ", True: "✓", False: "✗"}


def static_figures(checkout: Checkout) -> Iterator[Figure]:
    for chapter in (naming, states, pages, strictness):
        yield from chapter.figures(checkout)


def cost_figures(root: Path) -> Iterator[Figure]:
    """In a process of its own: that checkout's Django, settings and data."""
    with TemporaryDirectory(prefix="kinerja-house-") as data:
        lines = json.loads(measured(root, data).splitlines()[-1])
    for line in lines:
        yield Figure(**line | {name: tuple(line.get(name, ())) for name in ("details", "places")})


def measured(root: Path, data: str) -> bytes:
    own = {
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",  # the checkout stays as it is
        "KINERJA_DATA_DIR": data,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "KINERJA_MODE": "test",
    }
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own
    command = [python_of(root), "-P", str(SAVING)]
    return subprocess.run(command, cwd=root, env=environment, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603


def python_of(root: Path) -> str:
    """The checkout's own venv, else that beside this file, else whoever runs this."""
    venvs = (folder / ".venv/bin/python" for folder in (root, HERE))
    return next((str(path) for path in venvs if path.exists()), sys.executable)


def table(figures: list[Figure]) -> Iterator[str]:
    for figure in figures:
        goal = "" if figure.goal is None else f"≤ {figure.goal:g}"
        mark = MARKS[figure.reached]
        yield f"{figure.name:<19}{written(figure):>9}  {goal:<6} {mark}  {figure.words}".rstrip()
        yield from (f"{'':>41}{detail}" for detail in figure.details[:7])


def written(figure: Figure) -> str:
    number = f"{figure.value:.10g}"
    return f"{number} %" if figure.share else number


def as_json(figures: list[Figure]) -> str:
    by_name = {
        figure.name: {
            "value": figure.value,
            "goal": figure.goal,
            "reached": figure.reached,
            "details": figure.details,
        }
        for figure in figures
    }
    return json.dumps(by_name, indent=2, ensure_ascii=False)


def places(figures: list[Figure], name: str) -> Iterator[str]:
    for figure in figures:
        if figure.name == name:
            yield from figure.places
            return
    raise SystemExit(f"No figure {name}. There are: {', '.join(figure.name for figure in figures)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.house", description=manual, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("root", nargs="?", type=Path, default=HERE)
    parser.add_argument("--list", metavar="NAME", help="the places behind one figure")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--save", action="store_true", help="measure also what a save costs")
    options = parser.parse_args()
    root = options.root.resolve()
    figures = list(static_figures(Checkout(root)))
    if options.save:
        figures += cost_figures(root)
    if options.list:
        lines = places(figures, options.list)
    else:
        lines = iter([as_json(figures)]) if options.json else table(figures)
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
