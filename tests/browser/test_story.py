"""The whole story with three people at three screens at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, log_in

pytestmark = pytest.mark.browser


def test_from_the_button_to_the_closed_alert(contexts) -> None:
    herder = contexts(size=PHONE, place=(43.99, 116.2)).new_page()
    desk = contexts(size=DESK).new_page()
    responder = contexts(size=PHONE, place=(43.95, 116.1)).new_page()
    log_in(desk, "saran", to="/desk/")
    log_in(responder, "bat", to="/respond/")
    expect(responder.get_by_test_id("shared")).to_be_visible()
    desk.get_by_test_id("start-shift").click()
    open_before = desk.get_by_test_id("alert-row").count()

    herder.goto("/")
    herder.locator("#help").click()

    expect(herder.locator("#cards")).to_contain_text(re.compile(r"Received.*\d{4,}"))
    number = re.search(r"\b(\d{4,})\b", herder.locator("#cards").inner_text())
    assert number, herder.locator("#cards").inner_text()
    row = desk.get_by_test_id("alert-row").filter(has_text=number[1])
    expect(row).to_be_visible(timeout=2_000)
    assert desk.get_by_test_id("alert-row").count() >= open_before

    row.click()
    expect(desk.get_by_test_id("panel")).to_contain_text(number[1])
    desk.get_by_test_id("ack").click()
    expect(herder.locator("#cards")).to_contain_text(re.compile("seen", re.I))

    candidate = desk.get_by_test_id("candidate").filter(has_text="Bat")
    expect(candidate).to_be_visible()
    candidate.get_by_test_id("candidate-send").click()
    expect(desk.get_by_test_id("dispatch-row").filter(has_text="Bat")).to_be_visible()

    expect(responder.get_by_test_id("offer")).to_contain_text(number[1])
    responder.get_by_test_id("accept").click()
    expect(herder.locator("#cards")).to_contain_text("Bat")
    expect(herder.locator("#cards")).to_contain_text(re.compile(r"\d+ (min|km)"))

    herder.locator("#cards input:not([type=file]), #cards textarea").first.fill("We are in the white car")
    herder.keyboard.press("Enter")
    expect(desk.get_by_test_id("panel")).to_contain_text("We are in the white car")
    desk.get_by_test_id("chat-input").fill("Stay in the car, Bat is coming")
    desk.keyboard.press("Enter")
    expect(herder.locator("#cards")).to_contain_text("Stay in the car")

    responder.get_by_test_id("advance").click()
    expect(desk.get_by_test_id("dispatch-row").filter(has_text="Bat")).to_have_attribute("data-status", "en_route")
    responder.get_by_test_id("advance").click()
    expect(row).to_have_attribute("data-status", "on_scene")
    responder.get_by_test_id("advance").click()
    responder.get_by_test_id("report").fill("Pulled out, everybody is well")
    responder.get_by_test_id("advance").click()
    expect(responder.get_by_test_id("advance")).to_have_count(0)
    expect(responder.locator("main")).to_contain_text(number[1])

    desk.get_by_test_id("close").click()
    desk.get_by_test_id("confirm-close").click()
    expect(herder.locator("#cards")).to_contain_text(re.compile("over|closed|ended", re.I))
    expect(desk.get_by_test_id("alert-row").filter(has_text=number[1])).to_have_count(0)
