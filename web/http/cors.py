"""CORS: only pages of the origins that the operator lists may read answers."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

ANSWER_AGE_S = 600
SENT = "Authorization, Content-Type, Last-Event-ID"
SHOWN = "Retry-After, X-Tracker-Cursor, X-Tracker-As-Of, X-Tracker-Stale, X-Tracker-Next, X-Tracker-Complete, Link"


def parse_origins(text: str) -> frozenset[str]:
    """Return the origins of a list, as browsers write them."""
    return frozenset(part.strip().rstrip("/").lower() for part in text.split(",") if part.strip())


def headers_for(origin: str | None, origins: frozenset[str]) -> dict[str, str]:
    """Return the headers that let a page of a listed origin read an answer, without cookies; none for other origins."""
    if origin is None or origin.lower() not in origins:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": SHOWN,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def is_of_another_origin(request: web.BaseRequest) -> bool:
    """Tell whether a browser sends this for a page of another origin: the tracker's own pages have the request's host."""
    origin = request.headers.get("Origin")
    return origin is not None and (urlsplit(origin).netloc or "null").lower() != request.headers.get("Host", "").lower()


def create_cors(origins: frozenset[str]) -> Middleware:
    """Return the middleware that answers preflight requests."""

    @web.middleware
    async def answer_preflight(request: web.Request, handler: Handler) -> web.StreamResponse:
        # No route accepts OPTIONS, so the router has refused it and lists the allowed methods.
        refusal = request.match_info.http_exception
        if request.method != "OPTIONS" or not isinstance(refusal, web.HTTPMethodNotAllowed):
            return await handler(request)
        headers = headers_for(request.headers.get("Origin"), origins)
        if headers:
            headers["Access-Control-Allow-Methods"] = ", ".join(sorted(refusal.allowed_methods))
            headers["Access-Control-Allow-Headers"] = SENT
            headers["Access-Control-Max-Age"] = str(ANSWER_AGE_S)
        return web.Response(status=204, headers=headers)

    return answer_preflight


async def allow_listed(origins: frozenset[str], request: web.BaseRequest, response: web.StreamResponse) -> None:
    """Add the CORS headers to an answer that is about to be sent."""
    response.headers.add("Vary", "Origin")
    response.headers.update(headers_for(request.headers.get("Origin"), origins))
