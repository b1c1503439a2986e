#!/bin/sh
# Prints a Python that really runs and is new enough, or nothing.
# Version managers leave shims on the path that exist but fail, so each candidate is tried by running it.
for candidate in python3.13 python3.12 python3.14 python3.11 python3 python \
    "$HOME"/.pyenv/versions/3.1[1-9]*/bin/python3 /opt/homebrew/bin/python3 /usr/local/bin/python3; do
  if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
    command -v "$candidate"
    exit 0
  fi
done
