"""Places over HTTP: their names, the towns of a map, and the search."""

import asyncio
import hashlib
from http import HTTPStatus

from aiohttp import ETag, web

from app.domain.angles import Unclear
from app.messages.place import (
    NamedPlace,
    NamedPlaces,
    PlaceHit,
    PlaceHits,
    PlaceName,
    PlaceTown,
    PointList,
    SearchProblem,
    TownList,
)
from app.places import town
from app.places.search import Hits, search_places
from app.places.town_file import ATTRIBUTION
from web.http.body import JSON_TYPE, BodyLimits, media_type_of, read_body
from web.http.body_model import model_of
from web.http.json_answer import json_response
from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.places import parameters
from web.services.services import Services

POINTS_PER_TURN = 50
"""Places that are named before other work gets its turn: a few milliseconds."""
TOWN_CACHE = "private, max-age=86400"
"""Towns change with a release only, and a key may be needed to see them."""


async def name_place(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer where one place lies, in words."""
    reject_unknown(request.query, parameters.POINT_PARAMETERS)
    (latitude, longitude), units = parameters.parse_point(request.query), parameters.parse_units(request.query)
    towns = await services.places.towns()
    name = _name_message(towns.name_place(latitude=latitude, longitude=longitude, units=units))
    return json_response(NamedPlace(**dict(name), attribution=ATTRIBUTION))


async def name_places(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer where many places lie, in their order."""
    media_type_of(request, JSON_TYPE)
    raw = await read_body(request, BodyLimits(services.settings, services.metrics))
    asked = model_of(raw, PointList, "bad_filter")
    towns = await services.places.towns()
    names: list[PlaceName] = []
    for start in range(0, len(asked.points), POINTS_PER_TURN):
        for point in asked.points[start : start + POINTS_PER_TURN]:
            place = towns.name_place(latitude=point.latitude, longitude=point.longitude, units=asked.units)
            names.append(_name_message(place))
        await asyncio.sleep(0)
    return json_response(NamedPlaces(places=names, attribution=ATTRIBUTION))


async def list_towns(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with the largest towns of a box; a browser may keep them for a day."""
    query = request.query
    reject_unknown(query, parameters.TOWN_PARAMETERS)
    box = parameters.parse_box(query)
    least = parameters.parse_count(query, "minPopulation", 0, parameters.MOST_POPULATION, 0)
    limit = parameters.parse_count(query, "limit", 1, parameters.MOST_TOWNS, parameters.DEFAULT_TOWNS)
    towns = (await services.places.towns()).largest_in(box, least, limit)
    message = TownList(towns=[_town_message(town) for town in towns], attribution=ATTRIBUTION)
    body = message.model_dump_json(exclude_none=True).encode()
    tag = ETag(hashlib.blake2b(body, digest_size=12).hexdigest())
    headers = {"Cache-Control": TOWN_CACHE}
    is_held = any(held.value in ("*", tag.value) for held in request.if_none_match or ())
    response = (
        web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        if is_held
        else web.Response(body=body, content_type=JSON_TYPE, headers=headers)
    )
    response.etag = tag
    return response


async def search(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with the places that a text may mean."""
    wanted = parameters.parse_search(request.query, request.headers.get("Accept-Language", ""))
    is_inline = parameters.wants_inline_problems(request.query)
    found = await search_places(services.places, wanted)
    problem = _search_problem(found)
    if problem is not None and not is_inline:
        raise problem
    if isinstance(found, Unclear):
        found = Hits()
    hits = [
        PlaceHit(
            source=hit.source,
            label=hit.label,
            latitude=hit.latitude,
            longitude=hit.longitude,
            note=hit.note,
            lies=hit.lies,
            town=None if hit.town is None else _town_message(hit.town),
        )
        for hit in found.hits
    ]
    geocoder = services.places.geocoder
    message = PlaceHits(
        results=hits,
        addresses=found.addresses,
        attributions=found.attributions,
        geocoder=None if geocoder is None else geocoder.host,
        problem=None if problem is None else SearchProblem(code=problem.code, detail=problem.detail),
    )
    return json_response(message)


def _search_problem(found: Hits | Unclear) -> ProblemError | None:
    """Return why nothing was found; None where something was, or where no place has this name."""
    if isinstance(found, Unclear):
        return ProblemError("unclear_place", found.reason, field="q")
    if found.hits or found.addresses not in ("geocoder_unavailable", "geocoder_busy"):
        return None
    detail = (
        "Too many address searches wait for the geocoder; try again later."
        if found.addresses == "geocoder_busy"
        else "The geocoder does not answer, and no town has this name; try again later."
    )
    return ProblemError(found.addresses, detail, retry_after_s=max(1.0, found.retry_after_s))


def _town_message(found: town.Town) -> PlaceTown:
    return PlaceTown(
        name=found.name,
        region=found.region.state,
        country=found.region.country,
        countryCode=found.region.country_code,
        latitude=found.latitude,
        longitude=found.longitude,
        population=found.population,
    )


def _name_message(name: town.PlaceName) -> PlaceName:
    return PlaceName(
        text=name.text,
        place=None if name.town is None else _town_message(name.town),
        distanceM=None if name.distance_m is None else round(name.distance_m),
        inside=name.is_inside,
        bearingDeg=None if name.bearing_deg is None else round(name.bearing_deg, 1),
    )
