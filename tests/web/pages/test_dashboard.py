import base64
import hashlib
import re
from pathlib import Path

import pytest
from yarl import URL

from tests.architecture.project import ROOT
from tests.web.tracker_api import TrackerApi, a_tracker
from web.services.services import STATIC_FOLDER


def with_dashboard(folder: Path) -> TrackerApi:
    built = folder / "static" / "dashboard"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text(
        "<!doctype html><script>start()</script><script src='/assets/a-Bx3_c9kQ.js'></script>"
    )
    (built / "assets" / "a-Bx3_c9kQ.js").write_text("let a = 1")
    (built / "assets" / "plain.js").write_text("let a = 1")
    (built / "icon.svg").write_text("<svg/>")
    (folder / "secret.js").write_text("secret")
    (folder / "static" / "secret.js").write_text("secret")
    return a_tracker(folder / "static")


async def test_browsers_revalidate_the_page_and_keep_its_hashed_files(tmp_path: Path) -> None:
    async with with_dashboard(tmp_path).client() as client:
        paths = ("/", "/assets/a-Bx3_c9kQ.js", "/assets/plain.js", "/icon.svg")
        page, script, plain, icon = [await client.get(path) for path in paths]
    assert (page.status, page.content_type, page.headers["Cache-Control"]) == (200, "text/html", "no-cache")
    assert (script.status, script.content_type) == (200, "text/javascript")
    assert "immutable" in script.headers["Cache-Control"]
    assert (plain.status, plain.headers["Cache-Control"]) == (200, "no-cache")
    assert (icon.content_type, icon.headers["Cache-Control"]) == ("image/svg+xml", "no-cache")


async def test_no_answer_lets_a_page_use_more_of_the_device_than_the_dashboard_needs(tmp_path: Path) -> None:
    async with with_dashboard(tmp_path).client() as client:
        for path in ("/", "/docs", "/api/shipments", "/api/nothing"):
            policy = (await client.get(path)).headers["Permissions-Policy"].split(", ")
            allowed = {entry for entry in policy if not entry.endswith("=()")}
            assert allowed == {"geolocation=(self)", "fullscreen=(self)", "clipboard-write=(self)"}, path
            assert {"camera=()", "microphone=()", "payment=()", "usb=()"} < set(policy), path


async def test_an_unchanged_file_is_not_sent_again(tmp_path: Path) -> None:
    async with with_dashboard(tmp_path).client() as client:
        first = await client.get("/icon.svg")
        again = await client.get("/icon.svg", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status == 304


async def test_the_page_cannot_be_framed_and_runs_only_our_scripts(tmp_path: Path) -> None:
    async with with_dashboard(tmp_path).client() as client:
        headers = (await client.get("/")).headers
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == 1
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/..%2Fsecret.js",
        "/..%2F..%2Fsecret.js",
        "/assets/..%2F..%2Fsecret.js",
        "/assets/..%2F..%2F..%2Fsecret.js",
        "/assets/%2E%2E%2F%2E%2E%2Fsecret.js",
        "/assets/..%5C..%5Csecret.js",
        "/assets/link.js",
        "/assets/a-Bx3_c9kQ.js%00.js",
        "/docs/assets/..%2Fsecret.js",
        "/%2Fetc%2Fhostname.js",
    ],
)
async def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    tracker = with_dashboard(tmp_path)
    (tmp_path / "static" / "dashboard" / "assets" / "link.js").symlink_to(tmp_path / "secret.js")
    (tmp_path / "static" / "docs").mkdir()
    async with tracker.client() as client:
        # Left encoded, since the client would tidy the dots away.
        answer = await client.get(URL(path, encoded=True))
        assert answer.status == 404
        assert "secret" not in (await answer.text()).replace("secret.js", "")


async def test_a_dashboard_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        answer = await client.get("/")
        assert answer.status == 503
        assert "make run" in await answer.text()


async def test_our_pages_without_a_build_are_styled_by_the_hash_of_their_content(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        for path in ("/", "/docs"):
            answer = await client.get(path)
            [style] = re.findall(r"<style>(.+?)</style>", await answer.text(), re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
            assert f"style-src 'self' 'sha256-{digest}';" in answer.headers["Content-Security-Policy"], path


def test_the_dashboard_is_served_from_where_its_build_is_written() -> None:
    config = (ROOT / "frontend" / "vite.config.ts").read_text()
    assert "../web/static/dashboard" in config
    assert ROOT / "web" / "static" == STATIC_FOLDER
