"""The finished site: what is read from its pages, written into them, and made beside them.

May know plain HTML and the files in docs/data, whatever generator made the pages. Each step can be run alone, as
`python -m macros.nettsted.<step> SITE`; the Makefile has their order.
"""
