"""The templates of pages that no Markdown stands behind: what has moved, what has changed, what is printed."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


@cache
def mal(navn: str) -> Template:
    """Return a template; what is filled in is text unless it says that it is markup."""
    miljø = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return miljø.get_template(navn)
