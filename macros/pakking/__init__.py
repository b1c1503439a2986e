"""Packs for the browser: the calculators and the Python they run on, the style of the forms, and the typefaces.

In: `calculators`, docs/assets, node_modules. Out: docs/assets/bygd and its manifest.json. May know the layout of
the repository and the packages it packs; knows no page, no rule and no text. Enter by `python -m macros.pakking`.
"""
