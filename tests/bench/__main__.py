"""`python -m tests.bench`: run the benchmarks, print one table, write bench.json."""

import argparse
import asyncio
import logging
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop
from aiohttp import ClientSession

from app.start_console import StartConsole
from tests.architecture.project import ROOT
from tests.bench import (
    backlog,
    cluster,
    commanding,
    dispatching,
    footprint,
    ingest,
    million,
    phones,
    progress,
    queries,
    stream,
    sustained,
)
from tests.bench.bench import Bench, broker
from tests.bench.figures import Figure, as_json, as_table

Measure = Callable[[Bench], Awaitable[list[Figure]]]

MEASURES: tuple[tuple[tuple[str, ...], Measure], ...] = (
    (("ingest",), ingest.measure),
    (("phones",), phones.measure),
    (("backlog",), backlog.measure),
    (("sustained",), sustained.measure),
    (("stream",), stream.measure),
    (("queries",), queries.measure),
    (("start", "memory"), million.measure),
    (("cluster",), cluster.measure),
    (("deliveries.bulk", "deliveries.single"), commanding.measure),
    (("deliveries.active", "deliveries.positions", "deliveries.arrivals"), dispatching.measure),
    (("deliveries.replica", "run"), footprint.measure),
    (("sweep", "arrivals"), progress.measure),
)
"""Groups by name, in the order in which they run; the groups of one line share an expensive setup."""
INTERRUPTED = 130
BUSY_SHARE = 0.25
"""The share of the cores that other programs may use before the figures become unreliable."""
NAMES = tuple(name for names, _ in MEASURES for name in names)


def main() -> int:
    """Run the selected measures; return 0 if all could be taken, regardless of the figures."""
    arguments = _parser().parse_args()
    console = StartConsole(sys.stderr)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # aiokafka warns of every topic that is not ready yet
    with (
        tempfile.TemporaryDirectory(prefix="tracker-bench-") as name,
        broker(Path(name), console) as address,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        try:
            failed = runner.run(_run(arguments, address, Path(name), console))
        except (KeyboardInterrupt, asyncio.CancelledError):
            return INTERRUPTED
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="What the tracker costs.")
    parser.add_argument(
        "--only", default="", metavar="NAME[,NAME]", help=f"of {', '.join(NAMES)}, or a part: backlog.64"
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of the work: rough figures")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each is measured (default: 3)")
    return parser


async def _run(arguments: argparse.Namespace, address: str, folder: Path, console: StartConsole) -> bool:
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)  # type: ignore[union-attr]  # a coroutine runs in a task
    only = [name for name in arguments.only.split(",") if name]
    failed = False
    cores, busy = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    if busy > BUSY_SHARE * cores:
        console.say(
            f"The machine is busy with other things (load {busy:.1f} on {cores} cores): figures will be too low"
        )
    async with ClientSession() as session:
        bench = Bench(address, folder, session, console, arguments.rounds, arguments.quick, only)
        try:
            for names, measure in MEASURES:
                if any(bench.wants(name) for name in names):
                    failed |= not await _add_figures(bench, measure)
        finally:
            print(as_table(bench.figures))
            (ROOT / "bench.json").write_text(as_json(bench.figures))
    return failed


async def _add_figures(bench: Bench, measure: Measure) -> bool:
    """Add a group's figures, or report why there are none and continue with the other groups."""
    try:
        bench.figures += await measure(bench)
    except Exception:
        traceback.print_exc()
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
