"""The replica of the table `deliveries`."""

from web.deliveries.changelog_row import ROWS, DeliveryEntry
from web.deliveries.indexes import DeliveryIndexes, create_indexes
from web.replica.replica import Replica, ReplicaSpec

DELIVERIES_REPLICA: ReplicaSpec[DeliveryEntry, DeliveryIndexes] = ReplicaSpec("deliveries", ROWS, create_indexes)


class DeliveriesReplica(Replica[DeliveryEntry, DeliveryIndexes]):
    """The row of every delivery, as this process knows it."""

    def __init__(self, partitions: int, ring_size: int = 1_000) -> None:
        super().__init__(DELIVERIES_REPLICA, partitions, ring_size)
