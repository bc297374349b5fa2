"""Fixtures of the browser tests: Chromium, pages that report what their console says, and a fake tracker."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from pytest_asyncio import is_async_test

from tests.browser.dashboard_page import CHROMIUM_ARGUMENTS, PATIENCE_MS, DashboardPage, OpenPage, chromium_path
from tests.browser.fake_tracker import DASHBOARD, FakeTracker

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let all browser tests run in one event loop, so that they can share the browser: its start takes a second."""
    for item in items:
        if item.get_closest_marker("browser") and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def _chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def chromium(_chromium: Browser) -> AsyncIterator[Browser]:
    """Yield a headless browser without a page, that connects only to the pages it is sent to."""
    yield _chromium
    for context in _chromium.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
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


@pytest_asyncio.fixture(loop_scope="session")
async def tracker() -> AsyncIterator[FakeTracker]:
    """Yield a running tracker without shipments."""
    assert (DASHBOARD / "index.html").exists(), "the dashboard is not built: make build"
    async with FakeTracker().running() as running:
        yield running
