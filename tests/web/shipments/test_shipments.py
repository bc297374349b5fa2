import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.id_order import order_key
from tests.builders import NOON, a_row
from tests.web.tracker_api import Client, TrackerApi, a_tracker

ids = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029"), min_size=1, max_size=8)


async def get(client: Client, path: str, **query: Any) -> dict[str, Any]:
    answer = await client.get(path, params=query)
    assert answer.status == 200, await answer.text()
    body: dict[str, Any] = await answer.json()
    return body


async def ids_in(client: Client, **query: Any) -> list[str]:
    return [row["shipmentId"] for row in (await get(client, "/api/shipments", **query))["shipments"]]


async def the_problem(client: Client, path: str, **query: Any) -> tuple[int, str, str | None]:
    answer = await client.get(path, params=query)
    problem = await answer.json()
    return answer.status, problem["code"], problem.get("field")


async def test_a_page_shows_rows_with_their_age_and_how_fresh_they_are(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put()
    async with tracker.client() as client:
        page = await get(client, "/api/shipments")
    cursor = page.pop("cursor")
    assert cursor.startswith("epoch.")
    assert page == {"shipments": [{**a_row(), "ageSeconds": 60}], "next": None, "asOf": NOON + 60, "stale": False}


async def test_a_view_without_rows_answers_an_empty_page(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        page = await get(client, "/api/shipments")
        assert (page["shipments"], page["next"]) == ([], None)


async def test_answers_say_stale_when_kafka_is_silent(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.feed.is_stale = True
    async with tracker.client() as client:
        assert (await get(client, "/api/shipments"))["stale"] is True


@pytest.mark.parametrize(
    "path", ["/api/shipments", "/api/shipments/PKG-998877", "/api/drivers", "/api/drivers/Dave-007"]
)
async def test_no_table_is_shown_before_the_view_is_complete(tmp_path: Path, path: str) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put()
    tracker.feed.caught_up = False
    tracker.services.readiness.wait_for("view", "7 of 9 records read")
    async with tracker.client() as client:
        answer = await client.get(path)
        problem = await answer.json()
    assert (answer.status, problem["code"]) == (503, "recovering")
    assert "7 of 9 records read" in problem["detail"]
    assert answer.headers["Retry-After"] == "1"


async def test_filters_join_values_by_or_and_kinds_by_and(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    for shipment_id, driver_id, latitude in (
        ("a", "Ann", 1.0),
        ("b", "Ann", 50.0),
        ("c", "Bob", 1.0),
        ("d", "Cy", 1.0),
    ):
        tracker.put(shipmentId=shipment_id, driverId=driver_id, latitude=latitude, longitude=2.0)
    async with tracker.client() as client:
        both = await client.get("/api/shipments?driverId=Ann&driverId=Bob&bbox=0,0,5,5")
        assert [row["shipmentId"] for row in (await both.json())["shipments"]] == ["a", "c"]
        assert await ids_in(client, shipmentId="d", driverId="Ann") == []


async def test_max_age_looks_at_the_device_and_updated_since_at_our_edge(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="old-fix-late-arrival", timestamp=NOON - 1000, receivedAt=NOON + 50)
    tracker.put(shipmentId="new-fix", timestamp=NOON, receivedAt=NOON + 1)
    tracker.put(shipmentId="not-by-our-edge", timestamp=NOON + 40, receivedAt=None)
    async with tracker.client() as client:
        assert await ids_in(client, maxAge=60) == ["new-fix", "not-by-our-edge"]
        assert await ids_in(client, maxAge=59.5) == ["not-by-our-edge"]
        assert await ids_in(client, updatedSince=NOON + 40) == ["not-by-our-edge", "old-fix-late-arrival"]


async def test_pages_follow_each_other_by_id(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    for number in range(5):
        tracker.put(shipmentId=f"PKG-{number}")
    async with tracker.client() as client:
        first = await get(client, "/api/shipments", limit=2)
        assert first["next"] == "PKG-1"
        second = await get(client, "/api/shipments", limit=2, after=first["next"])
        third = await get(client, "/api/shipments", limit=2, after=second["next"])
        assert [row["shipmentId"] for page in (first, second, third) for row in page["shipments"]] == [
            f"PKG-{number}" for number in range(5)
        ]
        assert third["next"] is None


async def test_a_page_that_ends_with_the_last_row_names_no_next(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="a")
    tracker.put(shipmentId="b")
    async with tracker.client() as client:
        assert (await get(client, "/api/shipments", limit=2))["next"] is None


async def test_a_page_has_a_thousand_rows_unless_told_otherwise(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    for number in range(1001):
        tracker.put(shipmentId=f"{number:05}")
    async with tracker.client() as client:
        page = await get(client, "/api/shipments")
        assert (len(page["shipments"]), page["next"]) == (1000, "00999")


async def _walk_while_rows_change(tracker: TrackerApi, steps: list[tuple[int, list[str]]]) -> list[str]:
    seen: list[str] = []
    after: dict[str, str] = {}
    async with tracker.client() as client:
        for round_number in range(10_000):
            limit, changed = steps[round_number % len(steps)]
            page = await get(client, "/api/shipments", limit=limit, **after)
            seen += [row["shipmentId"] for row in page["shipments"]]
            if page["next"] is None:
                return seen
            after = {"after": page["next"]}
            for shipment_id in changed:
                tracker.put(shipmentId=shipment_id, timestamp=NOON + round_number)
    raise AssertionError("the pages never end")


# Every example has a server of its own, so how long one takes says nothing.
@settings(max_examples=40, deadline=None)
@given(
    existing=st.sets(ids, max_size=25),
    steps=st.lists(st.tuples(st.integers(1, 7), st.lists(ids, max_size=3)), min_size=1, max_size=6),
)
def test_pages_neither_skip_nor_double_rows_while_rows_change(
    existing: set[str], steps: list[tuple[int, list[str]]]
) -> None:
    tracker = a_tracker(Path())
    for shipment_id in existing:
        tracker.put(shipmentId=shipment_id)
    seen = asyncio.run(_walk_while_rows_change(tracker, steps))
    assert len(set(seen)) == len(seen)
    assert existing <= set(seen)
    assert seen == sorted(seen, key=order_key)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"shipmentID": "PKG-1"}, "shipmentID"),
        ({"limit": "0"}, "limit"),
        ({"limit": "10001"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"limit": "1e2"}, "limit"),
        ({"limit": "\u0663"}, "limit"),
        ({"maxAge": "-1"}, "maxAge"),
        ({"maxAge": "nan"}, "maxAge"),
        ({"updatedSince": "yesterday"}, "updatedSince"),
        ({"updatedSince": "1e999"}, "updatedSince"),
        ({"format": "xml"}, "format"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"near": "40.7"}, "near"),
        ({"near": "40.7,-79.9,12"}, "near"),
        ({"near": "north,-79.9"}, "near"),
        ({"near": "91,0"}, "near"),
        ({"near": "0,-180.1"}, "near"),
        ({"near": "nan,0"}, "near"),
        ({"near": "0,0", "radius": "-1"}, "radius"),
        ({"near": "0,0", "radius": "inf"}, "radius"),
        ({"radius": "100"}, "radius"),
        ({"near": "0,0", "after": "PKG-1"}, "after"),
    ],
)
async def test_a_wrong_parameter_is_named(tmp_path: Path, query: dict[str, str], field: str) -> None:
    async with a_tracker(tmp_path).client() as client:
        assert await the_problem(client, "/api/shipments", **query) == (422, "bad_filter", field)


async def test_a_parameter_given_twice_where_once_is_meant_is_named(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        answer = await client.get("/api/shipments?limit=1&limit=2")
        assert (await answer.json())["field"] == "limit"


def with_towns(tmp_path: Path) -> TrackerApi:
    """Return a tracker with shipments north of a place: a close, then b and c together, d far off."""
    tracker = a_tracker(tmp_path)
    for shipment_id, latitude in (("d", 41.5), ("c", 40.02), ("b", 40.02), ("a", 40.01)):
        tracker.put(shipmentId=shipment_id, driverId=f"of-{shipment_id}", latitude=latitude, longitude=-80.0)
    return tracker


async def test_near_shows_the_nearest_first_and_equally_near_ones_by_id(tmp_path: Path) -> None:
    async with with_towns(tmp_path).client() as client:
        assert await ids_in(client, near="40,-80") == ["a", "b", "c", "d"]
        assert await ids_in(client, near="42,-80", limit=3) == ["d", "b", "c"]
        # A hundredth of a degree of latitude is 1 112 m.
        assert await ids_in(client, near="40,-80", radius=2300) == ["a", "b", "c"]
        assert await ids_in(client, near="40,-80", radius=1111) == []


async def test_near_goes_together_with_the_other_filters(tmp_path: Path) -> None:
    async with with_towns(tmp_path).client() as client:
        assert await ids_in(client, near="42,-80", driverId="of-a") == ["a"]
        assert await ids_in(client, near="42,-80", bbox="-81,40,-79,40.015", limit=1) == ["a"]
        assert await ids_in(client, near="42,-80", maxAge=59) == []


async def test_nearest_first_has_no_next_page(tmp_path: Path) -> None:
    async with with_towns(tmp_path).client() as client:
        assert (await get(client, "/api/shipments", near="40,-80", limit=2))["next"] is None
        lines = await client.get("/api/shipments", params={"near": "40,-80", "limit": 2, "format": "ndjson"})
        assert "X-Tracker-Next" not in lines.headers


@pytest.mark.parametrize("name", ["json", "ndjson"])
async def test_nearest_first_gives_a_thousand_rows_in_any_form_unless_told_otherwise(tmp_path: Path, name: str) -> None:
    tracker = a_tracker(tmp_path)
    for number in range(1001):
        tracker.put(shipmentId=f"{number:05}")
    async with tracker.client() as client:
        text = await (await client.get("/api/shipments", params={"near": "0,0", "format": name})).text()
    assert (text.count("shipmentId"), "01000" in text) == (1000, False)


@pytest.mark.parametrize("name", ["json", "geojson", "csv", "ndjson"])
async def test_every_form_can_be_nearest_first(tmp_path: Path, name: str) -> None:
    async with with_towns(tmp_path).client() as client:
        text = await (await client.get("/api/shipments", params={"near": "42,-80", "format": name})).text()
    assert sorted("abcd", key=lambda driver: text.index(f"of-{driver}")) == ["d", "b", "c", "a"]


async def test_one_shipment_is_its_row_with_freshness_in_headers(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put()
    async with tracker.client() as client:
        answer = await client.get("/api/shipments/PKG-998877")
        assert await answer.json() == {**a_row(), "ageSeconds": 60}
    assert answer.headers["X-Tracker-Stale"] == "false"
    assert float(answer.headers["X-Tracker-As-Of"]) == NOON + 60
    assert answer.headers["X-Tracker-Cursor"].startswith("epoch.")


async def test_a_shipment_without_any_report_is_unknown(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        assert await the_problem(client, "/api/shipments/PKG-0") == (404, "unknown_shipment", None)
        assert await the_problem(client, "/api/shipments/PKG-0", verbose="1") == (422, "bad_filter", "verbose")


@pytest.mark.parametrize("shipment_id", ["a/b", "100%", "%2F", "Łódź 7", "a?b#c", "{x}", "a+b", "📦", "a;b=c"])
async def test_an_id_may_hold_any_printable_character(tmp_path: Path, shipment_id: str) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId=shipment_id)
    async with tracker.client() as client:
        assert (await get(client, f"/api/shipments/{quote(shipment_id, safe='')}"))["shipmentId"] == shipment_id
        assert await ids_in(client, shipmentId=shipment_id) == [shipment_id]


async def test_a_long_answer_is_compressed_when_the_client_takes_gzip(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    for number in range(500):
        tracker.put(shipmentId=f"{number:05}")
    async with tracker.client() as client:
        for name in ("json", "geojson", "csv", "ndjson"):
            plain = await client.get("/api/shipments", params={"format": name})
            packed = await client.get("/api/shipments", params={"format": name}, headers={"Accept-Encoding": "gzip"})
            assert packed.headers["Content-Encoding"] == "gzip"
            assert "Content-Encoding" not in plain.headers
            assert await packed.read() == await plain.read()
