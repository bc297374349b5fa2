"""Serves a route that is asked for thousands of times a second, without what aiohttp does anew for each request."""

from aiohttp import web
from aiohttp.typedefs import Handler


class _SharedMatch(web.UrlMappingMatchInfo):
    """A match that all requests share: nothing in it depends on the request, and nothing may be added to it."""

    def add_app(self, app: web.Application) -> None:
        """Stay as it is: no application's middleware takes part."""

    def freeze(self) -> None:
        """Stay as it is."""


class _HotResource(web.PlainResource):
    """A fixed path with one route and one match."""

    def __init__(self, path: str, method: str, handler: Handler) -> None:
        super().__init__(path)
        self._method = method
        self._match_of_all = _SharedMatch({}, self.add_route(method, handler))

    async def resolve(self, request: web.Request) -> tuple[web.UrlMappingMatchInfo | None, set[str]]:
        """Return the match; the router has compared the path already."""
        return (self._match_of_all if request.method == self._method else None), {self._method}


def add_hot_route(app: web.Application, method: str, path: str, handler: Handler) -> None:
    """Add a route for a path without placeholders; no middleware runs around the handler."""
    app.router.register_resource(_HotResource(path, method, handler))
