"""Tells which tests are called as the functions they are, which is much the quickest.

For those who run very many: tests/mutasjon.py, and tests/pyodide_node.mjs, which can import little inside Pyodide.
"""


def egne_verdier(prøve) -> dict | None:
    """What a collected test is called with; None where it asks pytest for more than its own row of values."""
    verdier = prøve.callspec.params if hasattr(prøve, "callspec") else {}
    return verdier if set(prøve.fixturenames) == set(verdier) else None
