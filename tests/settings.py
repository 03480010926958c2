"""The product's own settings in test mode, with data apart from the demo's."""

import os
from pathlib import Path

os.environ.setdefault("KINERJA_MODE", "test")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("KINERJA_DATA_DIR", str(Path(__file__).parent.parent / "var/test"))

from kinerja.settings import *  # noqa: F403
