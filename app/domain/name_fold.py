"""Names as people type them: without case, accents and punctuation."""

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")
_DROPPED = re.compile("['\u2019\u02bc\u2018`\u02bb]")
_BLANKS = re.compile("[-\u2010-\u2015._/(),\u00b7 \u3000]+")
_LETTERS = {
    "\u0142": "l",
    "\u00f8": "o",
    "\u0111": "d",
    "\u00f0": "d",
    "\u00fe": "th",
    "\u00e6": "ae",
    "\u0153": "oe",
    "\u0131": "i",
    "\u0127": "h",
}
"""Letters that Unicode does not decompose and a foreign keyboard lacks."""


def fold_name(name: str) -> str:
    """Return the name for comparison; lines stay lines, so that a whole list can be folded at once."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = _ACCENTS.sub("", text)
    for letter, plain in _LETTERS.items():
        text = text.replace(letter, plain)
    text = _BLANKS.sub(" ", _DROPPED.sub("", text))
    return text.strip(" ").replace("\n ", "\n").replace(" \n", "\n")
