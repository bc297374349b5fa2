"""All faults, the worst first within each kind of installation."""

from tests.chaos.ack_faults import ACK_FAULTS
from tests.chaos.client_faults import CLIENT_FAULTS
from tests.chaos.clock_faults import CLOCK_FAULTS
from tests.chaos.device_faults import DEVICE_FAULTS
from tests.chaos.dispatch.faults import DISPATCHER_FAULTS
from tests.chaos.fault import Fault
from tests.chaos.forget_faults import FORGET_FAULTS
from tests.chaos.kafka_faults import KAFKA_FAULTS, LAST_KAFKA_FAULTS
from tests.chaos.memory_faults import MEMORY_FAULTS
from tests.chaos.network_faults import NETWORK_FAULTS
from tests.chaos.process_faults import PROCESS_FAULTS
from tests.chaos.state_faults import DISK_FAULTS, STATE_FAULTS

FAULTS: tuple[Fault, ...] = (
    *PROCESS_FAULTS,
    *KAFKA_FAULTS,
    *DEVICE_FAULTS,
    *FORGET_FAULTS,
    *CLIENT_FAULTS,
    *MEMORY_FAULTS,
    *STATE_FAULTS,
    *LAST_KAFKA_FAULTS,
    *NETWORK_FAULTS,
    *ACK_FAULTS,
    *CLOCK_FAULTS,
    *DISK_FAULTS,
    *DISPATCHER_FAULTS,
)


def chosen(only: str, is_quick: bool) -> list[Fault]:
    """Return the faults to run, with those that share an installation next to each other."""
    names = [name for name in only.split(",") if name]
    if unknown := set(names) - {fault.name for fault in FAULTS}:
        raise SystemExit(f"no such fault: {', '.join(sorted(unknown))}; there are {', '.join(f.name for f in FAULTS)}")
    return [fault for fault in FAULTS if fault.name in names or (not names and (fault.is_quick or not is_quick))]
