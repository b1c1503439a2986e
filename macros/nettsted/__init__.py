"""The finished site: what is read from its pages, written into them, and made beside them.

May know plain HTML and the files in docs/data, whatever generator made the pages. Enter
by `python -m macros.nettsted SITE`, which reads each page once, runs the steps in their order and writes once.
"""
