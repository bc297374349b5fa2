"""The security headers of every answer; the server's software and version stay hidden."""

from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import web

PLAIN_HEADERS: Mapping[str, str] = MappingProxyType({"Server": "delivery-tracker", "X-Content-Type-Options": "nosniff"})
"""On every answer, also on the fast path."""
DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
    }
)
"""Defaults of every answer: data is not a page, and foreign pages must not embed it."""


async def add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Add the security headers to an answer that is about to be sent."""
    headers = response.headers
    headers.update(PLAIN_HEADERS)
    for name, value in DEFAULTS.items():
        headers.setdefault(name, value)
