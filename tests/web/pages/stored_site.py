"""The whole server over raw sockets, its log storing at once what it is given."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.web.ingest.fake_log import SlowLog
from tests.web.server.test_fast_connection import FastSite, fast_runner
from web.ingest.envelope_lane import Ack, Chunk


class QuickLog(SlowLog):
    """Stores at once, on both paths."""

    def begin(self, chunk: Chunk) -> "asyncio.Future[list[Ack]] | None":
        """Store a fix."""
        future = super().begin(chunk)
        self.storing = asyncio.ensure_future(self.store())
        return future


@asynccontextmanager
async def stored_site(tmp_path: Path, **settings: Any) -> AsyncIterator[FastSite]:
    """Yield a site whose log needs no turning."""
    async with fast_runner(tmp_path, QuickLog(), **settings) as (site, _):
        yield site


def request(method: str, path: str, *headers: str, body: bytes = b"", version: str = "HTTP/1.1") -> bytes:
    """Return a request, with the length of its body unless a header says how long it is."""
    framed = any(header.lower().startswith(("content-length:", "transfer-encoding:")) for header in headers)
    length = () if framed or not body else (f"Content-Length: {len(body)}",)
    lines = (f"{method} {path} {version}", "Host: tracker", *length, *headers, "", "")
    return "\r\n".join(lines).encode("latin-1") + body


def in_chunks(body: bytes, size: int = 7) -> bytes:
    """Return a body in chunks, with the last one."""
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
