"""The built dashboard: its page, and the files that the page loads."""

import re
from collections.abc import Mapping

from aiohttp import web

from app.settings import Settings
from web.http.static_files import FOREVER, REVALIDATE, file_response, html_response
from web.pages.base_maps import COOKIE, BaseMaps
from web.services.services import Services

FOLDER = "dashboard"
HASHED = re.compile(r"-(?=[a-z-]{0,7}[A-Z0-9_])[A-Za-z0-9_-]{8}\.[a-z0-9]+$")
"""The form of file names that contain a hash of the content."""
NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Delivery tracker</title>
<link rel="icon" href="data:,">
<style>
  body { font: 16px/1.5 system-ui, sans-serif; color-scheme: light dark }
  body { max-width: 40rem; margin: 4rem auto; padding: 0 1rem }
  code { font-family: ui-monospace, monospace }
</style>
<h1>The tracker runs; its dashboard is not built</h1>
<p><code>make run</code> builds it. During development, <code>make dev</code> serves it with hot reload.</p>
<p>Everything else works: <a href="docs/">the API</a>, <a href="api/shipments">the latest positions</a>,
<a href="health/ready">whether this process is ready</a>.</p>
</html>
"""


def dashboard(html: str, settings: Settings, cookies: Mapping[str, str]) -> web.Response:
    """Return the built page with its base maps, under a policy that permits their hosts."""
    maps = BaseMaps(settings, cookies.get(COOKIE))
    response = html_response(maps.put_into(html), image_sources=maps.image_sources)
    response.headers["Vary"] = "Cookie"
    return response


async def page(services: Services, request: web.Request) -> web.StreamResponse:
    """Return the dashboard, or a page that tells how to build it."""
    index = services.static_folder / FOLDER / "index.html"
    try:
        html = index.read_text(encoding="utf-8")
    except OSError:
        return html_response(NOT_BUILT, status=503)
    return dashboard(html, services.settings, request.cookies)


async def asset(services: Services, request: web.Request) -> web.StreamResponse:
    """Return a file of the build; browsers may keep a file with a hash in its name forever."""
    name = request.match_info["file"]
    cache_control = FOREVER if HASHED.search(name) else REVALIDATE
    return file_response(request, services.static_folder / FOLDER / "assets", name, cache_control)


async def root_file(services: Services, request: web.Request) -> web.StreamResponse:
    """Return a file beside the page, such as its icon."""
    return file_response(request, services.static_folder / FOLDER, request.match_info["file"], REVALIDATE)
