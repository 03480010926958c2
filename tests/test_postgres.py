"""The throwaway PostgreSQL server, and which tests run on it."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import postgres

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c"]
QUERY = """
import os, sys, psycopg2
print(os.environ["DATABASE_URL"], flush=True)
cursor = psycopg2.connect(os.environ["DATABASE_URL"]).cursor()
cursor.execute("SELECT 40 + 2")
sys.exit(cursor.fetchone()[0])
"""


@pytest.fixture(autouse=True)
def _no_server_of_the_machine(monkeypatch):
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)


def test_server_answers_and_the_exit_code_is_the_commands():
    done = subprocess.run([*COMMAND, QUERY], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (42, "")
    assert not folder(done.stdout).exists()


def test_server_is_gone_when_its_starter_is_ended():
    waiting = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    with subprocess.Popen([*COMMAND, waiting], cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        home = folder(starter.stdout.readline())
        pid = int((home / "data/postmaster.pid").read_text().split()[0])
        starter.terminate()
    assert starter.returncode == 128 + 15
    assert not home.exists()
    assert not is_running(pid)


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ({"PGHOST": "db"}, "postgres://kinerja@db:5432/postgres"),
        (
            {"PGHOST": "db", "PGPORT": "5433", "PGUSER": "uji", "PGPASSWORD": "a:b/c", "PGDATABASE": "nilai"},
            "postgres://uji:a%3Ab%2Fc@db:5433/nilai",
        ),
        ({"PGHOST": "/run/pg"}, "postgres://kinerja@/postgres?host=/run/pg&port=5432"),
    ],
)
def test_server_that_is_named_is_used(monkeypatch, setting, url):
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    with postgres.server() as named:
        assert named == url


SAMPLE = """
import pytest

@pytest.fixture
def person(db): ...
def test_counts(): ...
def test_with_a_fixture(person): ...
@pytest.mark.django_db
def test_with_the_mark(): ...
def test_with_a_server(live_server): ...
@pytest.mark.skipif(False, reason="soffice is not installed")
def test_with_a_file(person): ...
"""


def test_plugin_keeps_the_tests_that_touch_the_database(tmp_path):
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    options = ["-c", ROOT / "pyproject.toml", "-p", "tests.postgres", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, "--collect-only", "-q", tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    kept = [line.split("::")[1] for line in done.stdout.splitlines() if "::" in line]
    assert kept == ["test_with_a_fixture", "test_with_the_mark", "test_with_a_server"]


def folder(line):
    return Path(urlsplit(line.strip()).query.removeprefix("host="))


def is_running(pid):
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")")[-1].split()[0] != "Z"
