"""`python -m tests.chaos.broken_worker [--break NAME]… [--clock FILE] [--aim FOLDER] worker|edge|dispatcher`: a process with a replaced part.

The suite must be able to fail: each break removes one promise from the composed app, and the judge must report it.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from app.clock import Clock, SystemClock
from app.demo import DemoSwitch
from app.process import Process
from app.processes.dispatcher import create_dispatcher, settings_of_dispatcher
from app.processes.edge import create_edge
from app.processes.parent_watch import end_with_parent
from app.processes.run import main as run
from app.processes.worker import create_worker
from app.settings import Settings
from tests.chaos.aim import end_when_aimed_at
from tests.chaos.breaks import BREAKS
from tests.chaos.dispatch.breaks import DISPATCH_BREAKS
from tests.chaos.jumping_clock import JumpingClock

ALL_BREAKS = {**BREAKS, **DISPATCH_BREAKS}
CREATE: dict[str, Callable[[Settings, Clock, DemoSwitch], Process]] = {
    "worker": create_worker,
    "edge": create_edge,
    "dispatcher": lambda settings, clock, _demo: create_dispatcher(settings, clock),
}


def main(arguments: Sequence[str]) -> NoReturn:
    """Run a worker, an edge or a dispatcher with the replaced parts, as `python -m app` runs it."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.broken_worker", description=__doc__)
    parser.add_argument("--break", dest="breaks", action="append", choices=ALL_BREAKS, default=[])
    parser.add_argument("--clock", type=Path)
    parser.add_argument("--aim", type=Path)
    parser.add_argument("--parent-fd", type=int)
    parser.add_argument("role", choices=CREATE)
    options = parser.parse_args(arguments)
    settings = Settings()
    if options.parent_fd is not None:
        end_with_parent(options.parent_fd, settings.shutdown_s)
    clock = JumpingClock(options.clock) if options.clock else SystemClock()

    def composed(settings: Settings, demo: DemoSwitch) -> Process:
        tracker = CREATE[options.role](settings, clock, demo)
        for name in options.breaks:
            ALL_BREAKS[name](tracker)
        if options.aim:
            end_when_aimed_at(tracker, options.aim)
        return tracker

    if options.role == "dispatcher":
        settings = settings_of_dispatcher(settings)
    run(settings, composed, state_of=None if options.role == "edge" else options.role)


if __name__ == "__main__":
    main(sys.argv[1:])
