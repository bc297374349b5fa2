"""Kafka as a lane of the position log sees it, moved by hand: envelopes wait until the test acknowledges them."""

import asyncio
import json
from collections import defaultdict


class FakeSender:
    """Holds envelopes back while `held`; else acknowledges each at once with the next offset of its partition."""

    def __init__(self) -> None:
        self.is_connected = True
        self.held = False
        self.failure: BaseException | None = None
        self.sent: list[tuple[int, bytes]] = []
        self._may_pass = asyncio.Event()
        self._offsets: defaultdict[int, int] = defaultdict(int)

    async def start(self) -> None:
        """Do nothing."""

    async def stop(self) -> None:
        """Do nothing."""

    async def send(self, partition: int, envelope: bytes) -> int:
        """Take an envelope; return its offset or raise the failure that was set."""
        self.sent.append((partition, envelope))
        if self.held:
            await self._may_pass.wait()
        if self.failure is not None:
            raise self.failure
        self._offsets[partition] += 1
        return self._offsets[partition] - 1

    def let_pass(self) -> None:
        """Acknowledge what is held, and hold no more."""
        self.held = False
        self._may_pass.set()

    @property
    def envelopes(self) -> list[list[str]]:
        """Return the fixes of each envelope sent, in order."""
        return [json.loads(envelope) for _, envelope in self.sent]
