"""Every page as every actor, kept as text, so that a tree can be compared with itself after a move.

    python bench/crawl.py --seed DIR                make the data, once, with the tree as it was before
    python bench/crawl.py OUT --data DIR            crawl the tree in the working directory
    python bench/crawl.py --compare OUT1 OUT2 [--allow FILE]

Both take --only REGEX for some actors alone, as `mid.*(bendo|penilai.jatim)`, where time is short; what OUT
holds of the others then stays.

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
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve()
sys.path[0] = str(HERE.parents[1])
from bench import crawl_compare, crawl_walk  # noqa: E402 this file's own neighbours, whatever is crawled

sys.path[0] = str(Path.cwd())
ABOUT = "crawl.json"  # beside each database: the moment and the actors


def main() -> int:
    options = read_arguments()
    if options.compare:
        return crawl_compare.compare(*options.compare, allow=options.allow, only=options.only)
    if options.seed:
        command = [sys.executable, str(HERE.with_name("crawl_seed.py")), str(options.seed)]
        return subprocess.run(command, check=False).returncode  # noqa: S603
    if options.actor:
        data = about(Path(os.environ["KINERJA_DATA_DIR"]))
        instant, starts = datetime.fromisoformat(data["now"]), data.get("starts", [])
        crawl_walk.walk(options.actor, instant, starts, options.out, sending=options.sending)
        return 0
    return crawl(options)


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
    parser.add_argument("--only", default="", metavar="REGEX", help="actors whose PART.NAME matches")
    parser.add_argument("--no-sending", dest="sending", action="store_false", help="send no forms")
    parser.add_argument("--actor", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not (options.compare or options.seed or options.actor or (options.out and options.data)):
        parser.error("give OUT and --data, --seed or --compare")
    return options


def about(folder: Path) -> dict[str, Any]:
    """What the seed wrote beside a database."""
    description: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    return description


def crawl(options: argparse.Namespace) -> int:
    """Everybody in every part of the data, some at a time."""
    began = time.monotonic()
    if not options.only:
        shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary, ThreadPoolExecutor(options.jobs) as pool:
        names = []
        for part in sorted(file.parent for file in options.data.glob(f"*/{ABOUT}")):
            copy = Path(temporary) / part.name
            shutil.copytree(part, copy)
            run("manage.py", "migrate", "--verbosity", "0", data=copy)
            actors = about(copy)["actors"]
            names += [(copy, actor) for actor in actors if re.search(options.only, f"{part.name}.{actor}")]
        finished = list(pool.map(lambda pair: walk_apart(pair[0], pair[1], options), names))
    lines = list(crawl_compare.index_of(options.out))
    (options.out / "index.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    sys.stdout.write("\n".join([*lines, f"{time.monotonic() - began:.0f} s", ""]))
    return int(not all(finished))


def walk_apart(data: Path, actor: str, options: argparse.Namespace) -> bool:
    """One actor in a process and on a copy of their own; whether that went to its end."""
    began, name = time.monotonic(), f"{data.name}.{actor}"
    copy = data.with_name(name)
    shutil.copytree(data, copy)
    words = [str(HERE), str(options.out / f"{name}.crawl"), "--actor", actor]
    done = run(*words, *([] if options.sending else ["--no-sending"]), data=copy, check=False)
    shutil.rmtree(copy)
    outcome = "" if done.returncode == 0 else f" FAILED\n{done.stderr}"
    sys.stderr.write(f"{name} {time.monotonic() - began:.0f} s{outcome}\n")
    return done.returncode == 0


def run(*words: str, data: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """A command of the tree that is crawled, in demo mode on this data."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    mode = {"KINERJA_MODE": "demo", "KINERJA_DATA_DIR": str(data), "SITE_URL": crawl_walk.SITE}
    command = [sys.executable, *words]
    environment = {**inherited, **mode, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=check)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
