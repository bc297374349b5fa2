"""Lists whose rows say in words where they lie."""

import asyncio
import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.domain.place_text import Units
from app.messages.shipment import DriverRowWithAge, RowWithAge
from app.places.towns import Towns, load_towns
from tests.builders import a_row
from tests.web.tracker_api import TrackerApi, a_tracker
from web.latest.place_column import ROWS_PER_THREAD_CALL, PlaceNamer

BUTLER = {"latitude": 40.861, "longitude": -79.895}
SHANOR = {"latitude": 40.93, "longitude": -79.895}
PACIFIC = {"latitude": -48.9, "longitude": -123.4}
PLACES = {
    "a": "in Butler, Pennsylvania",
    "b": "2.8 km north-east of Shanor-Northvue, Pennsylvania",
    "c": "48.9000° S, 123.4000° W",
}


@pytest.fixture(scope="module")
def towns() -> Towns:
    return load_towns()


def a_fleet(tmp_path: Path) -> TrackerApi:
    tracker = a_tracker(tmp_path, table_chunk_rows=2)
    for shipment_id, place in zip(PLACES, (BUTLER, SHANOR, PACIFIC), strict=True):
        tracker.put(shipmentId=shipment_id, **place)
    return tracker


def rows_in(body: bytes, form: str) -> list[Mapping[str, Any]]:
    if form == "csv":
        return list(csv.DictReader(io.StringIO(body.decode(), newline="")))
    if form == "ndjson":
        return [orjson.loads(line) for line in body.splitlines()]
    document = orjson.loads(body)
    return document["shipments"] if form == "json" else [each["properties"] for each in document["features"]]


@pytest.mark.parametrize("path", ["/api/shipments", "/api/drivers/Dave-007"])
@pytest.mark.parametrize("form", ["json", "geojson", "csv", "ndjson"])
async def test_every_form_says_where_each_row_lies_when_it_is_asked(tmp_path: Path, path: str, form: str) -> None:
    async with a_fleet(tmp_path).client() as client:
        answer = await client.get(f"{path}?format={form}&place=km")
        rows = rows_in(await answer.read(), form)
        plain = rows_in(await (await client.get(f"{path}?format={form}")).read(), form)
    assert {row["shipmentId"]: row["place"] for row in rows} == PLACES
    assert [{name: value for name, value in row.items() if name != "place"} for row in rows] == plain


async def test_distances_come_in_the_units_that_are_asked_for(tmp_path: Path) -> None:
    async with a_fleet(tmp_path).client() as client:
        answer = await client.get("/api/shipments?shipmentId=b&place=mi")
        [row] = (await answer.json())["shipments"]
    assert row["place"] == "1.7 mi north-east of Shanor-Northvue, Pennsylvania"
    RowWithAge.model_validate(row)


async def test_the_list_of_drivers_says_where_the_newest_row_of_each_lies(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="a", driverId="Ann", **BUTLER)
    tracker.put(shipmentId=None, driverId="Bob", **PACIFIC)
    async with tracker.client() as client:
        named = await (await client.get("/api/drivers?place=mi")).json()
        plain = await (await client.get("/api/drivers")).json()
    places = [driver["latest"].pop("place") for driver in named["drivers"]]
    assert places == [PLACES["a"], PLACES["c"]]
    assert named["drivers"] == plain["drivers"]


async def test_the_newest_row_of_one_driver_says_where_it_lies(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId=None, driverId="Bob", **SHANOR)
    async with tracker.client() as client:
        page = await (await client.get("/api/drivers/Bob?place=mi")).json()
        plain = await (await client.get("/api/drivers/Bob")).json()
    assert page["latest"]["place"] == "1.7 mi north-east of Shanor-Northvue, Pennsylvania"
    DriverRowWithAge.model_validate(page["latest"])
    assert "place" not in plain["latest"]


@pytest.mark.parametrize("path", ["/api/shipments", "/api/drivers", "/api/drivers/Dave-007"])
async def test_other_units_are_refused(tmp_path: Path, path: str) -> None:
    async with a_fleet(tmp_path).client() as client:
        answer = await client.get(f"{path}?place=true")
        problem = await answer.json(content_type="application/problem+json")
    assert (answer.status, problem["code"], problem["field"]) == (422, "bad_filter", "place")
    assert problem["detail"] == "place must be km or mi, not 'true'."


async def test_ranges_of_a_file_with_places_fit_together(tmp_path: Path) -> None:
    path = "/api/shipments?format=csv&place=km"
    async with a_fleet(tmp_path).client() as client:
        head = await client.head(path)
        length = int(head.headers["Content-Length"])
        parts = [
            await (await client.get(path, headers={"Range": f"bytes={start}-{stop}"})).read()
            for start, stop in ((0, 99), (100, length - 1))
        ]
        plain = await client.head("/api/shipments?format=csv")
    assert [row["place"] for row in rows_in(b"".join(parts), "csv")] == list(PLACES.values())
    assert int(plain.headers["Content-Length"]) < length
    assert plain.headers["ETag"] != head.headers["ETag"]


async def test_the_comma_of_a_place_does_not_split_its_cell(tmp_path: Path) -> None:
    async with a_fleet(tmp_path).client() as client:
        text = await (await client.get("/api/shipments?format=csv&place=km&shipmentId=a")).text()
    assert text.splitlines()[1].endswith(',"in Butler, Pennsylvania"')


@pytest.mark.parametrize("units", ["km", "mi"])
async def test_other_work_has_its_turn_while_many_rows_are_named(towns: Towns, units: Units) -> None:
    turns = 0

    async def other_work() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    rows = [orjson.dumps(a_row(shipmentId=f"PKG-{number}", **BUTLER)) for number in range(3 * ROWS_PER_THREAD_CALL)]
    task = asyncio.create_task(other_work())
    named = await PlaceNamer(towns, units)(rows)
    task.cancel()
    assert turns >= 3
    assert {orjson.loads(row)["place"] for row in named} == {"in Butler, Pennsylvania"}
