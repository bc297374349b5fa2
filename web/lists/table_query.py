"""The query parameters of the table views: declared once, parsed here, documented from the same table."""

import math
from dataclasses import dataclass

from app.domain.geo import HALFWAY_ROUND_M, Circle
from web.http.parameters import Query, reject_unknown
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.latest.filter_parameters import FILTERS
from web.latest.filters import Filters, parse_filters
from web.lists.formats import DEFAULT_FORMAT, FORMATS, TableFormat, format_for

DEFAULT_LIMIT = 1_000
MAX_LIMIT = 10_000

AFTER = Parameter("after", {"type": "string"}, "Begin behind this id: `next` of the page before.")
LIMIT = Parameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT},
    f"Most rows of this answer. Without it JSON gives {DEFAULT_LIMIT}, every other form all; "
    f"nearest first, every form gives {DEFAULT_LIMIT}.",
)
FORMAT = Parameter(
    "format",
    {"type": "string", "enum": list(FORMATS), "default": DEFAULT_FORMAT.name},
    "Form of the answer; wins over the Accept header.",
)
UPDATED_SINCE = Parameter("updatedSince", {"type": "number"}, "Only rows received at or after this time, Unix seconds.")
MAX_AGE = Parameter("maxAge", {"type": "number", "minimum": 0}, "Only positions at most this many seconds old.")
NEAR = Parameter(
    "near",
    {"type": "string", "examples": ["40.7580,-79.9855"]},
    "Nearest first around lat,lon (degrees), by great-circle distance; equally near ones by id. Has no pages.",
)
RADIUS = Parameter("radius", {"type": "number", "minimum": 0}, "Only positions at most this many metres from `near`.")

PAGING = (AFTER, LIMIT)
LIST_PARAMETERS = (*FILTERS, NEAR, RADIUS, UPDATED_SINCE, MAX_AGE, *PAGING, FORMAT)
DRIVER_PARAMETERS = (UPDATED_SINCE, MAX_AGE, *PAGING, FORMAT)


@dataclass(frozen=True, slots=True)
class TableQuery:
    """Which rows, from where on, at most how many, and in which form; times in Unix seconds."""

    filters: Filters
    form: TableFormat = DEFAULT_FORMAT
    min_timestamp: float | None = None
    received_since: float | None = None
    after: str | None = None
    limit: int | None = None
    near: Circle | None = None
    """Nearest first from its centre on, instead of page after page by id."""


def _number(query: Query, name: str, unit: str) -> float | None:
    text = query.get(name)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        raise ProblemError("bad_filter", f"{name} must be a number of {unit}, not {text[:64]!r}.", field=name)
    return value


def parse_limit(query: Query) -> int | None:
    """Return the limit asked for; raises bad_filter outside 1..10 000."""
    text = query.get("limit")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and 1 <= int(text) <= MAX_LIMIT):
        raise ProblemError("bad_filter", f"limit must be 1 to {MAX_LIMIT}, not {text[:64]!r}.", field="limit")
    return int(text)


def parse_near(query: Query) -> Circle | None:
    """Return the circle asked for, the whole globe without a radius; raises bad_filter naming the parameter."""
    radius_m = _number(query, "radius", "metres")
    text = query.get("near")
    if text is None:
        if radius_m is not None:
            raise ProblemError("bad_filter", "A radius needs a centre: near=lat,lon.", field="radius")
        return None
    if "after" in query:
        raise ProblemError("bad_filter", "Nearest-first has no pages: give near or after, not both.", field="after")
    latitude, _, longitude = text.partition(",")
    try:
        centre = float(latitude), float(longitude)
    except ValueError:
        raise ProblemError("bad_filter", "near is two numbers: lat,lon.", field="near") from None
    try:
        return Circle(*centre, HALFWAY_ROUND_M if radius_m is None else min(radius_m, HALFWAY_ROUND_M))
    except ValueError as error:
        raise ProblemError("bad_filter", f"This place cannot be: {error}.", field="near") from None


def parse_table_query(query: Query, accept: str, now: float, known: tuple[Parameter, ...]) -> TableQuery:
    """Return what the client asks for at `now` (Unix seconds); raises bad_filter naming the parameter."""
    reject_unknown(query, known)
    max_age_s, near = _number(query, "maxAge", "seconds"), parse_near(query)
    return TableQuery(
        filters=parse_filters(query),
        form=format_for(query.get("format"), accept),
        min_timestamp=None if max_age_s is None else now - max_age_s,
        received_since=_number(query, "updatedSince", "seconds"),
        after=query.get("after"),
        # Only pages by id can be put together to a whole result, however many rows there are.
        limit=parse_limit(query) or (None if near is None else DEFAULT_LIMIT),
        near=near,
    )
