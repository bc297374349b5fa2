"""Lists as files: whole, honest where they are cut, and readable in ranges as GDAL's /vsicurl/ does it."""

import re
from pathlib import Path
from urllib.parse import urljoin

import orjson
import pytest
from aiohttp import ClientResponse

from tests.web.tracker_api import Client, TrackerApi, a_tracker
from web.lists.file_answer import ROWS_PER_STEP

FILES = ("geojson", "csv", "ndjson")
LIST = "/api/shipments?format=geojson"
STEP = 4096
"""GDAL asks for 16 KiB first; the sizes do not matter here."""


def with_rows(tmp_path: Path, count: int, **settings: object) -> TrackerApi:
    tracker = a_tracker(tmp_path, **settings)
    for number in range(count):
        tracker.put(shipmentId=f"PKG-{number}")
    return tracker


def ids_in(body: bytes, form: str) -> list[str]:
    if form == "csv":
        return [line.split(",")[1] for line in body.decode().splitlines()[1:]]
    rows = orjson.loads(body)["features"] if form == "geojson" else map(orjson.loads, body.splitlines())
    return [row["id"] if form == "geojson" else row["shipmentId"] for row in rows]


async def part_of(client: Client, start: int, stop: int | str = "", path: str = LIST, **headers: str) -> ClientResponse:
    return await client.get(path, headers={"Range": f"bytes={start}-{stop}", **headers})


async def length_of(client: Client, path: str = LIST) -> int:
    answer = await client.head(path)
    assert (answer.status, answer.headers["Accept-Ranges"]) == (200, "bytes")
    return int(answer.headers["Content-Length"])


@pytest.mark.parametrize("form", FILES)
async def test_a_file_holds_all_rows_unless_a_limit_is_given(tmp_path: Path, form: str) -> None:
    count = 2 * ROWS_PER_STEP + 5
    async with with_rows(tmp_path, count).client() as client:
        answer = await client.get(f"/api/shipments?format={form}")
        body = await answer.read()
    assert ids_in(body, form) == [f"PKG-{number}" for number in range(count)]
    assert not {"X-Tracker-Complete", "X-Tracker-Next", "Link"} & set(answer.headers)
    if form == "geojson":
        assert orjson.loads(body)["next"] is None
        assert "complete" not in orjson.loads(body)


def next_page(answer: ClientResponse) -> str:
    """Return the address of the next page, resolved as a client resolves it."""
    found: list[str] = re.findall(r'^<(.+)>; rel="next"$', answer.headers["Link"])
    return urljoin(answer.url.raw_path_qs, found[0])


@pytest.mark.parametrize("form", [*FILES, "json"])
async def test_a_list_cut_by_its_limit_says_so_and_links_the_rest(tmp_path: Path, form: str) -> None:
    async with with_rows(tmp_path, 25).client() as client:
        path, seen = f"/api/shipments?format={form}&limit=10", 0
        for is_cut in (True, True, False):
            answer = await client.get(path)
            body = await answer.read()
            seen += 10 if is_cut else 5
            assert answer.headers.get("X-Tracker-Complete") == ("false" if is_cut else None)
            if form in ("json", "geojson"):
                assert orjson.loads(body).get("complete") is (False if is_cut else None)
                assert orjson.loads(body)["next"] == (f"PKG-{seen - 1}" if is_cut else None)
            if is_cut:
                path = next_page(answer)
        assert "Link" not in answer.headers


