"""The middleware that sends every error as problem+json and counts every answer by its route."""

import logging
import re
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import Counter

from app.observability.metrics import Metrics
from web.http.problem import ProblemError, problem_response
from web.http.route import PATH_KEY

log = logging.getLogger(__name__)

CLIENT_GONE = 499
"""The counted status of a client that left before its answer; it is never sent."""
NO_ROUTE = "none"
INTERNAL = "Internal server error; see the server log."
KEY_IN_PATH = re.compile(r"trk_[^/]*")


def shown_path(request: web.Request) -> str:
    """Return the path as answers and logs may quote it: short, and without the key that it may hold."""
    info = request.match_info
    if PATH_KEY in info:
        resource = info.route.resource
        return NO_ROUTE if resource is None else resource.canonical
    return KEY_IN_PATH.sub("trk_…", request.path[:256])


def _from_http_exception(request: web.Request, error: web.HTTPException) -> ProblemError:
    match error:
        case web.HTTPNotFound():
            return ProblemError(
                "unknown_path", f"There is nothing at {shown_path(request)}; /docs lists what there is."
            )
        case web.HTTPMethodNotAllowed():
            allow = ", ".join(sorted(error.allowed_methods))
            detail = f"{shown_path(request)} accepts {allow}, not {error.method[:32]}."
            return ProblemError("method_not_allowed", detail, headers={"Allow": allow})
        case web.HTTPRequestEntityTooLarge():
            return ProblemError("too_large", "The body is too large for this server; send several smaller ones.")
        case web.HTTPExpectationFailed():
            return ProblemError("unsupported_expectation", "The only supported Expect is 100-continue.")
        case web.HTTPClientError():
            return ProblemError("bad_http", f"The server cannot answer this request: {error.reason}.")
        case _:
            log.error("request failed", exc_info=error, extra={"method": request.method, "path": shown_path(request)})
            return ProblemError("internal", INTERNAL)


def _problem_from(request: web.Request, error: Exception) -> ProblemError | None:
    """Return the error as a problem, or None if it is an answer itself or an answer is already being sent."""
    if request.writer.output_size > 0 or isinstance(error, web.HTTPRedirection | web.HTTPSuccessful):
        return None
    match error:
        case ProblemError():
            return error
        case web.HTTPException():
            return _from_http_exception(request, error)
        case web.RequestPayloadError():
            return ProblemError("bad_http", str(error))
        case MemoryError():
            log.error("out of memory", extra={"method": request.method, "path": shown_path(request)})
            return ProblemError("overloaded", "The server has not enough memory for this request; try again.")
        case _:
            log.error("request failed", exc_info=error, extra={"method": request.method, "path": shown_path(request)})
            return ProblemError("internal", INTERNAL)


def _has_left(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _status_of(error: Exception) -> int:
    match error:
        case web.HTTPException():
            return error.status
        case _:
            return HTTPStatus.INTERNAL_SERVER_ERROR.value


class RequestCounter:
    """Counts answers by status and route template, which is a bounded set."""

    def __init__(self, metrics: Metrics) -> None:
        self._requests = metrics.counter("tracker_http_requests_total")
        # The labels of a counter take longer to resolve than the rest of this middleware.
        self._known: dict[tuple[str, int], Counter] = {}

    def count(self, request: web.Request, status: int) -> None:
        """Count one answer."""
        resource = request.match_info.route.resource
        key = (NO_ROUTE if resource is None else resource.canonical, status)
        counter = self._known.get(key)
        if counter is None:
            counter = self._known[key] = self._requests.labels(*key)
        counter.inc()


def create_middleware(metrics: Metrics) -> Middleware:
    """Return the middleware that turns exceptions into answers and counts all answers."""
    counter = RequestCounter(metrics)

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except Exception as error:
            if isinstance(error, ConnectionError) and _has_left(request):
                counter.count(request, CLIENT_GONE)
                # If raised, it would be logged as a server error; this response is never sent.
                return web.Response(status=CLIENT_GONE)
            problem = _problem_from(request, error)
            if problem is None:
                counter.count(request, _status_of(error))
                raise
            response = problem_response(problem)
        counter.count(request, response.status)
        return response

    return answer
