"""The security headers of every answer; the server's software and version stay hidden."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from aiohttp import web

PLAIN_HEADERS: Mapping[str, str] = MappingProxyType({"Server": "delivery-tracker", "X-Content-Type-Options": "nosniff"})
"""On every answer, also on the fast path."""
USED = ("geolocation", "fullscreen", "clipboard-write")
"""What the dashboard uses of a device, each after a click."""
KNOWN = (
    *("geolocation", "fullscreen", "clipboard-write"),
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "compute-pressure"),
    *("display-capture", "encrypted-media", "gamepad", "gyroscope", "hid", "identity-credentials-get"),
    *("idle-detection", "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials"),
    *("payment", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "storage-access", "usb", "window-management", "xr-spatial-tracking"),
)
"""A policy can deny only what it names, and browsers warn of a name they do not know."""


def permissions_policy(used: Iterable[str]) -> str:
    """Return the policy of a page that uses these features of a device and no others."""
    allowed = frozenset(used)
    return ", ".join(f"{name}=(self)" if name in allowed else f"{name}=()" for name in KNOWN)


DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": permissions_policy(USED),
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
