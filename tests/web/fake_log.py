"""A log of fixes without Kafka: it stores at once, or refuses as it was told."""

from collections.abc import Sequence

import orjson

from web.envelope_lane import Chunk, Place
from web.problem import ProblemError


class FakeLog:
    """Remembers what it stored, in order, and gives out offsets from 1207 on."""

    def __init__(self) -> None:
        self.stored: list[tuple[int, bytes]] = []
        self.failure: ProblemError | None = None

    async def append(self, chunks: Sequence[Chunk]) -> list[Place]:
        """Store the fixes, unless a failure was set."""
        if self.failure is not None:
            raise self.failure
        places = []
        for partition, fixes, count in chunks:
            places.append(Place(partition, 1207 + len(self.stored), 0))
            stored = [(partition, orjson.dumps(fix)) for fix in orjson.loads(b"[%b]" % fixes)]
            assert len(stored) == count
            self.stored.extend(stored)
        return places
