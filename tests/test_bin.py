"""The commands in bin/: what they refuse, and the line they print where they may not install."""

import os
import shutil
import socket
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


def test_run_notices_a_taken_port_before_it_sets_up(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        setting = {"KINERJA_MODE": "demo", "PORT": str(port), "KINERJA_DATA_DIR": str(tmp_path)}
        done = run([], os.environ | setting)

    hint = f"Pilih yang lain: PORT={port % 65535 + 1} bin/run"
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (1, "", [])
    assert done.stderr == f"Porta {port} sudah dipakai program lain, atau tidak boleh dibuka. {hint}\n"


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
