"""Which partition a shipment, or a driver without one, belongs to."""

from collections.abc import Sequence
from struct import unpack_from

import numpy as np

_SEED = 0x9747B28C
_M = 0x5BD1E995
_32_BITS = 0xFFFFFFFF
WORTH_VECTORS = 24
"""Fewer ids are hashed one by one in less time than it takes to set up the vectors."""


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


def partition_of(subject_id: str, partitions: int) -> int:
    """Return murmur2 of the UTF-8 id modulo `partitions`, as Kafka's Java client does for keys."""
    return _partition_of_key(subject_id.encode(), partitions)


def _partition_of_key(key: bytes, partitions: int) -> int:
    return (murmur2(key) & 0x7FFFFFFF) % partitions


def partitions_of(keys: Sequence[bytes], partitions: int) -> list[int]:
    """Return for each UTF-8 id what `partition_of` returns; many are hashed together."""
    if len(keys) < WORTH_VECTORS:
        return [_partition_of_key(key, partitions) for key in keys]
    lengths = np.fromiter(map(len, keys), np.uint32, len(keys))
    whole = lengths >> np.uint32(2)
    words = _words(keys, int(whole.max(initial=0)) + 1)
    hashed = np.uint32(_SEED) ^ lengths
    m = np.uint32(_M)
    for column in range(words.shape[1] - 1):
        mixed = words[:, column] * m
        mixed = (mixed ^ mixed >> np.uint32(24)) * m
        hashed = np.where(column < whole, hashed * m ^ mixed, hashed)
    # Beyond an id's end stand zeros, so its last word is the number that the bytes after its whole words make.
    rest = words[np.arange(len(keys)), whole]
    hashed = np.where(lengths & np.uint32(3) != 0, (hashed ^ rest) * m, hashed)
    hashed = (hashed ^ hashed >> np.uint32(13)) * m
    hashed ^= hashed >> np.uint32(15)
    indices: list[int] = ((hashed & np.uint32(0x7FFFFFFF)) % np.uint32(partitions)).tolist()
    return indices


def _words(keys: Sequence[bytes], count: int) -> "np.ndarray[tuple[int, int], np.dtype[np.uint32]]":
    """Return each id as `count` little-endian words, with zeros after its end."""
    padded = np.array(keys, dtype=f"S{count * 4}")
    return np.frombuffer(padded.tobytes(), "<u4").reshape(len(keys), count)
