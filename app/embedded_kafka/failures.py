"""What went wrong, in one sentence that says what to do."""

import errno
from collections.abc import Sequence
from pathlib import Path

_FULL = "No space left on device"


def disk_full_message(folder: Path) -> str:
    """Return the sentence about a disk that holds `folder` and has no room."""
    return f"The disk that holds {folder} is full: make room there and start again."


def os_error_message(error: OSError, folder: Path, setting: str) -> str:
    """Return the sentence about a folder that cannot be used and the setting that names another."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full_message(folder)
    return f"Cannot write to {folder}: {error.strerror or error}; fix that, or choose another folder with {setting}."


def java_message(lines: Sequence[str], folder: Path) -> str:
    """Return the sentence about a JVM that ended, from the last lines it wrote."""
    if any(_FULL in line for line in lines):
        return disk_full_message(folder)
    last = next((line.strip() for line in reversed(lines) if line.strip()), "it wrote nothing")
    return f"The embedded Kafka did not start: {last} (more in {folder / 'logs' / 'kafka.log'})"


def is_disk_full(lines: Sequence[str]) -> bool:
    """Return whether what the JVM wrote speaks of a full disk."""
    return any(_FULL in line for line in lines)
