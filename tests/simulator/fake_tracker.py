"""A tracker without Kafka: the public API's ingest, on a real socket, remembering what it accepted."""

import asyncio
import contextlib
import socket
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

from app.fixes.parser import FixError, parse_fix


def code_for(line: bytes, now: float) -> str | None:
    """Return the code with which the contract refuses a report at a time (Unix seconds)."""
    parsed = parse_fix(line, now)
    return parsed.code if isinstance(parsed, FixError) else None


@dataclass
class FakeTracker:
    """Answers by the contract, after the scripted answers: a status, a code and headers each."""

    script: deque[tuple[int, str, dict[str, str]]] = field(default_factory=deque)
    accepted: list[dict[str, Any]] = field(default_factory=list)
    requests: int = 0
    ready: bool = True
    silent: bool = False
    sent_as: set[str] = field(default_factory=set)
    """The Authorization headers of all posts."""
    requests_at: list[float] = field(default_factory=list)
    has_accepted: threading.Event = field(default_factory=threading.Event)

    def app(self) -> web.Application:
        """Return the HTTP side."""
        app = web.Application(client_max_size=8 << 20)
        app.router.add_get("/health/ready", self._health)
        app.router.add_post("/api/shipments/update", self._one)
        app.router.add_post("/api/shipments/updates", self._many)
        return app

    @contextlib.asynccontextmanager
    async def serving(self, listener: socket.socket) -> AsyncIterator[str]:
        """Serve on a bound socket; yield the address."""
        runner = web.AppRunner(self.app(), shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        try:
            yield url_of(listener)
        finally:
            await runner.cleanup()

    async def _health(self, _request: web.Request) -> web.Response:
        if self.ready:
            return web.json_response({"status": "ok"})
        return web.json_response({"status": "unavailable", "reason": "the view is catching up"}, status=503)

    async def _scripted(self) -> web.Response | None:
        self.requests += 1
        self.requests_at.append(time.monotonic())
        if self.silent:
            await asyncio.Event().wait()
        if not self.script:
            return None
        status, code, headers = self.script.popleft()
        return web.json_response({"status": status, "code": code}, status=status, headers=headers)

    async def _one(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.sent_as.add(request.headers.get("Authorization", ""))
        assert request.content_type == "application/json"
        if scripted := await self._scripted():
            return scripted
        if code := code_for(body, time.time()):
            status = 400 if code in ("not_json", "not_utf8") else 422
            return web.json_response({"status": status, "code": code, "detail": "no"}, status=status)
        self.accepted.append(orjson.loads(body))
        self.has_accepted.set()
        return web.json_response({"status": "accepted", "partition": 0, "offset": self.requests}, status=202)

    async def _many(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.sent_as.add(request.headers.get("Authorization", ""))
        assert request.content_type == "application/x-ndjson"
        if scripted := await self._scripted():
            return scripted
        lines = body.split(b"\n")
        codes = [code_for(line, time.time()) for line in lines]
        rejected = [{"index": index, "code": code, "detail": "no"} for index, code in enumerate(codes) if code]
        if len(rejected) == len(lines):
            return web.json_response({"status": 422, "code": "all_rejected", "rejected": rejected}, status=422)
        self.accepted += [orjson.loads(line) for line, code in zip(lines, codes, strict=True) if code is None]
        return web.json_response({"accepted": len(lines) - len(rejected), "rejected": rejected}, status=202)


@contextlib.contextmanager
def free_listener(port: int = 0) -> Iterator[socket.socket]:
    """Yield a socket, with its own port unless one is given, that refuses connections until a server listens on it."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        yield listener


def url_of(listener: socket.socket) -> str:
    """Return the address of a bound socket."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextlib.contextmanager
def serving_beside(tracker: FakeTracker) -> Iterator[str]:
    """Serve in another thread, for code that runs its own event loop; yield the address."""
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    up = threading.Event()

    async def serve(listener: socket.socket) -> None:
        async with tracker.serving(listener):
            up.set()
            await stop.wait()

    with free_listener() as listener:
        thread = threading.Thread(target=lambda: loop.run_until_complete(serve(listener)))
        thread.start()
        assert up.wait(10)
        try:
            yield url_of(listener)
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(10)
            loop.close()
