# What bin/run and bin/test share: system packages and the virtual environment. Sourced, not run.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
python=.venv/bin/python

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

require_python() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        fail "Perlu Python 3.11 atau lebih baru dengan nama python3."
}

has_library() {
    python3 -c 'import ctypes.util, sys; sys.exit(ctypes.util.find_library(sys.argv[1]) is None)' "$1"
}

missing_packages() { # the Debian packages without which the product does not run
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    has_library pangoft2-1.0 || echo libpangoft2-1.0-0 # this one and the next: WeasyPrint
    has_library harfbuzz-subset || echo libharfbuzz-subset0
}

install_packages() { # as root or by sudo without a password; otherwise prints the line to type and fails
    [ $# -gt 0 ] || return 0
    local line="apt-get update && apt-get install -y --no-install-recommends $*"
    local quiet="export DEBIAN_FRONTEND=noninteractive; ${line//apt-get/apt-get -qq}"
    echo "Perlu paket sistem: $*"
    if [ "$(id -u)" = 0 ]; then
        sh -c "$quiet" </dev/null
    elif sudo -n true 2>/dev/null; then
        sudo -n sh -c "$quiet" </dev/null
    else
        local become=su
        command -v sudo >/dev/null && become="sudo sh"
        fail "Ketik baris ini, lalu ulangi:" "$become -c '$line'"
    fi
}

make_venv() { # .venv with the packages of a lock file; done already when the lock's checksum is in it
    local lock=$1 done=.venv/$1.sha256
    "$python" -c 'import pip' 2>/dev/null || python3 -m venv --clear .venv
    sha256sum --check --status "$done" 2>/dev/null && return
    echo "Memasang paket Python dari $lock"
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --only-binary :all: --requirement "$lock"
    sha256sum "$lock" >"$done"
}
