"""Reads kinerja/settings.py as a new process with an environment of the test's own would."""

import ast
import os
import runpy
import secrets
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / "kinerja" / "settings.py"


def complete(data: Path) -> dict[str, str]:
    """All that a production process must be told, with its data in a folder of the test's."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "kinerja.magetan.go.id",
        "KINERJA_DATA_DIR": str(data),
    }


def read_settings(environment: dict[str, str]) -> dict[str, Any]:
    """The settings that follow from `environment` alone."""
    with mock.patch.dict(os.environ, environment, clear=True):
        return runpy.run_path(str(SETTINGS))


def variables() -> set[str]:
    """The environment variables that settings.py reads: the first argument of each `env.…("NAME")`."""
    calls = (node for node in ast.walk(ast.parse(SETTINGS.read_text())) if isinstance(node, ast.Call))
    return {call.args[0].value for call in calls if ast.unparse(call.func).startswith("env.")}  # type: ignore
