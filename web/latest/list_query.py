"""The query parameters of lists of latest positions: declared once, parsed here, documented from the same table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from app.domain.geo import HALFWAY_ROUND_M, Circle
from app.domain.place_text import Units
from app.domain.subject import SubjectKind
from web.http.parameters import Query, reject_unknown
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.latest.filter_parameters import FILTERS, FLEET
from web.latest.filters import Filters, parse_filters
from web.latest.formats import FORMS, PLACE
from web.latest.latest_view import LatestView
from web.lists.formats import TableFormat
from web.lists.list_spec import ListSpec
from web.lists.table_query import DEFAULT_LIMIT, PAGING, TableQuery, format_parameter, parse_limit, parse_number
from web.replica.column import Vector

FORMAT = format_parameter(FORMS)
UPDATED_SINCE = Parameter("updatedSince", {"type": "number"}, "Only rows received at or after this time, Unix seconds.")
MAX_AGE = Parameter("maxAge", {"type": "number", "minimum": 0}, "Only positions at most this many seconds old.")
NEAR = Parameter(
    "near",
    {"type": "string", "examples": ["40.7580,-79.9855"]},
    "Nearest first around lat,lon (degrees), by great-circle distance; equally near ones by id. Has no pages.",
)
RADIUS = Parameter("radius", {"type": "number", "minimum": 0}, "Only positions at most this many metres from `near`.")
PLACE_UNITS = Parameter(
    PLACE,
    {"type": "string", "enum": list(get_args(Units))},
    "Adds `place` to each row: where it lies, in words, with distances in these units. Takes about 0.2 ms a row.",
)

LIST_PARAMETERS = (*FILTERS, NEAR, RADIUS, UPDATED_SINCE, MAX_AGE, *PAGING, FORMAT, PLACE_UNITS)
DRIVER_PARAMETERS = (FLEET, UPDATED_SINCE, MAX_AGE, *PAGING, FORMAT)
DRIVERS_PARAMETERS = (FLEET, *PAGING)


@dataclass(frozen=True, slots=True)
class LatestQuery(TableQuery):
    """Which positions; times in Unix seconds."""

    filters: Filters
    form: TableFormat = FORMS.default
    min_timestamp: float | None = None
    received_since: float | None = None
    near: Circle | None = None
    """Nearest first from its centre on, instead of page after page by id."""
    place_units: Units | None = None
    """Units of the places in words; None where none are wanted."""

    @property
    def has_pages(self) -> bool:
        """Tell whether the rows come in order of id."""
        return self.near is None

    def of_shipments(self) -> "LatestQuery":
        """Return the same query for rows of shipments only."""
        return replace(self, filters=replace(self.filters, kind=SubjectKind.SHIPMENT))


def parse_near(query: Query) -> Circle | None:
    """Return the circle asked for, the whole globe without a radius; raises bad_filter naming the parameter."""
    radius_m = parse_number(query, "radius", "metres")
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


def _parse_place(query: Query) -> Units | None:
    text = query.get(PLACE)
    for units in get_args(Units):
        if text == units:
            return units  # type: ignore[no-any-return]  # get_args loses what the literal says
    if text is not None:
        raise ProblemError("bad_filter", f"place must be km or mi, not {text[:64]!r}.", field=PLACE)
    return None


def parse_list_query(query: Query, accept: str, now: float, known: tuple[Parameter, ...]) -> LatestQuery:
    """Return what the client asks for at `now` (Unix seconds); raises bad_filter naming the parameter."""
    reject_unknown(query, known)
    max_age_s, near = parse_number(query, "maxAge", "seconds"), parse_near(query)
    return LatestQuery(
        filters=parse_filters(query),
        form=FORMS.chosen(query.get("format"), accept),
        min_timestamp=None if max_age_s is None else now - max_age_s,
        received_since=parse_number(query, "updatedSince", "seconds"),
        after=query.get("after"),
        # Only pages by id can be put together to a whole result, however many rows there are.
        limit=parse_limit(query) or (None if near is None else DEFAULT_LIMIT),
        near=near,
        place_units=_parse_place(query),
    )


def _select(view: LatestView, query: LatestQuery, limit: int) -> Sequence[int]:
    return view.select(
        query.filters,
        min_timestamp=query.min_timestamp,
        received_since=query.received_since,
        after=query.after,
        limit=limit,
        near=query.near,
    )


def _timestamps_of(view: LatestView, slots: Sequence[int]) -> Vector:
    return view.indexes.times.timestamps_of(slots)


LATEST_LIST: ListSpec[LatestQuery, LatestView] = ListSpec(
    noun="shipments",
    part="view",
    contents="the latest positions",
    forms=FORMS,
    select=_select,
    timestamps_of=_timestamps_of,
)
