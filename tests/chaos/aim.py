"""Ends a process between Kafka's ack and the answer: at the next ack of an envelope that holds a marked fix."""

import json
import os
import signal
from pathlib import Path
from typing import Any

from app.process import Process
from tests.chaos.breaks import parts_of
from tests.chaos.history import Stored, sent_of

PREFIX = "aimed-"
"""Prefix of the shipments whose envelopes are awaited."""
_MARK = f'"{PREFIX}'.encode()


def take_aim(folder: Path, process: str) -> None:
    """Let a process exit at its next ack of a marked envelope, after it wrote down the acknowledged fixes."""
    _note(folder, process).unlink(missing_ok=True)
    _aim(folder, process).touch()


def lose_aim(folder: Path, process: str) -> None:
    """Disarm the aim."""
    _aim(folder, process).unlink(missing_ok=True)


def what_was_hit(folder: Path, process: str) -> list[Stored]:
    """Return the marked fixes that Kafka holds and no client was told about; raises FileNotFoundError if nothing was hit."""
    noted = json.loads(_note(folder, process).read_bytes())
    fixes = [fix for fix in noted["fixes"] if fix["shipmentId"].startswith(PREFIX)]
    return [Stored(sent_of(fix), noted["partition"], noted["offset"]) for fix in fixes]


def end_when_aimed_at(tracker: Process, folder: Path) -> None:
    """Hook the ack of Kafka in a composed process."""
    process = tracker.settings.worker
    for log in parts_of(tracker, "PositionLog"):
        send: Any = log._sender.send

        async def send_and_end(partition: int, envelope: bytes, send: Any = send) -> Any:
            offset = await send(partition, envelope)
            aim = _aim(folder, process)
            if _MARK in envelope and aim.exists():
                aim.unlink()
                noted = {"partition": partition, "offset": offset, "fixes": json.loads(envelope)}
                _note(folder, process).write_text(json.dumps(noted))
                os.kill(os.getpid(), signal.SIGKILL)
            return offset

        log._sender.send = send_and_end


def _aim(folder: Path, process: str) -> Path:
    return folder / f"{process}.aim"


def _note(folder: Path, process: str) -> Path:
    return folder / f"{process}.hit"
