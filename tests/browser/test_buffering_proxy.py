"""The page behind a real proxy that holds the stream back until its buffers are full."""

import os
import signal
import time
from pathlib import Path

import pytest
from playwright.async_api import expect

from app.ports import free_port
from tests.browser.dashboard_page import OpenPage, text_pattern
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix
from tests.deployment.real_nginx import NGINX, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine"),
]

NOTICES_MS = 90_000
"""The page waits 15 s for a word of the stream before it takes it for held back."""
BUFFERS = "proxy_http_version 1.0; proxy_buffering on; proxy_buffer_size 512k; proxy_buffers 8 512k; proxy_busy_buffers_size 1m;"
"""Towards a server of HTTP/1.1 nginx passes on each chunk, so this is what a proxy without a configured version does."""
PASSES_ON = "proxy_http_version 1.1; proxy_buffering off;"


def configuration(port: int, tracker: str, folder: Path, habit: str) -> str:
    """Return a proxy that does to the stream what it does to everything, whatever the tracker says of it."""
    return f"""{"user root;" if os.geteuid() == 0 else ""}
daemon off; pid {folder}/nginx.pid; error_log stderr warn; worker_processes 1; worker_shutdown_timeout 1s;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass {tracker}; proxy_ignore_headers X-Accel-Buffering; {habit} }}
  }}
}}
"""


async def test_with_a_buffering_proxy_the_page_says_so_shows_news_and_is_live_once_buffering_stops(
    tracker: FakeTracker, open_page: OpenPage, tmp_path: Path
) -> None:
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time()))
    port, path = free_port(), tmp_path / "nginx.conf"
    path.write_text(configuration(port, tracker.url, tmp_path, BUFFERS))
    async with serving(path, port) as proxy:
        dashboard = await open_page(f"http://127.0.0.1:{port}")
        dashboard.may_lose_server = True
        page, pill = dashboard.page, dashboard.page.locator(".pill__text")
        await expect(pill).to_have_text("Late · polls every 3 s", timeout=NOTICES_MS)
        await dashboard.shows_rows("PKG-1")
        tracker.put(a_fix(shipmentId="PKG-2", timestamp=time.time()))
        await dashboard.shows_rows("PKG-1", "PKG-2")
        await page.locator(".pill").click()
        await expect(page.get_by_text("A proxy may be buffering it")).to_be_visible()
        await expect(page.get_by_text("requests the positions every few seconds")).to_be_visible()

        path.write_text(configuration(port, tracker.url, tmp_path, PASSES_ON))
        proxy.send_signal(signal.SIGHUP)
        await expect(pill).to_have_text(text_pattern("Live"), timeout=NOTICES_MS)
        await expect(page.get_by_text("A proxy may be buffering it")).to_be_hidden()
        tracker.put(a_fix(shipmentId="PKG-3", timestamp=time.time()))
        await tracker.tell()
        await dashboard.shows_rows("PKG-1", "PKG-2", "PKG-3")
