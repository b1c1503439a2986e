"""The rules of UNE-håndboka as plain Python: each public module here is one calculator.

A calculator is a file with a dataclass `Inndata`, a function `beregn` and an `EKSEMPEL`. It is found because it is
here; `make sjekk` says what else it needs. A module whose name begins with _ is a part of one.
The package may import the standard library and itself, nothing else: it runs in the reader's browser.
"""
