"""Places and their names."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.base import Latitude, Longitude, Message

Units = Literal["km", "mi"]
MOST_POINTS = 500

Attribution = Annotated[str, Field(description="The credit that the data asks for; show it with the names.")]


class PlaceTown(Message):
    """A town."""

    name: str
    region: Annotated[str | None, Field(description="State; known in the USA only.")] = None
    country: str
    countryCode: Annotated[str, Field(description="ISO 3166-1, two letters.")]
    latitude: Latitude
    longitude: Longitude
    population: int


class PlaceName(Message):
    """Where a place lies, in words; without a town beyond 1 000 km from all of them."""

    text: Annotated[str, Field(examples=["12 km north-east of Butler, Pennsylvania", "in Butler, Pennsylvania"])]
    place: PlaceTown | None = None
    distanceM: Annotated[int | None, Field(description="Metres from the centre of the town.")] = None
    inside: Annotated[bool | None, Field(description="Whether it lies in the town.")] = None
    bearingDeg: Annotated[float | None, Field(description="Direction from the town: 0 north, 90 east.")] = None


class NamedPlace(PlaceName):
    """The name of one place."""

    attribution: Attribution


class NamedPlaces(Message):
    """The names of many places, in the order of the points."""

    places: list[PlaceName]
    attribution: Attribution


class Point(Message):
    """A place."""

    latitude: Latitude
    longitude: Longitude


class PointList(Message):
    """Places whose names are wanted."""

    points: Annotated[list[Point], Field(min_length=1, max_length=MOST_POINTS)]
    units: Units = "km"


class TownList(Message):
    """Towns, the largest first."""

    towns: list[PlaceTown]
    attribution: Attribution


class PlaceHit(Message):
    """A place that may be meant."""

    source: Literal["coordinates", "plus_code", "town", "address"]
    label: str
    latitude: Latitude
    longitude: Longitude
    note: Annotated[str | None, Field(description="What was assumed.")] = None
    lies: Annotated[
        str | None, Field(description="Where coordinates lie, in words.", examples=["in Butler, Pennsylvania"])
    ] = None
    town: PlaceTown | None = None


class SearchProblem(Message):
    """Why a search found nothing, where the request asked for this instead of an error."""

    code: Annotated[str, Field(examples=["unclear_place", "geocoder_unavailable", "geocoder_busy"])]
    detail: str


class PlaceHits(Message):
    """What a text may mean, the likeliest first."""

    results: list[PlaceHit]
    addresses: Annotated[
        Literal["off", "skipped", "searched", "geocoder_unavailable", "geocoder_busy"],
        Field(
            description="Whether the geocoder was asked: `off` where none is configured, `skipped` where it was not needed or not wanted."
        ),
    ]
    attributions: Annotated[list[str], Field(description="The credits that the data asks for.")]
    geocoder: Annotated[
        str | None, Field(description="Host that addresses are sent to; absent where none is configured.")
    ] = None
    problem: Annotated[SearchProblem | None, Field(description="With `problems=inline` only.")] = None
