"""Hypothesis for the rule tests: the same examples on every run, and nothing saved on disk.

Fewer for `make rask`, and fewest in Pyodide: the rules are the same there, and the cases meet what may differ.
"""

import os
import sys

from hypothesis import HealthCheck, settings

settings.register_profile(
    "regler",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=4 if sys.platform == "emscripten" else 10 if "RASK" in os.environ else 60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("regler")
