"""Memory soak: `soak.py URL MINUTES` keeps a page open and exits with 1 if its memory grows."""

import shutil
import statistics
import sys
import time
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tools.screenshots import until_the_fleet_drives

SHIPMENTS = 1_900
"""With this many shipments in the list the fleet is complete."""
SAMPLE_S = 60.0
ACT_EVERY_S = 5.0
"""Seconds between two simulated actions of the user."""
MOST_GROWTH = 1.1
"""Largest ratio of the medians of the last two quarters; an unbounded growth exceeds it within an hour."""
NOISE = {"heap_mb": 3.0, "buffers_mb": 3.0, "nodes": 300, "listeners": 50, "rss_mb": 30.0}
"""Growth up to these amounts is noise, even if the ratio is large."""
KEYS = ("ArrowDown", "Enter", "f", "t", "c", "t", "c", "2", "2", "?", "Escape", "Escape")
"""Keys that are pressed one after the other, so that parts of the page open and close."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The memory of a page after garbage collection."""

    heap_mb: float
    buffers_mb: float
    nodes: int
    listeners: int
    rss_mb: float


class Watched:
    """An open dashboard, and the messages of its console."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self._record(message.type, message.text))
        self.page.on("pageerror", lambda error: self._record("error", str(error)))
        self._page_session: CDPSession = self.page.context.new_cdp_session(self.page)
        self._browser_session: CDPSession = browser.new_browser_cdp_session()
        self._keys = 0
        self.page.goto(url)
        self.page.locator(".row").first.wait_for()
        self.page.locator(".shipment-list").focus()

    def use(self) -> None:
        """Press the next key."""
        self.page.keyboard.press(KEYS[self._keys % len(KEYS)])
        self._keys += 1

    def sample(self) -> Sample:
        """Return the page's memory now."""
        ask = self._page_session.send
        for _ in range(2):
            ask("HeapProfiler.collectGarbage")
        heap, document = ask("Runtime.getHeapUsage"), ask("Memory.getDOMCounters")
        return Sample(
            heap_mb=heap["usedSize"] / 1e6,
            buffers_mb=heap.get("backingStorageSize", 0) / 1e6,
            nodes=document["nodes"],
            listeners=document["jsEventListeners"],
            rss_mb=self._rss_mb(),
        )

    def _record(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def _rss_mb(self) -> float:
        """Return the memory of the process that draws the page: the largest renderer, since others are spares."""
        processes = self._browser_session.send("SystemInfo.getProcessInfo")["processInfo"]
        return max(_rss_mb(process["id"]) for process in processes if process["type"] == "renderer")


def _rss_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def growth(samples: list[Sample]) -> dict[str, tuple[float, float]]:
    """Return the values that grew too much in the second half, as the medians of its two quarters."""
    quarter = max(1, len(samples) // 4)
    earlier, later = samples[-2 * quarter : -quarter], samples[-quarter:]
    grown = {}
    for field in fields(Sample):
        before = statistics.median(getattr(sample, field.name) for sample in earlier)
        after = statistics.median(getattr(sample, field.name) for sample in later)
        if after > before * MOST_GROWTH and after > before + NOISE[field.name]:
            grown[field.name] = (before, after)
    return grown


def watch(url: str, minutes: float) -> int:
    """Keep a page open and in use for some minutes; print a sample each minute, and return the exit code."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("make soak needs Chromium. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        watched = Watched(browser, url)
        print("minute", *(field.name for field in fields(Sample)), sep="\t", flush=True)
        samples: list[Sample] = []
        began_s = time.monotonic()
        while time.monotonic() - began_s < minutes * 60:
            samples.append(watched.sample())
            print(len(samples) - 1, *(round(value, 1) for value in astuple(samples[-1])), sep="\t", flush=True)
            while time.monotonic() - began_s < min(len(samples) * SAMPLE_S, minutes * 60):
                watched.page.wait_for_timeout(ACT_EVERY_S * 1000)
                watched.use()
        browser.close()
    grown = growth(samples)
    for name, (before, after) in grown.items():
        print(f"{name} grew from {before:.1f} to {after:.1f} in the second half")
    for complaint in watched.complaints:
        print(f"The console says: {complaint}")
    if not grown and not watched.complaints:
        print(f"Nothing grew in the second half of {minutes:.0f} minutes.")
    return 1 if grown or watched.complaints else 0


if __name__ == "__main__":
    address = sys.argv[1].rstrip("/")
    until_the_fleet_drives(address, SHIPMENTS)
    sys.exit(watch(address, float(sys.argv[2])))
