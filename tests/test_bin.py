"""The commands in bin/: what they refuse, and the line they print where they may not install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = "libpangoft2-1.0-0 libharfbuzz-subset0"
INSTALL = f"apt-get update && apt-get install -y --no-install-recommends {PACKAGES}"

# A machine's Python that has no library of the papers.
BARE_PYTHON = f"""#!/bin/sh
case "$2" in *ctypes*) exit 1 ;; esac
exec {sys.executable} "$@"
"""


@pytest.mark.parametrize("script", ["bin/common.sh", "bin/run", "bin/test", ".ci/run"])
def test_script_is_written_for_bash(script):
    assert subprocess.run(["bash", "-n", ROOT / script], capture_output=True).stderr == b""


@pytest.mark.parametrize(
    ("arguments", "setting", "refusal"),
    [
        (["--setup"], {}, "Cara pakai: bin/run [--setup-only]"),
        ([], {"PORT": "delapan"}, "PORT=delapan harus bilangan 1 sampai 65535."),
        ([], {"PORT": "65536"}, "PORT=65536 harus bilangan 1 sampai 65535."),
        ([], {"KINERJA_MODE": "production"}, "bin/run hanya untuk peragaan; kosongkan KINERJA_MODE."),
    ],
)
def test_run_refuses_what_it_cannot_do(arguments, setting, refusal):
    done = run(arguments, os.environ | {"KINERJA_MODE": "demo"} | setting)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", refusal + "\n")


@pytest.mark.parametrize(("sudo", "become"), [(False, "su -c"), (True, "sudo sh -c")])
def test_run_prints_the_one_line_to_type_where_it_may_not_install(tmp_path, sudo, become):
    write_program(tmp_path / "id", "#!/bin/sh\necho 1000\n")
    write_program(tmp_path / "python3", BARE_PYTHON)
    (tmp_path / "dirname").symlink_to(shutil.which("dirname"))
    if sudo:
        write_program(tmp_path / "sudo", "#!/bin/sh\nexit 1\n")
    done = run([], {"PATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (1, f"Perlu paket sistem: {PACKAGES}\n")
    assert done.stderr == f"Ketik baris ini, lalu ulangi:\n{become} '{INSTALL}'\n"


def run(arguments, env):
    bash = shutil.which("bash")
    return subprocess.run([bash, ROOT / "bin/run", *arguments], env=env, capture_output=True, text=True)


def write_program(path, text):
    path.write_text(text)
    path.chmod(0o755)
