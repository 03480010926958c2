#!/usr/bin/env python
"""Django's command line for Kinerja."""

import os
import secrets
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path

DEMO = Path(__file__).parent / "var" / "demo"  # bin/run leaves this mark


def main() -> None:
    choose_mode(sys.argv[1:2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinerja.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        run(execute_from_command_line)
    except ImproperlyConfigured as error:  # a setting that is missing or mistyped, told in one line
        sys.exit(str(error))


def run(execute: Callable[[list[str]], None]) -> None:
    """A command; one whose reader has left, as `head` does when it has seen enough, ends without a word."""
    try:
        try:
            execute(sys.argv)
        finally:
            sys.stdout.flush()  # what is still held back meets a closed pipe here, not after the last line
    except BrokenPipeError:
        if not reader_has_left():
            raise  # it was somebody else's pipe, such as a mail server's
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)  # as a program that the signal ended


def reader_has_left() -> bool:
    """Whether nobody holds the other end of the pipe that the command writes to."""
    poll = select.poll()
    poll.register(sys.stdout)
    return any(event & select.POLLERR for _, event in poll.poll(0))


def choose_mode(command: list[str]) -> None:
    """Where nothing is configured, commands speak to the demo that bin/run set up here, if it did.

    Serving does not come through this file: `kinerja.wsgi` is in production mode unless told otherwise.
    """
    if "KINERJA_MODE" in os.environ or "SECRET_KEY" in os.environ:
        return
    if command == ["score"]:  # serves nobody and opens no database: any secret will do
        os.environ |= {"SECRET_KEY": secrets.token_hex(32), "ALLOWED_HOSTS": "localhost"}
    elif DEMO.exists():
        os.environ["KINERJA_MODE"] = "demo"


if __name__ == "__main__":
    main()
