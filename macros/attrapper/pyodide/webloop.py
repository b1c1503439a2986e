"""Stands in for Pyodide's event loop in the browser's bundle: the bridge is one plain call, and nothing awaits."""


def _initialize_event_loop():
    """Pyodide calls this at boot."""
