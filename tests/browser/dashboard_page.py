"""The dashboard as a person sees it, and what tests need to ask of it."""

import asyncio
import re
import shutil
import time
from collections.abc import Awaitable
from typing import Any, Protocol

from playwright.async_api import ConsoleMessage, Page, expect

# Each new window loads two pages for suggestions in its address bar, which cost as much as the dashboard itself.
# Chromium follows the last list that it is given, so the features that Playwright switches off are repeated.
SWITCHED_OFF = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
CHROMIUM_ARGUMENTS = [
    f"--disable-features={SWITCHED_OFF}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 20_000
"""For what needs a reconnect; machines may be busy."""
LOOK_EVERY_S = 0.05


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""In the order of preference: the shell draws the same pages without the windows around them, in less time."""


def chromium_path() -> str:
    """Return where the browser is."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path is not None, "the browser tests need Chromium on the PATH"
    return path


SERVER_IS_GONE = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_CONNECTION_CLOSED", "ERR_EMPTY_RESPONSE")
"""What browsers report of a page that outlives its server, such as one that a test itself starts and stops."""
COLOUR_AROUND = """([selector, x, y, reach]) => {
  const canvas = document.querySelector(selector);
  const box = canvas.getBoundingClientRect();
  const density = canvas.width / box.width;
  const pen = canvas.getContext("2d");
  const area = [x - box.left - reach, y - box.top - reach, 2 * reach, 2 * reach].map((v) => Math.round(v * density));
  const { data } = pen.getImageData(...area);
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 128) painted += 1;
  return painted;
}"""


class DashboardPage:
    """One open page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        """Errors and warnings of the console, and uncaught exceptions."""
        self.may_lose_server = False
        """Whether a failed connection is part of the test; browsers report it on the console."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if self.may_lose_server and message.text.startswith(("Failed to load resource", "EventSource")):
            return
        if message.text.removeprefix("Failed to load resource: net::") in SERVER_IS_GONE:
            return
        # These tests read the map's pixels until something shows, which Chromium advises against after a few times.
        if not message.text.startswith("Canvas2D: Multiple readback"):
            self.complaints.append(message.text)

    async def until(self, script: str, argument: object = None) -> Any:
        """Return what the script finds in the page as soon as that is true.

        Playwright's `wait_for_function` looks again from a callback of the page, where its `eval` is against our policy:
        it works only where the first look is enough.
        """
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not (found := await self.page.evaluate(script, argument)):
            assert time.monotonic() < deadline, f"not so within {PATIENCE_MS} ms: {script}"
            await asyncio.sleep(LOOK_EVERY_S)
        return found

    async def shows_rows(self, *shipment_ids: str) -> None:
        """Wait until the list shows exactly these shipments."""
        await expect(self.page.locator(".row__name")).to_have_text(list(shipment_ids), timeout=PATIENCE_MS)

    async def says(self, text: str) -> None:
        """Wait until the connection pill begins with the text."""
        await expect(self.page.locator(".pill__text")).to_have_text(text_pattern(text), timeout=PATIENCE_MS)

    async def marker_pixels(self, x: float, y: float, reach: int = 10) -> int:
        """Return how many pixels of markers are painted around a point of the page."""
        painted: int = await self.page.evaluate(COLOUR_AROUND, [".leaflet-fleet-pane canvas", x, y, reach])
        return painted

    async def wait_for_marker(self, x: float, y: float) -> None:
        """Wait until a marker is painted around a point of the page."""
        await self.until(f"(argument) => ({COLOUR_AROUND})(argument) > 20", [".leaflet-fleet-pane canvas", x, y, 10])

    async def map_middle(self) -> tuple[float, float]:
        """Return the middle of the map in pixels of the page."""
        box: Any = await self.page.locator(".map-view").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    async def clipboard(self) -> str:
        """Return what a person would paste; the policy of our pages denies reading it by script."""
        other = await self.page.context.new_page()
        await other.set_content("<textarea></textarea>")
        await other.locator("textarea").focus()
        await other.keyboard.press("Control+v")
        pasted = await other.locator("textarea").input_value()
        await other.close()
        return pasted

    async def is_wider_than_screen(self) -> bool:
        """Return whether the page scrolls sideways."""
        return bool(await self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


class OpenPage(Protocol):
    """Opens a dashboard; the test fails if its console complains."""

    def __call__(
        self, url: str, *, width: int = 1280, height: int = 800, dark: bool = False, is_phone: bool = False
    ) -> Awaitable[DashboardPage]:
        """Open the address in a window of this size."""
        ...


def text_pattern(beginning: str) -> re.Pattern[str]:
    """Return a pattern of texts that begin so."""
    return re.compile(rf"^{re.escape(beginning)}")
