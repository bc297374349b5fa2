"""Writes the street map of Washington from the data that the simulator drives on (`make city`)."""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.street_tiles.archive import MapFeature, Place, write_archive
from tools.street_tiles.encode import LINE, POINT, POLYGON

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "app/simulator/data/dc_basemap.geojson.gz"
TARGET = ROOT / "app/street_maps/data/washington.pmtiles"
ZOOMS = range(8, 14)
"""A step of the last zoom is as long as the last digit of the source's coordinates, so nearer zooms would add nothing."""
METADATA = {
    "name": "Washington",
    "description": "Streets, parks, water, railways and the border of Washington, DC",
    "attribution": '<a href="https://opendata.dc.gov">Open Data DC</a> (CC BY 4.0)',
    "type": "baselayer",
    "version": "1",
}
STREETS = {
    "motorway": ("highway", "motorway", 8),
    "primary": ("major_road", "primary", 8),
    "secondary": ("major_road", "secondary", 9),
    "tertiary": ("major_road", "tertiary", 11),
    "ramp": ("highway", "motorway_link", 11),
    "residential": ("minor_road", "residential", 11),
    "service": ("minor_road", "service", 13),
}
"""For each class of the source, the kind and the detail of Protomaps, and the first zoom."""
PLACES = (
    ("Washington", "locality", "city", 38.9072, -77.0369),
    ("Virginia", "region", "state", 38.885, -77.118),
    ("Maryland", "region", "state", 38.965, -76.935),
    ("Georgetown", "neighbourhood", "neighbourhood", 38.9077, -77.0655),
    ("Capitol Hill", "neighbourhood", "neighbourhood", 38.8865, -76.994),
    ("Anacostia", "neighbourhood", "neighbourhood", 38.8625, -76.981),
    ("Brookland", "neighbourhood", "neighbourhood", 38.933, -76.987),
    ("Petworth", "neighbourhood", "neighbourhood", 38.942, -77.025),
    ("Tenleytown", "neighbourhood", "neighbourhood", 38.9475, -77.08),
    ("Potomac", "river", "river", 38.815, -77.0335),
)
"""Enough to know which city this is and what lies around it; the source has none."""
PLACE_ZOOMS = {"locality": 8, "region": 9, "neighbourhood": 11, "river": 10}


def features() -> Iterator[MapFeature]:
    """Yield everything that the map shows."""
    source = json.loads(gzip.decompress(SOURCE.read_bytes()))
    streets: dict[tuple[str, str], list[Sequence[Place]]] = defaultdict(list)
    for feature in source["features"]:
        properties, geometry = feature["properties"], feature["geometry"]
        if properties["layer"] == "street":
            streets[properties["class"], properties.get("name", "")].extend(_lines(geometry))
        elif properties["layer"] == "rail":
            yield MapFeature("roads", LINE, {"kind": "rail", "kind_detail": "rail"}, _lines(geometry), 10)
        else:
            yield from _area(properties["layer"], geometry)
    for (street, name), lines in streets.items():
        kind, detail, zoom = STREETS[street]
        named = {"name": name} if name else {}
        link = {"is_link": 1} if detail.endswith("_link") else {}
        yield MapFeature("roads", LINE, {"kind": kind, "kind_detail": detail, **link, **named}, lines, zoom)
    for name, kind, detail, latitude, longitude in PLACES:
        properties = {"kind": kind, "kind_detail": detail, "name": name}
        yield MapFeature(
            "water" if kind == "river" else "places", POINT, properties, [[(longitude, latitude)]], PLACE_ZOOMS[kind]
        )


def _area(layer: str, geometry: dict[str, Any]) -> Iterator[MapFeature]:
    name, kind = {"boundary": ("earth", "earth"), "park": ("landuse", "park"), "water": ("water", "water")}[layer]
    for rings in [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]:
        yield MapFeature(name, POLYGON, {"kind": kind}, _places(rings), 8)
        if layer == "boundary":
            yield MapFeature("boundaries", LINE, {"kind": "region"}, _places(rings), 8)


def _lines(geometry: dict[str, Any]) -> list[Sequence[Place]]:
    return _places([geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"])


def _places(parts: Sequence[Sequence[Sequence[float]]]) -> list[Sequence[Place]]:
    return [[(place[0], place[1]) for place in part] for part in parts]


def main(target: Path = TARGET) -> int:
    """Write the file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write_archive(target, features(), zooms=ZOOMS, metadata=METADATA)
    print(f"{target.name}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
