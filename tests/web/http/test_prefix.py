"""Below a path that a proxy strips everything works as at the root: pages, their links, the API's document, cookies."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from yarl import URL

from app.domain.access import Scope
from app.keys.record import new_record
from tests.web.http.prefix_proxy import PREFIX, behind_a_prefix
from tests.web.pages.stored_site import stored_site
from tests.web.server.test_fast_connection import FastSite
from tests.web.tracker_api import a_tracker

LINK = re.compile(r"""(?:href|src|url)(?:=|: )["']([^"']+)["']""")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "swagger-ui.css").write_text("body {}")
    (tmp_path / "docs" / "swagger-ui-bundle.js").write_text("const SwaggerUIBundle = 1")
    return tmp_path


@pytest.fixture
async def browser() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def follow_all(browser: ClientSession, page: str) -> list[str]:
    """Open a page and every address that it names; return these."""
    async with browser.get(page) as answer:
        links = [link for link in LINK.findall(await answer.text()) if not link.startswith("data:")]
        opened = [str(answer.url.join(URL(link))) for link in links]
    for address in opened:
        async with browser.get(address) as answer:
            assert answer.status == 200, address
    return opened


@pytest.mark.parametrize("page", ["docs", "docs/"])
async def test_the_page_of_the_api_finds_its_files_with_and_without_a_slash(
    built: Path, browser: ClientSession, page: str
) -> None:
    async with stored_site(built) as site, behind_a_prefix(site.url) as url:
        assert set(await follow_all(browser, url + page)) == {
            f"{url}docs/assets/swagger-ui.css",
            f"{url}docs/assets/swagger-ui-bundle.js",
            f"{url}openapi.json",
        }
        assert set(await follow_all(browser, f"{site.url}/{page}"))


async def test_pages_without_a_build_lead_below_the_prefix_too(tmp_path: Path, browser: ClientSession) -> None:
    async with stored_site(tmp_path) as site, behind_a_prefix(site.url) as url:
        for page in (url, url.rstrip("/"), url + "docs", url + "docs/"):
            assert all(address.startswith(url) for address in await follow_all(browser, page))


async def test_the_document_names_the_address_that_it_was_loaded_from(tmp_path: Path, browser: ClientSession) -> None:
    async with stored_site(tmp_path) as site, behind_a_prefix(site.url) as url:
        for address, root in ((f"{url}openapi.json", url), (f"{site.url}/openapi.json", f"{site.url}/")):
            async with browser.get(address) as answer:
                [server] = (await answer.json())["servers"]
            assert str(URL(address).join(URL(server["url"]))) == root


async def test_a_redirect_names_no_host_and_keeps_the_query(tmp_path: Path, browser: ClientSession) -> None:
    async with stored_site(tmp_path) as site:
        for query in ("", "?token=a%0d%0ab&c"):
            address = URL(f"{site.url}/docs{query}", encoded=True)
            async with browser.get(address, allow_redirects=False) as answer:
                assert (answer.status, answer.headers["Location"]) == (308, f"docs/{query}")


async def sign_in(browser: ClientSession, site: FastSite, url: str) -> str:
    record, key = new_record("reader", frozenset({Scope.READ}), None, 0.0)
    site.tracker.services.guard.keyring.replace_all({record.id: record})
    async with browser.post(f"{url}api/session", json={"key": key}) as answer:
        assert answer.status == 200
        return str(answer.cookies["tracker_session"]["path"])


async def test_a_cookie_is_for_the_prefix_that_a_trusted_proxy_names(tmp_path: Path, browser: ClientSession) -> None:
    async with (
        stored_site(tmp_path, auth="on", trusted_proxies="127.0.0.1") as site,
        behind_a_prefix(site.url) as url,
    ):
        assert await sign_in(browser, site, url) == f"{PREFIX}/"
        for page in ("docs", "openapi.json", "metrics", "api/shipments"):
            async with browser.get(url + page) as answer:
                assert answer.status == 200, page
        async with browser.delete(f"{url}api/session") as answer:
            assert answer.cookies["tracker_session"]["path"] == f"{PREFIX}/"
        async with browser.get(f"{url}api/shipments") as answer:
            assert answer.status == 401


async def test_a_cookie_is_for_all_paths_unless_a_trusted_proxy_names_a_prefix(
    tmp_path: Path, browser: ClientSession
) -> None:
    async with stored_site(tmp_path, auth="on") as site, behind_a_prefix(site.url) as url:
        assert await sign_in(browser, site, url) == "/"


@pytest.mark.parametrize("prefix", ["fleet", "//evil.example", "/a;b", "/a b", "/a, /b", "/" + "a" * 100, "/a/../b c"])
async def test_a_prefix_that_is_no_path_is_not_believed(tmp_path: Path, browser: ClientSession, prefix: str) -> None:
    async with stored_site(tmp_path, auth="on", trusted_proxies="127.0.0.1") as site:
        browser.headers["X-Forwarded-Prefix"] = prefix
        assert await sign_in(browser, site, f"{site.url}/") == "/"


async def test_the_next_page_of_a_list_is_below_the_prefix_too(tmp_path: Path, browser: ClientSession) -> None:
    tracker = a_tracker(tmp_path)
    for number in range(2):
        tracker.put(shipmentId=f"PKG-{number}")
    async with tracker.client() as client, behind_a_prefix(str(client.make_url("/"))) as url:
        async with browser.get(f"{url}api/shipments?limit=1") as first:
            link = first.links["next"]["url"]
        assert str(link).startswith(url)
        async with browser.get(link) as second:
            assert [row["shipmentId"] for row in (await second.json())["shipments"]] == ["PKG-1"]