async def test_the_next_link_of_drivers_leads_on(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    for number in range(3):
        tracker.put(shipmentId=f"{number}", driverId=f"Zoë & {number}")
    async with tracker.client() as client:
        first = await client.get("/api/drivers?limit=2")
        second = await (await client.get(next_page(first))).json()
    assert [driver["driverId"] for driver in second["drivers"]] == ["Zoë & 2"]


@pytest.mark.parametrize("form", [*FILES, "json"])
async def test_nearest_first_says_that_more_match_though_it_has_no_pages(tmp_path: Path, form: str) -> None:
    async with with_rows(tmp_path, 3).client() as client:
        answer = await client.get(f"/api/shipments?near=0,0&limit=2&format={form}")
        body = await answer.read()
    assert answer.headers["X-Tracker-Complete"] == "false"
    assert "Link" not in answer.headers
    if form in ("json", "geojson"):
        assert orjson.loads(body)["complete"] is False


@pytest.mark.parametrize("form", FILES)
async def test_parts_fit_together_though_rows_change_between_them(tmp_path: Path, form: str) -> None:
    tracker, path, body = with_rows(tmp_path, 300), f"/api/shipments?format={form}", b""
    async with tracker.client() as client:
        length = await length_of(client, path)
        while len(body) < length:
            answer = await part_of(client, len(body), len(body) + STEP - 1, path)
            assert answer.status == 206
            stop = min(len(body) + STEP, length)
            assert answer.headers["Content-Range"] == f"bytes {len(body)}-{stop - 1}/{length}"
            body += await answer.read()
            tracker.clock.time += 5
            for number in range(300):
                tracker.put(shipmentId=f"PKG-{number}", timestamp=tracker.clock.time, speed=123.456, heading=12.5)
    assert ids_in(body, form) == [f"PKG-{number}" for number in range(300)]


async def test_a_first_part_needs_no_question_for_the_length(tmp_path: Path) -> None:
    async with with_rows(tmp_path, 50).client() as client:
        first, rest = await part_of(client, 0, 99), await part_of(client, 100)
        body = await first.read() + await rest.read()
    assert (first.status, rest.status) == (206, 206)
    assert first.headers["ETag"] == rest.headers["ETag"]
    assert len(ids_in(body, "geojson")) == 50


async def test_a_part_that_fits_to_nothing_read_here_is_answered_with_the_whole(tmp_path: Path) -> None:
    async with with_rows(tmp_path, 50).client() as client:
        without_copy = await part_of(client, 100, 199)
        await length_of(client)
        await (await part_of(client, 0, 99)).read()
        after_a_gap = await part_of(client, 200, 299)
        for answer in (without_copy, after_a_gap):
            assert answer.status == 200
            assert len(ids_in(await answer.read(), "geojson")) == 50


@pytest.mark.parametrize("wanted", ["bytes=0-9,20-29", "bytes=9-0", "rows=0-9", "bytes=-", "bytes=-10", "nonsense"])
async def test_a_range_that_is_not_served_is_answered_with_the_whole(tmp_path: Path, wanted: str) -> None:
    async with with_rows(tmp_path, 50).client() as client:
        await length_of(client)
        answer = await client.get(LIST, headers={"Range": wanted})
        assert answer.status == 200
        assert len(ids_in(await answer.read(), "geojson")) == 50


async def test_a_range_after_the_end_is_refused_with_the_length(tmp_path: Path) -> None:
    async with with_rows(tmp_path, 5).client() as client:
        length = await length_of(client)
        answer = await part_of(client, length)
        assert (answer.status, answer.headers["Content-Range"]) == (416, f"bytes */{length}")


async def test_a_part_of_another_copy_is_answered_with_the_whole(tmp_path: Path) -> None:
    async with with_rows(tmp_path, 5).client() as client:
        etag = (await part_of(client, 0, 9)).headers["ETag"]
        assert (await part_of(client, 10, 19, **{"If-Range": etag})).status == 206
        assert (await part_of(client, 10, 19, **{"If-Range": '"another"'})).status == 200


async def test_a_new_reader_gets_new_rows_unless_another_is_in_the_middle(tmp_path: Path) -> None:
    tracker = with_rows(tmp_path, 5)
    async with tracker.client() as client:
        first = await length_of(client)
        await (await part_of(client, 0, 99)).read()
        tracker.clock.time += 10
        tracker.put(shipmentId="another")
        assert await length_of(client) == first
        await (await part_of(client, 100)).read()
        assert await length_of(client) > first


async def test_a_copy_that_is_not_used_is_forgotten(tmp_path: Path) -> None:
    tracker = with_rows(tmp_path, 5, range_copy_idle_s=30)
    async with tracker.client() as client:
        await (await part_of(client, 0, 99)).read()
        tracker.clock.time += 29
        assert (await part_of(client, 100, 149)).status == 206
        tracker.clock.time += 31
        assert (await part_of(client, 150, 199)).status == 200


async def test_successive_readers_cannot_keep_a_copy_without_end(tmp_path: Path) -> None:
    tracker = with_rows(tmp_path, 50, range_copy_idle_s=1)
    async with tracker.client() as client:
        statuses = []
        for place in range(20):
            statuses.append((await part_of(client, place * 10, place * 10 + 9)).status)
            tracker.clock.time += 0.9
    assert statuses == [206] * 12 + [200] * 8


async def test_a_list_too_large_to_keep_is_sent_whole_and_counted(tmp_path: Path) -> None:
    tracker = with_rows(tmp_path, 50, range_copies_bytes=1000)
    async with tracker.client() as client:
        head, answer = await client.head(LIST), await part_of(client, 0, 99)
        assert len(ids_in(await answer.read(), "geojson")) == 50
    assert (head.status, answer.status) == (200, 200)
    assert not {"Content-Length", "Accept-Ranges"} & set(head.headers)
    assert b"tracker_range_copies_refused_total 2.0" in tracker.services.metrics.render()


async def test_copies_make_room_for_newer_ones(tmp_path: Path) -> None:
    tracker = with_rows(tmp_path, 5)
    async with tracker.client() as client:
        length = await length_of(client)
    tracker = with_rows(tmp_path, 5, range_copies_bytes=2 * length)
    async with tracker.client() as client:
        for driver in ("", "&driverId=Dave-007", "&limit=5"):
            assert (await part_of(client, 0, 9, LIST + driver)).status == 206
        assert [(await part_of(client, 10, 19, LIST + which)).status for which in ("", "&limit=5")] == [200, 206]


async def test_lists_that_differ_in_rows_have_copies_of_their_own(tmp_path: Path) -> None:
    async with with_rows(tmp_path, 5).client() as client:
        whole, cut = await length_of(client), await length_of(client, LIST + "&limit=2")
        assert cut < whole
        assert (await part_of(client, 0, 9, LIST + "&_=1")).headers["Content-Range"] == f"bytes 0-9/{whole}"


async def test_a_page_of_json_ignores_ranges(tmp_path: Path) -> None:
    async with with_rows(tmp_path, 5).client() as client:
        answer = await part_of(client, 0, 9, "/api/shipments")
        assert (answer.status, len((await answer.json())["shipments"])) == (200, 5)


async def test_files_of_one_driver_are_read_in_ranges_too(tmp_path: Path) -> None:
    async with with_rows(tmp_path, 5).client() as client:
        path = "/api/drivers/Dave-007?format=ndjson"
        assert await length_of(client, path) > 0
        assert (await part_of(client, 0, 9, path)).status == 206
