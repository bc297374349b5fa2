"""Reads what is in a vector tile (Mapbox Vector Tile 2.1): its layers, and whether its bytes are whole."""

from collections.abc import Iterator

LAYER, LAYER_NAME, LAYER_FEATURE, FEATURE_GEOMETRY = 3, 1, 2, 4
VARINT, FIXED_64, BLOCK, FIXED_32 = 0, 1, 2, 5
LINE_TO, CLOSE = 2, 7
LONGEST_VARINT = 10


class BrokenTileError(Exception):
    """The bytes are no vector tile."""


def features_by_layer(tile: bytes) -> dict[str, int]:
    """Return the number of features of each layer; raises BrokenTileError where anything cannot be decoded."""
    found: dict[str, int] = {}
    for field, content in _fields(tile):
        if field == LAYER:
            name, count = _layer(_bytes(content))
            found[name] = found.get(name, 0) + count
    return found


def _layer(layer: bytes) -> tuple[str, int]:
    name, count = None, 0
    for field, content in _fields(layer):
        if field == LAYER_NAME:
            name = _bytes(content).decode(errors="replace")
        elif field == LAYER_FEATURE:
            count += 1
            for part, geometry in _fields(_bytes(content)):
                if part == FEATURE_GEOMETRY:
                    _require_geometry(_bytes(geometry))
    if name is None:
        raise BrokenTileError("a layer has no name")
    return name, count


def _require_geometry(geometry: bytes) -> None:
    """Raise for a command without its parameters."""
    at = 0
    while at < len(geometry):
        command, at = _varint(geometry, at)
        kind, count = command & 7, command >> 3
        if kind == CLOSE:
            continue
        if not 1 <= kind <= LINE_TO:
            raise BrokenTileError(f"a geometry has the unknown command {kind}")
        for _ in range(2 * count):
            _, at = _varint(geometry, at)


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and content of each field of a protobuf message."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == VARINT:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        if kind == BLOCK:
            length, at = _varint(message, at)
        elif kind in {FIXED_64, FIXED_32}:
            length = 8 if kind == FIXED_64 else 4
        else:
            raise BrokenTileError(f"a field has the unknown type {kind}")
        if at + length > len(message):
            raise BrokenTileError("it ends within a field")
        yield key >> 3, message[at : at + length]
        at += length


def _bytes(content: int | bytes) -> bytes:
    if isinstance(content, int):
        raise BrokenTileError("a field has a number where a block belongs")
    return content


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Return the number at a place, and the place after it."""
    value = 0
    for i, byte in enumerate(message[at : at + LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * i)
        if byte < 0x80:
            return value, at + i + 1
    raise BrokenTileError("it ends within a number")
