"""The words of written coordinates: numbers, units, hemispheres, separators."""

import re
from dataclasses import dataclass
from typing import Literal

Axis = Literal["latitude", "longitude"]
Kind = Literal["number", "unit", "hemisphere", "sign", "separator"]

EAST_OR_WEST = "o"
"""Ost in German is east; ouest in French and oeste in Spanish are west."""
_DIRECTIONS: dict[str, tuple[Axis, int]] = {
    **dict.fromkeys(("n", "north", "nord", "norte"), ("latitude", 1)),
    **dict.fromkeys(("s", "south", "süd", "sued", "sud", "sur"), ("latitude", -1)),
    **dict.fromkeys(("e", "east", "ost", "est", "este"), ("longitude", 1)),
    **dict.fromkeys(("w", "west", "ouest", "oeste"), ("longitude", -1)),
    **dict.fromkeys(("lat", "latitude", "breite"), ("latitude", 0)),
    **dict.fromkeys(("lon", "lng", "long", "longitude", "länge"), ("longitude", 0)),
    EAST_OR_WEST: ("longitude", 0),
}
_UNIT_WORDS = {
    **dict.fromkeys(("d", "deg", "degree", "degrees", "grad"), 0),
    **dict.fromkeys(("m", "min", "minute", "minutes", "minuten"), 1),
    **dict.fromkeys(("sec", "sek", "second", "seconds", "sekunden"), 2),
}
_UNIT_SIGNS = {"°": 0, "'": 1, '"': 2, "''": 2}
_SAME_SIGNS = str.maketrans(
    {
        **dict.fromkeys("′’‘ʹ´`ʼ＇", "'"),
        **dict.fromkeys("″”“ʺ„＂", '"'),
        **dict.fromkeys("º˚∘", "°"),
        **dict.fromkeys("−–—‒﹣－", "-"),
        **dict.fromkeys("，､、", ","),
        "；": ";",
        "＋": "+",
    }
)
_TOKEN = {
    decimal: re.compile(
        rf"(?P<blank> *)(?:(?P<number>[0-9]{{1,3}}(?:{mark}[0-9]{{1,20}})?(?![0-9]))|(?P<sign>[+-])|"
        rf"(?P<unit>°|''|'|\")|(?P<word>[a-zäöüß]+)[.:=]?|(?P<separator>{separator})|(?P<colon>:(?=[0-9])))"
    )
    for decimal, mark, separator in ((".", r"\.", r"[,;/|]"), (",", ",", r",(?=[ +-])|[;/|]"))
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `value` is a number, the level of a unit, or the sign of a hemisphere (0: it has none)."""

    kind: Kind
    value: float = 0.0
    axis: Axis | None = None
    is_fraction: bool = False
    is_close: bool = False
    """Whether no blank stands before it."""
    is_either: bool = False
    """Whether the letter means east in one language and west in another."""


def tidy(text: str) -> str:
    """Return the text in lower case, with the many signs of typography as those of a keyboard."""
    return " ".join(text.translate(_SAME_SIGNS).casefold().split())


def tokens_of(text: str, decimal: str) -> list[Token] | None:
    """Return the words of a tidy text whose numbers have this decimal mark, or None where it has any other word."""
    tokens: list[Token] = []
    place = 0
    has_letter_units = False
    while place < len(text):
        found = _TOKEN[decimal].match(text, place)
        if found is None:
            return None
        place = found.end()
        if found["colon"]:
            continue
        is_close = not found["blank"]
        word = found["word"]
        if word is None:
            tokens.append(_token_of_sign(found, decimal, is_close))
            continue
        follows_number = bool(tokens) and tokens[-1].kind == "number" and is_close
        found_tokens = _tokens_of_word(word, is_second=has_letter_units and follows_number)
        if not found_tokens:
            return None
        has_letter_units |= found_tokens[0].kind == "unit"
        tokens += found_tokens
    return tokens


def _token_of_sign(found: re.Match[str], decimal: str, is_close: bool) -> Token:
    if number := found["number"]:
        plain = number.replace(decimal, ".")
        return Token("number", float(plain), is_fraction="." in plain, is_close=is_close)
    if sign := found["sign"]:
        return Token("sign", -1 if sign == "-" else 1, is_close=is_close)
    if unit := found["unit"]:
        return Token("unit", _UNIT_SIGNS[unit], is_close=is_close)
    return Token("separator", is_close=is_close)


def _tokens_of_word(word: str, *, is_second: bool) -> list[Token]:
    """Return the unit, the hemisphere or, for 24sN, both; none for any other word.

    After units in letters an `s` beside a number is one too: 33d51m54s.
    """
    if word in _UNIT_WORDS:
        return [Token("unit", _UNIT_WORDS[word])]
    if is_second and word[0] == "s" and (word[1:] in _DIRECTIONS or len(word) == 1):
        return [Token("unit", 2), *_tokens_of_word(word[1:], is_second=False)]
    if word in _DIRECTIONS:
        axis, sign = _DIRECTIONS[word]
        return [Token("hemisphere", sign, axis, is_either=word == EAST_OR_WEST)]
    return []
