"""Every state of the herder's page in every language: readable, nothing cut off, a large button; a picture of each."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.cutting import cutting
from tests.browser.phone import Count, is_received, is_saved, open_page, press
from tests.people_of_the_story import staff
from tests.server import ROOT, Server

pytestmark = pytest.mark.browser
LANGUAGES = ("zh-Hans", "mn-Mong", "mn-Cyrl", "en")
XILIN = (43.99, 116.2)
PICTURES = ROOT / "screenshots" / "herder"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
BUTTON_SHARE = 0.35
NARROW = {"width": 320, "height": 640}

OVERFLOW = """() => {
  const page = document.documentElement, upright = page.lang === 'mn-Mong';
  const over = upright ? page.scrollHeight - innerHeight : page.scrollWidth - innerWidth;
  const cut = [...document.querySelectorAll('button, a, h2, p, li, label, summary')]
    .filter(each => each.checkVisibility({contentVisibilityAuto: true}) && !each.closest('.unseen'))
    .filter(each => each.scrollWidth > each.clientWidth + 2 || each.scrollHeight > each.clientHeight + 2)
    .filter(each => getComputedStyle(each).display !== 'inline')
    .map(each => each.id || each.textContent.slice(0, 30));
  return {over: Math.max(0, over - 1), cut};
}"""
"""Pixels the page is wider than the screen (higher, where lines run downwards), and what does not fit its own box."""

LARGER = """() => {
  const all = [...document.querySelectorAll('body, body *')];
  const sizes = all.map(each => parseFloat(getComputedStyle(each).fontSize));
  all.forEach((each, index) => each.style.fontSize = sizes[index] * 2 + 'px');
}"""


def speak(page: Page, language: str) -> None:
    page.evaluate("code => document.querySelector(`#languages a[lang=${code}]`).click()", language)
    page.wait_for_function("code => document.documentElement.lang === code", arg=language)
    page.evaluate("() => document.fonts.ready")


def examine(page: Page, state: str) -> None:
    """In each language: no finding of axe, nothing cut off, a picture."""
    for language in LANGUAGES:
        speak(page, language)
        examine_here(page, f"{state}.{language}")
    speak(page, "en")


def examine_here(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == [], name
    assert page.evaluate(OVERFLOW) == {"over": 0, "cut": []}, name


def act(person: httpx.Client, path: str, **body: Any) -> None:
    answer = person.post(path, json=body) if body else person.post(path)
    assert answer.status_code < 300, answer.text


@pytest.fixture
def phone(contexts: Callable[..., BrowserContext]) -> BrowserContext:
    return contexts(size=PHONE, place=XILIN)


def test_before_a_call(phone: BrowserContext) -> None:
    page = open_page(phone.new_page())
    examine(page, "1-button")
    page.locator("#service").click()
    examine(page, "2-services")
    page.locator("#service").click()
    page.locator("#tools summary").click()
    examine(page, "3-more-choices")
    page.locator("#tools button", has_text="Save battery").click()
    examine(page, "4-saving-battery")


def test_a_phone_that_an_officer_shows_a_code(phone: BrowserContext) -> None:
    page = open_page(phone.new_page(), "/#verify=abcdefghijklmnop1234")
    expect(page.locator("#household")).to_contain_text("Household")
    examine(page, "5-household")


def test_a_call_without_a_signal(contexts: Callable[..., BrowserContext], server: Server) -> None:
    with cutting(server) as line:
        page = open_page(contexts(size=PHONE, place=XILIN, base_url=line.http).new_page())
        line.down()
        press(page)
        is_saved(page)
        page.wait_for_timeout(2_000)  # until taps are taken again
        examine(page, "6-saved")
        expect(page.locator("html.late")).to_be_attached(timeout=35_000)
        examine(page, "7-late")


def test_a_call_from_received_to_closed(phone: BrowserContext, server: Server) -> None:
    page = open_page(phone.new_page())
    count = Count(server)
    press(page)
    is_received(page)
    page.wait_for_timeout(1_600)
    examine(page, "8-received")
    saran = staff(server, "saran")
    alert = f"/api/alerts/{next(iter(count.new()))}"
    act(saran, f"{alert}/acknowledgement")
    act(saran, f"{alert}/chat", key=str(uuid4()), text="We see you. Stay where you are.")
    expect(page.locator("#cards")).to_contain_text("Seen by the command centre")
    page.locator("[data-code=vehicle_stuck]").click()
    expect(page.locator(".advice")).to_contain_text("exhaust")
    examine(page, "9-seen")
    [nearest, *_] = saran.get(f"{alert}/plan").json()["candidates"]
    offered = saran.post(f"{alert}/dispatches", json={"responder": nearest["responder"]}).json()
    dispatch = f"/api/dispatches/{(offered if isinstance(offered, list) else offered['dispatches'])[0]['id']}"
    act(saran, f"{dispatch}/acceptance")
    expect(page.locator(".comers canvas")).to_be_visible()
    examine(page, "10-coming")
    for step in ("departure", "arrival"):
        act(saran, f"{dispatch}/{step}")
    expect(page.locator("#cards h2")).to_contain_text("is there")
    examine(page, "11-there")
    act(saran, f"{dispatch}/clearance", report="everybody is well")
    act(saran, f"{alert}/closure", disposition="resolved")
    expect(page.locator(".stars")).to_be_visible()
    expect(page.locator("#help")).to_be_visible()
    examine(page, "12-closed")
    page.get_by_label("4 of 5 stars").click()
    expect(page.locator(".stars")).to_contain_text("Thank you")


def test_a_call_that_was_taken_back(phone: BrowserContext) -> None:
    page = open_page(phone.new_page())
    press(page)
    is_received(page)
    page.wait_for_timeout(1_600)
    page.get_by_role("button", name="Pressed by mistake").click()
    examine_here(page, "13-sure.en")
    page.get_by_role("button", name="Yes, by mistake: take it back").click()
    expect(page.locator("#cards h2")).to_contain_text("Taken back")
    examine(page, "14-taken-back")
    expect(page.locator("#help")).to_be_visible()


def test_a_silent_call_looks_like_a_calendar(phone: BrowserContext, server: Server) -> None:
    page = open_page(phone.new_page())
    page.evaluate("navigator.vibrate = () => document.title = 'it shook'")
    count = Count(server)
    page.get_by_text("Silent call").first.click()
    page.get_by_role("button", name="Silent call").click()
    count.becomes(1)
    assert count.alert()["silent"] is True
    expect(page).to_have_title("Calendar")
    expect(page.locator("#calm i")).to_have_text("••")
    assert "110" not in page.locator("body").inner_text()
    assert page.locator("#live").inner_text() == ""
    examine(page, "15-silent")
    page.reload()
    expect(page.locator("#calm table")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    page.locator("#calm td button").click()
    expect(page.locator("#cards")).to_contain_text("Received")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_is_most_of_the_screen(phone: BrowserContext, language: str) -> None:
    page = open_page(phone.new_page())
    speak(page, language)
    box = page.locator("#help").bounding_box()
    assert box
    high = min(box["y"] + box["height"], PHONE["height"]) - box["y"]
    wide = min(box["x"] + box["width"], PHONE["width"]) - box["x"]
    assert high * wide / (PHONE["width"] * PHONE["height"]) >= BUTTON_SHARE


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off_on_a_narrow_phone_or_in_large_letters(phone: BrowserContext, language: str) -> None:
    page = open_page(phone.new_page())
    speak(page, language)
    page.locator("#tools summary").click()
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert page.evaluate(OVERFLOW) == {"over": 0, "cut": []}
    page.screenshot(path=PICTURES / f"16-narrow.{language}.png", full_page=True)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.evaluate(LARGER)
    page.screenshot(path=PICTURES / f"17-large.{language}.png", full_page=True)
    assert page.evaluate(OVERFLOW) == {"over": 0, "cut": []}


def test_an_officer_makes_a_phone_known(phone: BrowserContext, server: Server) -> None:
    link = staff(server, "bat").post("/api/verifications").json()["url"]
    page = open_page(phone.new_page(), f"/#{link.split('#')[1]}")
    page.get_by_label("Name").fill("Oyuna")
    page.get_by_label("Camp").fill("Seven Poplars")
    page.get_by_label("Health note").fill("Heart drops")
    page.get_by_role("button", name="Keep this with my phone").click()
    expect(page.locator("#tools")).to_contain_text("Known to the command centre · Oyuna")
    assert "verify" not in page.url
    count = Count(server)
    press(page)
    is_received(page)
    caller = staff(server, "saran").get(f"/api/alerts/{next(iter(count.new()))}").json()["caller"]
    assert (caller["status"], caller["name"], caller["camp"]) == ("verified", "Oyuna", "Seven Poplars")
    assert caller["health_note"] == "Heart drops"


def test_a_used_code_is_said_in_words(phone: BrowserContext) -> None:
    page = open_page(phone.new_page(), "/#verify=abcdefghijklmnop1234")
    page.get_by_role("button", name="Keep this with my phone").click()
    expect(page.locator("#tools")).to_contain_text("The code is too old or was used")


def test_the_place_is_shared_with_a_sign_and_can_be_stopped(phone: BrowserContext, server: Server) -> None:
    page = open_page(phone.new_page())
    count = Count(server)
    press(page)
    expect(page.locator("#sharing")).to_contain_text("Your place is being shared")
    count.becomes(1)
    page.get_by_role("button", name="Stop sharing my place").click()
    expect(page.locator("#sharing")).to_contain_text("Your place is not shared any more")
    phone.set_geolocation({"latitude": 44.2, "longitude": 116.4, "accuracy": 2})
    page.wait_for_timeout(1_000)
    assert count.alert()["place"]["lat"] == pytest.approx(XILIN[0])
    page.get_by_role("button", name="Share my place again").click()
    for _ in range(50):
        if count.alert()["place"]["lat"] == pytest.approx(44.2):
            return
        page.wait_for_timeout(100)
    pytest.fail("the place did not follow")
