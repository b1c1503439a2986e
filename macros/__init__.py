"""The door from Markdown: gives the pages their macros, and knows nothing but where each one lives.

Kept thin so that the site can move to another generator: the rooms beside this file never import MkDocs.
"""

# The rooms are opened where they are used, not here: `make sjekk` must be able to say in which line the data
# they read is broken.


def define_env(env):
    """Called by mkdocs-macros: hand the macros to the pages."""
    from macros.nettsted import register, uten_nett
    from macros.sider import eksempler, endringer, figurer, kalkulator, kalkulatorsider, maal, prosa, tabeller

    def rot() -> str:
        """The way from the page being built to the root of the site."""
        return "../" * env.page.url.count("/") or "./"

    for macro in (prosa.sats, prosa.sats_fra, prosa.lov, prosa.kontakt, prosa.ordliste, tabeller.satstabell):
        env.macro(macro)
    env.macro(lambda kode: prosa.hull(kode, rot()), "hull")
    env.macro(prosa.hulliste, "hulliste")
    for macro in (prosa.rutineliste, prosa.rutiner_i_ord, prosa.rutinekilder):
        env.macro(macro)
    env.macro(lambda: endringer.endringer(rot()), "endringer")
    nettsted = env.conf["extra"]["nettsted"]
    env.macro(lambda: prosa.utgiver(nettsted["utgiver"]), "utgiver")
    env.macro(figurer.figur, "figur")
    # What the theme needs to know: where the texts come from, the packed style sheet of the forms, and when each
    # page was last changed.
    nettsted |= {"kilder": prosa.kildene(), "endret": register.sist_endret()}
    # And in which language a page is, what is said in it, and which pages are in both.
    nettsted |= {"maalet": maal.målet, "paa": maal.på, "tvillinger": maal.tvillinger()}
    nettsted["python_mb"] = uten_nett.python_mb()
    nettsted["skjema_css"] = kalkulator.manifest()["skjema"]
    env.macro(lambda navn: kalkulator.kalkulator(navn, rot()), "kalkulator")
    env.macro(tabeller.tvilling, "tvilling")
    env.macro(kalkulatorsider.kalkulatorliste, "kalkulatorliste")
    env.conf["nav"] = kalkulatorsider.i_menyen(env.conf["nav"])
    env.macro(lambda: eksempler.eksempler(rot()), "eksempler")


def on_pre_page_macros(env):
    """Called by mkdocs-macros before a page's macros run: they speak the language of the page."""
    from calculators.felles import tekster
    from macros.sider import maal

    tekster.bytt(maal.målet(env.page.url))


def on_post_page_macros(env):
    """Called by mkdocs-macros when a page's macros are done: note its sources, add the abbreviations' tooltips."""
    from calculators.felles import tekster
    from macros.sider import prosa

    env.page.meta["egne_kilder"] = prosa.egne_kilder(env.markdown)

    if not env.page.url.startswith("redaksjon/"):
        env.markdown += prosa.forkortelser()
    tekster.bytt("nb")
