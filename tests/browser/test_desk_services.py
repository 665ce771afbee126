"""At the desk: what is no emergency has a list of its own, wakes nobody, and becomes an emergency with one key."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, log_in

pytestmark = pytest.mark.browser

COUNT_CHIRPS = """
window.chirps = 0;
const make = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () { window.chirps += 1; return make.call(this); };
"""
SILENCE_MS = 2_000
"""Longer than the siren's own pause."""


@pytest.fixture
def desk(contexts, server) -> Page:
    """A dispatcher's screen on which every earlier emergency is in hand already, so that it is silent."""
    context = contexts(size=DESK)
    context.add_cookies([{"name": "language", "value": "en", "url": server.http}])
    page = context.new_page()
    page.add_init_script(COUNT_CHIRPS)
    log_in(page, "saran", to="/desk/")
    expect(page.get_by_test_id("live")).to_be_visible()
    alerts = page.request.get("/api/desk").json()["alerts"]
    for alert in alerts:
        if alert["status"] == "received" and not alert["service"]:
            act(page, alert["id"], "acknowledgement")
    page.get_by_test_id("start-shift").click()
    return page


def act(desk: Page, alert: str, what: str) -> None:
    cookies = {cookie["name"]: cookie["value"] for cookie in desk.context.cookies()}
    answer = desk.request.post(f"/api/alerts/{alert}/{what}", data={}, headers={"X-CSRFToken": cookies["csrftoken"]})
    assert answer.ok, answer.text()


def ask_for_medicine(desk: Page) -> Locator:
    """The request's row at the desk, wherever it is listed."""
    fix = {"lat": 43.99, "lon": 116.2, "accuracy": 30, "at": "2026-01-15T04:00:00.000Z"}
    body = {"key": str(uuid4()), "alert_type": "medicine", "text": "Insulin for a week", "fix": fix}
    answer = desk.request.post("/api/presses", data=body)
    assert answer.status == 201, answer.text()
    return desk.locator(f'[data-testid=alert-row][data-id="{answer.json()["id"]}"]')


def is_silent(desk: Page) -> bool:
    before = desk.evaluate("window.chirps")
    desk.wait_for_timeout(SILENCE_MS)
    return bool(desk.evaluate("window.chirps") == before)


def wait_for_siren(desk: Page) -> None:
    desk.wait_for_function("before => window.chirps > before", arg=desk.evaluate("window.chirps"))


def show(desk: Page, chip: str) -> None:
    desk.locator(".queue-head .chips button", has_text=re.compile(f"^{chip}")).click()


def test_a_service_request_waits_in_its_own_list_until_one_key_makes_it_an_emergency(desk: Page) -> None:
    row = ask_for_medicine(desk)
    chip = desk.get_by_test_id("services")
    expect(chip).to_have_text(re.compile(r"Services \([1-9]\d*\)"))
    for name in ("All", "New", "In hand", "Coming"):
        show(desk, name)
        expect(row).to_have_count(0)
    expect(desk.locator(".top-counts")).to_contain_text("0 new")
    show(desk, "Services")
    expect(row).to_contain_text("Medicine")
    assert is_silent(desk)

    row.click()
    expect(desk.get_by_test_id("service")).to_contain_text("This is an emergency")
    desk.keyboard.press("s")
    expect(desk.get_by_test_id("service")).to_contain_text("make it a service")
    expect(desk.locator(".top-counts")).to_contain_text("1 new")
    show(desk, "All")
    expect(desk.get_by_test_id("alert-row").first).to_have_attribute("data-id", str(row.get_attribute("data-id")))
    expect(row.locator(".row-mark")).to_have_class(re.compile("pulsing"))
    wait_for_siren(desk)

    desk.keyboard.press("s")
    expect(row).to_have_count(0)
    expect(desk.locator('[data-kind="made_service"]')).to_contain_text("made it a service request")
    expect(desk.locator('[data-kind="made_alert"]')).to_have_count(1)
    assert is_silent(desk)
    desk.fill("#search", "insulin")
    expect(row).to_be_visible()


def test_a_caller_without_a_place_is_asked_for_it_by_sms(desk: Page) -> None:
    desk.keyboard.press("n")
    desk.fill("[name=text]", "Lost in the snow")
    desk.fill("[name=phone]", "13800000077")
    desk.get_by_test_id("report-submit").click()
    panel = desk.get_by_test_id("panel")
    expect(panel).to_contain_text("Lost in the snow")

    desk.get_by_test_id("ask-place").click()

    expect(desk.get_by_test_id("toast")).to_contain_text("An SMS goes to 13800000077")
    expect(panel.locator(".ask-place")).to_contain_text("asked the caller for their place")
