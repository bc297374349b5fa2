"""Quix Streams: a stateful `apply` over RocksDB with a changelog topic, one record a position.

.venv/quix/bin/python tests/bench/peers/quix.py KAFKA TOPIC GROUP FOLDER
"""

import sys
import threading
from typing import Any

from quixstreams import Application  # type: ignore[import-not-found]  # it is in the other environment alone

TELL_EVERY_S = 0.25


class Keeper:
    """Keeps the latest position of each shipment, and counts."""

    def __init__(self) -> None:
        self.done = 0

    def keep(self, position: dict[str, Any], state: Any) -> None:
        """Make the position the latest if it is newer."""
        current = state.get("latest")
        if current is None or position["timestamp"] > current["timestamp"]:
            state.set("latest", position)
        self.done += 1

    def tell(self) -> None:
        """Print the count without end."""
        while not threading.Event().wait(TELL_EVERY_S):
            print(self.done, flush=True)


def main(kafka: str, topic: str, group: str, folder: str) -> None:
    """Run until a signal."""
    keeper = Keeper()
    app = Application(
        broker_address=kafka, consumer_group=group, auto_offset_reset="earliest", state_dir=folder, loglevel="WARNING"
    )
    positions = app.topic(topic, key_deserializer="bytes", value_deserializer="json")
    app.dataframe(positions).apply(keeper.keep, stateful=True)
    threading.Thread(target=keeper.tell, daemon=True).start()
    app.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
