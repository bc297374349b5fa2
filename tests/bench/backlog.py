"""Rows 4, 4b, 5, 6: a backlog through agent, RocksDB and changelog, in envelopes of several sizes, beside the peers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.settings import Settings
from tests.bench.bench import PARTITIONS, Bench
from tests.bench.contenders import drain_with_quix, drain_with_stock_faust, drain_with_workers
from tests.bench.drain import Drain
from tests.bench.figures import Bar, Figure, at_least, at_most, figure
from tests.bench.fill import fill
from tests.bench.fleet import Fleet
from tests.bench.spread import ratios_of

SHIPMENTS = 20_000
COMPLETE: Mapping[str, Any] = {}
"""Settings of a complete worker, which also accepts positions and serves readers, where they differ from the defaults."""
ADAPTIVE: Mapping[str, Any] = {"serve": False}
"""Settings of a worker that only processes, as the peers do."""
EVERY_UPDATE: Mapping[str, Any] = {"serve": False, "flush_interval_loaded_s": 0.001, "max_pending_rows": 4_500}
"""Settings of a worker that writes before a shipment's next position arrives, so that it writes each accepted one.

A partition has 5 000 shipments, which a backlog brings one after the other, so fewer pending rows never hold one of them
twice.
"""

EVERY_SHARE = 0.99
"""Least share of positions that are written as rows when every update is written."""


@dataclass(frozen=True, slots=True)
class Case:
    """One backlog and its worker; without bars the figures only explain."""

    name: str
    row: str
    envelope_size: int
    positions: int
    settings: Mapping[str, Any]
    rate: Bar | None
    cpu: Bar | None
    shipments: int = SHIPMENTS


CASES = (
    Case("backlog.64", "4", 64, 3_000_000, EVERY_UPDATE, at_least(150_000), at_most(7)),
    Case("backlog.512", "4", 512, 3_000_000, EVERY_UPDATE, at_least(220_000), at_most(5)),
    Case("backlog.adaptive", "4b", 512, 3_000_000, ADAPTIVE, at_least(300_000), at_most(3.5)),
    Case("backlog.complete", "4", 512, 3_000_000, COMPLETE, None, None),
    Case("backlog.8", "5", 8, 1_000_000, EVERY_UPDATE, at_least(80_000), at_most(12)),
    Case("backlog.1", "5", 1, 300_000, EVERY_UPDATE, at_least(18_000), at_most(50)),
    Case("backlog.million", "6", 64, 3_000_000, EVERY_UPDATE, at_least(120_000), None, shipments=1_000_000),
)
PEERS = {
    "backlog.quix": (drain_with_quix, 400_000),
    "backlog.faust": (drain_with_stock_faust, 30_000),
}
"""Peers, and the number of positions that is enough to measure their rate."""
RATIOS = (
    ("4", "backlog.64", "backlog.quix", at_least(3), at_least(3)),
    ("4", "backlog.512", "backlog.quix", at_least(3), at_least(4.5)),
    ("4", "backlog.64", "backlog.faust", at_least(40), None),
    ("4", "backlog.512", "backlog.faust", at_least(40), None),
    ("6", "backlog.million", "backlog.64", at_least(0.8), None),
)
"""Ratios of two cases in the same rounds: of their rates, and inverse of their CPU."""


async def measure(bench: Bench) -> list[Figure]:
    """Process the backlogs, round by round, each case once a round."""
    cases = [case for case in CASES if bench.wants(case.name)]
    peers = [name for name in PEERS if bench.wants(name)]
    filled = {case.name: await _fill(bench, case) for case in cases}
    if peers:
        settings, _ = await _fill(
            bench, Case("the peers", "", 1, max(PEERS[name][1] for name in peers), {}, None, None)
        )
    drains: dict[str, list[Drain]] = {name: [] for name in (*filled, *peers)}
    for _ in range(bench.rounds):
        for case in cases:
            drains[case.name].append(_told(bench, case.name, await drain_with_workers(bench, *filled[case.name])))
        for name in peers:
            drain, positions = PEERS[name]
            drains[name].append(_told(bench, name, await drain(bench, settings, bench.scaled(positions))))
    for case in cases:
        await bench.delete_topics(filled[case.name][0])
    return [*_figures(cases, drains), *_peer_figures(peers, drains), *_ratios(drains)]


async def _fill(bench: Bench, case: Case) -> tuple[Settings, int]:
    settings = bench.settings(**case.settings)
    # Never fewer: the next position of a shipment must not arrive while the last one waits to be written.
    fleet = Fleet(max(SHIPMENTS, bench.scaled(case.shipments)), PARTITIONS)
    count = await fill(settings, fleet, bench.scaled(case.positions), case.envelope_size)
    bench.say(f"{case.name}: {count} positions are in Kafka")
    return settings, count


def _told(bench: Bench, name: str, done: Drain) -> Drain:
    bench.say(f"{name}: {done.per_s:.0f}/s, {done.cpu_us:.2f} µs CPU, {done.written_share:.2f} rows a position")
    return done


def _figures(cases: Sequence[Case], drains: Mapping[str, list[Drain]]) -> list[Figure]:
    found = []
    for case in cases:
        rounds = drains[case.name]
        rates, costs = [each.per_s for each in rounds], [each.cpu_us for each in rounds]
        written = [each.written_share for each in rounds]
        every = at_least(EVERY_SHARE) if case.settings == EVERY_UPDATE else None
        found.append(figure(case.row, f"{case.name} rate", rates, "positions/s", case.rate))
        found.append(figure(case.row, f"{case.name} CPU", costs, "µs/position", case.cpu))
        found.append(figure(case.row, f"{case.name} written", written, "rows/position", every))
    return found


def _peer_figures(peers: Sequence[str], drains: Mapping[str, list[Drain]]) -> list[Figure]:
    found = []
    for name in peers:
        found.append(figure("4", f"{name} rate", [each.per_s for each in drains[name]], "positions/s"))
        found.append(figure("4", f"{name} CPU", [each.cpu_us for each in drains[name]], "µs/position"))
    return found


def _ratios(drains: Mapping[str, list[Drain]]) -> list[Figure]:
    found = []
    for row, one, other, rate_bar, cpu_bar in RATIOS:
        if one in drains and other in drains:
            rates = ratios_of([each.per_s for each in drains[one]], [each.per_s for each in drains[other]])
            found.append(figure(row, f"{one} ÷ {other} rate", rates, "×", rate_bar))
            costs = ratios_of([each.cpu_us for each in drains[other]], [each.cpu_us for each in drains[one]])
            found.append(figure(row, f"{other} ÷ {one} CPU", costs, "×", cpu_bar))
    return found
