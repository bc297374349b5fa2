"""Rows as GeoJSON."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.messages.base import Message
from app.messages.freshness import Freshness


class PointGeometry(Message):
    """A GeoJSON point: longitude first (RFC 7946)."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]


class Feature(Message):
    """A row as GeoJSON."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: PointGeometry
    properties: dict[str, Any]


class FeatureCollection(Freshness):
    """Rows as GeoJSON."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False if more rows match; else absent.")] = None
