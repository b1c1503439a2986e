"""The front matter a new RB begins with, whether it is written from nothing or from a Word file.

What nobody has told is null. Knows nothing of either way.
"""

FORSIDE = """\
---
title: {kode} {tittel}
description: "FYLL INN: én setning om hva rutinen gjelder"
kode: {kode}
tittel: {tittel}
kilde: "FYLL INN: adressen til kilden, slik: https://www.une.no/…"
kilde_oppdatert: null
publisert: {publisert}
versjon: {versjon}
ansvarlig: {ansvarlig}
saksnummer: {saksnummer}
sist_kontrollert: null
---"""

UKJENT = dict.fromkeys(("publisert", "versjon", "ansvarlig", "saksnummer"), "null")
