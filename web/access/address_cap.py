"""Limits the open connections of one address, and its streams through a trusted proxy."""

from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from app.listening import is_loopback
from app.observability.metrics import Metrics
from app.settings import Settings
from web.access.client_address import client_address, is_among, parse_networks, site_of
from web.http.problem import ProblemError


class AddressCap:
    """Counts open connections and streams by address, with the granularity of the rate limits.

    Connections of a trusted proxy carry many clients and do not count, nor does any connection on the loopback address.
    """

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        most = settings.max_connections_per_address
        self._most, self._counts_connections = most, most > 0 and not is_loopback(settings.host)
        self._trusted = parse_networks(settings.trusted_proxies)
        self._open: dict[str, int] = {}
        self._refused = metrics.counter("tracker_connections_refused_total").labels("address")

    def enter(self, peer: str) -> bool:
        """Count a connection and return True, or return False if it exceeds the limit."""
        return not self._counts(peer) or self._add(site_of(peer))

    def leave(self, peer: str) -> None:
        """Stop counting an accepted connection."""
        if self._counts(peer):
            self._remove(site_of(peer))

    @contextmanager
    def stream(self, request: web.Request) -> Iterator[None]:
        """Count a stream while the block runs; raises ProblemError `too_many_connections`."""
        peer = request.remote or ""
        client = client_address(peer, request.headers.getall("X-Forwarded-For", ()), self._trusted)
        if client == peer or self._most == 0:  # its connection counts
            yield
            return
        site = site_of(client)
        if not self._add(site):
            detail = f"This address has {self._most} open streams, the most allowed."
            raise ProblemError("too_many_connections", detail, retry_after_s=1.0)
        try:
            yield
        finally:
            self._remove(site)

    def _counts(self, peer: str) -> bool:
        return self._counts_connections and not (self._trusted and is_among(peer, self._trusted))

    def _add(self, site: str) -> bool:
        held = self._open.get(site, 0)
        if held >= self._most:
            self._refused.inc()
            return False
        self._open[site] = held + 1
        return True

    def _remove(self, site: str) -> None:
        self._open[site] -= 1
        if not self._open[site]:
            del self._open[site]
