"""`python -m tests.bench.replica_memory N`: print the bytes of a row, and by how many bytes N of them grow a process."""

import gc
import os
import sys

from app.clock import SystemClock
from app.deliveries.codec import encode_row
from app.domain.deliveries.row import DeliveryRow, Destination, Recipient, Verdict, Window
from app.domain.deliveries.status import Status
from app.kafka.fetched_batches import LogRecords
from app.observability.metrics import Metrics
from tests.bench.fleet import latitude_of, longitude_of
from tests.bench.promises import driver_of, id_of
from tests.product import proc
from web.deliveries.replica import DeliveriesReplica
from web.feed.changelog_applier import ChangelogApplier

BATCH, PARTITIONS, RING, BEGAN_AT = 1_000, 4, 100_000, 1_772_434_800


def row_of(number: int) -> bytes:
    """Return the row of a delivery as the dispatcher writes it."""
    start = BEGAN_AT + number % 36 * 600.0
    return encode_row(
        DeliveryRow(
            shipmentId=id_of(number).decode(),
            destination=Destination(
                latitude=latitude_of(number, 0),
                longitude=longitude_of(number),
                name=f"Building {number % 400}",
                address=f"{number % 900} W 34th St, New York",
            ),
            window=Window(start=start, end=start + 7200),
            driverId=driver_of(number // 80).decode(),
            sequence=number % 80,
            reference=f"Order {number}",
            recipient=Recipient(name="Ann Smith", phone="+1 212 555 0100"),
            note="Ring twice",
            status=Status.CREATED,
            statusAt=start,
            planRevision=1,
            revision=1_772_434_800_000 + number,
            offset=number,
            verdicts=(Verdict(commandId=f"aBcDeFgHiJkLmN{number:08d}", offset=number),),
            eventSequence=2,
            createdAt=start,
            updatedAt=start,
        )
    )


def main() -> None:
    """Fill a replica and measure."""
    count = int(sys.argv[1])
    replica = DeliveriesReplica(PARTITIONS, RING)
    applier = ChangelogApplier(SystemClock(), Metrics(), "deliveries", replica.store)
    gc.collect()
    before, row_bytes = proc.memory_bytes(os.getpid()), 0
    for begin in range(0, count, BATCH):
        numbers = list(range(begin, min(count, begin + BATCH)))
        # Copied, since a row out of Kafka has no spare room, as one has that was just encoded: 200 bytes each.
        rows: list[bytes | None] = [bytes(bytearray(row_of(number))) for number in numbers]
        row_bytes += sum(len(row) for row in rows if row)
        applier.apply(0, LogRecords(numbers, [id_of(number) for number in numbers], rows))
    replica.store.settle()
    gc.collect()
    assert len(replica.store) == count
    print(row_bytes / count, proc.memory_bytes(os.getpid()) - before)


if __name__ == "__main__":
    main()
