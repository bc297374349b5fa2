"""Names, addresses and telephone numbers that belong to no person."""

from random import Random
from typing import NamedTuple

_FIRST = ("Acorn", "Bobbin", "Cricket", "Dapple", "Ember", "Fable", "Gadget", "Hazel", "Inkling", "Juniper", "Kettle")
_LAST = ("Applecart", "Brambleby", "Copperspoon", "Dewdrop", "Featherstep", "Gooseberry", "Hatstand", "Inkwell")
_STREETS = ("Marmalade", "Paper Kite", "Lantern", "Teapot", "Woolly", "Umbrella", "Biscuit", "Pebble", "Whistle")
_KINDS = ("Street", "Lane", "Row", "Walk")


class Addressee(NamedTuple):
    """Who receives a delivery, and where."""

    name: str
    phone: str
    address: str


def invent_addressee(rng: Random) -> Addressee:
    """Return a person who does not exist; the number is from the range that is reserved for fiction."""
    return Addressee(
        f"{rng.choice(_FIRST)} {rng.choice(_LAST)}",
        f"+1 202 555 01{rng.randrange(100):02d}",
        f"{rng.randint(1, 99)} {rng.choice(_STREETS)} {rng.choice(_KINDS)} (invented)",
    )
