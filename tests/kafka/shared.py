"""One broker for all processes of a test run: the first request starts it, and each process gets its address."""

import tempfile
from contextlib import ExitStack, suppress
from multiprocessing.connection import Client, Listener
from pathlib import Path
from threading import Thread

from tests.kafka.embedded import running_kafka


class SharedKafka:
    """Belongs to the process that distributes the tests, so the broker stops with that process."""

    def __init__(self) -> None:
        self._resources = ExitStack()
        self.folder = Path(self._resources.enter_context(tempfile.TemporaryDirectory(prefix="shared-kafka-")))
        self.socket_path = str(self.folder / "socket")
        self._listener = self._resources.enter_context(Listener(self.socket_path, family="AF_UNIX"))
        self._address = ""
        Thread(target=self._answer, name="shared-kafka", daemon=True).start()

    def close(self) -> None:
        """Stop the broker, if one runs."""
        self._resources.close()

    def _answer(self) -> None:
        with suppress(OSError):  # the listener is closed
            while True:
                with self._listener.accept() as asking:
                    asking.send(self._started())

    def _started(self) -> str | Exception:
        try:
            if not self._address:
                self._address = self._resources.enter_context(running_kafka(self.folder / "broker")).address
        except Exception as error:
            return RuntimeError(f"the shared Kafka did not start: {error}")
        return self._address


def shared_address(socket_path: str) -> str:
    """Return the address of the broker that this socket serves; raises RuntimeError if it cannot start."""
    with Client(socket_path, family="AF_UNIX") as connection:
        answer = connection.recv()
    if isinstance(answer, Exception):
        raise answer
    assert isinstance(answer, str)
    return answer
