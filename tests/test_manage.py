"""manage.py: a command whose output nobody reads to the end stops in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.cast import make_cast
from tests.offices import make_office

ROOT = Path(__file__).parent.parent
ENDED = 141  # what a shell says of a program that wrote into a closed pipe
CODE = "jatim-2022"
ANSWERS = "fixtures/answers/bendo-2022.json"


def into_a_closed_pipe(*arguments: str, folder: Path) -> tuple[int, str]:
    """How the command ended, and what it complained of."""
    reader, writer = os.pipe()
    os.close(reader)
    environment = os.environ | {"KINERJA_DATA_DIR": str(folder)}
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    return done.returncode, done.stderr.decode()


def test_a_reader_that_has_left_ends_a_command_in_silence(tmp_path: Path) -> None:
    """Whether it prints in one go or leaves its few lines to the end."""
    for form in ("json", "table"):
        assert into_a_closed_pipe("score", ANSWERS, "--format", form, folder=tmp_path) == (ENDED, "")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a pipe is not the database's matter")
@pytest.mark.django_db(transaction=True)
def test_commands_that_read_the_database_do_the_same(tmp_path: Path) -> None:
    make_office(make_cast())
    (tmp_path / "kinerja.sqlite3").symlink_to(connection.settings_dict["NAME"])

    reading = (("rank", "jatim-2022", "--format", "json"), ("verify_scores",), ("lint_instrument", CODE))
    for command in reading:
        assert into_a_closed_pipe(*command, folder=tmp_path) == (ENDED, "")


def test_what_is_read_to_the_end_ends_well() -> None:
    done = run_python("manage.py", "score", ANSWERS)

    assert (done.returncode, done.stderr) == (0, "")


def test_another_broken_pipe_is_not_kept_silent() -> None:
    done = run_python("-c", "import manage\ndef send(argv): raise BrokenPipeError('surel')\nmanage.run(send)")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "BrokenPipeError: surel")


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True)
