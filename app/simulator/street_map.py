"""The streets that vehicles drive on, read from a map's lines and joined to one network."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path

import orjson

from app.domain.geo import nearest_longitude
from app.simulator.street_joints import Line, Point, join, largest_network

WASHINGTON = Path(__file__).parent / "data" / "dc_basemap.geojson.gz"
SPEED_LIMIT_MPS = {
    "motorway": 24.6,
    "primary": 15.6,
    "secondary": 13.4,
    "tertiary": 11.2,
    "ramp": 11.2,
    "residential": 8.9,
}
"""Metres a second by class of street: 55, 35, 30, 25, 25 and 20 miles an hour; vehicles use no other classes."""

_CENTRE_LATITUDE, _CENTRE_LONGITUDE = 38.89511, -77.03637
_M_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to metres on a plane that touches the globe in Washington; good to 0.2 % across the city."""

    latitude: float = _CENTRE_LATITUDE
    longitude: float = _CENTRE_LONGITUDE
    m_per_degree_north: float = _M_PER_DEGREE
    m_per_degree_east: float = _M_PER_DEGREE * cos(radians(_CENTRE_LATITUDE))

    def to_plane(self, *, latitude: float, longitude: float) -> Point:
        """Return metres east and north of the place where the plane touches the globe."""
        return (
            (nearest_longitude(longitude, self.longitude) - self.longitude) * self.m_per_degree_east,
            (latitude - self.latitude) * self.m_per_degree_north,
        )


@dataclass(frozen=True, slots=True)
class StreetMap:
    """One connected network of straight two-way street segments.

    `limits_mps` has the speed limit of each segment by its two ends, the lesser point first; `connected_share` is the
    share (0 to 1) of the map's kilometres that belong to the network.
    """

    projection: Projection
    limits_mps: Mapping[tuple[Point, Point], float]
    connected_share: float


def load_street_map(path: Path = WASHINGTON) -> StreetMap:
    """Return the largest connected network of a GeoJSON file's streets, without service roads; takes about a second."""
    projection = Projection()
    to_plane = projection.to_plane
    lines: list[Line] = []
    for feature in orjson.loads(gzip.decompress(path.read_bytes()))["features"]:
        properties, geometry = feature["properties"], feature["geometry"]
        limit_mps = SPEED_LIMIT_MPS.get(properties["class"])
        if properties["layer"] != "street" or limit_mps is None:
            continue
        parts = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
        for part in parts:
            lines.append(
                (limit_mps, [to_plane(latitude=latitude, longitude=longitude) for longitude, latitude in part])
            )
    return StreetMap(projection, *largest_network(join(lines)))
