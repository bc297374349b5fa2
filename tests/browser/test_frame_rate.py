"""How smoothly a large fleet moves."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker, a_fleet

pytestmark = pytest.mark.browser

SHIPMENTS = 5_000
WINDOWS = 6
LEAST_FRAMES_PER_S = 30
COUNT_FRAMES = """(lengthMs) => new Promise((done) => {
  const start = performance.now();
  let frames = 0;
  const count = () => {
    const elapsed = performance.now() - start;
    if (elapsed < lengthMs) { frames += 1; requestAnimationFrame(count); }
    else done({ frames, seconds: elapsed / 1000 });
  };
  requestAnimationFrame(count);
})"""


@contextlib.asynccontextmanager
async def everyone_moves_each_second(tracker: FakeTracker) -> AsyncIterator[None]:
    """Move the whole fleet once a second meanwhile."""

    async def drive() -> None:
        for step in range(1, 1_000):
            tracker.put(*a_fleet(SHIPMENTS, at_s=time.time(), steps=step))
            await tracker.tell()
            await asyncio.sleep(1)

    driving = asyncio.create_task(drive())
    try:
        yield
    finally:
        driving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await driving


async def cpu_s(page: Page) -> float:
    """Return the seconds that the page's own thread has computed, waiting for a processor not counted."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    answer = await session.send("Performance.getMetrics")
    await session.detach()
    return float(next(metric["value"] for metric in answer["metrics"] if metric["name"] == "TaskDuration"))


async def test_five_thousand_moving_shipments_leave_time_for_thirty_frames_a_second(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    """On a busy machine frames are few for want of a processor; then what a frame costs the page decides."""
    tracker.put(*a_fleet(SHIPMENTS, at_s=time.time()))
    dashboard = await open_page(tracker.url)
    await expect(dashboard.page.get_by_text("5,000 shipments · 5,000 moving")).to_be_visible()
    seen: list[str] = []
    async with everyone_moves_each_second(tracker):
        for _ in range(WINDOWS):
            before_s = await cpu_s(dashboard.page)
            window = await dashboard.page.evaluate(COUNT_FRAMES, 2_000)
            frame_cpu_s = (await cpu_s(dashboard.page) - before_s) / window["frames"]
            frames_per_s = window["frames"] / window["seconds"]
            seen.append(f"{frames_per_s:.0f} frames/s at {frame_cpu_s * 1000:.1f} ms")
            if frames_per_s >= LEAST_FRAMES_PER_S or frame_cpu_s <= 0.5 / LEAST_FRAMES_PER_S:
                return
    pytest.fail(f"the fleet stutters: {', '.join(seen)}")
