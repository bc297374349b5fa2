"""The setup of a phone as an answer: the address that phones reach, and the QR code."""

import io

import segno
from aiohttp import web

from app.domain.phones.public_address import warnings_of
from app.domain.phones.setup import PhoneSetup
from app.messages.phone_setup import Setup, SetupStep
from app.settings import Settings
from web.access.guard import Guard


def public_address_of(settings: Settings, guard: Guard, request: web.Request) -> str:
    """Return the address that the operator set, else the one that this request came to; without a slash at its end."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    scheme = "https" if guard.is_over_tls(request) else "http"
    return f"{scheme}://{request.host}{guard.prefix_of(request)}".rstrip("/")


def setup_message(setup: PhoneSetup) -> Setup:
    """Return the setup with its QR code; it takes some milliseconds, so call it in a thread."""
    return Setup(
        app=setup.app,
        address=setup.address,
        steps=[SetupStep(id=step.id, value=step.value) for step in setup.steps],
        link=setup.link,
        qr=qr_svg(setup.link),
        warnings=list(warnings_of(setup.address)),
    )


def qr_svg(text: str) -> str | None:
    """Return a QR code as an SVG element, or None where the text is too long for one.

    It is black on white in every theme, since many scanners read nothing else.
    """
    written = io.BytesIO()
    try:
        code = segno.make_qr(text, error="l", boost_error=True)
    except segno.DataOverflowError:
        return None
    code.save(written, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, dark="#000", light="#fff")
    return written.getvalue().decode()
