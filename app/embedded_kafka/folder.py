"""The folder of the embedded Kafka: its lock, its files and its formatted storage."""

import base64
import os
import shutil
import uuid
from pathlib import Path

from app.embedded_kafka.config import LOG4J2_PROPERTIES, server_properties
from app.embedded_kafka.failures import disk_full_message, os_error_message
from app.file_lock import take_lock
from app.start_error import StartError


class KafkaFolder:
    """A folder that one Kafka uses at a time; raises StartError if it cannot be used."""

    def __init__(self, path: Path, lock_fd: int) -> None:
        self.path, self.lock_fd = path, lock_fd

    @classmethod
    def acquire(cls, path: Path, within_s: float, min_free_bytes: int) -> "KafkaFolder":
        """Create the folder, check its disk and lock it; wait up to `within_s` for a Kafka that is stopping."""
        try:
            (path / "logs").mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(path).free < min_free_bytes:
                raise StartError(disk_full_message(path))
            lock_fd = os.open(path / "tracker.lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StartError(os_error_message(error, path, "TRACKER_DATA")) from error
        if not take_lock(lock_fd, path, within_s):
            os.close(lock_fd)
            raise StartError(
                f"{path} is in use by another tracker: stop that one, or choose another folder with TRACKER_DATA."
            )
        return cls(path, lock_fd)

    def release(self) -> None:
        """Release the lock; a JVM that inherited it keeps it until the JVM exits."""
        os.close(self.lock_fd)

    @property
    def is_formatted(self) -> bool:
        """Return whether Kafka's storage is formatted; formatting writes meta.properties last."""
        return (self.path / "log" / "meta.properties").exists()

    def write_configuration(self, broker_port: int, controller_port: int) -> None:
        """Write the files that Kafka reads at start; the ports may differ from the last start."""
        try:
            (self.path / "server.properties").write_text(server_properties(broker_port, controller_port))
            (self.path / "log4j2.properties").write_text(LOG4J2_PROPERTIES)
        except OSError as error:
            raise StartError(os_error_message(error, self.path, "TRACKER_DATA")) from error


def new_cluster_id() -> str:
    """Return a random id in Kafka's notation that does not look like an option."""
    text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    return text if not text.startswith("-") else f"A{text[1:]}"
