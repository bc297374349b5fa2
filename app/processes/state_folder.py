"""The folder of a worker's state, held by one worker at a time from its start to its end.

RocksDB locks each partition's files, but only while it has them open: two workers that share a folder and own different
partitions would find out in the middle of a rebalance, or never.
"""

import logging
import os

from app.file_lock import take_lock
from app.settings import AUTO_WORKER, Settings
from app.start_error import StartError, StateInUseError

log = logging.getLogger(__name__)

MOST_WORKERS = 1024
"""Of one machine; more than there can be partitions."""


def hold_state_folder(settings: Settings) -> Settings:
    """Hold the worker's folder until this process ends, and return the settings with the worker's name in them.

    Raises StateInUseError where another process holds it, StartError where it cannot be made.
    """
    if settings.worker != AUTO_WORKER:
        return _hold(settings, settings.takeover_wait_s)
    for number in range(1, MOST_WORKERS + 1):
        try:
            held = _hold(settings.model_copy(update={"worker": f"worker-{number}"}), 0.0)
        except StateInUseError:
            continue
        log.info("this is %s", held.worker)
        return held
    raise StateInUseError(f"All {MOST_WORKERS} state folders in {settings.data / 'state'} are in use.")


def _hold(settings: Settings, within_s: float) -> Settings:
    folder = settings.state_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fd = os.open(folder / "worker.lock", os.O_RDWR | os.O_CREAT, 0o644)  # open as long as the process lives
    except OSError as error:
        raise StartError(f"Cannot use the state folder {folder} (TRACKER_DATA): {error.strerror}.") from error
    if not take_lock(fd, folder, within_s):
        os.close(fd)
        raise StateInUseError(
            f"The state folder {folder} is in use by another worker: give each worker of a machine its own "
            f"TRACKER_WORKER name, or {AUTO_WORKER} to take the first that is free."
        )
    return settings
