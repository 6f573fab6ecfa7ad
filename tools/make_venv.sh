#!/bin/sh
# make_venv.sh FOLDER REQUIREMENT: make an environment in FOLDER if none is there, and install
# REQUIREMENT ("." or ".[dev]") in place. PYTHON chooses the interpreter.
set -eu

folder=$1
requirement=$2
is_new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

if ! [ -x "$folder/bin/python" ] || ! "$folder/bin/python" -c "$is_new_enough" 2>/dev/null; then
    rm -rf "$folder"
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if "$python" -c "$is_new_enough" 2>/dev/null; then
            break
        fi
        python=
    done
    if [ -z "$python" ]; then
        echo "make: jcm-mrv needs Python 3.11 or newer; none was found." >&2
        echo "make: Install one, or name it: make PYTHON=/path/to/python3 ..." >&2
        exit 1
    fi
    # Debian and Ubuntu keep ensurepip in a package of its own; pip itself can fill the
    # environment from outside instead.
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$folder"
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip "$folder"
        "$python" -m pip --python "$folder/bin/python" install -qq pip
    else
        echo "make: $python can make no environment: it has neither ensurepip nor pip." >&2
        echo "make: On Debian or Ubuntu: apt install python3-venv; then run make again." >&2
        exit 1
    fi
fi
echo "make: installing jcm-mrv into $folder (once, until pyproject.toml changes)" >&2
"$folder/bin/python" -m pip install -qq --disable-pip-version-check --editable "$requirement"
