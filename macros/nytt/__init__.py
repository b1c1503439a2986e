"""Starts what is new, from make: `ny-rutine` and `ny-kalkulator`; and takes two things up to date: `nynorsk` takes
nynorsk up to bokmål, `ny-pyodide` the engine to another Pyodide.

What is started builds at once, and `make sjekk` refuses it until each «FYLL INN» is filled in. May know where the
files of a routine and of a calculator lie, what the checks say of nynorsk, and all that a Pyodide touches; knows
no site. Enter by make, or by `python -m macros.nytt.rutine` (`kalkulator`, `nynorsk`, `pyodide`).
"""
