"""What every answer says to browsers, and what it does not say: which software, in which version."""

from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import web

PLAIN_HEADERS: Mapping[str, str] = MappingProxyType({"Server": "delivery-tracker", "X-Content-Type-Options": "nosniff"})
"""On every answer, also where a thousand of them leave in a second."""
DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
    }
)
"""On every answer that says nothing else: data is not a page, and no page of others embeds it."""


async def add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Complete the headers of an answer that is about to leave."""
    headers = response.headers
    headers.update(PLAIN_HEADERS)
    for name, value in DEFAULTS.items():
        headers.setdefault(name, value)
