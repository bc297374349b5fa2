"""The limits of the product in the suite; docs/reliability.md states the same."""

MEMORY_MB = {"broker": 1_500.0, "worker": 700.0, "edge": 500.0, "dispatcher": 500.0}
DESCRIPTORS = {"broker": 1_500, "worker": 900, "edge": 900, "dispatcher": 900}
"""Without the resources of the fault's own clients, which the fault adds."""
CLIENT_DESCRIPTORS = 1_200
STREAM_MB = 0.15
"""Of each stream that a fault's clients open: twice what was measured while 2 000 at once get a snapshot of 16 000 rows."""
THREADS = {"broker": 200, "worker": 60, "edge": 40, "dispatcher": 60}
QUEUED = 100_000 + 200_000
"""Fixes that wait for an ack and rows that wait for a flush: the settings' own bounds."""
DISK_MB = 1_000.0
NOTICED_WITHIN_S = 10.0
"""After this time without Kafka every process must report it."""
LATENCY_TARGET_S = 1.0
"""From a POST until another process shows the row, in each partition, on a busy machine."""


def role_of(process: str) -> str:
    """Return the role that a process's name begins with."""
    return process.partition("-")[0]
