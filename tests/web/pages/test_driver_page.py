"""The driver page's files over HTTP: its policy, its worker and its manifest."""

from pathlib import Path

from tests.web.tracker_api import TrackerApi, a_tracker


def with_driver_page(folder: Path) -> TrackerApi:
    built = folder / "static" / "dashboard"
    built.mkdir(parents=True)
    (built / "drive.html").write_text("<!doctype html><script type=module src='./assets/drive-Bx3_c9kQ.js'></script>")
    (built / "drive-worker.js").write_text("let files = []")
    (built / "drive.webmanifest").write_text("{}")
    return a_tracker(folder / "static")


async def test_the_driver_page_may_use_the_position_and_keep_the_screen_on_and_nothing_else(tmp_path: Path) -> None:
    async with with_driver_page(tmp_path).client() as client:
        page = await client.get("/drive")
    assert (page.status, page.content_type, page.headers["Cache-Control"]) == (200, "text/html", "no-cache")
    policy = page.headers["Permissions-Policy"].split(", ")
    assert {entry for entry in policy if not entry.endswith("=()")} == {"geolocation=(self)", "screen-wake-lock=(self)"}
    assert "unsafe" not in page.headers["Content-Security-Policy"]


async def test_the_driver_page_names_its_link_to_no_other_site(tmp_path: Path) -> None:
    async with with_driver_page(tmp_path).client() as client:
        assert (await client.get("/drive")).headers["Referrer-Policy"] == "no-referrer"


async def test_browsers_ask_for_the_worker_and_the_manifest_each_time(tmp_path: Path) -> None:
    async with with_driver_page(tmp_path).client() as client:
        worker, manifest = [await client.get(path) for path in ("/drive-worker.js", "/drive.webmanifest")]
    assert (worker.content_type, worker.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    assert (manifest.content_type, manifest.headers["Cache-Control"]) == ("application/manifest+json", "no-cache")


async def test_a_slash_at_the_end_leads_to_the_page_also_below_a_prefix(tmp_path: Path) -> None:
    async with with_driver_page(tmp_path).client() as client:
        answer = await client.get("/drive/", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (308, "../drive")


async def test_a_driver_page_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        answer = await client.get("/drive")
        assert answer.status == 503
        assert "make run" in await answer.text()
