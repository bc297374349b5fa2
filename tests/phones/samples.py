"""Requests of real phones, from the file beside."""

import json
from pathlib import Path
from typing import Any

from app.phones.body import fields_of
from app.phones.said import PhoneRequest

SAMPLES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "phone_samples.json").read_text())
DOORS = ("osmand", "owntracks", "gpslogger", "overland")


def door_of(sample: dict[str, Any]) -> str:
    """Return the door that a sample is meant for."""
    door: str = sample["path_query"][1:].partition("}")[0]
    return door


def path_of(sample: dict[str, Any], key: str = "") -> str:
    """Return the path and query of a sample, with a key in the path if there is one."""
    door = door_of(sample)
    rest: str = sample["path_query"].removeprefix(f"{{{door}}}")
    return f"/api/ingest/{door}{'/' if key else ''}{key}{rest}"


def as_request(sample: dict[str, Any]) -> PhoneRequest:
    """Return a sample as the readers take it."""
    query = fields_of(sample["path_query"].partition("?")[2])
    assert isinstance(query, dict)
    headers = sample["headers"]
    body = (sample["body"] or "").encode()
    return PhoneRequest(query, body, headers.get("X-Limit-U", ""), headers.get("X-Limit-D", ""))
