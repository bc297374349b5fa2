"""Which pages of other origins may read our answers: none, but for those that the operator lists."""

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
    """Return what lets the page of that origin read an answer: nothing where it is not listed. Cookies stay at home."""
    if origin is None or origin.lower() not in origins:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": SHOWN,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def is_of_another_origin(request: web.BaseRequest) -> bool:
    """Tell whether a browser says that a page of somebody else sends this; a page of ours has the host that it asks."""
    origin = request.headers.get("Origin")
    return origin is not None and (urlsplit(origin).netloc or "null").lower() != request.headers.get("Host", "").lower()


def create_cors(origins: frozenset[str]) -> Middleware:
    """Return the middleware that answers a browser's question before it sends the request of a page."""

    @web.middleware
    async def answer_preflight(request: web.Request, handler: Handler) -> web.StreamResponse:
        # No route takes OPTIONS, so the router has refused it and says what the address does take.
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
    """Complete an answer that is about to leave."""
    response.headers.add("Vary", "Origin")
    response.headers.update(headers_for(request.headers.get("Origin"), origins))
