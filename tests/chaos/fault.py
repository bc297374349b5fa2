"""The declaration of a fault, and what it may use."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

from tests.chaos.history import History
from tests.chaos.load import Load
from tests.chaos.world import World


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a fault happens."""

    world: World
    history: History
    load: Load
    rng: Random
    is_quick: bool

    @property
    def now(self) -> float:
        """Return the event loop's time."""
        return asyncio.get_running_loop().time()

    def length_s(self, quick: float, full: float) -> float:
        """Return how long it lasts."""
        return quick if self.is_quick else full

    @asynccontextmanager
    async def dark(self) -> AsyncIterator[None]:
        """Note that Kafka cannot be reached within the block."""
        began = self.now
        yield
        self.history.dark.append((began, self.now))


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `happen` returns when its cause is gone."""

    name: str
    recovery_s: float
    """N: seconds to return to the latency target: several times what two quiet cores take, since other work may use them too."""
    happen: Callable[[Stage], Awaitable[None]]
    kind: str = "plain"
    """The kind of installation that it needs."""
    ends_world: bool = False
    """Whether the next fault needs a new installation."""
    is_quick: bool = False
    """Whether `make chaos-quick` runs it: the five worst."""
    descriptors: int = 0
    """Streams that its clients may open in each process."""


class SkippedError(Exception):
    """The fault cannot be injected here; the text says why."""
