"""Clients that follow deliveries and events, and that look where a delivery is."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec
from aiohttp import ClientError, ClientSession, ClientTimeout

from app.domain.deliveries.row import Custody
from tests.chaos.dispatch.record import Located, RowSighting
from tests.chaos.history import History
from tests.chaos.member import Member
from tests.chaos.watch import Watcher
from tests.chaos.world import World
from tests.sse import Dashboard, SseEvent
from tests.system.readers import Reader

LOOK_EVERY_S = 0.15
NEWEST = 30
"""Deliveries that are looked at: those that something happens to."""
ANSWER_S = 3.0
PLACES = ('"latitude"', '"position"', '"driverPosition"')


class DeliveryWatcher(Watcher):
    """A client of the stream of deliveries."""

    def _saw(self, rows: Sequence[Mapping[str, Any]]) -> None:
        assert self.history is not None
        commanded, told = self.history.commanded, f"{self._resets} resets"
        for row in rows:
            version = row["offset"], row["revision"]
            commanded.sightings.append(RowSighting(self.name, self._epoch, told, row["shipmentId"], version))
            if row.get("position"):
                commanded.leaks.append(f"{self.name} was shown {row['shipmentId']} with a position")


@dataclass(slots=True)
class Heard(Dashboard):
    """What a client of the stream of events has heard, by delivery."""

    sequences: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def _show(self, rows: list[dict[str, Any]]) -> None:
        for event in rows:
            if event["sequence"]:
                self.sequences[event["subject"]].append(event["sequence"])


@dataclass(slots=True)
class EventReader(Reader):
    """A client of the stream of events."""

    name: str = ""
    history: History | None = None
    was_reset: bool = False
    dashboard: Dashboard = field(default_factory=Heard)

    def _check(self, event: SseEvent) -> None:
        assert self.history is not None
        self.was_reset = self.was_reset or event.event == "reset"
        for each in event.data if event.event == "changes" else ():
            if any(place in msgspec.json.encode(each).decode() for place in PLACES):
                self.history.commanded.leaks.append(f"{self.name} heard {each['type']} with a position")

    @property
    def heard(self) -> Mapping[str, Sequence[int]]:
        """Return the sequences of each delivery's events, as they came."""
        assert isinstance(self.dashboard, Heard)
        return self.dashboard.sequences


def delivery_watchers(world: World, history: History) -> list[Watcher]:
    """Return a client that stays at a process, and one that moves from process to process."""
    urls = [process.url for process in world.serving_ones]
    path = "/api/stream/deliveries"
    return [
        DeliveryWatcher(urls[0], name="deliveries", path=path, urls=urls[:1], history=history),
        DeliveryWatcher(urls[0], leave_after_s=1.5, name="roaming deliveries", path=path, urls=urls, history=history),
    ]


def event_reader(world: World, history: History) -> EventReader:
    """Return a client that stays at an edge."""
    return EventReader(world.edges[-1].url, path="/api/stream/events", name="events", history=history)


async def look_at_deliveries(world: World, history: History, rng: Random) -> None:
    """Ask any process where any of the newest deliveries is, repeatedly."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        while True:
            if orders := history.commanded.orders[-NEWEST:]:
                await look_at(session, rng.choice(world.serving_ones), rng.choice(orders), history)
            await asyncio.sleep(LOOK_EVERY_S)


async def look_at(session: ClientSession, process: Member, shipment: str, history: History) -> None:
    """Keep where a process says that a delivery is, if a driver's position says so."""
    try:
        async with session.get(f"{process.url}/api/deliveries/{shipment}") as response:
            row = await response.json()
    except (ClientError, OSError, ValueError):
        return
    position = row.get("position")
    if response.status == 200 and position and position["subject"] == "driver":
        custody = msgspec.convert(row.get("custody", []), tuple[Custody, ...])
        located = Located(process.name, shipment, position["driverId"], position["timestamp"], custody)
        history.commanded.located.append(located)
