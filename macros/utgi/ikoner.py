"""Draws the icons of the app from docs/assets/ikon.svg: `python -m macros.utgi.ikoner` when the drawing changes.

The small files are committed, so that the build needs no browser. A phone that cuts icons to its own shape gets
one with the ground to the edges and the drawing within the safe middle. Needs Chromium; knows nothing of the site.
"""

from pathlib import Path

from macros import grunn
from macros.utgi.nettleser import FLAGG, finn_chromium

ASSETS = grunn.DOCS / "assets"
IKONER = {"ikon-180.png": 180, "ikon-192.png": 192, "ikon-512.png": 512, "ikon-maske-512.png": 512}
TIL_KANTEN = {"ikon-180.png": 0.9, "ikon-maske-512.png": 0.72}  # the share of the square the drawing fills


def tegn(nettleser) -> dict[str, bytes]:
    """Every icon as PNG, by name."""
    svg = (ASSETS / "ikon.svg").read_text(encoding="utf-8")
    ut = {}
    for navn, mål in IKONER.items():
        side = nettleser.new_page(viewport={"width": mål, "height": mål})
        andel = TIL_KANTEN.get(navn, 1)
        grunn = "background:#0f4a57;" if navn in TIL_KANTEN else ""
        side.set_content(
            f'<body style="margin:0;{grunn}display:grid;place-items:center;height:100vh">'
            f'<div style="width:{andel:.0%};line-height:0">{svg}</div></body>'
        )
        ut[navn] = side.screenshot(omit_background=True)
        side.close()
    return ut


def main() -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as spill:
        nettleser = spill.chromium.launch(executable_path=finn_chromium(), args=FLAGG)
        for navn, bilde in tegn(nettleser).items():
            Path(ASSETS / navn).write_bytes(bilde)
        nettleser.close()


if __name__ == "__main__":
    main()
