"""A street map over HTTP: whole, in ranges, revalidated, and no other file of its folder."""

from pathlib import Path

import pytest

from app.street_maps.street_map import WASHINGTON, street_maps
from tests.synthetic_city import CREDIT, write_city
from tests.web.tracker_api import TrackerApi, a_tracker
from web.pages.dashboard import with_map_files

PATH = "/maps/washington.pmtiles"
CONTENT = WASHINGTON.read_bytes()


@pytest.fixture
def api(tmp_path: Path) -> TrackerApi:
    tracker = a_tracker(tmp_path)
    tracker.set(street_maps=street_maps(""))
    return tracker


async def test_a_range_is_sent_alone(api: TrackerApi) -> None:
    async with api.client() as client:
        answer = await client.get(PATH, headers={"Range": "bytes=0-126"})
        assert (answer.status, await answer.read()) == (206, CONTENT[:127])
        assert answer.headers["Content-Range"] == f"bytes 0-126/{len(CONTENT)}"
        assert answer.content_type == "application/vnd.pmtiles"


async def test_without_a_range_the_whole_file_is_sent_and_head_sends_its_length(api: TrackerApi) -> None:
    async with api.client() as client:
        answer = await client.get(PATH)
        assert (answer.status, await answer.read()) == (200, CONTENT)
        head = await client.head(PATH)
        assert (head.status, head.headers["Content-Length"]) == (200, str(len(CONTENT)))
        assert head.headers["Accept-Ranges"] == "bytes"
        assert await head.read() == b""


async def test_a_range_beyond_the_file_is_refused_with_its_length(api: TrackerApi) -> None:
    async with api.client() as client:
        answer = await client.get(PATH, headers={"Range": f"bytes={len(CONTENT)}-"})
        assert (answer.status, answer.headers["Content-Range"]) == (416, f"bytes */{len(CONTENT)}")


async def test_an_unchanged_file_is_not_sent_again(api: TrackerApi) -> None:
    async with api.client() as client:
        tag = (await client.head(PATH)).headers["ETag"]
        assert (await client.get(PATH, headers={"If-None-Match": tag})).status == 304


async def test_a_range_of_a_file_that_has_changed_since_gets_the_new_file_whole(api: TrackerApi) -> None:
    async with api.client() as client:
        head = await client.head(PATH)
        for condition in (head.headers["ETag"], head.headers["Last-Modified"]):
            answer = await client.get(PATH, headers={"Range": "bytes=0-9", "If-Range": condition})
            assert answer.status == 206, condition
        for condition in ('"of-an-older-file"', f"W/{head.headers['ETag']}", "Mon, 01 Jan 2001 00:00:00 GMT"):
            answer = await client.get(PATH, headers={"Range": "bytes=0-9", "If-Range": condition})
            assert (answer.status, await answer.read()) == (200, CONTENT), condition


@pytest.mark.parametrize("name", ["NOTICE.md", "other.pmtiles", "..%2Fdata%2Fwashington.pmtiles"])
async def test_only_the_configured_files_are_served(api: TrackerApi, name: str) -> None:
    async with api.client() as client:
        assert (await client.get(f"/maps/{name}")).status == 404


async def test_a_signed_out_browser_gets_the_map_as_it_gets_the_page(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, auth="on")
    tracker.set(street_maps=street_maps(""))
    async with tracker.client() as client:
        assert (await client.head(PATH)).status == 200


async def test_the_page_names_each_map_with_its_area_and_its_credit_escaped(tmp_path: Path) -> None:
    path = write_city(tmp_path / 'a "b".pmtiles')
    html = with_map_files("<head></head>", street_maps(f"{path},{WASHINGTON}"))
    assert 'content="maps/a%20%22b%22.pmtiles" data-name="Gridville"' in html
    assert 'data-bounds="-80.03000,40.40000,-79.95000,40.48000" data-zooms="6,13"' in html
    assert f'data-attribution="{CREDIT}"' in html
    assert "&lt;a href=&quot;https://opendata.dc.gov&quot;&gt;" in html
    assert html.count("tracker-map-file") == 2


async def test_below_a_prefix_the_address_is_relative_to_the_page(tmp_path: Path) -> None:
    assert 'content="maps/' in with_map_files("<head></head>", street_maps(""))
