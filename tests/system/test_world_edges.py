"""The edges of the world in a running tracker: poles and the antimeridian, from the device to lists and streams."""

import json
from collections.abc import Callable, Mapping
from itertools import product
from math import inf, nextafter
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.builders import a_fix
from tests.globe import distance_m
from tests.product.tracker import Tracker, running
from tests.sse import Dashboard, read_events

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]

LATITUDES = (90.0, nextafter(90.0, 0.0), 89.0, 85.06, 0.0, -85.06, -90.0)
LONGITUDES = (-180.0, -179.9999, 0.0, 179.9999, 180.0)
PLACES = {f"{kind}{number}": place for kind in "AB" for number, place in enumerate(product(LATITUDES, LONGITUDES))}
"""Shipments of the kind A are posted one by one, those of the kind B as a batch."""
BOXES = (
    (-180.0, 89.0, 180.0, 90.0),
    (-180.0, -90.0, 180.0, -90.0),
    (170.0, -90.0, 180.0, 90.0),
    (-180.0, -90.0, -170.0, 90.0),
    (179.0, 85.0, -179.0, 90.0),
    (180.0, 90.0, -180.0, 90.0),
    (0.0, 90.0, 0.0, 90.0),
)
CIRCLES = ((90.0, 0.0, 1.0), (90.0, -180.0, 111_500.0), (-90.0, 77.0, 0.5), (89.0, 180.0, 20_000.0), (0.0, 180.0, 50.0))
OUTSIDE = (
    ("latitude", nextafter(90.0, inf)),
    ("latitude", nextafter(-90.0, -inf)),
    ("longitude", nextafter(180.0, inf)),
    ("longitude", nextafter(-180.0, -inf)),
)
WIDER = ("-180.0001,-90,180,90", "-540,-90,540,90", "-180,-90,180,90.0001", "190,-10,200,10")


def fix_of(shipment_id: str) -> dict[str, Any]:
    latitude, longitude = PLACES[shipment_id]
    return a_fix(shipmentId=shipment_id, latitude=latitude, longitude=longitude)


def lies_in(place: tuple[float, float], west: float, south: float, east: float, north: float) -> bool:
    latitude, longitude = place
    width = 360 if (west, east) == (-180, 180) else (east - west) % 360
    return south <= latitude <= north and (longitude - west) % 360 <= width


async def posted(tracker: Tracker, session: ClientSession, path: str, body: bytes, kind: str = "json") -> int:
    url, headers = f"{tracker.url}/api/shipments/{path}", {"Content-Type": f"application/{kind}"}
    async with session.post(url, data=body, headers=headers) as answer:
        return answer.status


async def listed(tracker: Tracker, session: ClientSession, query: Mapping[str, str]) -> list[str]:
    async with session.get(f"{tracker.url}/api/shipments", params=query) as answer:
        assert answer.status == 200, await answer.text()
        return [row["shipmentId"] for row in (await answer.json())["shipments"]]


async def streamed(tracker: Tracker, session: ClientSession, bbox: str) -> set[str]:
    dashboard = Dashboard()
    async with session.get(f"{tracker.url}/api/stream", params={"bbox": bbox}) as answer:
        assert answer.status == 200, await answer.text()
        async for event in read_events(answer):
            dashboard.take(event)
            if dashboard.is_current:
                break
    return set(dashboard.rows)


async def assert_boxes_agree(tracker: Tracker, session: ClientSession) -> None:
    for edges in BOXES:
        bbox = ",".join(map(repr, edges))
        inside = {name for name, place in PLACES.items() if lies_in(place, *edges)}
        assert inside, bbox
        assert set(await listed(tracker, session, {"bbox": bbox})) == inside, bbox
        assert await streamed(tracker, session, bbox) == inside, bbox


async def assert_nearest_first(tracker: Tracker, session: ClientSession) -> None:
    for latitude, longitude, radius_m in CIRCLES:
        ways = {name: distance_m(latitude, longitude, *place) for name, place in PLACES.items()}
        inside = {name for name, way_m in ways.items() if way_m <= radius_m}
        query = {"near": f"{latitude},{longitude}", "radius": str(radius_m)}
        assert set(await listed(tracker, session, query)) == inside, query
        found = [ways[name] for name in await listed(tracker, session, {"near": query["near"]})]
        assert found == pytest.approx(sorted(ways.values()), abs=0.5)


async def assert_beyond_is_refused(tracker: Tracker, session: ClientSession) -> None:
    for field, value in OUTSIDE:
        beyond = json.dumps(a_fix(**{field: value})).encode()
        assert await posted(tracker, session, "update", beyond) == 422, (field, value)
        assert await posted(tracker, session, "updates", b"[%b]" % beyond) == 422, (field, value)
    for bbox in WIDER:
        for path in ("shipments", "stream"):
            async with session.get(f"{tracker.url}/api/{path}", params={"bbox": bbox}) as answer:
                problem = json.loads(await answer.text())
            assert (answer.status, problem["code"], problem["field"]) == (422, "bad_filter", "bbox")


async def test_poles_and_the_antimeridian_are_places_like_others_from_the_device_to_the_reader(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(data=tmp_path / "data")
    async with running("worker", settings, tmp_path / "said") as tracker, ClientSession() as session:
        await tracker.until_ready(session)
        for name in PLACES:
            if name.startswith("A"):
                assert await posted(tracker, session, "update", json.dumps(fix_of(name)).encode()) == 202, name
        lines = b"\n".join(json.dumps(fix_of(name)).encode() for name in PLACES if name.startswith("B"))
        assert await posted(tracker, session, "updates", lines, "x-ndjson") == 202
        await tracker.until_rows(session, len(PLACES))
        rows = await tracker.rows(session)
        assert {name: (row["latitude"], row["longitude"]) for name, row in rows.items()} == PLACES
        await assert_boxes_agree(tracker, session)
        await assert_nearest_first(tracker, session)
        await assert_beyond_is_refused(tracker, session)
