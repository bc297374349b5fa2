"""The sender of a request: the guard stores it, and handlers read what it may do and of which fleet it is."""

from aiohttp import web

from app.domain.access import Access

ACCESS: web.RequestKey[Access] = web.RequestKey("access", Access)


def access_of(request: web.Request) -> Access | None:
    """Return what the sender may do, or None if the server requires no keys."""
    return request.get(ACCESS)


def fleet_of(request: web.Request) -> str | None:
    """Return the fleet whose rows alone the sender may read, or None where it may read all."""
    access = access_of(request)
    return None if access is None else access.fleet
