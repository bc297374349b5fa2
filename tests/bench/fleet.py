"""A fleet that reports in rounds: every shipment once a round, each time a second later, so every fix is accepted."""

from collections.abc import Iterator
from itertools import chain, islice

import numpy as np

DRIVERS = 500
BEGAN_AT = 1_705_500_000
"""Timestamp of the first round, Unix seconds: no fix of a benchmark is ever ahead of the clock."""
SOUTH, WEST, HEIGHT, WIDTH = 40.4, -74.3, 0.6, 0.7
"""The city, in degrees: shipments are spread evenly over it."""
ROWS = 997
NORTHWARD_PER_ROUND = 1e-5
Partitions = np.ndarray[tuple[int], np.dtype[np.uint32]]
_MURMUR_SEED, _MURMUR_M = 0x9747B28C, 0x5BD1E995


class Fleet:
    """Shipments over partitions, each in the partition of its id."""

    def __init__(self, shipments: int, partitions: int) -> None:
        self.shipments = shipments
        homes = partitions_of(shipments, partitions)
        self._by_partition = [np.flatnonzero(homes == partition).tolist() for partition in range(partitions)]
        self._heads = [
            b'{"driverId":"D-%03d","shipmentId":"%b",' % (number % DRIVERS, shipment_id(number))
            for number in range(shipments)
        ]
        self._longitudes = [b'"longitude":%.6f,' % longitude_of(number) for number in range(shipments)]

    def fixes(self, partition: int, round_number: int, *, received: bool = True) -> Iterator[bytes]:
        """Yield one fix of each shipment of a partition, as an edge stores it or, not received, as a device sends it."""
        timestamp = BEGAN_AT + round_number
        tail = b'"timestamp":%d.0}' % timestamp
        if received:
            tail = b'"timestamp":%d.0,"receivedAt":%d.731}' % (timestamp, timestamp)
        heads, longitudes = self._heads, self._longitudes
        latitudes = [b'"latitude":%.6f,' % latitude_of(row, round_number) for row in range(ROWS)]
        return (heads[n] + latitudes[n % ROWS] + longitudes[n] + tail for n in self._by_partition[partition])

    def envelopes(self, partition: int, round_number: int, size: int) -> Iterator[tuple[int, bytes]]:
        """Yield a round's envelopes of `size` fixes, and how many each holds."""
        fixes = self.fixes(partition, round_number)
        while chunk := list(islice(fixes, size)):
            yield len(chunk), b"[" + b",".join(chunk) + b"]"

    def keyed(self, partition: int, round_number: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield a round as a plain Kafka producer writes it: key and one fix, which no edge has received."""
        numbers = self._by_partition[partition]
        return zip(map(shipment_id, numbers), self.fixes(partition, round_number, received=False), strict=True)

    def whole_round(self, round_number: int) -> Iterator[bytes]:
        """Yield one fix of each shipment as a device sends it."""
        partitions = range(self.partitions)
        return chain.from_iterable(self.fixes(each, round_number, received=False) for each in partitions)

    @property
    def partitions(self) -> int:
        """Return how many partitions there are."""
        return len(self._by_partition)


def shipment_id(number: int) -> bytes:
    """Return the id of a shipment: eleven bytes, so that all can be hashed at once."""
    return b"PKG-%07d" % number


def latitude_of(number: int, round_number: int) -> float:
    """Return where a shipment is in a round: about a metre further north each time, for a day at most."""
    return SOUTH + HEIGHT * (number % ROWS) / ROWS + NORTHWARD_PER_ROUND * (round_number % 3600)


def longitude_of(number: int) -> float:
    """Return where a shipment is, always; multiples of the golden ratio fill a range evenly."""
    return WEST + WIDTH * (number * 0.618033988749895 % 1.0)


def partitions_of(shipments: int, partitions: int) -> Partitions:
    """Return the partition of every shipment: Kafka's murmur2 as app.domain.partition has it, for all at once."""
    ids = np.frombuffer(b"".join(map(shipment_id, range(shipments))), dtype=np.uint8).reshape(shipments, 11)
    words = np.ascontiguousarray(ids[:, :8]).view("<u4").astype(np.uint32)
    tail = ids[:, 8:].astype(np.uint32)
    m = np.uint32(_MURMUR_M)
    h = np.full(shipments, _MURMUR_SEED ^ 11, dtype=np.uint32)
    for column in range(2):
        k = words[:, column] * m
        k = (k ^ (k >> np.uint32(24))) * m
        h = (h * m) ^ k
    h ^= (tail[:, 2] << np.uint32(16)) ^ (tail[:, 1] << np.uint32(8)) ^ tail[:, 0]
    h *= m
    h = (h ^ (h >> np.uint32(13))) * m
    h ^= h >> np.uint32(15)
    return (h & np.uint32(0x7FFFFFFF)) % np.uint32(partitions)
