"""Starts what is new, from make: `ny-rutine` and `ny-kalkulator`; and takes two things up to date: `nynorsk` takes
nynorsk up to bokmål, `ny-pyodide` the engine to another Pyodide.

What is started builds at once, and `make sjekk` refuses it until each «FYLL INN» is filled in. A routine may come
from a Word file. From the bottom:

    forside      the front matter that both ways begin with
    wordstiler   what Word shows and writes nowhere: headings by their style, and numbers
    wordklar     puts the file right before it is read
    word         opens the file, refuses what cannot be published, and reads the rest
    wordtekst    writes what was read as Markdown
    fra_word     makes an RB's page of it

May know where the files of a routine and of a calculator lie, how dates are read, what the checks say, and all
that a Pyodide touches; knows no site. Enter by make, or by `python -m macros.nytt.rutine` (`kalkulator`,
`nynorsk`, `pyodide`).
"""
