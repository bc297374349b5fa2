"""The order in which a process starts: the web server first, then Kafka, then what needs Kafka.

Stock Faust exits when Kafka is away at the start and serves nothing until then. Here the web server answers at once (ready:
no, and why), a gate waits for Kafka, and the rest follows. Read against faust-streaming 0.15.3 (app/base.py, BootStrategy).
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from random import Random
from typing import Any, Protocol, cast

import faust
from aiohttp import web
from aiokafka.errors import KafkaError
from faust.app import base
from faust.web.drivers import aiohttp as web_driver
from mode.types import ServiceT

from app.domain.backoff import Backoff
from app.engine.web_server import http_limits
from app.topics import ensure_topics

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.02

ATTEMPT_S = 30.0
"""Longest attempt to reach Kafka and to make and check the topics."""


class Part(Protocol):
    """Something that starts once Kafka is there and stops before the web server does."""

    async def start(self) -> None:
        """Begin; must return soon."""
        ...

    async def stop(self) -> None:
        """End and release everything; harmless where start was not called."""
        ...


class PartService(faust.Service):
    """A Part in Faust's chain of services."""

    def __init__(self, part: Part, **kwargs: Any) -> None:
        self._part = part
        super().__init__(**kwargs)

    async def on_start(self) -> None:
        """Start the part."""
        await self._part.start()

    async def on_stop(self) -> None:
        """Stop the part."""
        await self._part.stop()


class KafkaGate(faust.Service):
    """Waits until Kafka answers and the topics are as they must be; everything behind it can rely on both."""

    def __init__(self, app: Any, **kwargs: Any) -> None:
        self._app = app
        super().__init__(**kwargs)

    async def on_start(self) -> None:
        """Return once Kafka is there; raises TopicMismatchError, which no waiting mends."""
        app, settings = self._app, self._app.settings
        failures, dice = 0, Random()  # noqa: S311  # spreads processes out, no secret
        backoff = Backoff(settings.kafka_backoff_s, settings.kafka_backoff_max_s)
        # Said here and logged by whoever reports on the start, once: an embedded Kafka is often there within a second.
        app.readiness.wait_for("kafka", f"Kafka at {settings.bootstrap} has not answered yet")
        if settings.serve:
            app.readiness.wait_for("view", "the latest positions are not read yet")
        while not self.should_stop and not app.should_stop:
            app.metrics.counter("tracker_kafka_attempts_total").inc()
            try:
                app.epoch = await self._ensure_topics()
            except (KafkaError, OSError, TimeoutError) as error:
                failures += 1
                log.debug("attempt %d to reach Kafka failed: %r", failures, error)
                await self.sleep(backoff.delay_s(failures, dice))
            else:
                app.readiness.ready("kafka")
                app.metrics.gauge("tracker_kafka_connected").set(1)
                log.info("Kafka at %s is there%s", settings.bootstrap, f" after {failures} failures" * bool(failures))
                return

    async def _ensure_topics(self) -> str:
        # In a task of its own: aiokafka lets a CancelledError out of clients that it closes while Kafka is away, and here
        # that would look as if this process were being stopped.
        attempt = asyncio.ensure_future(ensure_topics(self._app.settings))
        try:
            await asyncio.wait([attempt], timeout=ATTEMPT_S)
        finally:
            attempt.cancel()
        if not attempt.done() or attempt.cancelled():
            raise TimeoutError
        return attempt.result()


class TrackerBoot(base.BootStrategy):
    """Web before Kafka, for both roles."""

    def server(self) -> Iterable[ServiceT]:
        """Return the services of a worker in the order of their start."""
        return self._chain(
            self.sensors(),
            self._edge(),
            self.kafka_producer(),
            self.kafka_consumer(),
            self.agents(),
            self.kafka_conductor(),
            self.tables(),
            cast("Any", self.app).worker_services(),
        )

    def producer_only(self) -> Iterable[ServiceT]:
        """Return the services of an edge: HTTP, ingest and the view, without agents and tables."""
        return self._chain(self.sensors(), self._edge())

    def _edge(self) -> Iterable[ServiceT]:
        app: Any = self.app
        return [*self.web_server(), KafkaGate(app), *(PartService(part) for part in app.parts)]


class TrackerWeb(web_driver.Web):
    """Faust's web server on one or two ports, with our routes and none of Faust's (its `/table` shows every row)."""

    default_blueprints = ()
    production_blueprints = ()
    debug_blueprints = ()
    optional_blueprints = ()
    sites: Sequence[tuple[str, int]] = ()
    refine: Callable[[web.Server], web.Server] | None = None
    """Makes another server of aiohttp's, whose connections are quicker."""
    shutdown_timeout_s: float = 2.0
    """Longest wait for requests to arrive in full, and again for their answers to leave."""

    async def start_server(self) -> None:
        """Listen on every port; the caller has made sure that they are free."""
        # Streams are closed before; what is left is a request or two.
        limits = http_limits(cast("Any", self.app).settings)
        self._runner = RefinedRunner(self.web_app, access_log=None, shutdown_timeout=self.shutdown_timeout_s, **limits)
        self._runner.refine = self.refine
        await self._runner.setup()
        for host, port in self.sites:
            await web.TCPSite(self._runner, host, port).start()

    async def stop_server(self) -> None:
        """Take no more connections, let half-sent requests arrive, answer, and close."""
        if self._runner is not None:
            for site in list(self._runner.sites):
                await site.stop()
            with suppress(TimeoutError):
                async with asyncio.timeout(self.shutdown_timeout_s):
                    await self._until_all_have_arrived(self._runner)
        await super().stop_server()

    async def _until_all_have_arrived(self, runner: web.AppRunner) -> None:
        # aiohttp 3.14 reads nothing from a connection that is being closed, yet waits for its request: who was sending a body
        # would get no answer, and the stop would wait for it in vain.
        server = runner.server
        while server is not None:
            arriving = [connection for connection in server.connections if _is_arriving(connection)]
            for connection in {*server.connections} - {*arriving}:
                connection.close()  # once it has answered
            if not arriving:
                return
            await asyncio.sleep(LOOK_EVERY_S)


class RefinedRunner(web.AppRunner):
    """aiohttp's, with a word to be said about its server."""

    refine: Callable[[web.Server], web.Server] | None = None

    async def _make_server(self) -> web.Server:
        server = await super()._make_server()
        return server if self.refine is None else self.refine(server)


def _is_arriving(connection: web.RequestHandler) -> bool:
    request = connection._current_request
    return request is not None and not request.content.is_eof()
