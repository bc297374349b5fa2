"""Which partition a shipment belongs to."""

from struct import unpack_from

_SEED = 0x9747B28C
_M = 0x5BD1E995
_32_BITS = 0xFFFFFFFF


def murmur2(key: bytes) -> int:
    """Return Kafka's murmur2 of the key as an unsigned 32-bit number."""
    length = len(key)
    words = length >> 2
    hashed = _SEED ^ length
    for word in unpack_from(f"<{words}I", key):
        mixed = word * _M & _32_BITS
        hashed = (hashed * _M & _32_BITS) ^ ((mixed ^ mixed >> 24) * _M & _32_BITS)
    if rest := key[words << 2 :]:
        hashed = (hashed ^ int.from_bytes(rest, "little")) * _M & _32_BITS
    hashed = (hashed ^ hashed >> 13) * _M & _32_BITS
    return hashed ^ hashed >> 15


def partition_of(shipment_id: str, partitions: int) -> int:
    """Return murmur2 of the UTF-8 id modulo `partitions`, as Kafka's Java client does for keys."""
    return (murmur2(shipment_id.encode()) & 0x7FFFFFFF) % partitions
