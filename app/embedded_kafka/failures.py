"""Messages about failures: one sentence with the cause and what to do."""

import errno
from collections.abc import Sequence
from pathlib import Path

_FULL = "No space left on device"
_AFTER_THE_CAUSE = ("Error: Could not create the Java Virtual Machine", "Error: A fatal exception has occurred")
"""What the JVM prints after the line that says what is wrong with its options."""


def disk_full_message(folder: Path) -> str:
    """Return the message about the full disk of `folder`."""
    return f"The disk that holds {folder} is full: free some space and start again."


def os_error_message(error: OSError, folder: Path, setting: str) -> str:
    """Return the message about a folder that cannot be used, with the setting to choose another."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full_message(folder)
    return f"Cannot write to {folder}: {error.strerror or error}; fix that, or choose another folder with {setting}."


def java_message(lines: Sequence[str], folder: Path) -> str:
    """Return the message about a JVM that exited, from the last lines of its output."""
    if any(_FULL in line for line in lines):
        return disk_full_message(folder)
    said = [line.strip() for line in lines if line.strip() and not line.startswith(_AFTER_THE_CAUSE)]
    last = said[-1] if said else "no output"
    return f"The embedded Kafka did not start: {last} (more in {folder / 'logs' / 'kafka.log'})"


def is_disk_full(lines: Sequence[str]) -> bool:
    """Return whether the JVM's output reports a full disk."""
    return any(_FULL in line for line in lines)
