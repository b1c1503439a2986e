"""Fetches an outside page as a polite guest: says who asks, heeds robots.txt, one at a time with a pause.

Knows nothing of the source. What a page says is its visible text, so that a new design is no new text.
"""

import hashlib
import time
import unicodedata
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from urllib.robotparser import RobotFileParser

from lxml import etree, html

from macros.grunn import nettadresse

NAVN = "UNE-haandboka-kildesjekk"
HOPP = 5  # redirects in a row
VIDERE = (301, 302, 303, 307, 308)
USYNLIG = ("script", "style", "noscript", "template", "svg", "head")


class Svar(NamedTuple):
    """What came of asking: «lest» with the fingerprint and the address it was found at, else why not."""

    slag: str  # "lest", "borte" or "ulest"
    adresse: str
    avtrykk: str = ""
    hvorfor: str = ""


class _Stopp(Exception):
    """The page cannot be had; its Svar."""


class _IkkeFølg(HTTPRedirectHandler):
    """A redirect is told of, and followed by us: the next host has its own robots.txt and its own pause."""

    def redirect_request(self, *_):
        return None


class Klient:
    """One run: remembers each host's robots.txt, and when it was last asked."""

    def __init__(self, pause: float = 2.0, frist: float = 30.0, tak: int = 5_000_000):
        self.pause, self.frist, self.tak = pause, frist, tak
        self._åpner = build_opener(_IkkeFølg)
        self._regler: dict[str, RobotFileParser | str] = {}  # of each host; a text where it could not be asked
        self._sist: dict[str, float] = {}
        sted = nettadresse()
        self._hode = {"User-Agent": f"{NAVN}/1.0{f' (+{sted})' if sted else ''}", "Accept-Language": "nb,no;q=0.9"}

    def hent(self, adresse: str) -> Svar:
        """What the page says now."""
        her = adresse
        try:
            for _ in range(HOPP + 1):
                self._be_om_lov(her)
                svar = self._spør(her)
                if isinstance(svar, Svar):
                    return svar
                her = svar
        except _Stopp as stopp:
            return stopp.args[0]
        return Svar("ulest", her, hvorfor=f"den sender videre mer enn {HOPP} ganger")

    def _spør(self, adresse: str) -> Svar | str:
        """The answer, or the address it sends on to."""
        try:
            type_, tegnsett, innhold = self._les(adresse)
        except HTTPError as feil:
            if feil.code in VIDERE and feil.headers.get("Location"):
                return urljoin(adresse, feil.headers["Location"])
            slag = "borte" if feil.code in (404, 410) else "ulest"
            return Svar(slag, adresse, hvorfor=f"tjeneren svarte {feil.code}")
        return Svar("lest", adresse, avtrykk(innhold, type_, tegnsett))

    def _les(self, adresse: str) -> tuple[str, str | None, bytes]:
        """(type, charset, content). HTTPError for an answer that is no page; _Stopp where there is none."""
        vert = urlsplit(adresse).netloc
        time.sleep(max(0.0, self._sist.get(vert, 0.0) + self._vent(vert) - time.monotonic()))
        slutt = time.monotonic() + self.frist
        for_sent = f"svaret kom ikke på {self.frist:g} sekunder"
        try:
            be = Request(quote(adresse, safe=":/?#[]@!$&'()*+,;=%~"), headers=self._hode)
            with self._åpner.open(be, timeout=self.frist) as svar:
                biter, lest = [], 0
                while bit := svar.read1(65_536):
                    biter.append(bit)
                    if (lest := lest + len(bit)) > self.tak:
                        raise _Stopp(Svar("ulest", adresse, hvorfor=f"siden er over {self.tak} byte"))
                    if time.monotonic() > slutt:
                        raise _Stopp(Svar("ulest", adresse, hvorfor=for_sent))
                return svar.headers.get_content_type(), svar.headers.get_content_charset(), b"".join(biter)
        except HTTPError:
            raise
        except (OSError, HTTPException, ValueError) as feil:
            grunn = getattr(feil, "reason", feil)
            hvorfor = for_sent if isinstance(grunn, TimeoutError) else f"fikk ikke kontakt: {grunn}"
            raise _Stopp(Svar("ulest", adresse, hvorfor=hvorfor)) from None
        finally:
            self._sist[vert] = time.monotonic()

    def _vent(self, vert: str) -> float:
        """The pause before the host is asked again: ours, or the longer one it asks for."""
        regler = self._regler.get(vert)
        bedt = regler.crawl_delay(NAVN) if isinstance(regler, RobotFileParser) else None
        return max(self.pause, min(float(bedt or 0), self.frist))

    def _be_om_lov(self, adresse: str) -> None:
        """Go on only where the host's robots.txt lets us; it is read once."""
        deler = urlsplit(adresse)
        if deler.scheme not in ("http", "https") or not deler.netloc:
            raise _Stopp(Svar("ulest", adresse, hvorfor="den sender videre til noe som ikke er en nettside"))
        if deler.netloc not in self._regler:
            self._regler[deler.netloc] = self._robots(f"{deler.scheme}://{deler.netloc}/robots.txt")
        regler = self._regler[deler.netloc]
        if isinstance(regler, str):
            raise _Stopp(Svar("ulest", adresse, hvorfor=regler))
        if not regler.can_fetch(NAVN, adresse):
            raise _Stopp(Svar("ulest", adresse, hvorfor="robots.txt ber oss la være"))

    def _robots(self, adresse: str) -> RobotFileParser | str:
        """Where there is no robots.txt, all is open; where the host cannot tell, nothing is."""
        regler = RobotFileParser()
        try:
            for _ in range(HOPP + 1):
                try:
                    regler.parse(self._les(adresse)[2].decode("utf-8", errors="replace").splitlines())
                    return regler
                except HTTPError as feil:
                    if feil.code not in VIDERE or not feil.headers.get("Location"):
                        if feil.code == 429 or feil.code >= 500:
                            return f"tjeneren svarte {feil.code} på robots.txt"
                        break
                    adresse = urljoin(adresse, feil.headers["Location"])
        except _Stopp as stopp:
            return stopp.args[0].hvorfor
        regler.parse([])
        return regler


def avtrykk(innhold: bytes, type_: str = "text/html", tegnsett: str | None = None) -> str:
    """SHA-256 of the visible text, of the main part where there is one; of the bytes where it is no page."""
    if type_ in ("text/html", "application/xhtml+xml"):
        innhold = synlig(innhold, tegnsett).encode()
    return hashlib.sha256(innhold).hexdigest()


def synlig(innhold: bytes, tegnsett: str | None = None) -> str:
    """The words of the page with one space between them: no script, no style, no difference of whitespace."""
    if tegnsett is None and _er_utf_8(innhold):
        tegnsett = "utf-8"  # else what the page itself says, and Latin-1 where it says nothing
    try:
        tre = html.document_fromstring(innhold, parser=html.HTMLParser(encoding=tegnsett))
    except (etree.ParserError, LookupError):  # nothing in it, or a charset that nobody knows
        return " ".join(innhold.decode("utf-8", errors="replace").split())
    etree.strip_elements(tre, etree.Comment, etree.ProcessingInstruction, *USYNLIG, with_tail=False)
    [hoved, *_] = [*tre.iter("main"), *tre.iterfind(".//*[@role='main']"), tre]
    return unicodedata.normalize("NFC", " ".join(" ".join(hoved.itertext()).split()))


def _er_utf_8(innhold: bytes) -> bool:
    try:
        innhold.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
