"""The addresses of places."""

from app.domain.access import Scope
from app.messages.place import NamedPlace, NamedPlaces, PlaceHits, PointList, TownList
from web.http.route import Answer, Body, Route
from web.http.route_errors import UNREADABLE
from web.places import handlers as places
from web.places.parameters import POINT_PARAMETERS, SEARCH_PARAMETERS, TOWN_PARAMETERS

JSON = "application/json"
POINTS_EXAMPLE = {"points": [{"latitude": 40.95, "longitude": -79.8}, {"latitude": 48.85, "longitude": 2.35}]}
CACHE_HEADERS = {"ETag": "Of this answer.", "Cache-Control": "A browser may keep it for a day."}

ROUTES = (
    Route(
        "GET",
        "/api/places/nearest",
        places.name_place,
        "namePlace",
        "Say in words where a place lies",
        tag="places",
        scope=Scope.READ,
        parameters=POINT_PARAMETERS,
        answers=(Answer("In or how far from which town.", (Body(JSON, NamedPlace),)),),
        errors=("bad_filter",),
    ),
    Route(
        "POST",
        "/api/places/nearest",
        places.name_places,
        "namePlaces",
        "Say in words where up to 500 places lie",
        tag="places",
        scope=Scope.READ,
        request=(Body(JSON, PointList, {"two places": POINTS_EXAMPLE}),),
        answers=(Answer("Their names, in the order of the points.", (Body(JSON, NamedPlaces),)),),
        errors=(*UNREADABLE, "bad_filter"),
    ),
    Route(
        "GET",
        "/api/places/towns",
        places.list_towns,
        "listTowns",
        "List the largest towns of a box, for the labels of a map",
        tag="places",
        scope=Scope.READ,
        parameters=TOWN_PARAMETERS,
        answers=(Answer("Towns, the largest first.", (Body(JSON, TownList),), headers=CACHE_HEADERS),),
        errors=("bad_filter",),
    ),
    Route(
        "GET",
        "/api/places/search",
        places.search,
        "searchPlaces",
        "Find a place by coordinates, Plus Code, link, town or address",
        tag="places",
        scope=Scope.READ,
        description=(
            "Addresses are found where TRACKER_GEOCODER names a geocoder. Its answers, and the towns before them, "
            "say their source."
        ),
        parameters=SEARCH_PARAMETERS,
        answers=(Answer("What the text may mean, the likeliest first.", (Body(JSON, PlaceHits),)),),
        errors=("bad_filter", "unclear_place", "geocoder_unavailable", "geocoder_busy"),
    ),
)
