"""A street map's file, which browsers read in ranges."""

from aiohttp import web

from web.http.problem import ProblemError
from web.http.static_files import REVALIDATE, file_response
from web.services.services import Services


async def show_map(services: Services, request: web.Request) -> web.StreamResponse:
    """Return a file of TRACKER_MAP_FILE, or the range of it that was asked for."""
    name = request.match_info["file"]
    for street_map in services.street_maps:
        if street_map.path.name == name:
            return file_response(request, street_map.path.parent, name, REVALIDATE)
    raise ProblemError("unknown_path", f"There is no street map {name[:128]!r}.")
