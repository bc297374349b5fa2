"""Frames of 100 000 moving markers over each kind of map, in turn, with one build: `python -m tests.browser.map_frames`.

One page of each kind stays open, and only the page that is measured gets reports: the others rest. The order changes
with each round, so a busy moment of the machine hits all of them. What counts is the ratio within a round, and the
processor time of the whole browser for a frame, which waiting for a processor hardly changes.
"""

import argparse
import asyncio
import os
import struct
import time
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from statistics import median
from typing import Any

import numpy as np
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright, expect

from app.settings import Settings
from app.street_maps.street_map import street_maps
from tests.browser.dashboard_page import CHROMIUM_ARGUMENTS, chromium_path
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.product.proc import cpu_s, family_of, name_of

SHIPMENTS, EVERY_S, BATCHES = 100_000, 20.0, 100
FRAMES = 120
LATITUDE, LONGITUDE = 38.9, -77.03
FLEET_LATITUDE, FLEET_LONGITUDE = 40.44, -79.99
VIEW = {"width": 1280, "height": 800}
DRAW_FRAMES = """({ frames, stepPx }) => new Promise((done) => {
  const map = document.querySelector(".leaflet-container");
  const at = (type, x) => new MouseEvent(type, { bubbles: true, clientX: x, clientY: 400, button: 0, view: window });
  const start = performance.now();
  let [frame, x] = [0, 800];
  if (stepPx > 0) map.dispatchEvent(at("mousedown", x));
  const draw = () => {
    frame += 1;
    x += (Math.floor(frame / 30) % 2 === 0 ? 1 : -1) * stepPx;
    if (stepPx > 0) document.dispatchEvent(at("mousemove", x));
    if (frame < frames) { requestAnimationFrame(draw); return; }
    if (stepPx > 0) {
      document.dispatchEvent(at("mousemove", 800));
      document.dispatchEvent(at("mouseup", 800));
    }
    done((performance.now() - start) / 1000);
  };
  requestAnimationFrame(draw);
})"""
"""Draws so many frames, and moves the dragged map by so many pixels in each; returns the seconds that they took."""
STEP_PX = 6
MAPS = ("file", "built-in", "raster")
Figures = dict[str, float]


def a_city_fleet(**choice: Any) -> Iterator[dict[str, Any]]:
    """Yield the fleet of the other measurements, moved into the city that has a street map."""
    for fix in a_fleet(SHIPMENTS, at_s=time.time(), **choice):
        yield {
            **fix,
            "latitude": fix["latitude"] - FLEET_LATITUDE + LATITUDE,
            "longitude": fix["longitude"] - FLEET_LONGITUDE + LONGITUDE,
        }


