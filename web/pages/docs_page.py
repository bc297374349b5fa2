"""The documentation of the API: Swagger UI from local files, or a plain list of operations without them.

All addresses are relative, since a proxy may serve the tracker below a prefix.
"""

from collections.abc import Sequence
from html import escape
from http import HTTPStatus

from aiohttp import web

from web.http.problem import STATUS_OF
from web.http.route import ROUTE_TABLE, Route
from web.http.static_files import REVALIDATE, file_response, html_response
from web.services.services import Services

FOLDER = "docs"
STYLE, SCRIPT = "swagger-ui.css", "swagger-ui-bundle.js"
_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API of the delivery tracker</title>
<link rel="icon" href="data:,">
"""
SWAGGER_PAGE = f"""{_HEAD}<link rel="stylesheet" href="assets/{STYLE}">
<div id="api"></div>
<noscript>This page needs JavaScript; <a href="../openapi.json">openapi.json</a> contains the same.</noscript>
<script src="assets/{SCRIPT}"></script>
<script>
SwaggerUIBundle({{ url: "../openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null }});
</script>
</html>
"""


def _line(route: Route) -> str:
    parameters = ", ".join(parameter.name for parameter in route.parameters)
    codes = ", ".join(f"{code} ({STATUS_OF[code].value})" for code in route.errors)
    cells = (route.method, route.path, route.summary, parameters, codes)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def plain_page(routes: Sequence[Route]) -> str:
    """Return the operations as a table that needs no JavaScript."""
    lines = "\n".join(_line(route) for route in routes if route.tag is not None)
    return f"""{_HEAD}<style>
  body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark }}
  td, th {{ text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884 }}
</style>
<h1>API of the delivery tracker</h1>
<p>For tools: <a href="../openapi.json">openapi.json</a>.
<code>make run</code> builds an interactive page.</p>
<table>
<tr><th>Method<th>Path<th>What it does<th>Parameters<th>Error codes</tr>
{lines}
</table>
</html>
"""


async def with_slash(_services: Services, request: web.Request) -> web.StreamResponse:
    """Redirect to the address with a slash, so that relative links work, also below a prefix that a proxy strips."""
    query = request.rel_url.raw_query_string  # may hold a token
    location = f"docs/?{query}" if query else "docs/"
    return web.Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": location})


async def page(services: Services, request: web.Request) -> web.StreamResponse:
    """Return Swagger UI if its files were built, else the plain list."""
    folder = services.static_folder / FOLDER
    if all((folder / name).is_file() for name in (STYLE, SCRIPT)):
        return html_response(SWAGGER_PAGE)
    return html_response(plain_page(request.app[ROUTE_TABLE]))


async def asset(services: Services, request: web.Request) -> web.StreamResponse:
    """Return a file of Swagger UI; its name has no hash, so browsers revalidate it."""
    return file_response(request, services.static_folder / FOLDER, request.match_info["file"], REVALIDATE)
