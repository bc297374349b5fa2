"""Places over HTTP."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from yarl import URL

from tests.places.fake_geocoder import FakeGeocoder
from tests.web.tracker_api import Client, a_tracker

SECRET = "100 Main Street, Butler"


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    async with a_tracker(tmp_path).client() as client:
        yield client


@asynccontextmanager
async def with_geocoder(tmp_path: Path, **settings: Any) -> AsyncIterator[tuple[Client, FakeGeocoder]]:
    async with FakeGeocoder().serving() as fake:
        chosen = {"geocoder": f"nominatim+{fake.url}", "geocoder_per_s": 1_000.0, **settings}
        tracker = a_tracker(tmp_path, **chosen)
        async with tracker.client() as client:
            yield client, fake
        await tracker.services.places.close()


async def _json(client: Client, path: str, **query: str) -> dict[str, Any]:
    answer = await client.get(path, params=query)
    assert answer.status == 200, await answer.text()
    body: dict[str, Any] = await answer.json()
    return body


async def _problem(client: Client, path: str, **query: str) -> tuple[int, str, str | None]:
    answer = await client.get(path, params=query)
    body = await answer.json(content_type="application/problem+json")
    return answer.status, body["code"], body.get("field")


async def test_a_place_is_named_after_a_town_with_its_credit(client: Client) -> None:
    assert await _json(client, "/api/places/nearest", lat="64", lon="-150") == {
        "text": "53 km west of Healy, Alaska",
        "place": {
            "name": "Healy",
            "region": "Alaska",
            "country": "United States",
            "countryCode": "US",
            "latitude": 63.8569,
            "longitude": -148.9661,
            "population": 1021,
        },
        "distanceM": 52972,
        "inside": False,
        "bearingDeg": 287.9,
        "attribution": "Towns: GeoNames (geonames.org), CC BY 4.0",
    }
    miles = await _json(client, "/api/places/nearest", lat="64", lon="-150", units="mi")
    assert miles["text"] == "33 mi west of Healy, Alaska"


async def test_a_place_far_at_sea_has_coordinates_and_no_town(client: Client) -> None:
    named = await _json(client, "/api/places/nearest", lat="35", lon="-45")
    assert named.keys() == {"text", "attribution"}


async def test_many_places_are_named_in_their_order(client: Client) -> None:
    points = [{"latitude": 35, "longitude": -45}, {"latitude": 48.8566, "longitude": 2.3522}] * 250
    answer = await client.post("/api/places/nearest", json={"points": points, "units": "mi"})
    named = await answer.json()
    assert answer.status == 200
    assert [place["text"] for place in named["places"]] == ["35.0000° N, 45.0000° W", "in Paris, France"] * 250
    assert "GeoNames" in named["attribution"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ('{"points": []}', 422, "bad_filter"),
        ('{"points": [{"latitude": 91, "longitude": 0}]}', 422, "bad_filter"),
        ('{"points": [{"latitude": 1e999, "longitude": 0}]}', 422, "bad_filter"),
        ('{"points": [{"latitude": 1}]}', 422, "bad_filter"),
        ('{"points": [{"latitude": 1, "longitude": 1}], "units": "ft"}', 422, "bad_filter"),
        ('{"points": [' + ",".join(['{"latitude":1,"longitude":1}'] * 501) + "]}", 422, "bad_filter"),
        ("[]", 422, "bad_filter"),
        ("{", 400, "not_json"),
    ],
)
async def test_an_invalid_list_of_points_is_refused(client: Client, body: str, status: int, code: str) -> None:
    answer = await client.post("/api/places/nearest", data=body, headers={"Content-Type": "application/json"})
    assert (answer.status, (await answer.json())["code"]) == (status, code)


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("nearest", {}, "lat"),
        ("nearest", {"lat": "1"}, "lon"),
        ("nearest", {"lat": "91", "lon": "1"}, "lat"),
        ("nearest", {"lat": "nan", "lon": "1"}, "lat"),
        ("nearest", {"lat": "1", "lon": "east"}, "lon"),
        ("nearest", {"lat": "1", "lon": "1", "units": "ft"}, "units"),
        ("nearest", {"lat": "1", "lon": "1", "zoom": "1"}, "zoom"),
        ("towns", {"bbox": "1,2,3"}, "bbox"),
        ("towns", {"bbox": "1,9,3,4"}, "bbox"),
        ("towns", {"limit": "1001"}, "limit"),
        ("towns", {"limit": "٣"}, "limit"),
        ("towns", {"minPopulation": "-1"}, "minPopulation"),
        ("search", {}, "q"),
        ("search", {"q": " "}, "q"),
        ("search", {"q": "a" * 2_001}, "q"),
        ("search", {"q": "a", "lat": "1"}, "lon"),
        ("search", {"q": "a", "limit": "21"}, "limit"),
        ("search", {"q": "a", "addresses": "maybe"}, "addresses"),
        ("search", {"q": "a", "problems": "none"}, "problems"),
    ],
)
async def test_an_invalid_parameter_is_named(client: Client, path: str, query: dict[str, str], field: str) -> None:
    assert await _problem(client, f"/api/places/{path}", **query) == (422, "bad_filter", field)


async def test_the_towns_of_a_box_come_the_largest_first_and_are_kept_by_browsers(client: Client) -> None:
    path, query = "/api/places/towns", {"bbox": "-80.5,40,-79,41", "minPopulation": "5000", "limit": "5"}
    answer = await client.get(path, params=query)
    towns = (await answer.json())["towns"]
    assert towns[0]["name"] == "Pittsburgh"
    assert len(towns) == 5
    assert answer.headers["Cache-Control"] == "private, max-age=86400"
    again = await client.get(path, params=query, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status, await again.read(), again.headers["ETag"]) == (304, b"", answer.headers["ETag"])
    other = await client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert other.status == 200


async def test_coordinates_are_found_with_the_town_near_them(client: Client) -> None:
    found = await _json(client, "/api/places/search", q="40°51'40\"N 79°53'43\"W")
    [hit] = found["results"]
    assert hit["source"] == "coordinates"
    assert hit["label"] == "40.8611° N, 79.8953° W, in Butler, Pennsylvania"
    assert hit["lies"] == "in Butler, Pennsylvania"
    assert (hit["latitude"], hit["longitude"]) == pytest.approx((40.8611, -79.8953), abs=1e-4)
    assert found["addresses"] == "skipped"


async def test_the_town_near_coordinates_is_as_many_miles_away(client: Client) -> None:
    [hit] = (await _json(client, "/api/places/search", q="64, -150", units="mi"))["results"]
    assert hit["label"] == "64.0000° N, 150.0000° W, 33 mi west of Healy, Alaska"


async def test_what_was_assumed_of_coordinates_is_said(client: Client) -> None:
    [hit] = (await _json(client, "/api/places/search", q="-120.5, 40.44"))["results"]
    assert (hit["latitude"], "longitude" in hit["note"]) == (40.44, True)


async def test_a_short_plus_code_is_resolved_by_its_town_or_by_a_reference(client: Client) -> None:
    path, place = "/api/places/search", pytest.approx((37.42206, -122.08406), abs=1e-4)
    [hit] = (await _json(client, path, q="CWC8+R9 Mountain View, California"))["results"]
    assert (hit["latitude"], hit["longitude"]) == place
    assert hit["source"] == "plus_code"
    [hit] = (await _json(client, path, q="CWC8+R9", lat="37.4", lon="-122.1"))["results"]
    assert (hit["latitude"], hit["longitude"]) == place
    assert await _problem(client, path, q="CWC8+R9") == (422, "unclear_place", "q")
    assert await _problem(client, path, q="CWC8+R9 Xqzzk") == (422, "unclear_place", "q")


async def test_invalid_coordinates_get_a_reason_that_does_not_repeat_them(client: Client) -> None:
    answer = await client.get("/api/places/search", params={"q": "48.1375 N 11.5755 O"})
    problem = await answer.json()
    assert (answer.status, problem["code"]) == (422, "unclear_place")
    assert "48.1375" not in problem["detail"]


async def test_a_search_field_gets_the_reason_in_an_answer_that_no_browser_reports(client: Client) -> None:
    found = await _json(client, "/api/places/search", q="48.1375 N 11.5755 O", problems="inline")
    assert (found["results"], found["problem"]["code"]) == ([], "unclear_place")
    assert "The letter O" in found["problem"]["detail"]
    assert "problem" not in await _json(client, "/api/places/search", q="butl", problems="inline")


async def test_a_search_field_learns_the_host_of_the_geocoder_and_that_it_fails(tmp_path: Path) -> None:
    async with with_geocoder(tmp_path) as (client, fake):
        query = {"q": SECRET, "problems": "inline"}
        typed = await _json(client, "/api/places/search", **query, addresses="false")
        assert (typed["geocoder"], typed["addresses"], fake.asked) == ("127.0.0.1", "skipped", [])
        fake.status = 429
        found = await _json(client, "/api/places/search", **query)
        assert (found["results"], found["problem"]["code"]) == ([], "geocoder_unavailable")


async def test_without_a_geocoder_none_is_named(client: Client) -> None:
    assert "geocoder" not in await _json(client, "/api/places/search", q="butl")


async def test_the_language_of_the_browser_decides_the_letter_o(client: Client) -> None:
    answer = await client.get(
        "/api/places/search", params={"q": "48.1 N 11.5 O"}, headers={"Accept-Language": "de-DE,de;q=0.9"}
    )
    assert (await answer.json())["results"][0]["longitude"] == 11.5


async def test_towns_are_found_by_the_beginning_of_their_name_without_a_network(client: Client) -> None:
    found = await _json(client, "/api/places/search", q="butl", lat="40.4", lon="-79.9", limit="3")
    assert len(found["results"]) == 3
    assert found["results"][0]["label"] == "Butler, Pennsylvania"
    assert found["results"][0]["town"]["population"] == 13289
    assert {hit["source"] for hit in found["results"]} == {"town"}
    assert (found["addresses"], len(found["attributions"])) == ("off", 1)


async def test_without_a_geocoder_an_address_is_not_found(client: Client) -> None:
    assert await _json(client, "/api/places/search", q=SECRET) == {
        "results": [],
        "addresses": "off",
        "attributions": [],
    }


async def test_an_address_is_found_by_the_geocoder_with_its_credit(tmp_path: Path) -> None:
    async with with_geocoder(tmp_path) as (client, fake):
        found = await _json(client, "/api/places/search", q=SECRET, lat="40.8612", lon="-79.8953")
        [request] = fake.asked
    [hit] = found["results"]
    assert (hit["source"], hit["latitude"], hit["longitude"]) == ("address", 40.8612, -79.8953)
    assert found["addresses"] == "searched"
    assert found["attributions"] == ["Addresses: © OpenStreetMap contributors, ODbL"]
    assert request.query["viewbox"] == "-80.9,41.9,-78.9,39.9"


async def test_towns_come_before_addresses_and_leave_them_what_room_there_is(tmp_path: Path) -> None:
    async with with_geocoder(tmp_path) as (client, fake):
        found = await _json(client, "/api/places/search", q="butler, pa", limit="2")
        assert [hit["source"] for hit in found["results"]] == ["town", "address"]
        found = await _json(client, "/api/places/search", q="butler", limit="2")
        assert (found["addresses"], len(fake.asked)) == ("skipped", 1)


async def test_coordinates_and_typing_never_reach_the_geocoder(tmp_path: Path) -> None:
    async with with_geocoder(tmp_path) as (client, fake):
        for query in ({"q": "40.44, -79.99"}, {"q": "849VCWC8+R9"}, {"q": SECRET, "addresses": "false"}):
            assert (await _json(client, "/api/places/search", **query))["addresses"] == "skipped"
        assert fake.asked == []


async def test_readers_of_one_region_share_the_answers_of_the_geocoder(tmp_path: Path) -> None:
    async with with_geocoder(tmp_path) as (client, fake):
        for latitude in ("40.8612", "40.8634"):
            await _json(client, "/api/places/search", q=SECRET, lat=latitude, lon="-79.8953")
        assert len(fake.asked) == 1


async def test_a_geocoder_that_fails_leaves_the_towns(tmp_path: Path) -> None:
    async with with_geocoder(tmp_path) as (client, fake):
        fake.status = 500
        found = await _json(client, "/api/places/search", q="butler, pa")
        assert [hit["source"] for hit in found["results"]] == ["town"]
        assert found["addresses"] == "geocoder_unavailable"
        answer = await client.get("/api/places/search", params={"q": SECRET})
        problem = await answer.json()
        assert (answer.status, problem["code"]) == (503, "geocoder_unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
        assert "Main" not in problem["detail"]


@pytest.mark.parametrize(("raw", "sent"), [("a%ffb", "a\ufffdb"), ("%00a%0ab", "a b"), ("%f0%9f%8f%a0", "🏠")])
async def test_odd_letters_reach_the_geocoder_as_a_text_that_it_can_read(tmp_path: Path, raw: str, sent: str) -> None:
    async with with_geocoder(tmp_path) as (client, fake):
        answer = await client.get(URL(f"/api/places/search?q={raw}1st+street", encoded=True))
        assert answer.status == 200
        assert [request.query["q"] for request in fake.asked] == [f"{sent}1st street"]


async def test_more_addresses_than_the_geocoder_takes_are_refused(tmp_path: Path) -> None:
    async with with_geocoder(tmp_path, geocoder_per_s=0.1, geocoder_timeout_s=5.0) as (client, _):
        await _json(client, "/api/places/search", q=SECRET)
        answer = await client.get("/api/places/search", params={"q": "101 Main Street, Butler"})
        assert (answer.status, (await answer.json())["code"]) == (503, "geocoder_busy")
        assert int(answer.headers["Retry-After"]) == 10


async def test_what_is_searched_is_in_no_log_line_and_no_metric(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with with_geocoder(tmp_path) as (client, fake):
        await _json(client, "/api/places/search", q=SECRET)
        fake.status = 500
        await client.get("/api/places/search", params={"q": f"{SECRET} 2"})
        metrics = await (await client.get("/metrics")).text()
    assert "Street" not in metrics
    ours = [record for record in caplog.records if record.name.split(".")[0] in ("app", "web")]
    assert not [record for record in ours if "Street" in str(record.__dict__)]


async def test_many_first_questions_read_the_towns_once(tmp_path: Path) -> None:
    places = a_tracker(tmp_path).services.places
    first, *others = await asyncio.gather(*(places.towns() for _ in range(20)))
    assert all(towns is first for towns in others)


async def test_a_place_in_a_town_says_so_in_a_member_too(client: Client) -> None:
    in_butler = await _json(client, "/api/places/nearest", lat="40.861", lon="-79.895")
    at_sea = await _json(client, "/api/places/nearest", lat="-48.9", lon="-123.4")
    assert (in_butler["text"], in_butler["inside"]) == ("in Butler, Pennsylvania", True)
    assert "inside" not in at_sea
