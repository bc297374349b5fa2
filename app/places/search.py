"""One box for everything that names a place: coordinates, Plus Codes, links, towns, addresses."""

from dataclasses import dataclass, field
from typing import Literal
from unicodedata import category

from app.domain.angles import Unclear
from app.domain.coordinates import Found, ShortPlusCode, parse_place, resolve_short_code
from app.domain.place_text import Units, coordinates_text
from app.places.address import OSM_ATTRIBUTION
from app.places.geocoder import GeocoderError, Question
from app.places.places import Places
from app.places.town import Town
from app.places.town_file import ATTRIBUTION
from app.places.town_search import Reference
from app.places.towns import Towns

MOST_ADDRESS = 256
"""No address is longer, and nothing longer goes to a geocoder."""
_SHARED_REFERENCE_DIGITS = 1

Source = Literal["coordinates", "plus_code", "town", "address"]
AddressSearch = Literal["off", "skipped", "searched", "geocoder_unavailable", "geocoder_busy"]
"""`off`: no geocoder is configured; `skipped`: it was not needed or not wanted; the last two: why it did not answer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    text: str
    limit: int
    near: Reference | None = None
    languages: str = ""
    with_addresses: bool = True
    units: Units = "km"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that may be meant."""

    source: Source
    label: str
    latitude: float
    longitude: float
    note: str | None = None
    town: Town | None = None
    lies: str | None = None
    """Where coordinates lie, in words."""


@dataclass(slots=True)
class Hits:
    """What was found, the likeliest first."""

    hits: list[Hit] = field(default_factory=list)
    addresses: AddressSearch = "skipped"
    attributions: list[str] = field(default_factory=list)
    retry_after_s: float = 0.0


async def search_places(places: Places, wanted: Wanted) -> Hits | Unclear:
    """Return what a text may mean, or why it looks like coordinates and names no place."""
    parsed = parse_place(wanted.text, wanted.languages[:2].lower())
    towns = await places.towns()
    if isinstance(parsed, ShortPlusCode):
        parsed = _resolve(parsed, towns, wanted.near)
    if isinstance(parsed, Unclear):
        return parsed
    if parsed is not None:
        return _coordinates(parsed, towns, wanted.units)
    found = Hits()
    for town in towns.find(wanted.text, wanted.limit, wanted.near):
        found.hits.append(Hit("town", town.label, town.latitude, town.longitude, town=town))
    if found.hits:
        found.attributions.append(ATTRIBUTION)
    await _add_addresses(found, places, wanted)
    return found


def _coordinates(found: Found, towns: Towns, units: Units) -> Hits:
    name = towns.name_place(latitude=found.latitude, longitude=found.longitude, units=units)
    label = coordinates_text(found.latitude, found.longitude)
    lies = None if name.town is None else name.text
    if lies is not None:
        label = f"{label}, {lies}"
    hit = Hit(found.source, label, found.latitude, found.longitude, found.note, lies=lies)
    return Hits([hit], attributions=[] if lies is None else [ATTRIBUTION])


def _resolve(short: ShortPlusCode, towns: Towns, near: Reference | None) -> Found | Unclear:
    if short.locality:
        known = towns.find(short.locality, 1, near)
        if not known:
            return Unclear("The town after this short Plus Code is not known. Use the full Plus Code.")
        return resolve_short_code(short.code, known[0].latitude, known[0].longitude)
    if near is None:
        return Unclear("A short Plus Code needs a town after it, or lat and lon of a place near it.")
    return resolve_short_code(short.code, *near)


async def _add_addresses(found: Hits, places: Places, wanted: Wanted) -> None:
    if places.geocoder is None:
        found.addresses = "off"
        return
    room, text = wanted.limit - len(found.hits), _sent(wanted.text)
    if room <= 0 or not wanted.with_addresses or not 0 < len(text) <= MOST_ADDRESS:
        return
    try:
        addresses = await places.geocoder.find(Question(text, _shared(wanted.near), wanted.languages))
    except GeocoderError as error:
        found.addresses = "geocoder_busy" if error.code == "geocoder_busy" else "geocoder_unavailable"
        found.retry_after_s = error.retry_after_s
        return
    found.addresses = "searched"
    for address in addresses[:room]:
        found.hits.append(Hit("address", address.label, address.latitude, address.longitude))
    if addresses:
        found.attributions.append(OSM_ATTRIBUTION)


def _sent(text: str) -> str:
    """Return the text as it may be sent: control characters and what is no Unicode make clients and servers fail."""
    whole = text.encode(errors="replace").decode()
    return " ".join("".join(" " if category(letter) == "Cc" else letter for letter in whole).split())


def _shared(near: Reference | None) -> Reference | None:
    """Return the reference as it may leave the installation, to about 10 km; coarse ones share their answers too."""
    if near is None:
        return None
    return round(near[0], _SHARED_REFERENCE_DIGITS), round(near[1], _SHARED_REFERENCE_DIGITS)
