"""The curve, drawn by hand: where each mark, line, point and word stands in a small made-up diagram."""

from decimal import Decimal

import pytest

from calculators.felles.diagram import Punkt, kurve, merker

ORD = {"tittel": "Tap & betaling", "x": "Tap <kr>", "y": "Betaling", "eget": "Du"}
# The frame is 360 by 250. Inside the margins 58, 14, 30 and 44 the curve has 288 by 176, so with 0–1 along the
# bottom and 0–2 up the side, 0 lies at (58, 206), 1 along at 346, 1 up at 118 and 2 up at 30.
TEGNET = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 250" role="img" aria-label="Tap &amp; betaling">
<text x="346" y="244" text-anchor="end">Tap &lt;kr&gt;</text>
<text x="4" y="16" text-anchor="start">Betaling</text>
<line class="rutenett" x1="58.0" y1="206.0" x2="346.0" y2="206.0"/>
<text x="52" y="210.0" text-anchor="end">0</text>
<line class="rutenett" x1="58.0" y1="118.0" x2="346.0" y2="118.0"/>
<text x="52" y="122.0" text-anchor="end">1</text>
<line class="rutenett" x1="58.0" y1="30.0" x2="346.0" y2="30.0"/>
<text x="52" y="34.0" text-anchor="end">2</text>
<text x="58.0" y="224" text-anchor="middle">0</text>
<text x="346.0" y="224" text-anchor="middle">1</text>
<line class="nivaa" x1="58.0" y1="74.0" x2="346.0" y2="74.0"/>
<polyline class="kurve" points="58.0,118.0 153.9,118.0 346.0,30.0"/>
<circle class="eget" cx="346.0" cy="30.0" r="6"/>
<text x="337.0" y="18.0" text-anchor="end">Du</text>
</svg>
"""


def punkter(*par):
    return [Punkt(Decimal(x), Decimal(y)) for x, y in par]


def tegnet(eget, *par, nivå=1):
    return kurve(punkter(*par), Decimal(nivå), *punkter(eget), ORD)


@pytest.mark.parametrize(
    ("største", "ventet"),
    [
        ("0", [0]),
        ("0.5", [0, 1]),
        ("1", [0, 1]),
        ("5", [0, 1, 2, 3, 4, 5]),
        ("5.01", [0, 2, 4, 6]),
        ("10", [0, 2, 4, 6, 8, 10]),
        ("11", [0, 5, 10, 15]),
        ("25", [0, 5, 10, 15, 20, 25]),
        ("26", [0, 10, 20, 30]),
        ("51", [0, 20, 40, 60]),
        ("101", [0, 50, 100, 150]),
        ("251", [0, 100, 200, 300]),
        ("2400", [0, 500, 1000, 1500, 2000, 2500]),
        ("2501", [0, 1000, 2000, 3000]),
    ],
)
def test_aksen_har_høyst_seks_runde_tall_fra_null_til_over_det_største(største, ventet):
    assert ventet == merker(Decimal(største))


def test_kurven_er_tegnet_der_tallene_sier():
    ventet = TEGNET.replace("\n", "")

    assert ventet == tegnet(("1", "2"), ("0", "1"), ("0.333", "1"), ("1", "2"), nivå="1.5")


def test_ordet_ved_punktet_står_til_høyre_der_det_ikke_er_plass_til_venstre():
    """With 0–3 along the bottom, 1 lies at 154 and 1.0625 at 160: the first third has no room before the point."""
    assert '<text x="154.0" y="18.0" text-anchor="start">Du</text></svg>' in tegnet(("1", "1"), ("3", "1"))
    assert '<text x="151.0" y="18.0" text-anchor="end">Du</text></svg>' in tegnet(("1.0625", "1"), ("3", "1"))


def test_aksene_rommer_også_et_punkt_utenfor_kurven():
    svg = tegnet(("2000", "3"), ("0", "0"), ("1", "1"))

    assert '<text x="346.0" y="224" text-anchor="middle">2\N{NO-BREAK SPACE}000</text>' in svg
    assert '<circle class="eget" cx="346.0" cy="30.0" r="6"/>' in svg


def test_en_kurve_uten_beløp_kan_også_tegnes():
    assert '<polyline class="kurve" points="58.0,206.0"/>' in tegnet(("0", "0"), ("0", "0"), nivå=0)
