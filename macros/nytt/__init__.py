"""Starts what is new, from make: `ny-rutine` and `ny-kalkulator`.

What is started builds at once, and `make sjekk` refuses it until each «FYLL INN» is filled in. May know where the
files of a routine and of a calculator lie; knows neither the checks nor the site. Enter by make, or by
`python -m macros.nytt.rutine` and `python -m macros.nytt.kalkulator`.
"""
