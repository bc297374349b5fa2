"""The command `python -m app simulate`."""

import argparse
import asyncio
import signal
import sys

import uvloop

from app.clock import Clock, SystemClock
from app.simulator.console import Console
from app.simulator.options import Options, add_arguments, options_from
from app.simulator.progress import summary
from app.simulator.simulate import simulate
from app.simulator.tally import Tally
from app.simulator.tracks import StartsAfterEndError

__all__ = ["add_arguments", "main"]


def main(args: argparse.Namespace, key: str = "") -> int:
    """Run the simulator and return its exit code: 1 if nothing was accepted, 2 for impossible options, else 0."""
    options = options_from(args, key)
    console = Console(sys.stdout, sys.stderr)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            return runner.run(_simulate_until_stopped(options, console, SystemClock()))
        except StartsAfterEndError as error:
            console.say(f"Nothing to send: {error}.")
            return 2


async def _simulate_until_stopped(options: Options, console: Console, clock: Clock) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    tally = Tally()
    await simulate(options, tally, clock=clock, console=console, stop=stop)
    console.conclude(summary(tally))
    # A simulation that a person stops has not failed, even if it sent nothing.
    return 0 if tally.accepted or stop.is_set() else 1
