"""The answer to a fix that was stored, with as little around it as HTTP asks for: it goes out thousands of times a second."""

from email.utils import formatdate

from aiohttp import ClientConnectionResetError, HttpVersion11, web
from aiohttp.http import SERVER_SOFTWARE

STATUS, REASON = 202, "Accepted"
HEAD = (
    f"HTTP/1.1 {STATUS} {REASON}\r\n"
    "Content-Type: application/json\r\n"
    "Date: {date}\r\n"
    f"Server: {SERVER_SOFTWARE}\r\n"
    "Content-Length: "
)


class ReadyAnswer(web.StreamResponse):
    """An answer of which every byte is known: aiohttp has nothing to assemble."""

    _request: web.BaseRequest | None = None

    def __init__(self, raw: bytes) -> None:
        super().__init__(status=STATUS, reason=REASON)
        self._raw = raw
        self._keep_alive = True

    async def prepare(self, request: web.BaseRequest) -> None:
        """Take note of the connection; nothing is written yet."""
        self._request = request

    async def write_eof(self, data: bytes = b"") -> None:
        """Write the answer, once; raises ConnectionError if the client has gone."""
        request, self._request = self._request, None
        if request is None:
            return
        self._eof_sent = True
        transport = request.transport
        if transport is None or transport.is_closing():
            raise ClientConnectionResetError("Cannot write to closing transport")
        transport.write(self._raw + data)
        await request.writer.drain()


class ReadyAnswers:
    """Makes answers; the head with its date is made anew each second."""

    def __init__(self) -> None:
        self._head, self._made_at = b"", -1

    def accepted(self, request: web.Request, body: bytes, now: float) -> web.StreamResponse:
        """Return 202 with a JSON body; `now` (Unix seconds) is its date."""
        if request.version != HttpVersion11 or not request.keep_alive:
            return web.Response(status=STATUS, body=body, content_type="application/json")
        if self._made_at != (second := int(now)):
            self._made_at = second
            self._head = HEAD.format(date=formatdate(second, usegmt=True)).encode()
        return ReadyAnswer(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
