# Sourced by the other scripts: leaves them in the repository's root with these functions.
# shellcheck shell=sh

cd "$(dirname "$0")/.."
ROOT=$(pwd)
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '==> %s\n' "$*"; }
die() { printf 'Error: %s\n' "$*" >&2; exit 1; }

# Print the first Python that is new enough; PYTHON names another one.
find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    die "Python 3.11 or newer is needed. Install it (on Debian: apt install python3 python3-venv)," \
        "or set PYTHON to its path."
}

# ensure_venv base|dev: the virtual environment exists and holds requirements/<name>.txt.
ensure_venv() {
    if ! .venv/bin/python -c '' 2>/dev/null; then
        python=$(find_python)
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            die "$python lacks the venv module. On Debian: apt install python3-venv"
        say "Creating the virtual environment .venv"
        "$python" -m venv --clear .venv
    fi
    # A copy of what was last installed tells whether there is anything to do.
    cmp -s "requirements/$1.txt" ".venv/installed-$1.txt" && return
    say "Installing requirements/$1.txt"
    .venv/bin/python -m pip install -qq --require-hashes -r "requirements/$1.txt"
    cp "requirements/$1.txt" ".venv/installed-$1.txt"
    # The development requirements include the others.
    if [ "$1" = dev ]; then cp requirements/base.txt .venv/installed-base.txt; fi
}

# The data directory, and the secret key that is made once and kept in it.
use_data_dir() {
    DATA_DIR=${DATA_DIR:-$ROOT/data}
    mkdir -p -m 700 "$DATA_DIR" # it holds what residents write
    DATA_DIR=$(cd "$DATA_DIR" && pwd)
    export DATA_DIR
    if [ -z "${SECRET_KEY:-}${SECRET_KEY_FILE:-}" ]; then
        SECRET_KEY_FILE=$DATA_DIR/secret_key
        export SECRET_KEY_FILE
        if [ ! -s "$SECRET_KEY_FILE" ]; then
            say "Making a secret key in $SECRET_KEY_FILE"
            (
                umask 077
                .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))' \
                    >"$SECRET_KEY_FILE.new"
                mv "$SECRET_KEY_FILE.new" "$SECRET_KEY_FILE"
            )
        fi
    fi
}

# Stop before anything is changed when the port cannot be had.
check_port() {
    PORT=${PORT:-8000}
    python=$(find_python)
    "$python" - "$PORT" <<'EOF' || exit 1
import socket, sys

port = sys.argv[1]
if not (port.isdecimal() and 0 < int(port) < 65536):
    sys.exit(f"Error: PORT is {port!r}, which is not a port number.")
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(port)))
    except OSError as error:
        sys.exit(
            f"Error: port {port} cannot be used ({error.strerror}). Stop what listens there, "
            "or choose another port: PORT=8001 make run"
        )
EOF
}

manage() { .venv/bin/python manage.py "$@"; }

# The database's tables and the published content are those of this version.
prepare_database() {
    say "Bringing the database up to date"
    manage migrate --noinput -v 0
    say "Loading the content"
    manage load_content
}
