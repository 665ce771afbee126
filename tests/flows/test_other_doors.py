"""The other doors on a real server: SMS through a gateway, the link for somebody who phoned, an officer's code."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.gateway import Gateway
from tests.people_of_the_story import PASSWORD, XILIN, Desk, Message, Phone, staff
from tests.server import Server

pytestmark = pytest.mark.flow

SECRET = "shared with the gateway"
OYUNA = "+8613800138000"
FIX = {**XILIN, "accuracy": 12.0, "at": "2026-01-15T04:00:00Z"}


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    made = Gateway()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, gateway: Gateway) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("town"), SMS_SECRET=SECRET, SMS_GATEWAY_URL=gateway.url)
    server.seed()
    server.start()
    yield server
    server.stop()


def signature(raw: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def hand_in(server: Server, body: Any, **headers: str) -> httpx.Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signed = {"X-Signature": signature(raw), "X-Timestamp": str(int(time.time()))} | headers
    return httpx.post(f"{server.http}/api/intake/sms", content=raw, headers=signed, timeout=20)


def sms(text: str, *, sender: str = OYUNA, **more: Any) -> dict[str, Any]:
    return {"id": uuid4().hex, "from": sender, "text": text, **more}


def eventually(look: Callable[[], Any], *, within: float = 10.0) -> Any:
    deadline = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)
    return found


async def test_an_sms_is_on_the_desk_and_its_sender_gets_the_number(town: Server, gateway: Gateway) -> None:
    message = sms("Тусламж 43.95000,116.10000 ±20m", received_at="2026-01-15T04:00:00Z")
    async with Desk(town) as desk:
        answer = hand_in(town, message)
        assert (answer.status_code, answer.json()["opened"]) == (201, True)
        number = answer.json()["number"]
        shown = await desk.changes("desk.alert", where=lambda each: each["alert"]["number"] == number, within=2.0)
        alert = shown["alert"]
        assert (alert["source"], alert["place"]["source"], alert["caller"]["phone"]) == ("sms", "sms", OYUNA)
        assert hand_in(town, message).json() == answer.json()
        more = hand_in(town, sms("two men and a dog"))
        assert (more.status_code, more.json()) == (200, {"number": number, "opened": False})
        said = await desk.changes("desk.chat", where=lambda each: each["alert"] == alert["id"])
        assert said["chat"]["text"] == "two men and a dog"
    [receipt] = eventually(lambda: [each for each in gateway.got if number in each["text"]])
    assert receipt["to"] == OYUNA
    saran = staff(town, "saran")
    saran.post(f"/api/alerts/{alert['id']}/chat", json={"key": str(uuid4()), "text": "Stay in the car"})
    eventually(lambda: [each for each in gateway.got if "Stay in the car" in each["text"]])


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Signature": ""},
        {"X-Signature": "sha256=" + "0" * 64},
        {"X-Signature": signature(b"another body")},
        {"X-Timestamp": ""},
        {"X-Timestamp": "yesterday"},
        {"X-Timestamp": "9" * 400},
        {"X-Timestamp": str(int(time.time()) - 3600)},
        {"X-Timestamp": str(int(time.time()) + 3600)},
    ],
)
def test_who_does_not_sign_is_not_let_in(town: Server, headers: dict[str, str]) -> None:
    answer = hand_in(town, sms("Help"), **headers)
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_logged_in"


def test_another_secret_is_no_signature_and_without_a_secret_the_door_is_shut(town: Server, server: Server) -> None:
    raw = json.dumps(sms("Help")).encode()
    assert hand_in(town, raw, **{"X-Signature": signature(raw, "a guess")}).status_code == 401
    assert hand_in(server, raw, **{"X-Signature": signature(raw, "")}).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "id"),
        (b"{", ""),
        (b"[]", ""),
        (b"\xff\xfe", ""),
        ({"from": OYUNA, "text": "x"}, "id"),
        ({"id": "", "from": OYUNA}, "id"),
        ({"id": 5, "from": OYUNA}, "id"),
        ({"id": "a"}, "from"),
        ({"id": "a", "from": "x" * 99}, "from"),
        ({"id": "a", "from": OYUNA, "text": ["x"]}, "text"),
        ({"id": "a", "from": OYUNA, "text": "x" * 3000}, "text"),
        ({"id": "a", "from": OYUNA, "text": "a\x00b"}, "text"),
        ({"id": "a", "from": OYUNA, "received_at": "noon"}, "received_at"),
        ({"id": "a", "from": OYUNA, "received_at": "0001-01-01T00:00:00Z"}, "received_at"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_by_the_name_of_its_field(town: Server, body: Any, field: str) -> None:
    answer = hand_in(town, body)
    assert answer.status_code == 400, answer.text
    assert field in answer.json()["errors"]


def test_a_gateway_that_grows_a_field_still_brings_alerts(town: Server) -> None:
    assert hand_in(town, sms("Help", sender="+8613700000001", operator="CMCC")).status_code == 201


# The link.


def phoned(server: Server) -> str:
    body = {"source": "phone", "caller_phone": "13811112222", "language": "en"}
    return str(staff(server, "saran").post("/api/alerts", json=body).json()["id"])


def test_somebody_who_phoned_sends_their_place_by_the_link(town: Server, gateway: Gateway) -> None:
    alert, saran = phoned(town), staff(town, "saran")
    made = saran.post(f"/api/alerts/{alert}/location_link")
    assert (made.status_code, made.json()["sent_to"]) == (201, "13811112222")
    path = made.json()["url"].removeprefix(town.http)
    eventually(lambda: [each for each in gateway.got if path in each["text"]])

    page = httpx.get(town.http + path)
    assert page.status_code == 200
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == ("no-referrer", "no-store")
    answer = httpx.post(f"{town.http}/api{path.rstrip('/')}", json={"fix": FIX})
    assert answer.status_code == 200
    assert set(answer.json()) == {"number", "expires_at", "received_at"}
    assert saran.get(f"/api/alerts/{alert}").json()["place"]["lat"] == XILIN["lat"]
    assert "Received by the command centre" in httpx.get(town.http + path).text
    assert path.split("/")[2] not in town.log.read_text()


def test_without_script_the_form_takes_words_and_the_coordinates_in_them(town: Server) -> None:
    alert, saran = phoned(town), staff(town, "saran")
    url = saran.post(f"/api/alerts/{alert}/location_link").json()["url"]
    assert httpx.post(url, data={"text": "near the well, 43.95012, 116.10034"}).status_code == 303
    file = saran.get(f"/api/alerts/{alert}/timeline").json()
    assert file["alert"]["place"]["lat"] == 43.95012
    assert file["chats"][0]["text"] == "near the well, 43.95012, 116.10034"


def test_a_link_that_is_over_says_so_in_words(town: Server) -> None:
    alert, saran = phoned(town), staff(town, "saran")
    url = saran.post(f"/api/alerts/{alert}/location_link").json()["url"]
    saran.post(f"/api/alerts/{alert}/closure", json={"disposition": "resolved"})
    for address, status in ((url, 410), (f"{town.http}/where/{'A' * 22}/", 404)):
        page = httpx.get(address, headers={"Accept-Language": "en"})
        assert page.status_code == status
        assert "This link is no longer valid" in page.text
    answer = httpx.post(url.replace("/where/", "/api/where/").rstrip("/"), json={"fix": FIX})
    assert (answer.status_code, answer.json()["code"]) == (410, "link_expired")


@pytest.mark.parametrize(
    "body",
    [{}, {"text": ""}, {"fix": {}}, {"fix": {**FIX, "lat": 91}}, {"fix": {**FIX, "lat": 0, "lon": 0}}, {"text": 5}],
)
def test_a_place_that_is_none_is_refused(town: Server, body: dict[str, Any]) -> None:
    url = staff(town, "saran").post(f"/api/alerts/{phoned(town)}/location_link").json()["url"]
    answer = httpx.post(url.replace("/where/", "/api/where/").rstrip("/"), json=body)
    assert answer.status_code == 400, answer.text


# An officer's code.


def device(phone: Phone) -> dict[str, str]:
    return {"Authorization": f"Device {phone.key}:{phone.secret}"}


DETAILS: Message = {
    "name": "Oyuna",
    "household": "Borjigin",
    "camp": "Poplars",
    "phone": OYUNA,
    "health_note": "Insulin",
}


async def test_an_officers_code_makes_a_known_phone_over_the_socket(town: Server) -> None:
    bat = staff(town, "bat")
    made = bat.post("/api/verifications").json()
    assert made["url"].endswith(f"/#verify={made['code']}")
    assert made["qr_svg"].startswith("<svg")
    async with Desk(town) as desk, Phone(town) as phone:
        welcome = await phone.hello()
        assert welcome["device"]["status"] == "unverified"
        await phone.say(type="verify", code=made["code"], **DETAILS)
        welcome = await phone.hear("welcome")
        assert welcome["device"] == {
            "status": "verified",
            "name": "Oyuna",
            "household": "Borjigin",
            "camp": "Poplars",
            "phone": OYUNA,
            "health_note": True,
            "zone": "north",
        }
        entry = await desk.changes("desk.entry", where=lambda each: each["entry"]["kind"] == "device_verified")
        assert entry["alert"] is None
        await phone.press(place=XILIN)
        shown = await desk.changes("desk.alert")
        assert shown["alert"]["verified"]
        assert shown["alert"]["caller"]["health_note"] == "Insulin"


async def test_a_code_is_refused_with_the_reason_and_the_socket_stays(town: Server) -> None:
    async with Phone(town) as phone:
        await phone.say(type="verify", code="x" * 22)
        assert (await phone.hear("problem"))["code"] == "not_logged_in"
        await phone.hello()
        await phone.say(type="verify", code="x" * 22)
        assert (await phone.hear("problem"))["code"] == "code_unknown"
        assert (await phone.press())["status"] == "received"


def test_the_same_over_http_and_a_revoked_phone_is_a_stranger_but_no_error(town: Server) -> None:
    code = staff(town, "saran").post("/api/verifications").json()["code"]
    phone = Phone(town)
    with httpx.Client(base_url=town.http, headers=device(phone)) as oyuna:
        assert oyuna.get("/api/devices/me").json()["status"] == "unverified"
        assert oyuna.post("/api/devices/verification", json={"code": code, **DETAILS}).json()["status"] == "verified"
        changed = oyuna.post("/api/devices/me", json={"camp": "Winter camp"}).json()
        assert (changed["camp"], changed["name"]) == ("Winter camp", "Oyuna")
        assert oyuna.post("/api/devices/me", json={"camp": 5}).status_code == 400
        gone = staff(town, "saran").post(f"/api/devices/{phone.key}/revocation", json={"reason": "lost"})
        assert gone.status_code == 204
        assert oyuna.get("/api/devices/me").json() == {**dict.fromkeys(DETAILS, ""), "health_note": False} | {
            "status": "unverified",
            "zone": None,
        }
        assert oyuna.post("/api/presses", json={"key": str(uuid4())}).status_code == 201
    assert httpx.post(f"{town.http}/api/devices/verification", json={"code": code}).status_code == 401


@contextmanager
def logged_in(server: Server, username: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.http, follow_redirects=True) as client:
        _log_in(client, username)
        yield client


def _log_in(client: httpx.Client, username: str) -> None:
    client.get("/login/")
    form = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post("/login/", data=form)
    client.cookies.set("language", "en")


def test_an_officers_page_shows_the_picture_without_script(town: Server) -> None:
    with logged_in(town, "bat") as bat:
        page = bat.get("/verify/")
        assert "Make a code" in page.text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token is not None
        shown = bat.post("/verify/", data={"csrfmiddlewaretoken": token[1]})
        assert "<svg" in shown.text
        assert "<script" not in shown.text
        assert shown.headers["Cache-Control"] == "no-store"
        code = re.search(r'class="code">([\w-]{22})<', shown.text)
        assert code is not None
    phone = Phone(town)
    answer = httpx.post(f"{town.http}/api/devices/verification", json={"code": code[1]}, headers=device(phone))
    assert answer.json()["status"] == "verified"


def test_the_page_is_for_officers_who_are_logged_in(town: Server) -> None:
    assert httpx.get(f"{town.http}/verify/").headers["Location"].startswith("/login/")
    with logged_in(town, "dawa") as dawa:
        assert dawa.get("/verify/").status_code == 403


# Emergency and service.


async def test_one_click_turns_an_alert_into_a_service_and_back_on_every_screen(town: Server) -> None:
    saran = staff(town, "saran")
    async with Desk(town) as desk, Phone(town) as phone:
        alert = (await phone.press(place=XILIN))["id"]
        for service, level in ((True, 4), (False, 1)):
            card = saran.post(f"/api/alerts/{alert}/service", json={"service": service}).json()
            assert (card["service"], card["level"]) == (service, level)
            await desk.changes("desk.alert", where=lambda each, s=service: each["alert"]["service"] is s)
        vet = (await phone.press(place=XILIN, alert_type="vet"))["id"]
        shown = await desk.changes("desk.alert", where=lambda each: each["alert"]["id"] == vet)
        assert (shown["alert"]["service"], shown["alert"]["level"]) == (True, 4)
    assert saran.post(f"/api/alerts/{alert}/service", json={"service": 1}).status_code == 400
