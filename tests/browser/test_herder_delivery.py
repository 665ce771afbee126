"""The call that cannot be lost: whatever happens between the tap and the answer, it is one alert."""

import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from tests.browser.conftest import PHONE
from tests.browser.cutting import CuttingLine, cutting
from tests.browser.phone import RECEIVED, Count, exactly_one, is_received, is_saved, open_page, press, until
from tests.server import Server

pytestmark = pytest.mark.browser
XILIN = (43.99, 116.2)
KILLS = 100


@pytest.fixture
def line(server: Server) -> Iterator[CuttingLine]:
    with cutting(server) as between:
        yield between


@pytest.fixture
def phone(contexts: Callable[..., BrowserContext], line: CuttingLine) -> BrowserContext:
    """One phone behind a line that can be cut."""
    return contexts(size=PHONE, place=XILIN, base_url=line.http)


def test_a_tap_without_a_signal_arrives_when_there_is_one(phone: BrowserContext, server: Server) -> None:
    page = open_page(phone.new_page())
    with exactly_one(server):
        phone.set_offline(True)
        page.reload()
        press(page)
        is_saved(page)
        phone.set_offline(False)
        is_received(page)


def test_a_lost_answer_makes_no_second_alert(phone: BrowserContext, line: CuttingLine, server: Server) -> None:
    page = open_page(phone.new_page())
    with exactly_one(server) as count:
        line.swallows = True
        press(page)
        count.becomes(1)
        expect(page.locator("#cards article")).not_to_contain_text(RECEIVED)
        line.up()
        line.cut()
        is_received(page)


def test_a_tab_that_was_closed_sends_when_it_is_opened_again(
    phone: BrowserContext, line: CuttingLine, server: Server
) -> None:
    page = open_page(phone.new_page())
    with exactly_one(server):
        line.down()
        press(page)
        is_saved(page)
        page.close()
        line.up()
        again = phone.new_page()
        again.goto("/")
        is_received(again)


def test_the_server_may_be_down_for_a_while(contexts: Callable[..., BrowserContext], own_server: Server) -> None:
    own_server.start()
    page = contexts(size=PHONE, place=XILIN, base_url=own_server.http).new_page()
    open_page(page)
    with exactly_one(own_server):
        own_server.kill()
        press(page)
        is_saved(page)
        own_server.start()
        is_received(page, within=30)


def test_taps_in_three_tabs_at_once_are_one_call(phone: BrowserContext, server: Server) -> None:
    open_page(phone.new_page())
    tabs = [phone.pages[0], *(open_page(phone.new_page()) for _ in range(2))]
    with exactly_one(server):
        at = time.time() * 1000 + 400
        for tab in tabs:
            tab.evaluate("at => void setTimeout(() => document.getElementById('help').click(), at - Date.now())", at)
        for tab in tabs:
            is_received(tab)
        numbers = {re.search(r"number (\d+)", tab.locator("#cards").inner_text())[1] for tab in tabs}  # type: ignore[index]
        assert len(numbers) == 1


def test_a_tap_in_one_tab_is_seen_in_the_others(phone: BrowserContext, server: Server) -> None:
    pressed, watching = open_page(phone.new_page()), open_page(phone.new_page())
    with exactly_one(server):
        press(pressed)
        is_received(watching)
        expect(watching.locator("#help")).to_be_hidden()


def test_a_trembling_finger_makes_one_call(phone: BrowserContext, server: Server) -> None:
    page = open_page(phone.new_page())
    box = page.locator("#help").bounding_box()
    assert box
    with exactly_one(server) as count:
        for _ in range(10):
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        is_received(page)
    assert count.alert()["cancelled_at"] is None


def test_help_is_called_without_a_place(contexts: Callable[..., BrowserContext], server: Server) -> None:
    page = open_page(contexts(size=PHONE).new_page())
    with exactly_one(server) as count:
        press(page)
        is_received(page)
        expect(page.locator("#sharing")).to_contain_text("Your place is not known")
    assert count.alert()["place"] is None


def test_a_browser_that_forbids_its_disk_keeps_the_call_all_the_same(
    phone: BrowserContext, line: CuttingLine, server: Server
) -> None:
    phone.add_init_script("Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no'); }})")
    page = open_page(phone.new_page())
    with exactly_one(server):
        line.down()
        press(page)
        expect(page.locator("#cards")).to_contain_text("Not yet saved on this phone")
        page.reload()
        line.up()
        is_received(page, within=40)


def test_the_button_needs_no_script(contexts: Callable[..., BrowserContext], server: Server) -> None:
    page = contexts(size=PHONE, java_script_enabled=False).new_page()
    page.goto("/")
    with exactly_one(server):
        page.locator("#help").dblclick()
        expect(page).to_have_url(re.compile("/status/"))
        expect(page.locator("h1")).to_contain_text("Received by the command centre")
        page.reload()
        expect(page.locator("h1")).to_contain_text("Received by the command centre")


def test_a_service_is_asked_for_without_script_too(contexts: Callable[..., BrowserContext], server: Server) -> None:
    page = contexts(size=PHONE, java_script_enabled=False).new_page()
    page.goto("/")
    with exactly_one(server) as count:
        page.locator("#service").click()
        page.locator("#words").fill("Insulin for my mother")
        page.locator("#door button").click()
        expect(page).to_have_url(re.compile("/status/"))
    assert (count.alert()["text"], count.alert()["service"]) == ("Insulin for my mother", True)


