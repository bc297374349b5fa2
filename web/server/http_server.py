"""The HTTP server as a part of the process: it listens before Kafka is reachable, and stops last."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from app.observability.metrics import Metrics
from app.settings import Settings
from web.server.certificate import Certificate
from web.server.connections import TrackerServer, http_limits
from web.server.tls_site import TlsSite

LOOK_EVERY_S = 0.02
SHUTDOWN_TIMEOUT_S = 2.0
"""Longest wait for requests to arrive completely, and again for their answers to be sent."""


class HttpServer:
    """Serves one application on one or two ports."""

    def __init__(
        self,
        settings: Settings,
        application: web.Application,
        refine: Callable[[web.Server], TrackerServer],
        certificate: Certificate | None,
        metrics: Metrics,
    ) -> None:
        """`refine` returns a server with limits on connections; with a certificate every port speaks TLS."""
        self._settings, self._application, self._refine = settings, application, refine
        self._certificate, self._metrics = certificate, metrics
        self._runner: RefinedRunner | None = None

    async def start(self) -> None:
        """Listen on every port; the caller has checked that they are free."""
        settings = self._settings
        # Streams are already closed, so few requests remain.
        runner = self._runner = RefinedRunner(
            self._application, access_log=None, shutdown_timeout=SHUTDOWN_TIMEOUT_S, **http_limits(settings)
        )
        runner.refine = self._refine
        await runner.setup()
        for port in (settings.http_port, settings.dashboard_port):
            if port:
                await self._site(runner, port).start()
        if self._certificate is not None:
            await self._certificate.start()

    def _site(self, runner: "RefinedRunner", port: int) -> web.BaseSite:
        settings = self._settings
        if self._certificate is None:
            return web.TCPSite(runner, settings.host, port)
        return TlsSite(runner, settings.host, port, self._certificate, settings.tls_handshake_s, self._metrics)

    async def stop(self) -> None:
        """Accept no more connections, wait for partly sent requests, answer them, and close."""
        runner, self._runner = self._runner, None
        if runner is None:
            return
        if self._certificate is not None:
            await self._certificate.stop()
        for site in list(runner.sites):
            await site.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(SHUTDOWN_TIMEOUT_S):
                await _until_all_have_arrived(runner)
        await runner.cleanup()


class RefinedRunner(web.AppRunner):
    """aiohttp's runner with a hook to replace its server."""

    refine: Callable[[web.Server], TrackerServer] | None = None

    async def _make_server(self) -> web.Server:
        server = await super()._make_server()
        return server if self.refine is None else self.refine(server)


async def _until_all_have_arrived(runner: web.AppRunner) -> None:
    # aiohttp 3.14 reads nothing from a connection that is being closed, yet waits for its request: a client that sends a
    # body would get no answer, and the stop would wait for nothing.
    server = runner.server
    while server is not None:
        arriving = [connection for connection in server.connections if _is_arriving(connection)]
        for connection in {*server.connections} - {*arriving}:
            connection.close()  # once it has answered
        if not arriving:
            return
        await asyncio.sleep(LOOK_EVERY_S)


def _is_arriving(connection: web.RequestHandler) -> bool:
    request = connection._current_request  # aiohttp has no public name for a request that is arriving
    return request is not None and not request.content.is_eof()
