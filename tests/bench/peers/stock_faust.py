"""Faust as its guide shows it: a Record, an agent, `table[key] = value` in RocksDB with a changelog.

python -m tests.bench.peers.stock_faust KAFKA TOPIC GROUP FOLDER
"""

import sys
from typing import Any

import faust
import uvloop

PARTITIONS = 4


class Position(faust.Record, serializer="json"):
    """A position as devices send it."""

    driverId: str
    shipmentId: str
    latitude: float
    longitude: float
    timestamp: float


def create_app(kafka: str, topic: str, group: str, folder: str) -> faust.App:
    """Return an app that keeps the latest position of each shipment."""
    app = faust.App(
        group,
        broker=f"kafka://{kafka}",
        store="rocksdb://",
        datadir=folder,
        topic_partitions=PARTITIONS,
        topic_disable_leader=True,
        table_standby_replicas=0,
        web_enabled=False,
    )
    latest: Any = app.Table("latest", key_type=str, value_type=Position, partitions=PARTITIONS)
    done = 0

    async def keep(positions: Any) -> None:
        nonlocal done
        async for position in positions:
            current = latest.get(position.shipmentId)
            if current is None or position.timestamp > current.timestamp:
                latest[position.shipmentId] = position
            done += 1

    async def tell() -> None:
        print(done, flush=True)

    app.agent(app.topic(topic, key_type=bytes, key_serializer="raw", value_type=Position))(keep)
    app.timer(0.25)(tell)
    return app


def main(kafka: str, topic: str, group: str, folder: str) -> None:
    """Run until a signal."""
    app = create_app(kafka, topic, group, folder)
    faust.Worker(app, loglevel="info", loop=uvloop.new_event_loop(), redirect_stdouts=False).execute_from_commandline()


if __name__ == "__main__":
    main(*sys.argv[1:])
