from pathlib import Path

import pytest

from app.settings import Settings
from tests.builders import a_fix
from tests.web.access.key_holders import guarded
from tests.web.tracker_api import a_tracker

PAGE, OTHER = "https://board.example", "https://evil.example"
ONE, LIST = "/api/shipments/update", "/api/shipments"
ALLOW = "Access-Control-Allow-Origin"


async def test_by_default_no_page_of_another_origin_may_read_an_answer(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        answer = await client.get(LIST, headers={"Origin": PAGE})
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        asked = await client.options(LIST, headers={"Origin": PAGE, "Access-Control-Request-Method": "GET"})
        assert asked.status == 405


async def test_a_listed_page_may_and_no_other(tmp_path: Path) -> None:
    made = guarded(tmp_path, cors_origins=f"{PAGE}/, http://localhost:3000")
    async with made.tracker.client() as client:
        for method, path, who in (("GET", LIST, "reader"), ("POST", ONE, "device"), ("GET", LIST, "device")):
            for origin in (PAGE, OTHER, "null"):
                headers = {**made.bearer(who), "Origin": origin}
                body = a_fix() if method == "POST" else None
                answer = await client.request(method, path, json=body, headers=headers)
                assert answer.headers.get(ALLOW) == (PAGE if origin == PAGE else None), (path, who, origin)
                assert "Origin" in answer.headers.getall("Vary")
                assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(("path", "methods"), [(ONE, "POST"), (LIST, "GET, HEAD"), ("/api/keys/a", "DELETE")])
async def test_a_browser_that_asks_first_is_told_what_is_allowed(tmp_path: Path, path: str, methods: str) -> None:
    made = guarded(tmp_path, cors_origins=PAGE)
    asked = {"Access-Control-Request-Method": "POST"}
    async with made.tracker.client() as client:
        answer = await client.options(path, headers={"Origin": PAGE, **asked})
        assert (answer.status, answer.headers[ALLOW]) == (204, PAGE)
        assert set(methods.split(", ")) <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
        answer = await client.options(path, headers={"Origin": OTHER, **asked})
        assert ALLOW not in answer.headers


@pytest.mark.parametrize("origins", ["*", "board.example", "https://a.example/path"])
def test_a_list_that_is_none_stops_the_start(origins: str) -> None:
    with pytest.raises(ValueError, match="cors_origins"):
        Settings(cors_origins=origins)


async def test_a_body_without_a_type_is_not_taken_from_a_page(tmp_path: Path) -> None:
    async with guarded(tmp_path).tracker.client() as client:
        answer = await client.post("/api/session", data=b"{}", headers={"Origin": OTHER, "Content-Type": ""})
        assert answer.status == 415


async def test_every_answer_says_what_browsers_must_know_and_not_what_runs_here(tmp_path: Path) -> None:
    made = guarded(tmp_path)
    requests = [
        ("GET", "/", "reader"),
        ("GET", LIST, "reader"),
        ("GET", LIST, "device"),
        ("GET", "/nowhere", "reader"),
        ("GET", "/docs", "reader"),
        ("POST", ONE, "device"),
        ("POST", ONE, "reader"),
        ("GET", "/api/stream", "reader"),
    ]
    async with made.tracker.client() as client:
        for method, path, who in requests:
            body = a_fix() if method == "POST" else None
            answer = await client.request(method, path, json=body, headers=made.bearer(who))
            assert answer.headers["Server"] == "delivery-tracker", path
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            if method == "GET":
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path
            assert "X-Powered-By" not in answer.headers
