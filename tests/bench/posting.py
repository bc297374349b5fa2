"""Posting at a steady rate, independent of the answer times."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.http_client import Connection

Body = Callable[[int], bytes]
"""Makes the body of the n-th request."""


@dataclass(slots=True)
class Posted:
    """The result of the requests; `behind_s` is how late the latest was sent, `loader_cpu` this process's share of a core."""

    accepted: int = 0
    refused: int = 0
    behind_s: float = 0.0
    seconds: float = 0.0
    loader_cpu: float = 0.0

    @property
    def note(self) -> str:
        """Return the note beside a figure."""
        refused = f", {self.refused} REFUSED" if self.refused else ""
        late = f", sent up to {self.behind_s * 1000:.0f} ms late" if self.behind_s > 0.1 else ""
        return f"generator used {self.loader_cpu:.0%} of a core{late}{refused}"


async def post_steadily(
    url: str, path: str, content_type: str, body: Body, *, per_s: float, seconds: float, connections: int
) -> Posted:
    """Send `per_s * seconds` requests, each at its time if a connection is free by then."""
    loop = asyncio.get_running_loop()
    posted, numbers = Posted(), iter(range(int(per_s * seconds)))
    began_at, began_cpu = loop.time(), time.process_time()

    async def keep_posting() -> None:
        async with Connection(url) as connection:
            for number in numbers:
                due_at = began_at + number / per_s
                if (wait_s := due_at - loop.time()) > 0:
                    await asyncio.sleep(wait_s)
                content = body(number)
                posted.behind_s = max(posted.behind_s, loop.time() - due_at)
                answer = await connection.post(path, content_type, content)
                posted.accepted += answer.status == 202
                posted.refused += answer.status != 202

    async with asyncio.TaskGroup() as group:
        for _ in range(connections):
            group.create_task(keep_posting())
    posted.seconds = loop.time() - began_at
    posted.loader_cpu = (time.process_time() - began_cpu) / posted.seconds
    return posted


async def post_bulk(url: str, batch: Body, *, batch_size: int, positions_per_s: float, seconds: float) -> Posted:
    """Send batches of `batch_size` positions as NDJSON."""
    per_s = positions_per_s / batch_size
    form = "application/x-ndjson"
    return await post_steadily(url, "/api/shipments/updates", form, batch, per_s=per_s, seconds=seconds, connections=16)
