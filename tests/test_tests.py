"""A test module stands alone: what two of them share is a builder, and no two go by one name."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

TESTS = Path(__file__).parent


def read_tests(root: Path) -> list[Path]:
    return sorted(root.rglob("test_*.py"))


def imported_by(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that a module beneath `root` imports, names of modules among them."""
    package = ".".join((root.name, *path.parent.relative_to(root).parts))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def is_test_module(name: str, root: Path) -> bool:
    """Whether a dotted name leads into a test module beneath `root`."""
    top, *parts = name.split(".")
    paths = (root.joinpath(*parts[:end]).with_suffix(".py") for end in range(1, len(parts) + 1))
    return top == root.name and any(path.name.startswith("test_") and path.is_file() for path in paths)


def imports_of_tests(root: Path) -> list[str]:
    """Every import of a test module, by whichever module beneath `root`, as "file:line imports it"."""
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for path in sorted(root.rglob("*.py"))
        for line, name in imported_by(path, root)
        if is_test_module(name, root)
    ]


def module_name(path: Path) -> str:
    """The name that tools give it: dotted through the packages that it is in, bare in a plain folder."""
    names = [path.stem]
    for folder in path.parents:
        if not (folder / "__init__.py").exists():
            break
        names.insert(0, folder.name)
    return ".".join(names).casefold()


def namesakes(root: Path) -> list[list[str]]:
    """Test modules that go by one name, capitals apart."""
    by_name = defaultdict(list)
    for path in read_tests(root):
        by_name[module_name(path)].append(str(path.relative_to(root)))
    return [paths for paths in by_name.values() if len(paths) > 1]


def plant(root: Path, place: str, text: str = "") -> None:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_no_test_module_is_imported() -> None:
    assert imports_of_tests(TESTS) == []


def test_an_import_of_a_test_module_is_named(tmp_path: Path) -> None:
    root = tmp_path / "tests"
    plant(root, "home/test_pages.py", "def shared(): ...")
    plant(root, "home/test_paper.py", "from .test_pages import shared\nfrom . import test_pages")
    plant(root, "builders/pages.py", "def late():\n    from tests.home.test_pages import shared")
    plant(root, "entry/test_rows.py", "import tests.home.test_pages\nfrom tests.builders.pages import late")

    assert imports_of_tests(root) == [
        "builders/pages.py:2 imports tests.home.test_pages.shared",
        "entry/test_rows.py:1 imports tests.home.test_pages",
        "home/test_paper.py:1 imports tests.home.test_pages.shared",
        "home/test_paper.py:2 imports tests.home.test_pages",
    ]


def test_no_two_test_modules_go_by_one_name() -> None:
    assert namesakes(TESTS) == []


def test_test_modules_of_one_name_are_named(tmp_path: Path) -> None:
    root = tmp_path / "tests"
    plant(root, "__init__.py")
    plant(root, "home/__init__.py")
    for place in ("home/test_pages.py", "entry/test_pages.py", "sending/test_pages.py", "home/test_Pages.py"):
        plant(root, place)

    assert namesakes(root) == [
        ["entry/test_pages.py", "sending/test_pages.py"],
        ["home/test_Pages.py", "home/test_pages.py"],
    ]
