"""Judges whether the dashboard can draw a file, and what of its map the file lacks."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from app.street_maps.archive import Archive
from app.street_maps.vector_tile import BrokenTileError, features_by_layer

LAYERS = {
    "earth": "the ground of the city; the world's coarse coasts show instead",
    "roads": "streets and railways",
    "water": "water",
    "landuse": "parks and woods",
    "places": "the names of towns and their parts",
    "boundaries": "borders",
    "buildings": "buildings",
}
"""The layers of the Protomaps basemap that the dashboard draws, and what is missing without each."""
NEEDED = "roads"
"""Without this layer a file is no street map."""
SAMPLES = 64
"""Tiles that are decoded, spread evenly over the file."""


@dataclass(slots=True)
class Findings:
    """What was found: `problems` mean that the file cannot be shown."""

    problems: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    tiles: int = 0
    decoded: int = 0


def check(archive: Archive) -> Findings:
    """Read every directory and decode some tiles."""
    findings = Findings()
    if (problem := archive.unusable_because) is not None:
        findings.problems.append(problem)
        return findings
    try:
        findings.tiles = sum(1 for _ in archive.tiles())
    # The library has no error of its own: a broken directory shows as whatever the broken bytes cause.
    except Exception as error:  # noqa: BLE001
        findings.problems.append(f"a directory cannot be read ({type(error).__name__})")
        return findings
    if findings.tiles == 0:
        findings.problems.append("it holds no tiles")
        return findings
    layers = set(_decode(archive, findings))
    if findings.problems:
        return findings
    findings.lacks = [f"{name}: {meaning}" for name, meaning in LAYERS.items() if name not in layers]
    if NEEDED not in layers:
        found = ", ".join(sorted(layers)) or "none"
        findings.problems.append(f"it has no layer `{NEEDED}`; its layers are: {found}")
    return findings


def _decode(archive: Archive, findings: Findings) -> Iterator[str]:
    """Yield the names of the layers of sampled tiles; the last tiles are the nearest to the ground."""
    step = max(1, findings.tiles // SAMPLES)
    offset = (findings.tiles - 1) % step
    for (zoom, x, y), stored in islice(archive.tiles(), offset, None, step):
        try:
            yield from features_by_layer(archive.unpacked(stored))
        except (BrokenTileError, OSError, EOFError, zlib.error) as error:
            findings.problems.append(f"the tile {zoom}/{x}/{y} cannot be decoded: {error}")
            return
        findings.decoded += 1
