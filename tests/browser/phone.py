"""A herder's phone in the browser, and the supervisor who counts what came of it."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.people_of_the_story import staff
from tests.server import Server

RECEIVED = re.compile(r"Received \d\d:\d\d, number \d{4,}")
SAVED = "Saved on this phone"
HELD = (
    "async () => (await caches.keys()).length > 0 && !!navigator.serviceWorker.controller && !!await caches.match('/')"
)


def open_page(page: Page, address: str = "/") -> Page:
    """The page, and the worker with its store: it opens without a signal from then on."""
    page.goto(address)
    until(page, HELD)
    page.locator("#tools").wait_for(state="attached")
    return page


def until(page: Page, true: str, *, within: float = 10) -> None:
    """Playwright's own waiting takes a promise for the truth."""
    deadline = time.monotonic() + within
    while not page.evaluate(true):
        assert time.monotonic() < deadline, true
        page.wait_for_timeout(50)


def press(page: Page) -> None:
    page.locator("#help").click()


def is_received(page: Page, *, within: float = 20) -> None:
    expect(page.locator("#cards article").first).to_contain_text(RECEIVED, timeout=within * 1000)


def is_saved(page: Page) -> None:
    expect(page.locator("#cards article .done").first).to_contain_text(SAVED)


class Count:
    """How many alerts there are more than before, as the supervisor's list tells."""

    def __init__(self, server: Server) -> None:
        self.wei = staff(server, "wei")
        self.before = self._ids()

    def _ids(self) -> set[str]:
        found: set[str] = set()
        cursor: Any = None
        while True:
            asked = {"limit": 500} | ({"cursor": cursor} if cursor else {})
            answer = self.wei.get("/api/alerts", params=asked)
            assert answer.status_code == 200, answer.text
            body = answer.json()
            found |= {alert["id"] for alert in body["results"]}
            cursor = body["next"]
            if not cursor:
                return found

    def new(self) -> set[str]:
        return self._ids() - self.before

    def becomes(self, count: int, *, within: float = 15) -> None:
        deadline = time.monotonic() + within
        while len(self.new()) < count and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(self.new()) == count

    def alert(self) -> dict[str, Any]:
        [one] = self.new()
        answer: httpx.Response = self.wei.get(f"/api/alerts/{one}")
        card: dict[str, Any] = answer.json()
        return card


@contextmanager
def exactly_one(server: Server) -> Iterator[Count]:
    """What happens inside makes one alert, and a little later it is still one."""
    count = Count(server)
    yield count
    count.becomes(1)
    time.sleep(0.3)
    assert len(count.new()) == 1
