"""`python -m tests.chaos.broken_worker [--break NAME]… [--clock FILE] [--aim FOLDER] worker|edge`: a process with a replaced part.

The suite must be able to fail: each break removes one promise from the composed app, and the judge must report it.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app.clock import SystemClock
from app.demo import DemoSwitch
from app.process import Process
from app.processes.edge import create_edge
from app.processes.parent_watch import end_with_parent
from app.processes.run import main as run
from app.processes.worker import create_worker
from app.settings import Settings
from tests.chaos.aim import end_when_aimed_at
from tests.chaos.breaks import BREAKS
from tests.chaos.jumping_clock import JumpingClock


def main(arguments: Sequence[str]) -> NoReturn:
    """Run a worker or an edge with the replaced parts, as `python -m app` runs it."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.broken_worker", description=__doc__)
    parser.add_argument("--break", dest="breaks", action="append", choices=BREAKS, default=[])
    parser.add_argument("--clock", type=Path)
    parser.add_argument("--aim", type=Path)
    parser.add_argument("--parent-fd", type=int)
    parser.add_argument("role", choices=("worker", "edge"))
    options = parser.parse_args(arguments)
    settings = Settings()
    if options.parent_fd is not None:
        end_with_parent(options.parent_fd, settings.shutdown_s)
    clock = JumpingClock(options.clock) if options.clock else SystemClock()

    def composed(settings: Settings, demo: DemoSwitch) -> Process:
        create = create_worker if options.role == "worker" else create_edge
        tracker = create(settings, clock, demo)
        for name in options.breaks:
            BREAKS[name](tracker)
        if options.aim:
            end_when_aimed_at(tracker, options.aim)
        return tracker

    run(settings, composed, state_of="worker" if options.role == "worker" else None)


if __name__ == "__main__":
    main(sys.argv[1:])
