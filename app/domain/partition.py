"""Which partition a shipment lives in."""

from aiokafka.partitioner import murmur2


def partition_of(shipment_id: str, partitions: int) -> int:
    """Return Kafka's murmur2 of the UTF-8 id mod `partitions`: what the Java client does with the id as key."""
    hashed: int = murmur2(shipment_id.encode())
    return (hashed & 0x7FFFFFFF) % partitions
