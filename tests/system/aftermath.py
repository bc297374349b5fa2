"""What must hold after a storm."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import ClientSession

from tests.product.tracker import Tracker
from tests.replay_oracle import differences, expected_latest

SETTLED_S = 60.0
LOOK_EVERY_S = 0.3


async def table_matches(
    tracked: Tracker, session: ClientSession, accepted: Iterable[Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return the table once it shows the newest of all accepted fixes; raise AssertionError if it never does."""
    expected = expected_latest(accepted)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + SETTLED_S
    while different := differences(expected, (rows := await tracked.rows(session)).values()):
        assert loop.time() < deadline, different
        await asyncio.sleep(LOOK_EVERY_S)
    return rows
