"""The demo over real HTTP: who may start it, and when."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import NOON
from tests.fakes import FakeFeed
from tests.web.access.key_holders import guarded
from tests.web.tracker_api import TrackerApi, a_tracker

DEMO = "/api/demo"


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    return a_tracker(tmp_path, demo_vehicles=7)


async def test_an_empty_tracker_starts_the_demo_and_says_so(tracker: TrackerApi) -> None:
    tracker.demo.state = "ready"
    async with tracker.client() as client:
        assert await (await client.get(DEMO)).json() == {"state": "ready", "vehicles": 7}
        answer = await client.post(DEMO, json={})
        assert (answer.status, await answer.json()) == (202, {"state": "started", "vehicles": 7})
        assert (await (await client.get(DEMO)).json())["state"] == "started"


async def test_to_start_it_again_is_harmless_also_once_it_drives(tracker: TrackerApi) -> None:
    tracker.demo.state = "started"
    tracker.put()
    async with tracker.client() as client:
        assert (await client.post(DEMO, json={})).status == 202


async def test_a_server_that_may_not_says_so(tracker: TrackerApi) -> None:
    async with tracker.client() as client:
        answer = await client.post(DEMO, json={})
        assert (answer.status, (await answer.json())["code"]) == (403, "demo_off")


async def test_it_is_not_mixed_with_the_shipments_of_a_user(tracker: TrackerApi) -> None:
    tracker.demo.state = "ready"
    tracker.put()
    async with tracker.client() as client:
        answer = await client.post(DEMO, json={})
        assert (answer.status, (await answer.json())["code"]) == (409, "not_empty")
    assert tracker.demo.state == "ready"


async def test_it_is_not_mixed_with_the_deliveries_of_a_user(tracker: TrackerApi) -> None:
    tracker.demo.state = "ready"
    tracker.put_delivery()
    async with tracker.client() as client:
        answer = await client.post(DEMO, json={})
        assert (answer.status, (await answer.json())["code"]) == (409, "not_empty")
    assert tracker.demo.state == "ready"


async def test_a_tracker_whose_deliveries_are_deleted_is_empty(tracker: TrackerApi) -> None:
    tracker.demo.state = "ready"
    tracker.delete_delivery("PKG-1", revision=2)
    async with tracker.client() as client:
        assert (await client.post(DEMO, json={})).status == 202


@pytest.mark.parametrize("unread", ["latest", "deliveries"])
async def test_a_server_that_does_not_know_yet_whether_it_is_empty_asks_to_wait(
    tracker: TrackerApi, unread: str
) -> None:
    tracker.demo.state = "ready"
    feed = FakeFeed(NOON)
    feed.caught_up = False
    tracker.set(**{unread: replace(getattr(tracker.services, unread), feed=feed)})
    async with tracker.client() as client:
        answer = await client.post(DEMO, json={})
        assert (answer.status, (await answer.json())["code"]) == (503, "recovering")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://evil.example", "Content-Type": "text/plain"},
        {"Origin": "https://evil.example", "Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=b"},
    ],
)
async def test_a_foreign_page_cannot_make_a_browser_start_it(tracker: TrackerApi, headers: dict[str, str]) -> None:
    tracker.demo.state = "ready"
    async with tracker.client() as client:
        # What a browser sends without asking; for application/json it asks first, and is not answered.
        assert (await client.post(DEMO, skip_auto_headers=["Content-Type"], headers=headers)).status == 415
        asked = await client.options(DEMO, headers={**headers, "Access-Control-Request-Method": "POST"})
        assert "Access-Control-Allow-Origin" not in asked.headers
    assert tracker.demo.state == "ready"


async def test_where_keys_are_asked_for_only_an_admin_is_even_heard(tmp_path: Path) -> None:
    made = guarded(tmp_path)
    async with made.tracker.client() as client:
        assert (await client.post(DEMO, json={})).status == 401
        assert (await client.post(DEMO, json={}, headers=made.bearer("reader"))).status == 403
        answer = await client.post(DEMO, json={}, headers=made.bearer("admin"))
        assert (await answer.json())["code"] == "demo_off"
        assert (await (await client.get(DEMO, headers=made.bearer("reader"))).json())["state"] == "off"
