"""The street map of a small invented city near Pittsburgh, written as the product's own files are."""

from collections.abc import Iterator
from pathlib import Path

from tools.street_tiles.archive import MapFeature, Place, write_archive
from tools.street_tiles.encode import LINE, POINT, POLYGON

LATITUDE, LONGITUDE = 40.44, -79.99
REACH = 0.04
"""Half of the city's width and height, in degrees."""
CREDIT = "© the surveyors of Gridville"


def features() -> Iterator[MapFeature]:
    """Yield a grid of streets around a main road, a river, a park and a name in two languages."""
    yield MapFeature("earth", POLYGON, {"kind": "earth"}, [_box(-REACH, -REACH, REACH, REACH)], 6)
    yield MapFeature("water", POLYGON, {"kind": "river"}, [_box(-REACH, 0.012, REACH, 0.018)], 6)
    yield MapFeature("landuse", POLYGON, {"kind": "park"}, [_box(0.004, -0.012, 0.014, -0.004)], 8)
    for i in range(-8, 9):
        way = i * 0.0045
        kind = ("highway", "motorway") if i == 0 else ("minor_road", "residential")
        properties = {"kind": kind[0], "kind_detail": kind[1], "name": f"{i + 9}th Street"}
        yield MapFeature("roads", LINE, properties, [[_at(-REACH, way), _at(REACH, way)]], 6 if i == 0 else 11)
        avenue = {**properties, "name": f"Avenue {i + 9}"}
        yield MapFeature("roads", LINE, avenue, [[_at(way, -REACH), _at(way, REACH)]], 6 if i == 0 else 11)
    name = {"kind": "locality", "kind_detail": "city", "name": "Gridville", "name:de": "Gitterstadt"}
    yield MapFeature("places", POINT, name, [[_at(0.002, 0.003)]], 6)


def write_city(path: Path) -> Path:
    """Write the file, whose last zoom of tiles is 13."""
    metadata = {"name": "Gridville", "attribution": CREDIT}
    write_archive(path, features(), zooms=range(6, 14), metadata=metadata)
    return path


def _at(east: float, north: float) -> Place:
    return LONGITUDE + east, LATITUDE + north


def _box(west: float, south: float, east: float, north: float) -> list[Place]:
    return [_at(west, south), _at(east, south), _at(east, north), _at(west, north), _at(west, south)]
