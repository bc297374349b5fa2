"""A place from what people paste: coordinates in any usual notation, Plus Codes, geo: addresses and links of maps."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, unquote

from openlocationcode import openlocationcode

from app.domain.angles import Pair, Unclear, on_globe, parse_pair
from app.domain.map_links import is_link, parse_link

MOST_CHARACTERS = 2_000
MOST_OF_COORDINATES = 120
"""No notation of two angles is longer."""

_PLUS_CODE = re.compile(
    r"(?P<code>[23456789CFGHJMPQRVWX]{2,8}0{0,6}\+[23456789CFGHJMPQRVWX]{0,7})(?P<rest>[ ,].*)?", re.IGNORECASE
)
_GEO_URI = re.compile(
    r"geo:(?P<place>[^;?]*)(?P<parameters>(?:;[^?]*)?)(?:\?(?P<query>.*))?", re.IGNORECASE | re.DOTALL
)
_POINT = re.compile(
    r"point ?z?m? ?\((?P<lon>[-+0-9.]{1,24}) (?P<lat>[-+0-9.]{1,24})(?: [-+0-9.]{1,24}){0,2} ?\)", re.IGNORECASE
)
_THREE_WORDS = re.compile(r"/{0,3}[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}")
_UTM = re.compile(
    r"(?:utm )?[0-9]{1,2} ?[c-hj-np-x],? ?[0-9]{6}(?:\.[0-9]+)? ?m?e?,? [0-9]{6,8}(?:\.[0-9]+)? ?m?n?", re.IGNORECASE
)
_MGRS = re.compile(r"[0-9]{1,2}[c-hj-np-x] ?[a-hj-np-z]{2} ?(?:[0-9]{1,5} [0-9]{1,5}|(?:[0-9]{2}){1,5})", re.IGNORECASE)
_NUMBERS_IN_BRACKETS = re.compile(r"\[ ?[-+0-9.]+ ?, ?[-+0-9.]+ ?(?:, ?[-+0-9.]+ ?)?\]")

Source = Literal["coordinates", "plus_code"]


@dataclass(frozen=True, slots=True)
class Found:
    """The one place that a text names; `note` says what was assumed."""

    latitude: float
    longitude: float
    source: Source = "coordinates"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShortPlusCode:
    """A Plus Code that needs a place near it: that of the locality, if it is not empty, or the reader's own."""

    code: str
    locality: str


Parsed = Found | ShortPlusCode | Unclear | None


def parse_place(text: str, language: str = "") -> Parsed:
    """Return the place that a text names, why it names none, or None for text that is a name or an address.

    It never guesses between two places. `language` decides what the letter O means as a hemisphere.
    """
    text = " ".join(text.split())
    if len(text) > MOST_CHARACTERS:
        return Unclear(f"A place is at most {MOST_CHARACTERS} characters long.")
    if text[:4].lower() == "geo:":
        return _found(_parse_geo_uri(text))
    if is_link(text):
        return _parse_link(text)
    if code := _PLUS_CODE.fullmatch(text):
        return _parse_plus_code(code["code"].upper(), (code["rest"] or "").strip(" ,"))
    if len(text) > MOST_OF_COORDINATES:
        return None
    if point := _POINT.fullmatch(text):
        return _found(_pair_of(point["lat"], point["lon"]))
    if _NUMBERS_IN_BRACKETS.fullmatch(text):
        return Unclear("Brackets may have the longitude first, as in GeoJSON. Write latitude, longitude without them.")
    if reason := _reason_against(text):
        return Unclear(reason)
    return _found(parse_pair(text, language))


def resolve_short_code(code: str, latitude: float, longitude: float) -> Found:
    """Return the place of a short Plus Code that is nearest to a reference."""
    area = openlocationcode.decode(openlocationcode.recoverNearest(code, latitude, longitude))
    return Found(area.latitudeCenter, _wrapped(area.longitudeCenter), "plus_code")


def _found(pair: Pair | Unclear | None) -> Found | Unclear | None:
    return Found(pair.latitude, pair.longitude, note=pair.note) if isinstance(pair, Pair) else pair


def _parse_plus_code(code: str, locality: str) -> Parsed:
    if openlocationcode.isFull(code):
        area = openlocationcode.decode(code)
        return Found(area.latitudeCenter, _wrapped(area.longitudeCenter), "plus_code")
    if openlocationcode.isShort(code):
        return ShortPlusCode(code, locality)
    # A name may hold a plus sign too, but none is written in these letters alone.
    return Unclear("This looks like a Plus Code, but it is not a valid one.")


def _wrapped(longitude: float) -> float:
    return longitude - 360 if longitude > 180 else longitude


def _parse_link(text: str) -> Parsed:
    target = parse_link(text)
    if not isinstance(target, str):
        return _found(target)
    return _parse_plus_code(target.upper(), "")


def _parse_geo_uri(text: str) -> Pair | Unclear:
    """Read RFC 5870, and the form of Android: geo:0,0?q=lat,lon(label)."""
    found = _GEO_URI.fullmatch(text)
    if found is None:
        return Unclear("This geo: address has no coordinates.")
    parameters = dict(part.partition("=")[::2] for part in found["parameters"].lower().split(";"))
    if parameters.get("crs", "wgs84") != "wgs84":
        return Unclear("This geo: address has another coordinate system than WGS 84.")
    wanted = dict(parse_qsl(found["query"] or "", max_num_fields=20)).get("q")
    if wanted is not None:
        named = _pair_of(*wanted.partition("(")[0].partition(",")[::2])
        if isinstance(named, Pair):
            return named
        if found["place"] == "0,0":
            return Unclear("This geo: address has a name and no coordinates. Search for the name.")
    latitude, _, rest = unquote(found["place"]).partition(",")
    return _pair_of(latitude, rest.partition(",")[0])


def _pair_of(latitude: str, longitude: str) -> Pair | Unclear:
    try:
        return on_globe(float(latitude), float(longitude))
    except ValueError:
        return Unclear("These are not coordinates: latitude and longitude must be decimal numbers.")


def _reason_against(text: str) -> str | None:
    if text.startswith("///") or _THREE_WORDS.fullmatch(text):
        return "what3words addresses can only be resolved by their owner's service. Use coordinates or a Plus Code."
    if _UTM.fullmatch(text) or _MGRS.fullmatch(text):
        return "UTM and MGRS grid references are not supported. Use latitude and longitude."
    return None
