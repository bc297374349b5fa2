"""An edge: more HTTP capacity for the same table, without Faust and RocksDB."""

from app.clock import Clock, SystemClock
from app.demo import DemoSwitch
from app.process import Faults, Process
from app.processes.serving import create_base, serving_parts
from app.settings import Settings


def create_edge(settings: Settings, clock: Clock | None = None, demo: DemoSwitch | None = None) -> Process:
    """Return an edge that is composed and not started."""
    base = create_base(settings, clock or SystemClock())
    parts = serving_parts(base, demo or DemoSwitch(settings, None))
    return Process(settings, base.clock, base.readiness, Faults(), parts)
