"""Stands in for Pyodide's event loop in the browser's bundle: the bridge is one plain call, and nothing awaits."""

from pyodide_js._api import scheduleCallback  # noqa: F401  (a memory snapshot expects it in its place)


def _initialize_event_loop():
    """Pyodide calls this at boot."""
