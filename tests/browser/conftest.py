"""Fixtures of the browser tests: Chromium, pages that report what their console says, and a fake tracker."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.dashboard_page import CHROMIUM_ARGUMENTS, PATIENCE_MS, DashboardPage, OpenPage, chromium_path
from tests.browser.fake_tracker import DASHBOARD, FakeTracker

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """Yield a headless browser that talks to nobody but the pages it is sent to."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(chromium: Browser) -> AsyncIterator[OpenPage]:
    """Yield a function that opens a dashboard; in the end no page may have complained on its console."""
    opened: list[DashboardPage] = []

    async def open_at(
        url: str, *, width: int = 1280, height: int = 800, dark: bool = False, is_phone: bool = False
    ) -> DashboardPage:
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=is_phone,
            is_mobile=is_phone,
        )
        page: Page = await context.new_page()
        dashboard = DashboardPage(page)
        opened.append(dashboard)
        await page.goto(url)
        return dashboard

    yield open_at
    complaints = [complaint for dashboard in opened for complaint in dashboard.complaints]
    assert complaints == []


@pytest.fixture
async def tracker() -> AsyncIterator[FakeTracker]:
    """Yield a running tracker without shipments."""
    assert (DASHBOARD / "index.html").exists(), "the dashboard is not built: make build"
    async with FakeTracker().running() as running:
        yield running
