"""The limits that the suite holds the product to; docs/reliability.md states the same."""

MEMORY_MB = {"broker": 1_500.0, "worker": 700.0, "edge": 500.0}
DESCRIPTORS = {"broker": 1_500, "worker": 900, "edge": 900}
"""Beside what the fault's own clients take, which the fault adds."""
CLIENT_DESCRIPTORS = 1_200
STREAM_MB = 0.15
"""Of each stream that a fault's clients open: twice what was measured while 2 000 at once get a snapshot of 16 000 rows."""
THREADS = {"broker": 200, "worker": 60, "edge": 40}
QUEUED = 100_000 + 200_000
"""Fixes that wait for an ack and rows that wait for a flush: the settings' own bounds."""
DISK_MB = 1_000.0
NOTICED_WITHIN_S = 10.0
"""After so long without Kafka every process says so."""
LATENCY_TARGET_S = 1.0
"""From a POST until the row is shown by another process, in each partition, on a machine that does much else."""


def role_of(process: str) -> str:
    """Return the role that a process's name begins with."""
    return process.partition("-")[0]
