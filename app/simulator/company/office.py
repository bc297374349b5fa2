"""The company's office: plans the deliveries at the tracker, then reports what happens to them when it is told."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import orjson

from app.simulator.answers import TrackerAnswer
from app.simulator.company.day import Day
from app.simulator.company.story import Saying
from app.simulator.company.wire import SHIPMENT_PREFIX, Wire
from app.simulator.pause import pause
from app.simulator.poster import Poster, Request
from app.simulator.sender import authorization

PLANS_A_REQUEST = 1_000
SAYINGS_A_REQUEST = 500
"""Most that the tracker accepts in one request."""
PENDING_S = 0.5
"""The pause before a request is repeated whose commands were not decided yet."""


class Office:
    """One request at a time, so nothing waits in memory; statuses that are late carry their own times."""

    def __init__(self, poster: Poster, url: str, key: str, wire: Wire) -> None:
        self._poster, self._url, self._wire = poster, url, wire
        self._headers = {"Content-Type": "application/json", **authorization(key)}
        self._requests = 0

    async def plan(self, day: Day) -> None:
        """Create the deliveries, give each driver a route, and cancel what an interrupted day left on it."""
        promises = list(day.promises)
        for first in range(0, len(promises), PLANS_A_REQUEST):
            body = [self._wire.plan(promise) for promise in promises[first : first + PLANS_A_REQUEST]]
            await self._ask("POST", "/api/deliveries", body, ["planned"] * len(body))
        for driver in day.drivers:
            body_of_route, named = self._wire.route(driver), len(driver.promises)
            path = f"/api/drivers/{driver.driver_id}/route"
            results = await self._ask("PUT", path, body_of_route, ["assigned"] * named)
            await self._cancel([result["shipmentId"] for result in results[named:]])

    async def _cancel(self, shipment_ids: Sequence[str]) -> None:
        ours = [{"shipmentId": one, "to": "cancelled"} for one in shipment_ids if one.startswith(SHIPMENT_PREFIX)]
        if ours:
            await self._ask("POST", "/api/delivery-status", ours, ["cancelled"] * len(ours))

    async def report(self, sayings: Sequence[Saying], until: float) -> None:
        """Report each status when it is told; end with the last one, at the Unix time `until`, or when stopped."""
        clock, stop = self._poster.clock, self._poster.stop
        left = list(reversed(sayings))
        while left and not stop.is_set():
            now = clock.now()
            due = list(self._due(left, now))
            if due:
                body = [self._wire.status(saying) for saying in due]
                await self._ask("POST", "/api/delivery-status", body, [saying.to for saying in due])
                continue
            next_at = self._wire.time(left[-1].told_s)
            if next_at > until:
                return
            await pause(max(next_at - now, 0.001), stop)

    def _due(self, left: list[Saying], now: float) -> Iterator[Saying]:
        for _ in range(SAYINGS_A_REQUEST):
            if not left or self._wire.time(left[-1].told_s) > now:
                return
            yield left.pop()

    async def _ask(self, method: str, path: str, body: object, words: Sequence[str]) -> list[dict[str, Any]]:
        """Send commands until they are decided, count what became of them, and return the results."""
        self._requests += 1
        # One key for all repetitions: the tracker answers them with its first decision.
        headers = {**self._headers, "Idempotency-Key": f"{self._wire.begins:.6f}-{self._requests}"}
        request = Request(method, self._url + path, orjson.dumps(body), headers)
        give_up_at_s = self._poster.clock.monotonic() + self._poster.give_up_s
        while True:
            answer = await self._poster.send(request)
            is_pending = isinstance(answer, TrackerAnswer) and answer.status == HTTPStatus.ACCEPTED
            if not is_pending or self._poster.stop.is_set() or self._poster.clock.monotonic() > give_up_at_s:
                break
            await pause(PENDING_S, self._poster.stop)
        results = _results_of(answer)
        if results is None:
            reason = f"given up: {answer}" if isinstance(answer, str) else f"refused: {answer.label}"
            self._poster.tally.record_deliveries(reason, len(words))
            return []
        for word, result in zip(words, results, strict=False):  # a route answers about further deliveries, too
            outcome = word if result["result"] == "accepted" else f"{result['result']}: {result.get('code', word)}"
            self._poster.tally.record_deliveries(outcome, 1)
        return results


def _results_of(answer: TrackerAnswer | str) -> list[dict[str, Any]] | None:
    """Return the result of each command, None for an answer without them."""
    if isinstance(answer, str):
        return None
    with suppress(orjson.JSONDecodeError, KeyError, TypeError):
        results: list[dict[str, Any]] = orjson.loads(answer.body)["results"]
        return results
    return None
