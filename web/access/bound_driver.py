"""The sender of a request: the guard stores it, and handlers read it."""

from aiohttp import web

from app.domain.access import Access

ACCESS: web.RequestKey[Access] = web.RequestKey("access", Access)


def access_of(request: web.Request) -> Access | None:
    """Return what the sender may do, or None if the server requires no keys."""
    return request.get(ACCESS)
