"""The log of changes for readers, from docs/data/endringer.toml, as the sections of a page."""

from html import escape

from calculators.felles import norsk
from macros import grunn


def logg() -> list[tuple[str, dict]]:
    """The changes with their ids, the newest first."""
    return sorted(grunn.data("endringer").items(), key=lambda par: par[1]["dato"], reverse=True)


def _titler() -> dict[str, str]:
    """What stands at each registered address: the title of a page is that of its first heading."""
    ut = {}
    for side, oppslag in grunn.data("register").items():
        punkter = {id: felt["tittel"] for id, felt in oppslag.items() if id != "erstattet_av" and "tittel" in felt}
        ut |= {f"{side}#{id}": tittel for id, tittel in punkter.items()}
        filer = (grunn.DOCS / f"{side.rstrip('/')}.md", grunn.DOCS / side / "index.md")
        ut[side] = next((grunn.forside(fil)["title"] for fil in filer if fil.exists()), side)
    return ut


def endringer(rot: str) -> str:
    """The log as sections of a page; `rot` is the way from the page to the root."""
    titler = _titler()
    ut = [f'<p>Vil du få beskjed? Abonner på <a href="{rot}endringer.xml">nyhetsstrømmen</a>.</p>\n']
    for kode, en in logg():
        datoer = f'Lagt ut <time datetime="{en["dato"]}">{norsk.dato(en["dato"])}</time>.'
        if fra := en.get("gjelder_fra"):
            datoer += f' Gjelder fra <time datetime="{fra}">{norsk.dato(fra)}</time>.'
        steder = [f'<a href="{rot}{escape(a)}">{escape(titler.get(a, a))}</a>' for a in en["seksjoner"]]
        hvor = f" Les {norsk.oppramsing(steder)}." if steder else ""
        ut.append(f"## {en['tittel']} {{ #{kode} }}\n\n{datoer}\n\n{en['hva']}{hvor}\n")
    return "\n".join(ut)
