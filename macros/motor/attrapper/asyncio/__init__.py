"""Stands in for asyncio in the browser's bundle: Pyodide's boot looks up two names, and that is all."""


def get_event_loop():
    raise RuntimeError("there is no event loop in this bundle: see macros/attrapper")


ensure_future = get_event_loop
