import base64
import hashlib
import re
from html import escape
from pathlib import Path

from yarl import URL

from tests.web.tracker_api import a_tracker
from web.routes import ROUTES


def with_swagger(folder: Path) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs" / "swagger-ui.css").write_text("body {}")
    (folder / "docs" / "swagger-ui-bundle.js").write_text("const SwaggerUIBundle = 1")
    return folder


async def test_docs_load_everything_from_this_server(tmp_path: Path) -> None:
    async with a_tracker(with_swagger(tmp_path)).client() as client:
        answer = await client.get("/docs")
        page = await answer.text()
        assert (answer.status, answer.content_type) == (200, "text/html")
        assert "http://" not in page
        assert "https://" not in page
        loaded = re.findall(r'(?:href|src)="([^":]+)"', page)
        assert {"assets/swagger-ui.css", "assets/swagger-ui-bundle.js", "../openapi.json"} == set(loaded)
        for address in loaded:
            assert (await client.get(answer.url.join(URL(address)).path)).status == 200


async def test_the_script_that_starts_the_page_is_allowed_by_its_hash_alone(tmp_path: Path) -> None:
    async with a_tracker(with_swagger(tmp_path)).client() as client:
        answer = await client.get("/docs")
        [code] = re.findall(r"<script>(.+?)</script>", await answer.text(), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"script-src 'self' 'sha256-{digest}';" in policy


async def test_without_swagger_the_operations_are_still_listed(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        answer = await client.get("/docs")
        page = await answer.text()
    assert answer.status == 200
    for route in ROUTES:
        if route.tag:
            assert escape(route.summary) in page
            assert all(code in page for code in route.errors)
