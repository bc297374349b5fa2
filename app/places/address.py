"""Addresses as geocoders answer them: what to ask Nominatim and Photon, and how to read what they say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import orjson

MOST_LABEL = 300
MOST_RESULTS = 20
JOINERS = "\u200c\u200d"
"""Invisible, and part of the spelling in Persian and Indian scripts."""
OSM_ATTRIBUTION = "Addresses: © OpenStreetMap contributors, ODbL"
NEAR_DEGREES = 1.0
"""Half the side of the box that Nominatim prefers."""

Reference = tuple[float, float]
"""A latitude and a longitude."""


@dataclass(frozen=True, slots=True)
class Address:
    """One place that a geocoder found."""

    label: str
    latitude: float
    longitude: float


class OddAnswerError(ValueError):
    """An answer that is not what the geocoder's documentation says; it is never quoted."""


@dataclass(frozen=True, slots=True)
class GeocoderKind:
    """How one kind of geocoder is asked, and how its answer is read."""

    path: str
    parameters: Callable[[str, Reference | None], dict[str, str]]
    read: Callable[[bytes], list[Address]]


def _nominatim_parameters(text: str, near: Reference | None) -> dict[str, str]:
    parameters = {"q": text, "format": "jsonv2", "limit": str(MOST_RESULTS)}
    if near is not None:
        latitude, longitude = near
        west, east = longitude - NEAR_DEGREES, longitude + NEAR_DEGREES
        parameters["viewbox"] = f"{west:.1f},{latitude + NEAR_DEGREES:.1f},{east:.1f},{latitude - NEAR_DEGREES:.1f}"
    return parameters


def _photon_parameters(text: str, near: Reference | None) -> dict[str, str]:
    parameters = {"q": text, "limit": str(MOST_RESULTS)}
    if near is not None:
        parameters |= {"lat": f"{near[0]:.1f}", "lon": f"{near[1]:.1f}"}
    return parameters


def read_nominatim(raw: bytes) -> list[Address]:
    """Return the addresses of an answer of Nominatim in its format jsonv2; raises OddAnswerError."""
    places = _json(raw)
    if not isinstance(places, list):
        raise OddAnswerError
    return _sensible((place.get("display_name"), place.get("lat"), place.get("lon")) for place in _objects(places))


def read_photon(raw: bytes) -> list[Address]:
    """Return the addresses of an answer of Photon, which is GeoJSON; raises OddAnswerError."""
    collection = _json(raw)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise OddAnswerError
    found = []
    for feature in _objects(features):
        geometry, properties = feature.get("geometry"), feature.get("properties")
        coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if isinstance(properties, dict) and isinstance(coordinates, list) and len(coordinates) >= 2:
            found.append((photon_label(properties), coordinates[1], coordinates[0]))
    return _sensible(found)


def photon_label(properties: Mapping[str, Any]) -> str:
    """Return the parts of an address of Photon in the order of an envelope."""
    street = " ".join(_texts(properties, ("housenumber", "street")))
    town = " ".join(_texts(properties, ("postcode", "city")))
    parts = [*_texts(properties, ("name",)), street, *_texts(properties, ("district",)), town]
    return ", ".join(dict.fromkeys(part for part in [*parts, *_texts(properties, ("state", "country"))] if part))


def _texts(properties: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    return [text for name in names if isinstance(text := properties.get(name), str) and text]


def _json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise OddAnswerError from None


def _objects(items: Sequence[Any]) -> Iterable[Mapping[str, Any]]:
    return (item for item in items[:MOST_RESULTS] if isinstance(item, dict))


def _sensible(found: Iterable[tuple[Any, Any, Any]]) -> list[Address]:
    """Return those that have a label and lie on the globe."""
    addresses = []
    for label, latitude, longitude in found:
        at = _degrees(latitude, 90), _degrees(longitude, 180)
        text = _shown(label) if isinstance(label, str) else ""
        if text and at[0] is not None and at[1] is not None:
            addresses.append(Address(text[:MOST_LABEL], at[0], at[1]))
    return addresses


def _shown(label: str) -> str:
    """Return a label without control characters and marks that reorder the text around it."""
    return "".join(letter for letter in label if letter.isprintable() or letter in JOINERS).strip()


def _degrees(value: Any, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or len(str(value)) > 40:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) <= most else None


KINDS: Mapping[str, GeocoderKind] = {
    "nominatim": GeocoderKind("/search", _nominatim_parameters, read_nominatim),
    "photon": GeocoderKind("/api", _photon_parameters, read_photon),
}
"""By the word before the + of TRACKER_GEOCODER."""
