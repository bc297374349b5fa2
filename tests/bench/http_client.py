"""A cheap HTTP/1.1 client, so that thousands of requests a second measure the server and not the client."""

import asyncio
import re
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Answer(NamedTuple):
    """Status and body of an answer."""

    status: int
    body: bytes


class Connection:
    """One persistent connection."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = str(parts.hostname), int(parts.port or 80)
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect."""
        if self._writer is not None:
            self._writer.close()

    async def post(self, path: str, content_type: str, body: bytes) -> Answer:
        """Return the answer to one POST."""
        return await self._send("POST", path, content_type, body)

    async def put(self, path: str, content_type: str, body: bytes) -> Answer:
        """Return the answer to one PUT."""
        return await self._send("PUT", path, content_type, body)

    async def get(self, path: str) -> Answer:
        """Return the answer to one GET."""
        return await self._ask(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode())

    async def _send(self, method: str, path: str, content_type: str, body: bytes) -> Answer:
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: {content_type}\r\n"
        return await self._ask(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    async def _ask(self, request: bytes) -> Answer:
        assert self._reader is not None, "not connected"
        assert self._writer is not None, "not connected"
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        assert length is not None, "an answer without a length"
        return Answer(int(head[9:12]), await self._reader.readexactly(int(length[1])))
