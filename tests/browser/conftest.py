"""A real browser: the system's Chromium, with a page per person, at the size of the screen they use."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.server import Server

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    path = next((each for each in found if each), None)
    assert path, "run `make browser`: it installs Chromium"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": path, "args": [*quiet, "--autoplay-policy=no-user-gesture-required"]}


@pytest.fixture
def contexts(browser: Browser, server: Server) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts that do not know of each other, closed at the end; no page may have thrown."""
    opened: list[BrowserContext] = []
    thrown: list[str] = []

    def make(*, size: dict[str, int], place: tuple[float, float] | None = None, **options: Any) -> BrowserContext:
        if place:
            options |= {
                "geolocation": {"latitude": place[0], "longitude": place[1], "accuracy": 12},
                # Playwright denies what is not listed
                "permissions": ["geolocation", "background-sync"],
            }
        context = browser.new_context(**{"base_url": server.http, "viewport": size, "locale": "en-GB"} | options)
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: thrown.append(str(error.error)))
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert not thrown


def log_in(page: Page, username: str, *, to: str) -> None:
    page.goto(to)
    page.fill("[name=username]", username)
    page.fill("[name=password]", "grassland")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{to}")