def test_the_worker_sends_when_no_page_is_left(phone: BrowserContext, line: CuttingLine, server: Server) -> None:
    page = open_page(phone.new_page())
    other = phone.new_page()
    with exactly_one(server) as count:
        line.down()
        press(page)
        is_saved(page)
        expect(page.locator("#cards")).to_contain_text("It goes out even when you close this page.")
        page.close()
        line.up()
        dispatch_sync(other, line.http)
        count.becomes(1)
        again = phone.new_page()
        again.goto("/")
        is_received(again)


def dispatch_sync(page: Page, origin: str) -> None:
    """What the browser does by itself once it holds the network to be back."""
    devtools = page.context.new_cdp_session(page)
    found: list[dict[str, Any]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")
    for _ in range(50):
        if any(each["scopeURL"].startswith(origin) for each in found):
            break
        page.wait_for_timeout(50)
    [registration, *_] = [each for each in found if each["scopeURL"].startswith(origin)]
    wish = {"origin": origin, "registrationId": registration["registrationId"], "tag": "outbox", "lastChance": False}
    devtools.send("ServiceWorker.dispatchSyncEvent", wish)


def start_phone(playwright: Playwright, folder: Path, line: CuttingLine, launch: dict[str, Any]) -> BrowserContext:
    """A browser of its own, with its disk in `folder`."""
    options: dict[str, Any] = {"geolocation": {"latitude": XILIN[0], "longitude": XILIN[1], "accuracy": 12}}
    options |= {"permissions": ["geolocation", "background-sync"], "viewport": PHONE, "locale": "en-GB"}
    return playwright.chromium.launch_persistent_context(folder, base_url=line.http, **options, **launch)


def kill_browser(folder: Path) -> None:
    """kill -9 of every process of the browser that lives in `folder`: a battery that fails in the cold."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={folder}".encode() in command:
            os.kill(int(process.name), signal.SIGKILL)


def test_a_browser_that_was_killed_sends_when_it_is_started_again(
    playwright: Playwright, tmp_path: Path, line: CuttingLine, server: Server, browser_type_launch_args: dict[str, Any]
) -> None:
    folder = tmp_path / "phone"
    page = open_page(start_phone(playwright, folder, line, browser_type_launch_args).new_page())
    with exactly_one(server):
        line.down()
        press(page)
        is_saved(page)
        kill_browser(folder)
        shutil.rmtree(folder / "SingletonLock", ignore_errors=True)
        line.up()
        phone = start_phone(playwright, folder, line, browser_type_launch_args)
        again = phone.new_page()
        again.goto("/")
        is_received(again)
        phone.close()


def test_a_hundred_pages_that_were_killed_with_an_unsent_call_are_a_hundred_alerts(
    contexts: Callable[..., BrowserContext], line: CuttingLine, server: Server
) -> None:
    phone = contexts(size=PHONE, base_url=line.http)
    keeper = open_page(phone.new_page())
    keeper.wait_for_timeout(2_000)  # the browser writes down its worker some time after it runs
    keeper.goto("/static/icon.svg")
    count = Count(server)
    line.down()
    for number in range(KILLS):
        keeper.evaluate(ELSEWHERE, number)
        page = phone.new_page()
        page.goto("/", wait_until="domcontentloaded")
        page.evaluate("document.getElementById('help').click()")
        page.wait_for_selector("#cards .done", state="attached")
        with page.expect_event("crash"), suppress(Error):
            page.goto("chrome://crash")
        page.close()
    line.up()
    phone.new_page().goto("/")
    count.becomes(KILLS, within=60)


ELSEWHERE = """number => {
  const place = {lat: 43.7 + Math.floor(number / 10) * 0.03, lon: 115.9 + (number % 10) * 0.03, accuracy: 12};
  localStorage.setItem('fix', JSON.stringify({...place, at: new Date().toISOString()}));
  localStorage.removeItem('alerts');
  localStorage.removeItem('next');
}"""
"""A day later and kilometres away: the page forgets what it knew but for what waits on its disk. From the same place
the centre would join an unknown phone's fourth call to its third."""


def test_the_worker_brings_words_and_a_photo_too(
    phone: BrowserContext, line: CuttingLine, server: Server, tmp_path: Path
) -> None:
    photo = tmp_path / "snow.png"
    Image.effect_noise((120, 90), 60).save(photo)
    page = open_page(phone.new_page())
    other = phone.new_page()
    with exactly_one(server) as count:
        press(page)
        is_received(page)
        line.down()
        page.wait_for_timeout(1_600)  # until taps are taken again
        page.locator(".talk input").fill("We are in the white car")
        page.keyboard.press("Enter")
        page.locator("input[type=file][accept='image/*']").set_input_files(photo)
        until(page, WAITING.format(count=2))
        page.close()
        line.up()
        dispatch_sync(other, line.http)
        alert = next(iter(count.new()))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            told = count.wei.get(f"/api/alerts/{alert}/timeline").json()
            if told["media"] and told["media"][0]["status"] != "uploading":
                break
            time.sleep(0.2)
    assert [line["text"] for line in told["chats"]] == ["We are in the white car"]
    assert [media["size"] for media in told["media"]] == [photo.stat().st_size]


WAITING = """() => new Promise(tell => {{
  const opening = indexedDB.open('grassland');
  opening.onsuccess = () => {{
    const asking = opening.result.transaction('outbox').objectStore('outbox').count();
    asking.onsuccess = () => tell(asking.result >= {count});
  }};
}})"""
