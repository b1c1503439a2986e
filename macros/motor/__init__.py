"""Packs any wheel of plain Python for the browser, where it starts in a fraction of the time of stock Pyodide.

In: a wheel, the function to enter by (two strings in, one out) and sample calls to it. Out: a folder with the
engine, manifest.json and a worker that passes calls through that function. May know Pyodide, pyodide-build and
esbuild; knows nothing of this site, its rules or the rest of the repository. Enter by
`macros.motor.pakk.pakk`, or by `python -m macros.motor RECIPE.json FOLDER`.

`hurtig` is a room inside with one switch: given a profile of the engine, it makes the engine lean and takes an
image of its memory. Whoever leaves it off need not know it. How another project uses all this stands in
docs/redaksjon/motor.md.
"""
