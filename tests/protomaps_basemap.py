"""A street map in the schema of the Protomaps basemap, version 4, as its build profile 4.15 writes it.

The features are invented: no package of a registry carries a real extract. Layers, kinds and members are those of the
profile (github.com/protomaps/basemaps, tiles/src/main/java), also those that the dashboard does not draw.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.street_tiles.archive import MapFeature, Place, write_archive
from tools.street_tiles.encode import LINE, POINT, POLYGON, Value

LATITUDE, LONGITUDE = 43.77, 11.25
REACH = 0.03
"""Half of the area's width and height, in degrees."""
CREDIT = '<a href="https://www.openstreetmap.org/copyright" target="_blank">&copy; OpenStreetMap</a>'
ROADS: Mapping[str, tuple[Mapping[str, Value], int]] = {
    "motorway": ({"kind": "highway", "kind_detail": "motorway", "ref": "A 1", "network": "IT:A"}, 3),
    "motorway_link": ({"kind": "highway", "kind_detail": "motorway_link", "is_link": True}, 3),
    "primary": ({"kind": "major_road", "kind_detail": "primary", "name": "Viale Primo", "is_bridge": True}, 7),
    "primary_link": ({"kind": "major_road", "kind_detail": "primary_link", "is_link": True}, 7),
    "tertiary": ({"kind": "major_road", "kind_detail": "tertiary", "name": "Via Terza"}, 9),
    "residential": ({"kind": "minor_road", "kind_detail": "residential", "name": "Via Breve", "oneway": "yes"}, 12),
    "alley": ({"kind": "minor_road", "kind_detail": "service", "service": "alley"}, 13),
    "footway": ({"kind": "path", "kind_detail": "footway"}, 13),
    "pier": ({"kind": "path", "kind_detail": "pier"}, 13),
    "rail": ({"kind": "rail", "kind_detail": "rail", "is_tunnel": True}, 11),
    "ferry": ({"kind": "ferry"}, 11),
    "runway": ({"kind": "aeroway", "kind_detail": "runway"}, 9),
    "raceway": ({"kind": "other", "kind_detail": "busway", "service": "driveway"}, 14),
}
"""Members of a road of each class, and its first zoom of tiles."""
PLACES: Mapping[str, tuple[str, str, int, int]] = {
    "Italia": ("country", "country", 5, 17),
    "Firenze": ("locality", "city", 7, 11),
    "Paese": ("locality", "village", 10, 6),
    "Casale": ("locality", "isolated_dwelling", 13, 1),
    "Podere": ("locality", "farm", 13, 1),
    "Rione": ("macrohood", "quarter", 10, 0),
    "Borgo": ("neighbourhood", "suburb", 12, 0),
}
"""By name: kind, detail, first zoom of tiles, rank of the population."""
AREAS: Mapping[str, tuple[str, ...]] = {
    "landcover": ("grassland", "barren", "urban_area", "farmland", "glacier", "scrub", "forest"),
    "landuse": ("park", "wood", "cemetery", "farmland", "industrial", "dam", "pedestrian"),
    "water": ("river", "lake", "swimming_pool"),
    "buildings": ("building", "building_part"),
}


def features() -> Iterator[MapFeature]:
    """Yield one feature or more of everything that the profile writes."""
    yield MapFeature("earth", POLYGON, {"kind": "earth", "sort_rank": 0}, [_box(-REACH, -REACH, REACH, REACH)], 0)
    yield MapFeature("earth", LINE, {"kind": "cliff", "min_zoom": 13}, [[_at(-0.02, 0.02), _at(-0.01, 0.02)]], 12)
    yield MapFeature("earth", POINT, {"kind": "island", "name": "Isola"}, [[_at(-0.02, 0.01)]], 6)
    yield from _areas()
    yield from _lines()
    for i, (name, (kind, detail, zoom, rank)) in enumerate(PLACES.items()):
        members = {"kind": kind, "kind_detail": detail, "name": name, "name:de": f"{name} (de)", "script": "Latin"}
        numbers = {"min_zoom": zoom + 1, "population": 10 ** (rank // 2), "population_rank": rank, "sort_key": i}
        yield MapFeature("places", POINT, {**members, **numbers}, [[_at(0.008 * (i - 3), 0.022)]], zoom)
    yield MapFeature("pois", POINT, {"kind": "cafe", "name": "Bar", "min_zoom": 16}, [[_at(0.001, 0.001)]], 13)
    yield MapFeature("water", POINT, {"kind": "lake", "name": "Lago", "min_zoom": 11}, [[_at(0.01, -0.01)]], 10)
    yield MapFeature("buildings", POINT, {"kind": "address", "addr_housenumber": "7"}, [[_at(0.004, -0.02)]], 13)


def write_basemap(path: Path) -> Path:
    """Write the file, whose last zoom of tiles is 14."""
    metadata = {"name": "Protomaps Basemap", "version": "4.15.2", "attribution": CREDIT}
    write_archive(path, features(), zooms=range(8, 15), metadata=metadata)
    return path


def _areas() -> Iterator[MapFeature]:
    for row, (layer, kinds) in enumerate(AREAS.items()):
        for column, kind in enumerate(kinds):
            west, south = -0.024 + 0.006 * column, -0.024 + 0.006 * row
            members: dict[str, Value] = {"kind": kind, "sort_rank": 189, "min_zoom": 8}
            yield MapFeature(layer, POLYGON, members, [_box(west, south, west + 0.004, south + 0.004)], 8)


def _lines() -> Iterator[MapFeature]:
    for i, (members, zoom) in enumerate(ROADS.values()):
        north = 0.0015 * i
        common: dict[str, Value] = {"min_zoom": zoom + 1, "sort_rank": 400}
        yield MapFeature("roads", LINE, {**members, **common}, [[_at(-REACH, north), _at(REACH, north)]], zoom)
    for kind, zoom in (("river", 9), ("stream", 13), ("ditch", 15)):
        yield MapFeature("water", LINE, {"kind": kind, "min_zoom": zoom}, [[_at(-0.02, -REACH), _at(-0.02, REACH)]], 9)
    for i, kind in enumerate(("country", "region", "county", "locality")):
        members = {"kind": kind, "kind_detail": 2 * i + 2, "sort_rank": 289, "disputed": i == 0}
        yield MapFeature("boundaries", LINE, members, [[_at(0.02 + i / 1e3, -REACH), _at(0.02 + i / 1e3, REACH)]], 8)


def _at(east: float, north: float) -> Place:
    return LONGITUDE + east, LATITUDE + north


def _box(west: float, south: float, east: float, north: float) -> list[Place]:
    return [_at(west, south), _at(east, south), _at(east, north), _at(west, north), _at(west, south)]
