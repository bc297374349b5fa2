"""The state folder of a worker or dispatcher, locked by one process at a time.

RocksDB locks each partition's files only while they are open: two processes that share a folder and have different
partitions would conflict in the middle of a rebalance, or never.
"""

import logging
import os

from app.file_lock import take_lock
from app.settings import AUTO_NAME, Settings
from app.start_error import StartError, StateInUseError

log = logging.getLogger(__name__)

MOST_FOLDERS = 1024
"""Most workers, and most dispatchers, of one machine; no fewer than the largest number of partitions."""


def hold_state_folder(settings: Settings, role: str = "worker") -> Settings:
    """Lock the folder of a process of this role until the process ends, and return the settings with the folder's name.

    `settings.worker` is the name to use, also for a dispatcher. Raises StateInUseError if another process holds the
    folder, and StartError if it cannot be created.
    """
    if settings.worker != AUTO_NAME:
        return _hold(settings, role, settings.takeover_wait_s)
    for number in range(1, MOST_FOLDERS + 1):
        try:
            held = _hold(settings.model_copy(update={"worker": f"{role}-{number}"}), role, 0.0)
        except StateInUseError:
            continue
        log.info("this is %s", held.worker)
        return held
    raise StateInUseError(f"All {MOST_FOLDERS} folders of a {role} in {settings.data / 'state'} are in use.")


def _hold(settings: Settings, role: str, within_s: float) -> Settings:
    folder = settings.state_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fd = os.open(folder / "worker.lock", os.O_RDWR | os.O_CREAT, 0o644)  # stays open as long as the process lives
    except OSError as error:
        raise StartError(f"Cannot use the state folder {folder} (TRACKER_DATA): {error.strerror}.") from error
    if not take_lock(fd, folder, within_s):
        os.close(fd)
        raise StateInUseError(
            f"The state folder {folder} is in use by another process: give each {role} of a machine its own "
            f"TRACKER_{role.upper()} name, or set it to {AUTO_NAME} to take the first free folder."
        )
    return settings
