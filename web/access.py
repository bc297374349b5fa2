"""Whom a request comes from, once that is known: put there by the guard, asked for by handlers."""

from aiohttp import web

from app.domain.access import Access

ACCESS: web.RequestKey[Access] = web.RequestKey("access", Access)


def access_of(request: web.Request) -> Access | None:
    """Return what the sender may do, or None where nobody asks for keys."""
    return request.get(ACCESS)


def driver_bound_to(request: web.Request) -> str | None:
    """Return the only driver that the sender may report for, or None for any."""
    access = access_of(request)
    return None if access is None else access.driver
