"""Cuts features into tiles and writes them as one PMTiles file, the same bytes for the same features."""

import gzip
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from tools.street_tiles.clip import Point, clip_line, clip_ring
from tools.street_tiles.encode import EXTENT, LINE, POINT, Step, TileFeature, Value, encode_tile

MARGIN = 64
"""Steps that a tile reaches beyond its edges, so that lines have no gaps there."""
Place = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True, slots=True)
class MapFeature:
    """A feature of one layer, shown from a zoom of tiles on."""

    layer: str
    kind: int
    properties: Mapping[str, Value]
    parts: Sequence[Sequence[Place]]
    from_zoom: int


def write_archive(path: Path, features: Iterable[MapFeature], *, zooms: range, metadata: Mapping[str, Any]) -> None:
    """Write the tiles of all zooms; `metadata` says what the file is and whom to credit."""
    projected = [(feature, [[_on_square(place) for place in part] for part in feature.parts]) for feature in features]
    tiles: dict[int, dict[str, list[TileFeature]]] = defaultdict(lambda: defaultdict(list))
    for zoom in zooms:
        for feature, parts in projected:
            if zoom >= feature.from_zoom:
                for x, y, tile_parts in _tile_parts(feature.kind, parts, zoom):
                    tile = tiles[zxy_to_tileid(zoom, x, y)]
                    tile[feature.layer].append(TileFeature(feature.kind, feature.properties, tile_parts))
    places = [place for feature, _ in projected for part in feature.parts for place in part]
    longitudes, latitudes = [place[0] for place in places], [place[1] for place in places]
    header = {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": round(min(longitudes) * 1e7),
        "min_lat_e7": round(min(latitudes) * 1e7),
        "max_lon_e7": round(max(longitudes) * 1e7),
        "max_lat_e7": round(max(latitudes) * 1e7),
    }
    layers = [{"id": name, "fields": {}} for name in sorted({feature.layer for feature, _ in projected})]
    with write(path) as writer:
        for tile_id in sorted(tiles):
            content = encode_tile({layer: tiles[tile_id][layer] for layer in sorted(tiles[tile_id])})
            writer.write_tile(tile_id, gzip.compress(content, 9, mtime=0))
        writer.finalize(header, {**metadata, "vector_layers": layers})


def _on_square(place: Place) -> Point:
    sine = math.sin(math.radians(place[1]))
    return place[0] / 360 + 0.5, 0.5 - math.atanh(sine) / (2 * math.pi)


def _tile_parts(
    kind: int, parts: Sequence[Sequence[Point]], zoom: int
) -> Iterator[tuple[int, int, Sequence[Sequence[Step]]]]:
    """Yield column and row of each tile that a feature touches, and the parts of it there."""
    side = 1 << zoom
    steps = [[(x * side * EXTENT, y * side * EXTENT) for x, y in part] for part in parts]
    columns = _tiles_between([x for part in steps for x, _ in part])
    rows = _tiles_between([y for part in steps for _, y in part])
    for column in columns:
        for row in rows:
            within = [[(x - column * EXTENT, y - row * EXTENT) for x, y in part] for part in steps]
            clipped = list(_clipped(kind, within))
            if clipped and 0 <= row < side:
                yield column % side, row, clipped


def _tiles_between(steps: Sequence[float]) -> range:
    return range(int((min(steps) - MARGIN) // EXTENT), int((max(steps) + MARGIN) // EXTENT) + 1)


def _clipped(kind: int, parts: Sequence[Sequence[Point]]) -> Iterator[Sequence[Step]]:
    low, high = -MARGIN, EXTENT + MARGIN
    for i, part in enumerate(parts):
        if kind == POINT:
            [(x, y)] = part
            if 0 <= x < EXTENT and 0 <= y < EXTENT:
                yield [(round(x), round(y))]
        elif kind == LINE:
            for line in clip_line(part, low, high):
                if len(steps := _whole(line)) > 1:
                    yield steps
        elif len(steps := _whole(clip_ring(part, low, high))) > 3:
            # The winding tells the outer ring, the first, from holes.
            yield steps if (_area(steps) > 0) is (i == 0) else steps[::-1]


def _whole(points: Sequence[Point]) -> list[Step]:
    """Return the points in whole steps, without repetitions."""
    steps: list[Step] = []
    for x, y in points:
        step = round(x), round(y)
        if not steps or steps[-1] != step:
            steps.append(step)
    return steps


def _area(ring: Sequence[Step]) -> int:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
