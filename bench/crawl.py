"""Every page as every actor, kept as text, so that a tree can be compared with itself after a move.

    python bench/crawl.py --seed DIR                make the data, once, with the tree as it was before
    python bench/crawl.py OUT --data DIR            crawl the tree in the working directory
    python bench/crawl.py --compare OUT1 OUT2 [--allow FILE]

The tree that is crawled is the one in the working directory, wherever this file lies. Every actor walks on a
copy of the data (migrated first), with the clock at the moment of the seed and with repeatable chance. Links,
parts that a page asks for, and GET forms with their other choices are followed; of each kind of address
(view, state of what it shows, names in its query) the first few. Then every form is sent as it stands, each
undone before the next; --no-sending leaves that out.

FILE holds regular expressions, one a line: lines that match are not compared, nor are requests (`=== …`).
Nothing of the product is imported here but by the seed, so modules may move.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve()
sys.path[0] = str(HERE.parents[1])
from bench import crawl_compare, crawl_walk  # noqa: E402 this file's own neighbours, whatever is crawled

sys.path[0] = str(Path.cwd())
ABOUT = "crawl.json"  # beside each database: the moment and the actors


def main() -> int:
    asked = read_arguments()
    if asked.compare:
        return crawl_compare.compare(asked.compare[0], asked.compare[1], asked.allow)
    if asked.seed:
        command = [sys.executable, str(HERE.with_name("crawl_seed.py")), str(asked.seed)]
        return subprocess.run(command, check=False).returncode  # noqa: S603
    if asked.actor:
        instant = datetime.fromisoformat(about(Path(os.environ["KINERJA_DATA_DIR"]))["now"])
        crawl_walk.walk(asked.actor, instant, asked.out, sending=asked.sending)
        return 0
    return crawl(asked)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, nargs="?", help="folder for the texts")
    parser.add_argument("--data", type=Path, help="folder that --seed made")
    parser.add_argument("--seed", type=Path, metavar="DIR", help="make the data here")
    parser.add_argument("--compare", type=Path, nargs=2, metavar="OUT")
    parser.add_argument("--allow", type=Path, metavar="FILE", help="what may differ")
    parser.add_argument("--jobs", type=int, default=2, help="actors at a time")
    parser.add_argument("--only", default="", metavar="TEXT", help="actors whose name has this")
    parser.add_argument("--no-sending", dest="sending", action="store_false", help="send no forms")
    parser.add_argument("--actor", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not (asked.compare or asked.seed or asked.actor or (asked.out and asked.data)):
        parser.error("give OUT and --data, --seed or --compare")
    return asked


def about(folder: Path) -> dict[str, str]:
    """What the seed wrote beside a database."""
    found: dict[str, str] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    return found


def crawl(asked: argparse.Namespace) -> int:
    """Everybody in every part of the data, some at a time."""
    began = time.monotonic()
    shutil.rmtree(asked.out, ignore_errors=True)
    asked.out.mkdir(parents=True)
    with TemporaryDirectory() as temporary, ThreadPoolExecutor(asked.jobs) as pool:
        names = []
        for part in sorted(it.parent for it in asked.data.glob(f"*/{ABOUT}")):
            copy = Path(temporary) / part.name
            shutil.copytree(part, copy)
            run("manage.py", "migrate", "--verbosity", "0", data=copy)
            names += [(copy, it) for it in about(copy)["actors"] if asked.only in f"{part.name}.{it}"]
        counts = list(pool.map(lambda pair: walk_apart(pair[0], pair[1], asked), names))
    lines = [f"{data.name}.{actor} {count}" for (data, actor), count in zip(names, counts, strict=True)]
    (asked.out / "index.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    sys.stdout.write("\n".join([*lines, f"{time.monotonic() - began:.0f} s", ""]))
    return int(any("failed" in count for count in counts))


def walk_apart(data: Path, actor: str, asked: argparse.Namespace) -> str:
    """One actor in a process and on a copy of their own; how many pages there were."""
    began, name = time.monotonic(), f"{data.name}.{actor}"
    copy = data.with_name(name)
    shutil.copytree(data, copy)
    words = [str(HERE), str(asked.out / f"{name}.crawl"), "--actor", actor]
    done = run(*words, *([] if asked.sending else ["--no-sending"]), data=copy, check=False)
    shutil.rmtree(copy)
    sys.stderr.write(f"{name} {time.monotonic() - began:.0f} s\n{done.stderr}")
    return done.stdout if done.returncode == 0 else "failed"


def run(*words: str, data: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """A command of the tree that is crawled, in demo mode on this data."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    mode = {"KINERJA_MODE": "demo", "KINERJA_DATA_DIR": str(data), "SITE_URL": crawl_walk.SITE}
    command = [sys.executable, *words]
    environment = {**kept, **mode, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=check)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
