"""A server's clock that jumps."""

import asyncio

from tests.chaos.fault import Fault, Stage
from tests.chaos.jumping_clock import set_jump


async def jump_clock(stage: Stage) -> None:
    """Set the clock of every process ten minutes ahead, a minute back, and right again; devices keep theirs."""
    for jump_s in (600.0, -60.0, 0.0):
        set_jump(stage.world.clock_file, jump_s)
        await asyncio.sleep(3)


CLOCK_FAULTS = (Fault("clock-jumps", 15, jump_clock, kind="exchanged"),)
