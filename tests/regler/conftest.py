"""Hypothesis for the rule tests: the same examples on every run, and nothing saved on disk.

Fewer in Pyodide, and for `make rask`.
"""

import os
import sys

from hypothesis import HealthCheck, settings

settings.register_profile(
    "regler",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=10 if sys.platform == "emscripten" or "RASK" in os.environ else 60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("regler")
