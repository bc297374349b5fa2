"""Does a page that stays open grow? `soak.py URL MINUTES` watches one for so long and ends with 1 if it does."""

import shutil
import statistics
import sys
import time
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tools.screenshots import until_the_fleet_drives

SHIPMENTS = 1_900
"""With so many in the list the fleet is there."""
SAMPLE_S = 60.0
WHILE_S = 5.0
"""Between two things that the person does who has the page open."""
MOST_GROWTH = 1.1
"""Medians of the last quarter over those of the quarter before: what grows for ever grows by more in an hour."""
NOISE = {"heap_mb": 3.0, "buffers_mb": 3.0, "nodes": 300, "listeners": 50, "rss_mb": 30.0}
"""Growth that is none, whatever share of a small number it is."""
KEYS = ("ArrowDown", "Enter", "f", "t", "c", "t", "c", "2", "2", "?", "Escape", "Escape")
"""What is pressed meanwhile, one after the other, so that parts of the page come and go."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a page holds, after its garbage was collected."""

    heap_mb: float
    buffers_mb: float
    nodes: int
    listeners: int
    rss_mb: float


class Watched:
    """An open dashboard and what its browser tells of it."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self._hear("error", str(error)))
        self._page_session: CDPSession = self.page.context.new_cdp_session(self.page)
        self._browser_session: CDPSession = browser.new_browser_cdp_session()
        self._keys = 0
        self.page.goto(url)
        self.page.locator(".row").first.wait_for()
        self.page.locator(".shipment-list").focus()

    def use(self) -> None:
        """Do the next thing that a person does."""
        self.page.keyboard.press(KEYS[self._keys % len(KEYS)])
        self._keys += 1

    def sample(self) -> Sample:
        """Return what the page holds now."""
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

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def _rss_mb(self) -> float:
        """Return the memory of the process that draws the page: the largest of its kind, others are kept in store."""
        processes = self._browser_session.send("SystemInfo.getProcessInfo")["processInfo"]
        return max(_rss_mb(process["id"]) for process in processes if process["type"] == "renderer")


def _rss_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def growth(samples: list[Sample]) -> dict[str, tuple[float, float]]:
    """Return what grew in the second half by more than it may: the medians of its two quarters."""
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
    """Keep a page open and in use for so long; print a sample each minute, and return the exit code."""
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
                watched.page.wait_for_timeout(WHILE_S * 1000)
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
