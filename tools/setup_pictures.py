"""Takes the pictures of the setup pages: `setup_pictures.py URL` needs a tracker without keys, and adds a phone per app."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from app.domain.phones.apps import PhoneApp

IMAGES = Path(__file__).parents[1] / "docs/images"
LAPTOP = ViewportSize(width=1280, height=800)
PANEL = "section:has(article)"


def add_phone(page: Page, url: str, app: PhoneApp) -> None:
    """Open the setup page of one app."""
    page.goto(f"{url}/?area=devices&vadd=1")
    page.locator(f"input[value={app}]").check()
    form = page.get_by_role("region", name="Add a phone")
    form.get_by_label("Id of the device").fill(f"phone-{app}")
    form.get_by_label("Driver", exact=True).fill("Dave-007")
    form.get_by_role("button", name="Create the setup page").click()
    page.locator("article").wait_for()


def take(url: str) -> None:
    """Take a picture of the setup page of each app."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("The pictures need Chromium. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=LAPTOP, color_scheme="light")
        for app in PhoneApp:
            add_phone(page, url, app)
            page.locator(PANEL).screenshot(path=IMAGES / f"setup-{app}.png")
            print(f"docs/images/setup-{app}.png")
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/"))
