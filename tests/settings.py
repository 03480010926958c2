"""The product's own settings in test mode, with data apart from the demo's."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("KINERJA_MODE", "test")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("KINERJA_DATA_DIR", str(Path(__file__).parent.parent / "var/test"))

from kinerja.settings import *  # noqa: F403

WHITENOISE_AUTOREFRESH = True  # else every browser of a test would first read every static file

# In memory all threads of a browser test's server would share one connection, and lock each other out.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    scratch = tempfile.TemporaryDirectory(prefix="kinerja-")  # gone when the tests end
    DATABASES["default"]["TEST"] = {"NAME": f"{scratch.name}/test.sqlite3"}  # noqa: F405
