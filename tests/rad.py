"""Calls tests as the functions they are, where they need no more: pytest's care for each often costs more than it.

For those who run very many: tests/mutasjon.py asks which they are, and as a plugin (`-p tests.rad`) it runs them
so, for `make rask` and in tests/pyodide_node.mjs, where little can be imported. A test that falls is run again by
pytest, which tells why.
"""

from contextlib import suppress

from _pytest.outcomes import OutcomeException
from _pytest.runner import runtestprotocol

kalt = 0


def egne_verdier(prøve) -> dict | None:
    """What a collected test is called with; None where it asks pytest for more than its own row of values."""
    verdier = prøve.callspec.params if hasattr(prøve, "callspec") else {}
    return verdier if set(prøve.fixturenames) == set(verdier) else None


def pytest_runtest_protocol(item, nextitem):
    global kalt
    verdier = egne_verdier(item)
    with suppress(Exception, OutcomeException):
        if verdier is not None:
            item.obj(**verdier)
            kalt += 1
            return True
    # With none after it: what stands between two of these is not set up as pytest thinks.
    runtestprotocol(item, nextitem=None)
    return True


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line(f"{kalt} called as they are")
