"""Row 15: commands from a request to the decision that its answer shows: in bulk, and one by one."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_least, at_most, figure
from tests.bench.http_client import Connection
from tests.bench.promises import bulk_bodies, id_of, plan_of
from tests.bench.spread import percentile
from tests.product import proc
from tests.product.tracker import Tracker

JSON = "application/json"
PROMISE, REPORT = "/api/deliveries", "/api/delivery-status"
DELIVERIES, BATCH, BULK_CONNECTIONS = 40_000, 500, 4
SINGLES, CONNECTIONS = 8_000, 32


@dataclass(slots=True)
class Decided:
    """What a round of commands took."""

    commands: int
    seconds: float = 0.0
    edge_us: float = 0.0
    dispatcher_us: float = 0.0
    broker_us: float = 0.0
    """CPU of a command."""
    loader_cpu: float = 0.0
    """The generator's share of a core."""
    pending: int = 0
    """Commands that were answered before their decision."""
    waits_ms: list[float] = field(default_factory=list)

    @property
    def per_s(self) -> float:
        """Return the commands of a second."""
        return self.commands / self.seconds

    @property
    def note(self) -> str:
        """Return the note beside a figure."""
        late = f", {self.pending} PENDING" if self.pending else ""
        return f"Kafka {self.broker_us:.0f} µs a command, generator used {self.loader_cpu:.0%} of a core{late}"


async def measure(bench: Bench) -> list[Figure]:
    """Promise deliveries in bulk, each round with other contents, then replace single ones."""
    found: list[Figure] = []
    async with edge_and_dispatcher(bench) as (edge, dispatcher):
        for name, run in (("deliveries.bulk", _bulk), ("deliveries.single", _single)):
            if bench.wants(name):
                rounds = [await run(bench, edge, dispatcher, turn) for turn in range(bench.rounds)]
                found += _figures(name, rounds)
    return found


@asynccontextmanager
async def edge_and_dispatcher(bench: Bench) -> AsyncIterator[tuple[Tracker, Tracker]]:
    """Yield an edge and a dispatcher of one installation."""
    settings = bench.settings()
    async with (
        bench.running("edge", settings) as edge,
        bench.running("dispatcher", bench.sibling(settings, 1)) as dispatcher,
    ):
        await edge.until_ready(bench.session)
        await dispatcher.until_ready(bench.session)
        yield edge, dispatcher
    await bench.delete_topics(settings)


async def send_all(edge: Tracker, path: str, bodies: Iterator[bytes], connections: int = BULK_CONNECTIONS) -> int:
    """Send bulk requests of commands; return how many were answered before their decision."""
    pending = 0

    async def keep_sending() -> None:
        nonlocal pending
        async with Connection(edge.url) as connection:
            for body in bodies:
                answer = await connection.post(path, JSON, body)
                counts = json.loads(answer.body)
                pending += counts.get("pending", 0)
                if answer.status not in {200, 202} or counts["refused"]:
                    raise RuntimeError(f"a bulk request was answered {answer.status}: {answer.body[:200]!r}")

    await asyncio.gather(*[keep_sending() for _ in range(connections)])
    return pending


async def _bulk(bench: Bench, edge: Tracker, dispatcher: Tracker, turn: int) -> Decided:
    deliveries = bench.scaled(DELIVERIES)
    bodies = list(bulk_bodies(deliveries, BATCH, turn))

    async def send(decided: Decided) -> None:
        decided.pending = await send_all(edge, PROMISE, iter(bodies))

    return await _timed(bench, edge, dispatcher, deliveries, send)


async def _single(bench: Bench, edge: Tracker, dispatcher: Tracker, turn: int) -> Decided:
    count = bench.scaled(SINGLES)
    numbers = iter(range(count))

    async def send(decided: Decided) -> None:
        async def keep_sending() -> None:
            async with Connection(edge.url) as connection:
                for number in numbers:
                    path, body = f"/api/deliveries/{id_of(number).decode()}", b"{%b}" % plan_of(number, 1000 + turn)
                    began_at = time.perf_counter()
                    answer = await connection.put(path, JSON, body)
                    decided.waits_ms.append((time.perf_counter() - began_at) * 1000)
                    decided.pending += answer.status == 202
                    if answer.status not in {200, 202}:
                        raise RuntimeError(f"a PUT was answered {answer.status}: {answer.body[:200]!r}")

        await asyncio.gather(*[keep_sending() for _ in range(CONNECTIONS)])

    return await _timed(bench, edge, dispatcher, count, send)


async def _timed(
    bench: Bench, edge: Tracker, dispatcher: Tracker, count: int, send: Callable[[Decided], Awaitable[None]]
) -> Decided:
    decided = Decided(count)

    def used() -> tuple[float, float, float, float]:
        pids = edge.process.pid, dispatcher.process.pid
        return (*map(proc.cpu_s, pids), bench.broker_cpu_s(), time.process_time())  # type: ignore[return-value]  # four

    flushes = await dispatcher.metric(bench.session, "tracker_table_flushes_total")
    before, began_at = used(), time.perf_counter()
    await send(decided)
    decided.seconds = time.perf_counter() - began_at
    spent = [after - earlier for after, earlier in zip(used(), before, strict=True)]
    decided.edge_us, decided.dispatcher_us, decided.broker_us = (each / count * 1e6 for each in spent[:3])
    decided.loader_cpu = spent[3] / decided.seconds
    flushes = await dispatcher.metric(bench.session, "tracker_table_flushes_total") - flushes
    bench.say(
        f"{count} commands: {decided.per_s:.0f}/s; CPU of each: edge {decided.edge_us:.1f} µs, "
        f"dispatcher {decided.dispatcher_us:.1f} µs, Kafka {decided.broker_us:.1f} µs; {count / max(1.0, flushes):.1f} a flush"
    )
    return decided


def _figures(name: str, rounds: list[Decided]) -> list[Figure]:
    is_bulk = not rounds[0].waits_ms
    least = 20_000 if is_bulk else 2_000
    what = f"{name}, batches of {BATCH}" if is_bulk else f"{name}, {CONNECTIONS} connections"
    found = [
        figure("15", what, [each.per_s for each in rounds], "commands/s", at_least(least), rounds[-1].note),
        figure("15", f"{name}: CPU of the edge", [each.edge_us for each in rounds], "µs/command"),
        figure("15", f"{name}: CPU of the dispatcher", [each.dispatcher_us for each in rounds], "µs/command"),
    ]
    if not is_bulk:
        for share, bar in ((0.5, at_most(15)), (0.99, None)):
            waits = [percentile(each.waits_ms, share) for each in rounds]
            found.append(figure("15", f"{name}: PUT to decision, p{share * 100:.0f}", waits, "ms", bar))
    return found
