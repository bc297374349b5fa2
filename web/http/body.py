"""Reads the body of a request: of a supported type and encoding, complete, and within the limits of size and time."""

import asyncio

from aiohttp import web

from app.observability.metrics import Metrics
from app.settings import Settings
from web.http.content_encoding import decompress, encoding_of
from web.http.problem import ProblemError, body_too_large

JSON_TYPE = "application/json"
NDJSON_TYPE = "application/x-ndjson"


class BodyLimits:
    """The limits of a body's size and time, and the counter of bodies that took too long."""

    def __init__(self, settings: Settings, metrics: Metrics, most_bytes: int | None = None) -> None:
        self.most_bytes, self.within_s = most_bytes or settings.max_body_bytes, settings.request_body_s
        self.most_members = settings.max_batch_fixes  # of gzip; a sender may compress each fix separately
        self.too_slow = metrics.counter("tracker_requests_too_slow_total")


def media_type_of(request: web.Request, *taken: str) -> str:
    """Return the body's media type, or the first of `taken` if the client names none; raise `unsupported_media_type`."""
    header = request.headers.get("Content-Type", "")
    if header in taken:
        return header
    sent = header.partition(";")[0].strip().lower()
    # A foreign page can make a browser send a body without a type and without a preflight; our types require one.
    if not sent and "Origin" not in request.headers:
        return taken[0]
    if sent not in taken:
        detail = (
            f"This address accepts {' or '.join(taken)}, not {sent[:64] or 'a body without a type from a web page'}; "
            f"with curl: curl -H 'Content-Type: {taken[0]}' -d @body.json {request.path}"
        )
        raise ProblemError("unsupported_media_type", detail, headers={"Accept-Post": ", ".join(taken)})
    return sent


async def read_body(request: web.Request, limits: BodyLimits) -> bytes:
    """Return the complete, decompressed body; raises ProblemError as soon as it exceeds a limit."""
    encoding = encoding_of(request.headers)
    raw = await _read(request, limits)
    return raw if encoding is None else decompress(raw, encoding, limits.most_bytes, limits.most_members)


async def _read(request: web.Request, limits: BodyLimits) -> bytes:
    content = request.content
    if (
        content.is_eof() and content.total_bytes and content.exception() is None
    ):  # a small body arrived with its headers
        # aiohttp 3.14: each read resumes the transport and the parser, which is needless at the end of a body.
        body = b"".join(content._buffer)  # noqa: SLF001
        if len(body) > limits.most_bytes:
            raise body_too_large(limits.most_bytes)
        return body
    if (request.content_length or 0) > limits.most_bytes:
        raise body_too_large(limits.most_bytes)
    chunks, size = [], 0
    try:
        async with asyncio.timeout(limits.within_s):
            async for chunk in content.iter_any():
                chunks.append(chunk)
                size += len(chunk)
                if size > limits.most_bytes:
                    raise body_too_large(limits.most_bytes)
    except TimeoutError:
        limits.too_slow.inc()
        raise ProblemError("too_slow", f"The body did not arrive within {limits.within_s:g} s.") from None
    return b"".join(chunks)


async def close_where_unread(request: web.Request, response: web.StreamResponse) -> None:
    """Send `Connection: close` with an answer that leaves before its request was read to the end.

    The rest of the request may never arrive, so the client must not send another request after it.
    """
    content = request.content
    if not content.is_eof() or content.exception() is not None:
        response.force_close()
        response.headers["Connection"] = "close"
