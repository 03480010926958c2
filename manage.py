#!/usr/bin/env python
"""Django's command line for Kinerja."""

import os
import secrets
import sys
from pathlib import Path

DEMO = Path(__file__).parent / "var" / "demo"  # bin/run leaves this mark


def main() -> None:
    choose_mode(sys.argv[1:2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinerja.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # a setting that is missing or mistyped, told in one line
        sys.exit(str(error))


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
