"""The addresses of street maps."""

from web.http.route import Route
from web.http.route_errors import FILE_ERRORS
from web.maps import handlers

ROUTES = (
    Route("GET", "/maps/{file}", handlers.show_map, "showMap", "A street map of the dashboard", errors=FILE_ERRORS),
)
