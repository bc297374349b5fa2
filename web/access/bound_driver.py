"""Whom a request comes from, once that is known: put there by the guard, asked for by handlers."""

from aiohttp import web

from app.domain.access import Access

ACCESS: web.RequestKey[Access] = web.RequestKey("access", Access)


def access_of(request: web.Request) -> Access | None:
    """Return what the sender may do, or None where nobody asks for keys."""
    return request.get(ACCESS)
