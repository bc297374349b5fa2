"""Reads a PMTiles file."""

import gzip
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource, Reader, traverse
from pmtiles.tile import Compression, HeaderDict, TileType

DEGREES = 1e-7
"""The unit of a header's longitudes and latitudes."""
LONGEST_METADATA = 16 << 20
"""A larger length in a header is that of a broken file."""
GetBytes = Callable[[int, int], bytes]


class BrokenArchiveError(Exception):
    """The file cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open file: its header, its metadata, and its tiles."""

    header: HeaderDict
    metadata: Mapping[str, Any]
    _get_bytes: GetBytes

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north in degrees."""
        header = self.header
        west, south = header["min_lon_e7"] * DEGREES, header["min_lat_e7"] * DEGREES
        return west, south, header["max_lon_e7"] * DEGREES, header["max_lat_e7"] * DEGREES

    @property
    def tile_type(self) -> TileType:
        """Return what the tiles are."""
        return self.header["tile_type"]

    @property
    def layers(self) -> list[str]:
        """Return the names of the layers that the metadata lists."""
        listed = self.metadata.get("vector_layers")
        layers = listed if isinstance(listed, list) else []
        return [str(layer["id"]) for layer in layers if isinstance(layer, dict) and "id" in layer]

    @property
    def unusable_because(self) -> str | None:
        """Return why browsers cannot draw the tiles; None if their kind and compression are known."""
        compression = self.header["tile_compression"]
        if self.tile_type is not TileType.MVT:
            return f"its tiles are {self.tile_type.name}, not vector tiles (MVT)"
        if compression not in {Compression.GZIP, Compression.NONE}:
            return f"its tiles are compressed with {compression.name.lower()}, not with gzip"
        return None

    def tiles(self) -> Iterator[tuple[tuple[int, int, int], bytes]]:
        """Yield zoom, column and row of each tile, and its bytes as they are stored; reads every directory."""
        header = self.header
        yield from traverse(self._get_bytes, header, header["root_offset"], header["root_length"])  # type: ignore[no-untyped-call]

    def unpacked(self, stored: bytes) -> bytes:
        """Return the content of a tile, whose compression browsers know."""
        return gzip.decompress(stored) if self.header["tile_compression"] is Compression.GZIP else stored


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Yield the file; raises OSError where it cannot be opened and BrokenArchiveError where it is no PMTiles file."""
    with path.open("rb") as file:
        try:
            get_bytes: GetBytes = MmapSource(file)  # type: ignore[no-untyped-call]
            archive = _read(get_bytes)
        except BrokenArchiveError:
            raise
        # The library has no error of its own: a broken file shows as whatever the broken bytes cause.
        except Exception as error:
            raise BrokenArchiveError(f"it is not a PMTiles file of version 3 ({type(error).__name__})") from error
        yield archive


def _read(get_bytes: GetBytes) -> Archive:
    reader = Reader(get_bytes)  # type: ignore[no-untyped-call]
    header: HeaderDict = reader.header()  # type: ignore[no-untyped-call]
    size = header["tile_data_offset"] + header["tile_data_length"]
    if not _has(get_bytes, size):
        raise BrokenArchiveError(f"it is shorter than the {size:,} bytes that its header states")
    if header["metadata_length"] > LONGEST_METADATA:
        raise BrokenArchiveError(f"its metadata is larger than {LONGEST_METADATA:,} bytes")
    metadata = reader.metadata()  # type: ignore[no-untyped-call]
    return Archive(header, metadata if isinstance(metadata, dict) else {}, get_bytes)


def _has(get_bytes: GetBytes, size: int) -> bool:
    return size == 0 or len(get_bytes(size - 1, 1)) == 1
