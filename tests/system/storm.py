"""A storm of reports: many shipments, out of order, doubled, mixed with invalid ones, over both endpoints."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from app.simulator.invalid_report import invalid_copy_of
from app.simulator.schedule import Report
from tests.builders import a_fix

DOUBLED, INVALID, SINGLE = 0.10, 0.05, 0.10
"""Shares of the fixes."""
BATCH = 150


@dataclass(frozen=True, slots=True)
class Item:
    """A report's bytes and the code that must refuse it; None: it must be accepted."""

    body: bytes
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One POST."""

    path: str
    content_type: str
    body: bytes
    codes: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Storm:
    """All requests, and the fixes in them that must be accepted, each once."""

    fixes: Sequence[dict[str, Any]]
    requests: Sequence[Request]

    @property
    def invalid(self) -> int:
        """Return how many items must be refused."""
        return sum(code is not None for request in self.requests for code in request.codes)


def a_storm(shipments: int, *, now: float, seed: int = 1) -> Storm:
    """Return a storm; a quarter of the shipments report once only, the others three times; times end at `now`."""
    rng = Random(seed)
    fixes = [fix for number in range(shipments) for fix in _fixes_of(number, now, rng)]
    items = [Item(json.dumps(fix).encode()) for fix in fixes]
    items += [item for item in items if rng.random() < DOUBLED]
    items += [invalid_item(number, now, rng) for number in range(int(INVALID * len(items)))]
    rng.shuffle(items)
    singles = int(SINGLE * len(items))
    requests = [*map(one_request, items[:singles]), *batches(items[singles:])]
    rng.shuffle(requests)
    return Storm(fixes, requests)


def _fixes_of(number: int, now: float, rng: Random) -> list[dict[str, Any]]:
    times = [round(now - 10 * age - 5 * rng.random(), 3) for age in range(1 if number % 4 == 0 else 3)]
    return [
        a_fix(
            shipmentId=f"S-{number:06}",
            driverId=f"D-{number % 500:03}",
            latitude=round(rng.uniform(-60, 60), 6),
            longitude=round(rng.uniform(-170, 170), 6),
            timestamp=time,
            speed=round(rng.uniform(0, 30), 1),
        )
        for time in times
    ]


def invalid_item(number: int, now: float, rng: Random) -> Item:
    """Return a report that must be refused, and why."""
    body = json.dumps(a_fix(shipmentId=f"invalid-{number}", timestamp=now - 1)).encode()
    corrupted = invalid_copy_of(Report(0.0, "", body), rng)
    return Item(corrupted.body, corrupted.refused_as)


def one_request(item: Item) -> Request:
    """Return the request of a single report."""
    return Request("/api/shipments/update", "application/json", item.body, (item.code,))


def batches(items: Sequence[Item]) -> Iterator[Request]:
    """Yield requests of many reports each, as an array or in lines."""
    for begin in range(0, len(items), BATCH):
        batch = items[begin : begin + BATCH]
        # In an array one report that is no JSON, or no UTF-8, would spoil all; lines stand apart.
        in_lines = any(item.code in ("not_json", "not_utf8") for item in batch)
        content_type = "application/x-ndjson" if in_lines else "application/json"
        bodies = [item.body for item in batch]
        body = b"\n".join(bodies) if in_lines else b"[" + b",".join(bodies) + b"]"
        yield Request("/api/shipments/updates", content_type, body, tuple(item.code for item in batch))
