"""The server's answers to invalid HTTP and to connections beyond a limit."""

import orjson
from aiohttp import HttpVersion10, HttpVersion11, web
from aiohttp.http_exceptions import BadHttpMethod, BadStatusLine, InvalidHeader, InvalidURLError, LineTooLong

SERVER_NAME = "delivery-tracker"
MEDIA_TYPE = "application/problem+json"
BAD_HEAD = "The request is not valid HTTP/1.1, or it has too many headers or two that contradict each other."
BAD_BODY = "The body is not framed as HTTP/1.1 requires: it ends early, or one of its chunks is not valid."
INTERNAL = "Internal server error; see the server log."
DETAIL_OF: tuple[tuple[type[BaseException], str], ...] = (
    (LineTooLong, "The request line or a header is too long."),
    (BadHttpMethod, "This is not HTTP/1.1. If you meant TLS (https): this port does not support it."),
    (BadStatusLine, "The request line does not end in HTTP/1.1 or HTTP/1.0."),
    (InvalidHeader, "A header is not valid."),
    (InvalidURLError, "The address in the request line is not valid; percent-encode it."),
)
"""Details for aiohttp's errors, whose own texts quote the request, which may hold a key."""


def problem(status: int, title: str, code: str, detail: str) -> bytes:
    """Return the body of an answer as problem+json."""
    return orjson.dumps({"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail})


def whole_answer(status: int, title: str, code: str, detail: str) -> bytes:
    """Return a complete answer, after which the connection ends."""
    body = problem(status, title, code, detail)
    return (
        b"HTTP/1.1 %d %b\r\nContent-Type: %b\r\nX-Content-Type-Options: nosniff\r\nRetry-After: 1\r\n"
        b"Server: %b\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"
    ) % (status, title.encode(), MEDIA_TYPE.encode(), SERVER_NAME.encode(), len(body), body)


FULL = whole_answer(503, "Service Unavailable", "overloaded", "Too many connections are open.")
TOO_MANY = whole_answer(
    429, "Too Many Requests", "too_many_connections", "Too many connections are open from this address."
)
PLAIN_ON_TLS = whole_answer(400, "Bad Request", "bad_http", "This port speaks TLS only: use https:// in the address.")


def last_answer(body: bytes, status: int) -> web.Response:
    """Return an answer after which the connection ends."""
    headers = {"Server": SERVER_NAME, "X-Content-Type-Options": "nosniff", "Connection": "close"}
    response = web.Response(status=status, body=body, content_type=MEDIA_TYPE, headers=headers)
    response.force_close()
    return response


def internal_error() -> web.Response:
    """Return the answer to a request that failed outside the handlers."""
    return last_answer(problem(500, "Internal Server Error", "internal", INTERNAL), 500)


def bad_http(detail: str) -> web.Response:
    """Return the answer to invalid HTTP."""
    return last_answer(problem(400, "Bad Request", "bad_http", detail), 400)


def unsupported_expectation() -> web.Response:
    """Return the answer to an `Expect` other than `100-continue`."""
    detail = "The only supported Expect is 100-continue."
    return last_answer(problem(417, "Expectation Failed", "unsupported_expectation", detail), 417)


def reason_of(error: BaseException | None) -> str:
    """Return what is wrong with a request that aiohttp could not parse."""
    return next((detail for kind, detail in DETAIL_OF if isinstance(error, kind)), BAD_HEAD)


def objection_to(request: web.BaseRequest) -> str | None:
    """Return why a request that aiohttp would accept is refused here, or None."""
    if request._version not in (HttpVersion11, HttpVersion10):  # `version` would be cached, and used in the answer
        return "This server supports HTTP/1.1 and HTTP/1.0."
    coding = request.headers.get("Transfer-Encoding")
    if coding is not None and coding.strip().lower() != "chunked":  # aiohttp would pass on the encoded body
        return "The only supported Transfer-Encoding is chunked; use Content-Encoding for a compressed body."
    return None
