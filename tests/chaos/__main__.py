"""`python -m tests.chaos`: real faults on a real installation; prints the result, and exits with 1 if a promise broke or a fault could not be staged."""

import argparse
import asyncio
import logging
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.clock import SystemClock
from tests.chaos.episode import Verdict, run
from tests.chaos.fault import Fault, SkippedError
from tests.chaos.faults import chosen
from tests.chaos.installations import installation
from tests.chaos.judge import nothing_broken
from tests.chaos.report import conclusion, last_words, sentences, stagings, table
from tests.chaos.world import World, logs_of

LOG_LINES = 40


def main(arguments: Sequence[str]) -> int:
    """Run the selected faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="decides the load and the faults' moments")
    parser.add_argument("--only", default="", metavar="FAULT[,FAULT]", help="these faults alone")
    parser.add_argument("--quick", action="store_true", help="the five worst, shorter")
    parser.add_argument(
        "--patience", type=float, default=1.0, help="times the limits of I8, for a machine that is busy"
    )
    options = parser.parse_args(arguments)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    clock = SystemClock()
    began, verdicts = clock.monotonic(), []
    faults = [
        replace(fault, recovery_s=options.patience * fault.recovery_s) for fault in chosen(options.only, options.quick)
    ]
    folder = Path(tempfile.mkdtemp(prefix="tracker-chaos-"))
    try:
        verdicts = asyncio.run(Suite(folder, options.seed, options.quick).run(faults))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    took_s, patience = clock.monotonic() - began, f", patience {options.patience:g}" * (options.patience != 1)
    print(f"\nseed {options.seed}, {took_s:.0f} s{patience}\n\n{table(verdicts)}\n")
    print(*filter(None, (stagings(verdicts), conclusion(verdicts))), sep="\n")
    print(last_words(verdicts))
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


class Suite:
    """Runs one fault after the other, in the same installation as long as it is usable."""

    def __init__(self, folder: Path, seed: int, is_quick: bool) -> None:
        self._folder, self._seed, self._is_quick = folder, seed, is_quick
        self._worlds = 0

    async def run(self, faults: Sequence[Fault]) -> list[Verdict]:
        """Return the verdicts in the order of the faults."""
        verdicts, left = list[Verdict](), list(faults)
        while left:
            self._worlds += 1
            kind = left[0].kind
            try:
                with installation(kind, self._folder / str(self._worlds)) as world:
                    await world.start()
                    while left and left[0].kind == kind:
                        verdicts.append(await self._judged(world, fault := left.pop(0)))
                        if fault.ends_world or not verdicts[-1].is_good:
                            break
            except SkippedError as reason:
                verdicts.append(_skipped(left.pop(0), reason))
        return verdicts

    async def _judged(self, world: World, fault: Fault) -> Verdict:
        print(f"{fault.name} …", file=sys.stderr, flush=True)
        try:
            verdict = await run(world, fault, self._seed, self._is_quick)
        except SkippedError as reason:
            return _skipped(fault, reason)
        except Exception as error:
            traceback.print_exc()
            verdict = Verdict(fault.name, {**nothing_broken(), "I8": [f"the suite failed: {error!r}"]})
        if not verdict.is_good:
            print(*filter(None, (stagings([verdict]), sentences([verdict]))), sep="\n", file=sys.stderr)
            for name, said in logs_of(world).items():
                print(f"--- {name}", *said.splitlines()[-LOG_LINES:], sep="\n", file=sys.stderr)
        return verdict


def _skipped(fault: Fault, reason: SkippedError) -> Verdict:
    print(f"{fault.name} is SKIPPED: {reason}", file=sys.stderr)
    return Verdict(fault.name, nothing_broken(), skipped=str(reason))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
