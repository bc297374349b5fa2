"""Takes the pictures of the documentation: `screenshots.py URL` needs a tracker with the demo fleet."""

import json
import shutil
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs/images"
SHIPMENTS = 290
"""With this many shipments the demo fleet is complete."""
PATIENCE_S = 300.0
DRIVEN_S = 120.0
"""After this time the trails are long enough for a picture, and some vehicles have stopped."""
LAPTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)


def shipments(url: str) -> list[dict[str, float | str]]:
    """Return the latest positions, or an empty list while the tracker does not answer."""
    try:
        with urllib.request.urlopen(f"{url}/api/shipments?limit=10000", timeout=5) as answer:  # noqa: S310  # our own tracker
            rows: list[dict[str, float | str]] = json.load(answer)["shipments"]
            return rows
    except OSError:
        return []


def until_the_fleet_drives(url: str, count: int = SHIPMENTS) -> None:
    """Return once the tracker has `count` shipments; raises SystemExit after a timeout."""
    deadline = time.monotonic() + PATIENCE_S
    while len(shipments(url)) < count:
        if time.monotonic() > deadline:
            raise SystemExit(f"{url} has no fleet")
        time.sleep(1)


def one_that_drives_downtown(url: str) -> str:
    """Return the moving shipment nearest to the centre of the city."""

    def distance(row: dict[str, float | str]) -> float:
        return abs(float(row["latitude"]) - 38.905) + abs(float(row["longitude"]) + 77.03)

    moving = [row for row in shipments(url) if float(row.get("speed") or 0) > 4]
    return str(min(moving, key=distance)["shipmentId"])


def open_at(browser: Browser, address: str, size: ViewportSize, *, dark: bool = False) -> Page:
    """Open the dashboard on a screen of this size."""
    is_phone = size is PHONE
    context = browser.new_context(
        viewport=size,
        color_scheme="dark" if dark else "light",
        has_touch=is_phone,
        is_mobile=is_phone,
        device_scale_factor=2 if is_phone else 1,
        timezone_id="America/New_York",
    )
    page = context.new_page()
    page.goto(address)
    page.locator(".row").first.wait_for()
    return page


def take(url: str) -> None:
    """Take every picture while the fleet drives."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("make screenshots needs Chromium. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        # Pages draw only trails that they have received, so they open before the vehicles drive.
        shipment = one_that_drives_downtown(url)
        light = open_at(browser, f"{url}/?shipment={shipment}", LAPTOP)
        dark = open_at(browser, f"{url}/?sort=driver&clusters=1", LAPTOP, dark=True)
        phone = open_at(browser, f"{url}/", PHONE)
        card = open_at(browser, f"{url}/?shipment={shipment}", PHONE, dark=True)
        light.wait_for_timeout(DRIVEN_S * 1000)
        dark.locator(".pill").click()
        dark.wait_for_timeout(2_000)
        for name, page in (("", light), ("-dark", dark), ("-phone", phone), ("-phone-card", card)):
            page.screenshot(path=IMAGES / f"dashboard{name}.png")
            print(f"docs/images/dashboard{name}.png")
        browser.close()


if __name__ == "__main__":
    address = sys.argv[1].rstrip("/")
    until_the_fleet_drives(address)
    take(address)
