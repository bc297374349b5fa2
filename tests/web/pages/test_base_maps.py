import re
from html import unescape
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.settings import Settings
from tests.web.tracker_api import a_tracker
from web.pages.base_maps import BaseMaps
from web.pages.dashboard import dashboard

PAGE = "<!doctype html><head></head>"


def a_page(chosen: str | None = None, **settings: Any) -> tuple[dict[str, Any] | None, str]:
    """Return the list of maps in the page, and the sources of images that its policy adds."""
    cookies = {} if chosen is None else {"tracker-base-map": chosen}
    response = dashboard(PAGE, Settings(**settings), cookies)
    found = re.search('<meta name="tracker-base-maps" content="([^"]*)" />', response.text or "")
    policy = re.search("img-src 'self' data: blob:([^;]*);", response.headers["Content-Security-Policy"])
    assert policy is not None
    return orjson.loads(unescape(found[1])) if found else None, policy[1].strip()


def test_the_page_lists_the_configured_maps_and_may_load_tiles_from_their_hosts_alone() -> None:
    tiles = (
        'Streets=https://{s}.tiles.example/{z}/{x}/{y}.png?a="b|© <them>; Photos=http://p.example:81/{z}/{x}/{y}||photo'
    )
    listed, sources = a_page(map_tiles=tiles, map_offer=False)
    assert listed is not None
    assert [(tiles["name"], tiles["credit"], tiles["isPhoto"]) for tiles in listed["maps"]] == [
        ("Streets", "© <them>", False),
        ("Photos", "", True),
    ]
    assert listed["maps"][0]["url"] == 'https://{s}.tiles.example/{z}/{x}/{y}.png?a="b'
    hosts = [f"https://{letter}.tiles.example" for letter in "abc"]
    assert sources == " ".join([*hosts, "http://p.example:81"])


def test_a_text_of_a_setting_cannot_end_the_tag() -> None:
    html = BaseMaps(Settings(map_tiles='A"><script>=/{z}|</head>'), None).put_into(PAGE)
    assert "<script>" not in html
    assert html.count("</head>") == 1


def test_two_maps_of_one_host_name_it_once_and_the_own_host_not_at_all() -> None:
    tiles = "A=https://t.example/a/{z}/{x}/{y}; B=https://t.example/b/{z}/{x}/{y}; C=/tiles/{z}/{x}/{y}"
    assert a_page(map_tiles=tiles)[1] == "https://t.example"


@pytest.mark.parametrize("chosen", [None, "", "no", "OSM"])
def test_openstreetmap_is_offered_and_neither_listed_nor_permitted_until_a_browser_chose_it(chosen: str | None) -> None:
    assert a_page(chosen) == ({"maps": [], "offersOsm": True}, "")


def test_openstreetmap_is_listed_and_permitted_for_a_browser_that_chose_it() -> None:
    listed, sources = a_page("osm", map_tiles="https://t.example/{z}/{x}/{y}")
    assert listed is not None
    assert [tiles["kind"] for tiles in listed["maps"]] == ["tiles", "osm"]
    assert sources == "https://t.example https://tile.openstreetmap.org"


def test_an_operator_can_forbid_openstreetmap_to_every_browser() -> None:
    assert a_page("osm", map_offer=False) == (None, "")


async def test_the_policy_follows_the_cookie_of_the_request_and_caches_know_it(tmp_path: Path) -> None:
    built = tmp_path / "static" / "dashboard"
    built.mkdir(parents=True)
    (built / "index.html").write_text(PAGE)
    async with a_tracker(tmp_path / "static").client() as client:
        before = await client.get("/")
        after = await client.get("/", headers={"Cookie": "tracker-base-map=osm"})
    assert "openstreetmap" not in before.headers["Content-Security-Policy"]
    assert "blob: https://tile.openstreetmap.org;" in after.headers["Content-Security-Policy"]
    assert after.headers["Vary"] == "Cookie"
