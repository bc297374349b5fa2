"""A log of fixes without Kafka: it stores at once, or refuses as it was told."""

from collections.abc import Sequence

from web.envelope_lane import Place
from web.problem import ProblemError


class FakeLog:
    """Remembers what it stored, in order, and gives out offsets from 1207 on."""

    def __init__(self) -> None:
        self.stored: list[tuple[int, bytes]] = []
        self.failure: ProblemError | None = None

    async def append(self, fixes: Sequence[tuple[int, bytes]]) -> list[Place]:
        """Store the fixes, unless a failure was set."""
        if self.failure is not None:
            raise self.failure
        first = 1207 + len(self.stored)
        self.stored.extend(fixes)
        return [Place(partition, first + n, 0) for n, (partition, _) in enumerate(fixes)]
