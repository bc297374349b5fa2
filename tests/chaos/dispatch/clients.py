"""Everyone who has to do with deliveries during a fault: the load, the followers, those who look."""

from collections.abc import Callable, Coroutine, Sequence
from random import Random
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from tests.chaos.dispatch.load import CommandLoad
from tests.chaos.dispatch.outcome import dispatched
from tests.chaos.dispatch.record import Dispatched
from tests.chaos.dispatch.watch import delivery_watchers, event_reader, look_at, look_at_deliveries
from tests.chaos.history import History
from tests.chaos.world import World

ANSWER_S = 15.0


class Clients:
    """The clients of one fault; without a dispatcher there are none."""

    def __init__(self, world: World, history: History, name: str, rng: Random) -> None:
        self._world, self._history = world, history
        self._is_there = bool(world.dispatchers)
        self._load = CommandLoad(history, [edge.url for edge in world.edges], name, rng)
        self._events = [event_reader(world, history)]
        self._watchers, self._rng = delivery_watchers(world, history), Random(rng.random())

    @property
    def always(self) -> Sequence[Callable[[], Coroutine[Any, Any, None]]]:
        """Return what runs until the outcome is known."""
        if not self._is_there:
            return ()
        followers = [client.follow for client in (*self._watchers, *self._events)]
        return (*followers, lambda: look_at_deliveries(self._world, self._history, self._rng))

    async def load(self) -> None:
        """Send commands until `stop`, and until each is decided."""
        if self._is_there:
            await self._load.run()

    def stop(self) -> None:
        """Start no more stories."""
        self._load.stop()

    async def outcome(self) -> Dispatched | None:
        """Return what became of the deliveries once the system is quiet; None without a dispatcher."""
        if not self._is_there:
            return None
        async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
            for process in self._world.serving_ones:
                for shipment in self._history.commanded.orders:
                    await look_at(session, process, shipment, self._history)
            return await dispatched(self._world, session, self._history.commanded, self._events)
