#!/bin/sh
# Makes .venv with the pinned dependencies and this project in it. Safe to repeat: it does
# nothing where nothing changed. PYTHON=python3.12 sh setup.sh chooses another interpreter.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
    echo "setup: Python 3.11, 3.12 or 3.13 is needed; $python is $("$python" --version 2>&1 || echo missing)." >&2
    echo "setup: name another one: PYTHON=python3.12 sh setup.sh" >&2
    exit 2
fi
if [ ! -x .venv/bin/pip ]; then
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        echo "setup: no virtual environment could be made; on Debian or Ubuntu: apt install python3-venv" >&2
        exit 2
    fi
fi
# The stamp holds the digest of everything that decides what is installed.
wanted=$(cat requirements.lock pyproject.toml setup.sh | .venv/bin/python -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
if [ "$(cat .venv/graders-setup 2>/dev/null || true)" != "$wanted" ]; then
    echo "setup: installing the pinned dependencies into .venv (2 GB with TensorFlow; a few minutes)" >&2
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    echo "$wanted" > .venv/graders-setup
fi
if [ "$(uname)" = Linux ] && ! command -v bwrap >/dev/null 2>&1; then
    echo "setup: bubblewrap is not installed; grading falls back to a weaker sandbox. Install it: apt install bubblewrap" >&2
fi
