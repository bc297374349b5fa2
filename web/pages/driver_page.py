"""The driver page: a second page of the frontend's build, which drivers open on their phones."""

from http import HTTPStatus

from aiohttp import web

from web.http.security_headers import permissions_policy
from web.http.static_files import html_response
from web.pages.dashboard import FOLDER, NOT_BUILT
from web.services.services import Services

PAGE = "drive.html"
USES = ("geolocation", "screen-wake-lock")
"""What the page uses of a phone: the position while it shares, and a screen that stays on."""


async def page(services: Services, _request: web.Request) -> web.StreamResponse:
    """Return the page, or one that tells how to build it; its service worker and manifest lie beside it."""
    try:
        html = (services.static_folder / FOLDER / PAGE).read_text(encoding="utf-8")
    except OSError:
        return html_response(NOT_BUILT, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = html_response(html)
    # A link with a key in its fragment must not be named to any other site.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Permissions-Policy"] = permissions_policy(USES)
    return response


async def without_slash(_services: Services, _request: web.Request) -> web.StreamResponse:
    """Redirect to the address without a slash, which relative addresses of the page start from."""
    return web.Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": "../drive"})
