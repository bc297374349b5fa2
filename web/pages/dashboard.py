"""The dashboard as built by the frontend: its page, and the files that the page loads."""

import re
from html import escape
from urllib.parse import urlsplit

from aiohttp import web

from web.http.static_files import FOREVER, REVALIDATE, file_response, html_response
from web.services.services import Services

FOLDER = "dashboard"
HASHED = re.compile(r"-(?=[a-z-]{0,7}[A-Z0-9_])[A-Za-z0-9_-]{8}\.[a-z0-9]+$")
"""How the build names a file after its content."""
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
<p><code>make run</code> builds it. While it is being worked on, <code>make dev</code> serves it with hot reload.</p>
<p>All else works: <a href="docs/">the API</a>, <a href="api/shipments">the latest positions</a>,
<a href="health/ready">whether this process is ready</a>.</p>
</html>
"""


def with_map_tiles(html: str, tiles: str, attribution: str) -> str:
    """Return the page with the address of the map tiles and their credit in it, which its script looks for."""
    meta = f'<meta name="tracker-map-tiles" content="{escape(tiles)}" data-attribution="{escape(attribution)}" />'
    return html.replace("</head>", f"{meta}</head>", 1)


def image_source(tiles: str) -> str:
    """Return where the browser may load tiles from: nothing for our own host, any host in the place of `{s}`."""
    url = urlsplit(tiles)
    return f"{url.scheme}://{url.netloc.replace('{s}', '*')}" if url.netloc else ""


async def page(services: Services, _request: web.Request) -> web.StreamResponse:
    """Answer with the dashboard, or say how to build it."""
    index = services.static_folder / FOLDER / "index.html"
    try:
        html = index.read_text(encoding="utf-8")
    except OSError:
        return html_response(NOT_BUILT, status=503)
    tiles = services.settings.map_tiles
    if not tiles:
        return html_response(html)
    html = with_map_tiles(html, tiles, services.settings.map_attribution)
    return html_response(html, image_source=image_source(tiles))


async def asset(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with a file of the build; where the name has a hash of the content, it may be kept for ever."""
    name = request.match_info["file"]
    cache_control = FOREVER if HASHED.search(name) else REVALIDATE
    return file_response(request, services.static_folder / FOLDER / "assets", name, cache_control)


async def root_file(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with a file that lies beside the page, such as its icon."""
    return file_response(request, services.static_folder / FOLDER, request.match_info["file"], REVALIDATE)
