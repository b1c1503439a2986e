"""Starts what is new, from make: `ny-rutine` and `ny-kalkulator`; and takes nynorsk up to bokmål: `nynorsk`.

What is started builds at once, and `make sjekk` refuses it until each «FYLL INN» is filled in. May know where the
files of a routine and of a calculator lie, and what the checks say of nynorsk; knows no site. Enter by make, or by
`python -m macros.nytt.rutine`, `python -m macros.nytt.kalkulator` and `python -m macros.nytt.nynorsk`.
"""
