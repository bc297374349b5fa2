"""The query parameters of the addresses of places: declared once, parsed here, documented from the same table."""

import math

from app.domain.geo import BBox
from app.domain.place_text import ALL_UNITS, Units
from app.places.search import Wanted
from app.places.town_search import Reference
from web.http.parameters import Query, parse_choice, reject_unknown
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.lists.filter_values import parse_bbox

MOST_TOWNS, DEFAULT_TOWNS = 1_000, 200
MOST_HITS, DEFAULT_HITS = 20, 10
MOST_QUERY = 2_000
MOST_POPULATION = 10**8

_LATITUDE = {"type": "number", "minimum": -90, "maximum": 90, "examples": [40.95]}
_LONGITUDE = {"type": "number", "minimum": -180, "maximum": 180, "examples": [-79.8]}
UNITS = Parameter(
    "units", {"type": "string", "enum": list(ALL_UNITS), "default": "km"}, "Units of the distance in the text."
)
POINT_PARAMETERS = (
    Parameter("lat", _LATITUDE, "Latitude in degrees; required."),
    Parameter("lon", _LONGITUDE, "Longitude in degrees; required."),
    UNITS,
)
TOWN_PARAMETERS = (
    Parameter(
        "bbox",
        {"type": "string", "examples": ["-80.1,40.6,-79.8,40.9"]},
        "Only towns in west,south,east,north (degrees); west > east crosses the antimeridian.",
    ),
    Parameter(
        "minPopulation",
        {"type": "integer", "minimum": 0, "maximum": MOST_POPULATION},
        "Only towns of at least this population.",
    ),
    Parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST_TOWNS, "default": DEFAULT_TOWNS},
        "Most towns of the answer.",
    ),
)
SEARCH_PARAMETERS = (
    Parameter(
        "q",
        {"type": "string", "minLength": 1, "maxLength": MOST_QUERY, "examples": ["butler, pa"]},
        "Coordinates in any usual notation, a Plus Code, a link of a map, the beginning of a town's name, or an "
        "address; required.",
    ),
    Parameter("lat", _LATITUDE, "Latitude of a place near which it is; helps short Plus Codes and equal names."),
    Parameter("lon", _LONGITUDE, "Its longitude."),
    Parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST_HITS, "default": DEFAULT_HITS},
        "Most results of the answer.",
    ),
    Parameter(
        "addresses",
        {"type": "boolean", "default": True},
        "false: do not ask the geocoder. Use it while somebody types: public geocoders forbid a search for each key.",
    ),
    Parameter(
        "problems",
        {"type": "string", "enum": ["status", "inline"], "default": "status"},
        "inline: answer 200 and `problem` where the text is unclear or the geocoder fails. For a field that somebody "
        "types into: browsers report each error status on their console.",
    ),
    UNITS,
)


def parse_point(query: Query) -> tuple[float, float]:
    """Return the latitude and longitude that an address needs; raises bad_filter."""
    for name in ("lat", "lon"):
        if name not in query:
            raise ProblemError("bad_filter", f"{name} is required: lat=40.95&lon=-79.8.", field=name)
    return _degrees(query, "lat", 90), _degrees(query, "lon", 180)


def parse_units(query: Query) -> Units:
    """Return the units; raises bad_filter."""
    return parse_choice(query, "units", ALL_UNITS) or "km"


def parse_box(query: Query) -> BBox | None:
    """Return the box; raises bad_filter."""
    return parse_bbox(query.getall("bbox", []))


def parse_count(query: Query, name: str, least: int, most: int, default: int) -> int:
    """Return a whole number; raises bad_filter outside of its bounds."""
    text = query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and least <= int(text) <= most):
        raise ProblemError("bad_filter", f"{name} must be {least} to {most}, not {text[:64]!r}.", field=name)
    return int(text)


def parse_search(query: Query, languages: str) -> Wanted:
    """Return what is looked for; raises bad_filter, which never repeats the text."""
    reject_unknown(query, SEARCH_PARAMETERS)
    text = query.get("q", "")
    if not text.strip() or len(text) > MOST_QUERY:
        raise ProblemError("bad_filter", f"q must have 1 to {MOST_QUERY} characters.", field="q")
    addresses = query.get("addresses", "true")
    if addresses not in ("true", "false"):
        raise ProblemError("bad_filter", "addresses must be true or false.", field="addresses")
    return Wanted(
        text,
        limit=parse_count(query, "limit", 1, MOST_HITS, DEFAULT_HITS),
        near=_reference(query),
        languages=languages,
        with_addresses=addresses == "true",
        units=parse_units(query),
    )


def wants_inline_problems(query: Query) -> bool:
    """Tell whether a search that finds no place answers 200; raises bad_filter."""
    problems = query.get("problems", "status")
    if problems not in ("status", "inline"):
        raise ProblemError("bad_filter", "problems must be status or inline.", field="problems")
    return problems == "inline"


def _reference(query: Query) -> Reference | None:
    return parse_point(query) if "lat" in query or "lon" in query else None


def _degrees(query: Query, name: str, most: int) -> float:
    text = query[name]
    try:
        value = float(text) if len(text) <= 64 else math.nan
    except ValueError:
        value = math.nan
    if not abs(value) <= most:
        raise ProblemError("bad_filter", f"{name} must be a number from -{most} to {most}.", field=name)
    return value
