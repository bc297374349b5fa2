"""Encodes a vector tile (Mapbox Vector Tile 2.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

EXTENT = 4096
"""Steps of a tile's side."""
POINT, LINE, POLYGON = 1, 2, 3
Step = tuple[int, int]
Value = str | int
"""A bool is an int that keeps its type in the tile."""


@dataclass(frozen=True, slots=True)
class TileFeature:
    """A feature in the whole steps of its tile; the rings of a polygon are closed."""

    kind: int
    properties: Mapping[str, Value]
    parts: Sequence[Sequence[Step]]


def encode_tile(layers: Mapping[str, Iterable[TileFeature]]) -> bytes:
    """Return the tile, without layers that are empty."""
    encoded = ((name, list(features)) for name, features in layers.items())
    return b"".join(_block(3, _layer(name, features)) for name, features in encoded if features)


def _layer(name: str, features: Sequence[TileFeature]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[bytes, int] = {}
    blocks = [_block(2, _feature(feature, keys, values)) for feature in features]
    names = [_block(3, key.encode()) for key in keys]
    return b"".join(
        (
            _number(15, 2),
            _block(1, name.encode()),
            *blocks,
            *names,
            *(_block(4, value) for value in values),
            _number(5, EXTENT),
        )
    )


def _feature(feature: TileFeature, keys: dict[str, int], values: dict[bytes, int]) -> bytes:
    tags = bytearray()
    for key, value in feature.properties.items():
        tags += _varint(keys.setdefault(key, len(keys))) + _varint(values.setdefault(_value(value), len(values)))
    geometry = _geometry(feature.kind, feature.parts)
    return _block(2, bytes(tags)) + _number(3, feature.kind) + _block(4, geometry)


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return _block(1, value.encode())
    return _number(7 if isinstance(value, bool) else 5, value)


def _geometry(kind: int, parts: Sequence[Sequence[Step]]) -> bytes:
    commands = bytearray()
    at_x = at_y = 0
    for part in parts:
        # The command that closes a ring stands for its last point.
        points = part[:-1] if kind == POLYGON else part
        for i, (x, y) in enumerate(points):
            if i == 0:
                commands += _varint(1 | 1 << 3)
            elif i == 1:
                commands += _varint(2 | (len(points) - 1) << 3)
            commands += _varint(_zigzag(x - at_x)) + _varint(_zigzag(y - at_y))
            at_x, at_y = x, y
        if kind == POLYGON:
            commands += _varint(7 | 1 << 3)
    return bytes(commands)


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _block(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
