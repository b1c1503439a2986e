"""Tells an editor which of the outside pages that the site rests on have changed since somebody last read them.

Fetches them politely and compares the text with a fingerprint in docs/data/kilder.toml; writes there only what an
editor accepts. Never a part of the build, of `make sjekk` or of `make test`. May know the source as `macros.sjekk`
reads it and how the pages write the address of a law; knows no rule and nothing of the finished site. Enter by
`make kilder`, or by `python -m macros.kilder` (which has the options).

    adresser    which addresses, and where each is used
    klient      fetches one: what it says, or why not
    tilstand    docs/data/kilder.toml, and what was seen the last time
"""