def a_png() -> bytes:
    """Return a tile of lines and noise, about as large as those of street maps."""
    picture = np.random.default_rng(1).integers(225, 240, (256, 256, 1), np.uint8).repeat(3, axis=2)
    picture[::32], picture[:, ::32] = 255, 255
    rows = b"".join(b"\0" + row.tobytes() for row in picture)
    parts = ((b"IHDR", struct.pack(">2I5B", 256, 256, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@asynccontextmanager
async def tile_server() -> AsyncIterator[str]:
    """Yield the address of a server of raster tiles on this machine."""
    png = a_png()

    async def answer(_request: web.Request) -> web.Response:
        headers = {"Cache-Control": "max-age=3600", "Access-Control-Allow-Origin": "*"}
        return web.Response(body=png, content_type="image/png", headers=headers)

    app = web.Application()
    app.router.add_get("/{z}/{x}/{y}.png", answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{site.port}/{{z}}/{{x}}/{{y}}.png"
    finally:
        await runner.cleanup()


def a_tracker(kind: str, tiles: str) -> FakeTracker:
    """Return a tracker that shows one kind of map."""
    tracker = FakeTracker()
    tracker.street_maps = street_maps("") if kind == "file" else ()
    if kind == "raster":
        tracker.settings = Settings(map_tiles=tiles, map_attribution="© Test tiles", map_offer=False)
    tracker.put(*a_city_fleet())
    return tracker


class Driving:
    """The fleet of one tracker: each shipment reports every 20 s while it drives, spread evenly."""

    def __init__(self, tracker: FakeTracker) -> None:
        self._tracker, self._step = tracker, 0

    @asynccontextmanager
    async def on(self) -> AsyncIterator[None]:
        """Drive meanwhile."""
        driving = asyncio.create_task(self._drive())
        try:
            yield
        finally:
            driving.cancel()
            with suppress(asyncio.CancelledError):
                await driving

    async def _drive(self) -> None:
        while True:
            self._step += 1
            only = slice(self._step % BATCHES, None, BATCHES)
            self._tracker.put(*a_city_fleet(steps=self._step // BATCHES + 1, only=only))
            await self._tracker.tell()
            await asyncio.sleep(EVERY_S / BATCHES)


def browser_cpu_s() -> dict[int, float]:
    """Return the processor time of each process of the browser so far."""
    found = {}
    for pid in family_of(os.getpid()):
        with suppress(OSError):
            if name_of(pid).startswith("chrom"):
                found[pid] = cpu_s(pid)
    return found


async def draw(page: Page, step_px: int) -> tuple[float, float]:
    """Return frames a second, and the browser's processor time for a frame in milliseconds."""
    before = browser_cpu_s()
    seconds = await page.evaluate(DRAW_FRAMES, {"frames": FRAMES, "stepPx": step_px})
    spent_s = sum(now_s - before.get(pid, now_s) for pid, now_s in browser_cpu_s().items())
    return FRAMES / seconds, spent_s / FRAMES * 1000


async def opened(browser: Browser, tracker: FakeTracker, kind: str, zoom: str) -> Page:
    """Return a page that shows the whole fleet over its map."""
    context = await browser.new_context(viewport=VIEW, color_scheme="light")  # type: ignore[arg-type]  # a plain dict
    page = await context.new_page()
    await page.goto(f"{tracker.url}/?map={zoom}/{LATITUDE}/{LONGITUDE}")
    await expect(page.get_by_text(f"{SHIPMENTS:,} shipments")).to_be_visible(timeout=120_000)
    if kind == "raster":
        await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=60_000)
    return page


async def measure(page: Page, driving: Driving) -> Figures:
    """Return the figures of one kind of map."""
    async with driving.on():
        await draw(page, 0)
        rest = await draw(page, 0)
    # Dragged without reports, whose cost depends on the time that the frames take.
    dragged = await draw(page, STEP_PX)
    return {"rest f/s": rest[0], "rest ms": rest[1], "drag f/s": dragged[0], "drag ms": dragged[1]}


def report(rounds: list[Mapping[str, Figures]]) -> Iterator[str]:
    """Yield the medians of each map, and the median of the ratios to the built-in map within each round."""
    for figure in rounds[0]["file"]:
        for kind in MAPS:
            values = [found[kind][figure] for found in rounds]
            ratio = median(found[kind][figure] / found["built-in"][figure] for found in rounds)
            spread = f"{min(values):.1f} to {max(values):.1f}"
            yield f"| {figure} | {kind} | {median(values):.1f} | {spread} | {ratio:.2f} |"


async def main(count: int, zoom: str) -> None:
    """Measure and print."""
    async with AsyncExitStack() as stack:
        tiles = await stack.enter_async_context(tile_server())
        trackers = {kind: await stack.enter_async_context(a_tracker(kind, tiles).running()) for kind in MAPS}
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        stack.push_async_callback(browser.close)
        pages = {kind: await opened(browser, trackers[kind], kind, zoom) for kind in MAPS}
        driving = {kind: Driving(trackers[kind]) for kind in MAPS}
        rounds: list[Mapping[str, Figures]] = []
        for number in range(count):
            order = [MAPS[(number + place) % len(MAPS)] for place in range(len(MAPS))]
            rounds.append({kind: await measure(pages[kind], driving[kind]) for kind in order})
            for kind in order:
                print(number + 1, kind, {name: round(value, 1) for name, value in rounds[-1][kind].items()}, flush=True)
        print(*report(rounds), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--zoom", default="12")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.rounds, chosen.zoom))
