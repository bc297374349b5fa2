import logging
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientPayloadError, web, web_exceptions

from tests.web.addresses import a_path_of
from tests.web.tracker_api import a_tracker
from web.http.problem import STATUS_OF, ProblemError
from web.routes import ROUTES, mount


async def test_an_unknown_path_answers_a_problem(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        for path in ("/nowhere", "/api/shipment", "/api/shipments/", "/nowhere.js"):
            answer = await client.get(path)
            assert answer.status == 404
            assert answer.content_type == "application/problem+json"
            assert (await answer.json())["code"] == "unknown_path"


async def test_a_wrong_method_answers_which_are_right(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        answer = await client.get("/api/shipments/update")
        # The path also names a shipment called `update`, which GET may ask for.
        assert (await answer.json())["code"] == "unknown_shipment"
        answer = await client.delete("/api/shipments")
        assert answer.status == 405
        assert answer.headers["Allow"] == "GET, HEAD"
        assert (await answer.json())["code"] == "method_not_allowed"


async def test_a_body_that_is_too_large_answers_a_problem(tmp_path: Path) -> None:
    async with a_tracker(tmp_path, max_body_bytes=1024).client() as client:
        answer = await client.post("/api/shipments/update", data=b"x" * 2048)
        assert answer.status == 413
        assert (await answer.json())["code"] == "too_large"


ERRORS = sorted(
    (kind for kind in vars(web_exceptions).values() if isinstance(kind, type) and issubclass(kind, web.HTTPError)),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", [kind for kind in ERRORS if kind.status_code > 0], ids=lambda kind: kind.__name__)
async def test_each_error_of_aiohttp_answers_a_problem(tmp_path: Path, kind: type[web.HTTPError]) -> None:
    arguments: dict[type[web.HTTPError], tuple[Any, ...]] = {
        web.HTTPMethodNotAllowed: ("PUT", ["GET"]),
        web.HTTPRequestEntityTooLarge: (1, 2),
        web.HTTPUnavailableForLegalReasons: ("https://example.com",),
    }
    tracker = a_tracker(tmp_path)
    tracker.ingest.failure = kind(*arguments.get(kind, ()))
    async with tracker.client() as client:
        answer = await client.post("/api/shipments/update", data=b"{}")
        problem = await answer.json(content_type="application/problem+json")
    assert STATUS_OF[problem["code"]] == answer.status
    assert (answer.status >= 500) == (kind.status_code >= 500)


async def test_a_redirect_is_no_error(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.ingest.failure = web.HTTPTemporaryRedirect("elsewhere")
    async with tracker.client() as client:
        answer = await client.post("/api/shipments/update", data=b"{}", allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (307, "elsewhere")


async def test_a_detail_that_quotes_what_is_no_utf8_is_still_json(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.ingest.failure = ProblemError("not_json", "This is \udcff.")
    async with tracker.client() as client:
        answer = await client.post("/api/shipments/update", data=b"{}")
        assert (answer.status, (await answer.json())["detail"]) == (400, "This is ?.")


async def test_an_unexpected_error_is_logged_and_shows_no_trace(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tracker = a_tracker(tmp_path)
    tracker.ingest.failure = RuntimeError("secret")
    with caplog.at_level(logging.ERROR):
        async with tracker.client() as client:
            answer = await client.post("/api/shipments/update", data=b"{}")
            text = await answer.text()
    assert answer.status == 500
    assert answer.content_type == "application/problem+json"
    assert '"code":"internal"' in text
    assert "secret" not in text
    assert "secret" in caplog.text


async def test_who_asks_while_no_memory_is_left_is_told_to_come_again(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.ingest.failure = MemoryError()
    async with tracker.client() as client:
        answer = await client.post("/api/shipments/update", data=b"{}")
        assert answer.status == 503
        assert (await answer.json())["code"] == "overloaded"
        assert "Retry-After" in answer.headers


class BreaksMidway:
    """A stream that fails after its first bytes were sent."""

    async def stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"half")
        raise RuntimeError("no way to go on")


async def test_an_answer_that_breaks_midway_is_cut_and_not_followed_by_another(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.set(stream=BreaksMidway())
    async with tracker.client() as client:
        answer = await client.get("/api/stream")
        with pytest.raises(ClientPayloadError):
            await answer.read()
        text = await (await client.get("/metrics")).text()
    assert 'tracker_http_requests_total{route="/api/stream",status="500"} 1.0' in text


async def test_a_problem_keeps_its_status_and_headers(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.ingest.failure = ProblemError("overloaded", "Too many fixes wait.", retry_after_s=2.5)
    async with tracker.client() as client:
        answer = await client.post("/api/shipments/updates", data=b"[]")
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "3"


async def test_answers_are_counted_by_route_and_status_and_never_by_path(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="PKG-1")
    async with tracker.client() as client:
        await client.get("/api/shipments/PKG-1")
        await client.get("/api/shipments/PKG-2")
        await client.get("/secret/path")
        await client.post("/api/shipments/update", data=b"{}")
        text = await (await client.get("/metrics")).text()
    assert 'tracker_http_requests_total{route="/api/shipments/{id}",status="200"} 1.0' in text
    assert 'tracker_http_requests_total{route="/api/shipments/{id}",status="404"} 1.0' in text
    assert 'tracker_http_requests_total{route="none",status="404"} 1.0' in text
    assert 'tracker_http_requests_total{route="/api/shipments/update",status="202"} 1.0' in text
    assert "PKG-1" not in text
    assert "secret" not in text


async def test_head_answers_as_get_does_without_a_body(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="a/b {x}", driverId="a/b {x}")
    async with tracker.client() as client:
        for route in ROUTES:
            if route.method == "GET":
                get, head = await client.get(a_path_of(route)), await client.head(a_path_of(route))
                assert (head.status, head.content_type) == (get.status, get.content_type), route.path
                assert await head.read() == b"", route.path


async def test_lines_answer_head_without_a_body(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put()
    async with tracker.client() as client:
        head = await client.head("/api/shipments", params={"format": "ndjson"})
        assert (head.status, await head.read()) == (200, b"")
        assert "X-Tracker-Cursor" in head.headers


async def test_every_route_of_the_table_is_served(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        for route in ROUTES:
            answer = await client.request(route.method, a_path_of(route))
            assert answer.status != 405, route.path
            if answer.status == 404:
                assert (await answer.json())["code"] in {
                    "unknown_shipment",
                    "unknown_driver",
                    "unknown_delivery",
                    "unknown_path",
                    "unknown_alert",
                    "unknown_device",
                    "unknown_key",
                    "unknown_photo",
                }


def test_two_applications_are_independent(tmp_path: Path) -> None:
    one, other = web.Application(), web.Application()
    mount(one, a_tracker(tmp_path).services)
    mount(other, a_tracker(tmp_path).services)
    assert len(list(one.router.routes())) == len(list(other.router.routes()))


def test_operation_ids_are_unique() -> None:
    ids = [route.operation_id for route in ROUTES]
    assert len(set(ids)) == len(ids)
