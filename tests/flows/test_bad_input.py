"""Malformed, hostile, oversized: every door refuses it by name, nothing breaks, and the next press is received."""

import json
import math
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from websockets.sync.client import ClientConnection, connect

from tests.flows.doors import SOCKETS, http_doors
from tests.people_of_the_story import SOUTHERN, XILIN, token_of, upload_frame
from tests.server import Server
from wire.messages.desk import FromDesk
from wire.messages.help import FromPhone
from wire.messages.respond import FromResponder

pytestmark = pytest.mark.flow

Message = dict[str, Any]
HELP, DESK, RESPOND = "/ws/help/", "/ws/desk/", "/ws/respond/"
WHO = {HELP: None, DESK: "saran", RESPOND: "bat"}
ADAPTERS: dict[str, TypeAdapter[Any]] = {
    HELP: TypeAdapter(FromPhone),
    DESK: TypeAdapter(FromDesk),
    RESPOND: TypeAdapter(FromResponder),
}


@dataclass
class Door:
    """A server that is to be maltreated, and who knocks."""

    server: Server
    client: httpx.Client
    tokens: dict[str, str] = field(default_factory=dict)
    alert: str = ""
    phone: str = ""

    def header(self, who: str | None) -> dict[str, str]:
        if who is None:
            return {}
        if who == "a phone":
            return {"Authorization": self.phone}
        if who not in self.tokens:
            self.tokens[who] = token_of(self.server, who)
        return {"Authorization": f"Token {self.tokens[who]}"}

    def knock(self, path: str) -> "Line":
        return Line(connect(f"{self.server.ws}{path}", additional_headers=self.header(WHO[path]), max_size=None))

    def is_received(self) -> bool:
        """Whether a press gets through, as the proof that nothing is broken."""
        return self.client.post("/api/presses", json={"key": str(uuid4())}).status_code == 201


class Line:
    """One socket, sent to as it comes, listened to until a mark of one's own is answered."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def say(self, frame: str | bytes) -> list[Message]:
        """Everything answered to this frame but heartbeats and what others did."""
        mark = str(uuid4())
        self.socket.send(frame)
        self.socket.send(json.dumps({"type": "ping", "key": mark}))
        answers: list[Message] = []
        while True:
            raw = self.socket.recv(timeout=10)
            message: Message = json.loads(raw) if isinstance(raw, str) else {"type": "positions"}
            if message.get("in_reply_to") == mark:
                return answers
            if not message["type"].startswith(("heartbeat", "desk.", "snapshot", "positions")):
                answers.append(message)

    def hear(self, kind: str) -> Message:
        while True:
            raw = self.socket.recv(timeout=10)
            if isinstance(raw, str) and (message := json.loads(raw))["type"] == kind:
                return dict(message)

    def press(self) -> Message:
        key = str(uuid4())
        answers = self.say(json.dumps({"type": "press", "key": key}))
        [received] = [each for each in answers if each["type"] == "received"]
        return dict(received["alert"])


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    server = Server(tmp_path_factory.mktemp("bad_input"), TIMER_UNACKNOWLEDGED_ESCALATE="3600")
    server.seed()
    server.start()
    made = Door(server, httpx.Client(base_url=server.http, timeout=30))
    made.phone = f"Device {uuid4()}:{uuid4().hex}"
    made.alert = made.client.post("/api/presses", json={"key": str(uuid4())}, headers=made.header("a phone")).json()[
        "id"
    ]
    yield made
    log = server.log.read_text()
    server.stop()
    assert "Traceback" not in log, log[log.index("Traceback") - 500 :][:3000]


# Frames.

KEY = "7b1c6f70-0000-4000-8000-000000000009"
AT = "2026-01-15T04:00:00Z"

EVERYWHERE = {
    "nothing": ("", "malformed", [""]),
    "a word": ("help", "malformed", [""]),
    "cut short": ('{"type": "press", "key"', "malformed", [""]),
    "two values": ("{} {}", "malformed", [""]),
    "a list": ("[]", "malformed", [""]),
    "a list of messages": ('[{"type": "ping"}]', "malformed", [""]),
    "a number": ("7", "malformed", [""]),
    "a string": ('"ping"', "malformed", [""]),
    "null": ("null", "malformed", [""]),
    "true": ("true", "malformed", [""]),
    "NUL": ("\x00", "malformed", [""]),
    "a byte order mark": ('\ufeff{"type": "ping"}', "malformed", [""]),
    "a lone surrogate": ('{"type": "ping", "text": "\\ud800"}', "malformed", [""]),
    "a lone surrogate as the type": ('{"type": "\\udfff"}', "malformed", [""]),
    "lists 10,000 deep": ("[" * 10_000 + "]" * 10_000, "malformed", [""]),
    "objects 10,000 deep": ('{"type":' * 10_000 + "1" + "}" * 10_000, "too_large", [""]),
    "objects 5,000 deep": ('{"type":' * 5_000 + "1" + "}" * 5_000, "malformed", [""]),
    "an integer of 5,000 digits": ('{"type": ' + "9" * 5000 + "}", "malformed", [""]),
    "no type": ("{}", "unknown_type", ["type"]),
    "an unknown type": ('{"type": "sing"}', "unknown_type", ["type"]),
    "the server's own type": ('{"type": "heartbeat"}', "unknown_type", ["type"]),
    "a method of the consumer": ('{"type": "bytes"}', "unknown_type", ["type"]),
    "a type in capitals": ('{"type": "PING"}', "unknown_type", ["type"]),
    "a type that is a list": ('{"type": ["ping"]}', "unknown_type", ["type"]),
    "a type that is null": ('{"type": null}', "unknown_type", ["type"]),
    "a type of 10,000 letters": (json.dumps({"type": "p" * 10_000}), "unknown_type", ["type"]),
    "a second type that is wrong": ('{"type": "ping", "type": "sing"}', "unknown_type", ["type"]),
    "one field too many": ('{"type": "ping", "drink": "tea"}', "wrong_field", ["drink"]),
    "a field named like a dunder": ('{"type": "ping", "__class__": 1}', "wrong_field", ["__class__"]),
    "a field without a name": ('{"type": "ping", "": 1}', "wrong_field", [""]),
    "70 KB of text": (json.dumps({"type": "ping", "text": "x" * 70_000}), "too_large", [""]),
    "1 MB of text": ("x" * 2**20, "too_large", [""]),
    "5 MB of text": (json.dumps({"type": "ping", "text": "\u8349" * (5 * 2**20 // 6)}), "too_large", [""]),
}


def raw_fix(**parts: str) -> str:
    """A press whose fix has these parts as raw JSON."""
    whole = {"lat": "43.9", "lon": "116.1", "accuracy": "9", "at": f'"{AT}"'} | parts
    inside = ", ".join(f'"{name}": {value}' for name, value in whole.items())
    return f'{{"type": "press", "key": "{KEY}", "fix": {{{inside}}}}}'


def raw_press(**parts: str) -> str:
    inside = "".join(f', "{name}": {value}' for name, value in parts.items())
    return f'{{"type": "press", "key": "{KEY}"{inside}}}'


PRESSES = {
    "no key": ('{"type": "press"}', ["key"]),
    "a key that is no UUID": ('{"type": "press", "key": "mine"}', ["key"]),
    "a key that is a number": ('{"type": "press", "key": 7}', ["key"]),
    "a key that is null": ('{"type": "press", "key": null}', ["key"]),
    "lat NaN": (raw_fix(lat="NaN"), ["fix.lat"]),
    "lat Infinity": (raw_fix(lat="Infinity"), ["fix.lat"]),
    "lon -Infinity": (raw_fix(lon="-Infinity"), ["fix.lon"]),
    "lat 1e999": (raw_fix(lat="1e999"), ["fix.lat"]),
    "accuracy 1e999": (raw_fix(accuracy="1e999"), ["fix.accuracy"]),
    "lat 91": (raw_fix(lat="91"), ["fix.lat"]),
    "lon -180.0001": (raw_fix(lon="-180.0001"), ["fix.lon"]),
    "0,0": (raw_fix(lat="0", lon="-0.0"), ["fix"]),
    "lat in words": (raw_fix(lat='"43.9"'), ["fix.lat"]),
    "lat true": (raw_fix(lat="true"), ["fix.lat"]),
    "a lat of 4,000 digits": (raw_fix(lat="9" * 4000), ["fix.lat"]),
    "accuracy -1": (raw_fix(accuracy="-1"), ["fix.accuracy"]),
    "heading 361": (raw_fix(heading="361"), ["fix.heading"]),
    "a fix that is a list": (raw_press(fix="[43.9, 116.1]"), ["fix"]),
    "the year 1": (raw_fix(at='"0001-01-01T00:00:00Z"'), ["fix.at"]),
    "the year 1, east of it": (raw_fix(at='"0001-01-01T00:00:00+23:59"'), ["fix.at"]),
    "the year 9999, west of it": (raw_fix(at='"9999-12-31T23:59:59-23:59"'), ["fix.at"]),
    "a time without a zone": (raw_fix(at='"2026-01-15T04:00:00"'), ["fix.at"]),
    "a day that does not exist": (raw_fix(at='"2026-02-30T04:00:00Z"'), ["fix.at"]),
    "seconds since 1970": (raw_fix(at="1e300"), ["fix.at"]),
    "pressed in the year 1": (raw_press(pressed_at='"0001-01-01T00:00:00+14:00"'), ["pressed_at"]),
    "NUL in the text": (raw_press(text='"a\\u0000b"'), ["text"]),
    "2,001 characters": (raw_press(text=f'"{"x" * 2001}"'), ["text"]),
    "text that is a number": (raw_press(text="110"), ["text"]),
    "text that is an object": (raw_press(text='{"$ne": ""}'), ["text"]),
    "battery 101": (raw_press(battery="101"), ["battery"]),
    "battery NaN": (raw_press(battery="NaN"), ["battery"]),
    "silent in words": (raw_press(silent='"true"'), ["silent"]),
    "a type that is a query": (raw_press(alert_type='"x\' OR 1=1 --"'), ["alert_type"]),
    "a language nobody speaks": (raw_press(language='"tlh"'), ["language"]),
    "two mistakes": (raw_press(battery="-1", silent="1"), ["battery", "silent"]),
}


@pytest.mark.parametrize("path", SOCKETS)
def test_a_bad_frame_is_a_problem_that_names_the_field_and_the_socket_stays_open(door: Door, path: str) -> None:
    with door.knock(path) as line:
        for name, (text, code, fields) in EVERYWHERE.items():
            answers = line.say(text)
            assert [each["type"] for each in answers] == ["problem"], name
            assert (name, answers[0]["code"], list(answers[0]["errors"])) == (name, code, fields)
    assert door.is_received()


def test_a_bad_press_is_a_problem_that_names_the_field_and_the_next_one_is_received(door: Door) -> None:
    with door.knock(HELP) as line:
        for name, (text, fields) in PRESSES.items():
            answers = line.say(text)
            assert [each["type"] for each in answers] == ["problem"], name
            assert (name, sorted(answers[0]["errors"])) == (name, fields)
            assert answers[0]["in_reply_to"] in (KEY, "mine", "press", None), name
        assert line.press()["status"] == "received"


@pytest.mark.parametrize(
    "text",
    [
        raw_press(text='"the first"', **{"text ": '"x"'}).replace('"text "', '"text"'),
        raw_fix(at='"2199-12-31T23:59:59+14:00"'),
        raw_fix(at='"1970-01-02T00:00:00Z"'),
        raw_fix(lat="-90", lon="180", accuracy="40000000"),
        raw_fix(lat="1e-320"),
        raw_press(text='"\\ud83d\\udc0e 白毛风 ᠮᠣᠩᠭᠣᠯ \\u202e"'),
        raw_press(battery="1e-400"),
        raw_press(alert_type='"not_in_the_list"'),
    ],
    ids=["a doubled field", "2199", "1970", "a pole", "subnormal", "scripts", "tiny", "unknown kind"],
)
def test_an_odd_press_that_can_be_kept_is_received(door: Door, text: str) -> None:
    with door.knock(HELP) as line:
        answers = line.say(text.replace(KEY, str(uuid4())))
        assert [each["type"] for each in answers] == ["received"]


@pytest.mark.parametrize(
    ("path", "message", "field"),
    [
        (HELP, {"type": "fix", "alert": "here", "fix": None}, "alert"),
        (HELP, {"type": "rate", "alert": KEY, "stars": 6}, "stars"),
        (HELP, {"type": "rate", "alert": KEY, "stars": 10**40}, "stars"),
        (HELP, {"type": "chat", "alert": KEY, "key": KEY, "text": "   "}, "text"),
        (HELP, {"type": "hello", "device": {"key": KEY, "secret": "short"}}, "device.secret"),
        (HELP, {"type": "upload.start", "alert": KEY, "key": KEY, "media_type": "image/png", "size": -1}, "size"),
        (HELP, {"type": "upload.start", "alert": KEY, "key": KEY, "media_type": "photo", "size": 1}, "media_type"),
        (DESK, {"type": "ack", "seq": {"north": "7"}}, "seq.north"),
        (DESK, {"type": "ack", "seq": {"north": 1.5}}, "seq.north"),
        (DESK, {"type": "ack", "seq": []}, "seq"),
        (DESK, {"type": "ack"}, "seq"),
        (DESK, {"type": "chat", "alert": KEY, "key": KEY, "text": 7}, "text"),
        (RESPOND, {"type": "position", "lat": 91, "lon": 116}, "lat"),
        (RESPOND, {"type": "position", "lat": math.nan, "lon": 116}, "lat"),
        (RESPOND, {"type": "position", "lat": 43, "lon": 116, "speed": math.inf}, "speed"),
        (RESPOND, {"type": "advance", "key": KEY, "dispatch": KEY, "to": "offered"}, "to"),
        (RESPOND, {"type": "accept", "dispatch": KEY}, "key"),
        (RESPOND, {"type": "decline", "key": KEY, "dispatch": KEY, "reason": "x" * 201}, "reason"),
    ],
)
def test_a_wrong_field_is_named(door: Door, path: str, message: Message, field: str) -> None:
    with door.knock(path) as line:
        [problem] = line.say(json.dumps(message))
        assert (problem["type"], problem["code"]) == ("problem", "wrong_field")
        assert field in problem["errors"]


def test_a_huge_ack_is_just_an_ack(door: Door) -> None:
    with door.knock(DESK) as line:
        assert line.say(json.dumps({"type": "ack", "seq": {"north": 10**30, "nowhere": -1}})) == []


# Binary frames.


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize(
    ("frame", "codes"),
    [
        (b"", {"malformed"}),
        (b"\x00" * 23, {"malformed"}),
        (b"\x00" * 24, {"malformed"}),
        (upload_frame(KEY, 0, b"for nobody"), {"no_upload", "malformed"}),
        (upload_frame(KEY, 2**64 - 1, b"far away"), {"no_upload", "malformed"}),
        (b"\xff" * 300_000, {"too_large"}),
    ],
    ids=["nothing", "too short", "a header alone", "nobody's", "far away", "300 KB"],
)
def test_a_bad_binary_frame_is_a_problem(door: Door, path: str, frame: bytes, codes: set[str]) -> None:
    with door.knock(path) as line:
        line.socket.send(frame)
        problem = line.hear("problem")
        assert problem["code"] in codes
        assert problem["in_reply_to"] == "binary"
        assert line.say(json.dumps({"type": "ping"})) == []


def test_a_piece_at_a_wrong_offset_is_refused_with_the_right_one_and_the_file_still_arrives(door: Door) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(92)
    key = str(uuid4())
    with door.knock(HELP) as line:
        alert = line.press()["id"]
        start = {"type": "upload.start", "alert": alert, "key": key, "media_type": "image/png", "size": len(picture)}
        assert line.say(json.dumps(start)) == [{"type": "upload.offset", "key": key, "offset": 0}]
        for offset, chunk, code, told in [
            (50, picture[50:], "offset_mismatch", 0),
            (2**64 - 1, b"x", "offset_mismatch", 0),
            (0, picture + b"x", "too_large", None),
        ]:
            line.socket.send(upload_frame(key, offset, chunk))
            if told is not None:
                assert line.hear("upload.offset")["offset"] == told
            assert line.hear("problem")["code"] == code
        line.socket.send(upload_frame(key, 0, picture[:40]))
        assert line.hear("upload.offset")["offset"] == 40
        line.socket.send(upload_frame(key, 10, picture[10:30]))
        assert line.hear("upload.offset")["offset"] == 40
        line.socket.send(upload_frame(key, 30, picture[30:]))
        assert line.hear("upload.done")["media"]["status"] in ("rendering", "ready")


# HTTP.

DISPATCH_ACT = ("saran", {"key": KEY})
POSTS: dict[str, tuple[str | None, Message]] = {
    "presses": (None, {"key": KEY}),
    "session": (None, {"username": "saran", "password": "wrong"}),
    "alerts": ("saran", {"source": "radio", **XILIN}),
    "alerts/<uuid:alert>/fixes": ("saran", {"fix": {**SOUTHERN, "accuracy": 9.0, "at": AT}}),
    "alerts/<uuid:alert>/details": ("saran", {"text": "words"}),
    "alerts/<uuid:alert>/chat": ("saran", {"key": KEY, "text": "words"}),
    "alerts/<uuid:alert>/cancellation": ("saran", {"reason": "mistake"}),
    "alerts/<uuid:alert>/rating": ("saran", {"stars": 5}),
    "alerts/<uuid:alert>/closure": ("saran", {"disposition": "resolved"}),
    "alerts/<uuid:alert>/reopening": ("saran", {"note": "words"}),
    "alerts/<uuid:alert>/duplicate_of": ("saran", {"alert": KEY}),
    "alerts/<uuid:alert>/dispatches": ("saran", {"responder": 1}),
    "dispatches/<uuid:dispatch>/acceptance": DISPATCH_ACT,
    "dispatches/<uuid:dispatch>/refusal": DISPATCH_ACT,
    "dispatches/<uuid:dispatch>/departure": DISPATCH_ACT,
    "dispatches/<uuid:dispatch>/arrival": DISPATCH_ACT,
    "dispatches/<uuid:dispatch>/clearance": DISPATCH_ACT,
    "alerts/<uuid:alert>/service": ("saran", {"service": True}),
    "devices/verification": (None, {"code": "a guess of a code, 22"}),
    "devices/me": ("a phone", {"name": "words"}),
    "devices/<uuid:device>/revocation": ("saran", {"reason": "words"}),
    "where/<str:token>": (None, {"text": "words"}),
    "shifts": ("bat", {"key": KEY}),
    "positions": ("bat", dict(XILIN)),
}
"""Who may, and a body that could be right."""

WITHOUT_A_BODY = {
    "alerts/<uuid:alert>/acknowledgement",
    "alerts/<uuid:alert>/location_link",
    "alerts/<uuid:alert>/media",
    "dispatches/<uuid:dispatch>/withdrawal",
    "verifications",
    "intake/sms",
}
"""These read no body of ours, or none that is not signed, so none is wrong; they must only not fall over."""

BODIES: dict[str, bytes] = {
    "a word": b"help",
    "cut short": b'{"key": "',
    "a list": b"[]",
    "a number": b"7",
    "a string": b'"x"',
    "null": b"null",
    "an unknown field": b'{"drink": "tea"}',
    "10,000 deep": b"[" * 10_000,
    "invalid UTF-8": b'{"key": "\xff\xfe"}',
    "a lone surrogate": b'{"key": "\\ud800"}',
    "UTF-16": '{"key": "x"}'.encode("utf-16"),
    "NUL": b"\x00",
    "a huge integer": b'{"key": ' + b"9" * 5000 + b"}",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
}
JSON = {"Content-Type": "application/json"}


def test_every_post_door_has_a_row() -> None:
    posts = {each.removeprefix("POST ") for each in http_doors() if each.startswith("POST ")}
    assert posts == set(POSTS) | WITHOUT_A_BODY


def address(door: Door, route: str) -> str:
    route = route.replace("<uuid:alert>", door.alert).replace("<str:token>", "A" * 22)
    return "/api/" + re.sub("<uuid:[a-z]+>", str(uuid4()), route)


def is_told(answer: httpx.Response) -> bool:
    """Whether the refusal has its usual shape and names what is wrong."""
    body = answer.json()
    return set(body) >= {"code", "detail", "errors"} and bool(body["detail"]) and bool(body["errors"])


@pytest.mark.parametrize("route", POSTS)
def test_a_bad_body_is_refused_by_name(door: Door, route: str) -> None:
    who, right = POSTS[route]
    wrong = {f"a wrong {name}": json.dumps({**right, name: {"$ne": 1}}).encode() for name in right}
    for name, body in (BODIES | wrong).items():
        answer = door.client.post(address(door, route), content=body, headers=door.header(who) | JSON)
        assert (name, answer.status_code) == (name, 400), answer.text
        assert is_told(answer), (name, answer.text)
        assert "words" not in answer.text


@pytest.mark.parametrize("route", [*POSTS, *WITHOUT_A_BODY])
def test_a_body_of_ten_megabytes_is_too_large(door: Door, route: str) -> None:
    who = POSTS[route][0] if route in POSTS else None
    body = b'{"text": "' + b"x" * 10 * 2**20 + b'"}'
    answer = door.client.post(address(door, route), content=body, headers=door.header(who) | JSON)
    assert answer.status_code == 413 if route in POSTS else answer.status_code < 500, answer.text
    assert set(answer.json()) >= {"code", "detail", "errors"}


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/xml",
        "application/json; charset=nonsense",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/x-www-form-urlencoded; charset=utf-7",
        "nonsense",
        "a/b/c;;;=",
        "",
    ],
)
@pytest.mark.parametrize("route", ["presses", "alerts", "alerts/<uuid:alert>/chat"])
def test_a_wrong_content_type_breaks_nothing(door: Door, route: str, kind: str) -> None:
    headers = door.header(POSTS[route][0]) | {"Content-Type": kind}
    answer = door.client.post(address(door, route), content=b'{"drink": "tea"', headers=headers)
    assert answer.status_code in (303, 400, 415), answer.text


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "form",
    [
        b"lat=91&lon=116",
        b"lat=NaN&lon=116",
        b"lat=0&lon=0",
        b"lat=43.9&lon=116.1&at=0001-01-01T00:00:00%2B14:00",
        b"key=mine",
        b"battery=1e999",
        b"text=%00",
        b"pressed_at=yesterday",
        b"text=" + b"x" * 100_000,
        b"&".join(b"a%d=1" % number for number in range(2_000)),
    ],
    ids=lambda form: form[:20].decode(),
)
def test_a_bad_form_is_refused_and_breaks_nothing(door: Door, form: bytes) -> None:
    answer = door.client.post("/api/presses", content=form, headers=FORM)
    assert answer.status_code in (400, 413), answer.text
    assert set(answer.json()) >= {"code", "detail", "errors"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "text/html"},
        {"Accept": "image/png"},
        {"Accept": "nonsense"},
        {"Authorization": "Device"},
        {"Authorization": "Device mine:secret"},
        {"Authorization": f"Device {KEY}:"},
        {"Authorization": f"Device {KEY}:{'x' * 5000}"},
        {"Authorization": "Token \xff\xfe"},
        {"Authorization": "Token " + "x" * 5000},
        {"Authorization": "Basic bWU6bWU="},
        {"Cookie": "sessionid=nonsense; csrftoken=\xff"},
        {"Accept-Language": "xx-YY;q=nonsense," * 50},
        {"X-Forwarded-For": "not an address"},
    ],
    ids=str,
)
def test_no_header_keeps_a_press_out(door: Door, headers: dict[str, str]) -> None:
    """A press is never refused: not for a credential that is wrong, nor for what the answer should look like."""
    raw = [(name.encode(), value.encode("latin-1")) for name, value in (JSON | headers).items()]
    answer = door.client.post("/api/presses", content=json.dumps({"key": str(uuid4())}), headers=raw)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("query", ["?format=xml", "?format=", "?%FF=%00", "?a=1&a=2&" + "b" * 5000])
def test_no_query_keeps_a_press_out(door: Door, query: str) -> None:
    answer = door.client.post(f"/api/presses{query}", json={"key": str(uuid4())})
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("alerts?limit=abc", "limit"),
        ("alerts?limit=0", "limit"),
        ("alerts?limit=501", "limit"),
        ("alerts?limit=-1", "limit"),
        ("alerts?limit=1e3", "limit"),
        ("alerts?limit=0000000010000", "limit"),
        ("alerts?limit=" + "1".zfill(9) + "9" * 5000, "limit"),
        ("alerts?since=nonsense", "since"),
        ("alerts?since=2026-01-15", "since"),
        ("alerts?since=2026-01-15T04:00:00", "since"),
        ("alerts?since=2026-13-45T99:00:00Z", "since"),
        ("alerts?since=0001-01-01T00:00:00%2B14:00", "since"),
        ("alerts?since=9999-12-31T23:59:59-14:00", "since"),
        ("alerts?since=%00", "since"),
        ("alerts?cursor=-1", "cursor"),
        ("alerts?cursor=" + "9" * 40, "cursor"),
        ("alerts?cursor=%00", "cursor"),
        ("alerts?status=lost", "status"),
        ("alerts?status=%FF%00", "status"),
        ("alerts?zone=%00", "zone"),
        ("alerts/{alert}/plan?limit=abc", "limit"),
        ("alerts/{alert}/plan?limit=0", "limit"),
        ("alerts/{alert}/plan?limit=51", "limit"),
        ("alerts/{alert}/plan?limit=000000100000", "limit"),
        ("alerts/{alert}/plan?limit=" + "1".zfill(6) + "9" * 5000, "limit"),
    ],
    ids=lambda each: each[:40],
)
def test_a_bad_query_is_refused_by_name(door: Door, path: str, field: str) -> None:
    answer = door.client.get("/api/" + path.format(alert=door.alert), headers=door.header("saran"))
    assert answer.status_code == 400, answer.text
    assert field in answer.json()["errors"]


@pytest.mark.parametrize(
    "path",
    [
        "alerts/mine",
        "alerts/mine/timeline",
        "alerts/00000000-0000-0000-0000-00000000000",
        "alerts/%00",
        "alerts/%FF%FE/chat",
        "media/..%2f..%2fetc%2fpasswd",
        "media/mine",
        "nothing/here",
        "alerts/" + "9" * 8000,
        "alerts?zone=" + "north" * 1000,
        "alerts?zone='; DROP TABLE alerts_alert; --",
        "alerts?status=" + ",".join(["received"] * 1000),
    ],
    ids=lambda each: each[:40],
)
def test_an_odd_address_breaks_nothing(door: Door, path: str) -> None:
    answer = door.client.get(f"/api/{path}", headers=door.header("saran"))
    assert answer.status_code in (200, 400, 404, 414), answer.text
    assert door.is_received()


@pytest.mark.parametrize("door_", sorted(http_doors() - {"GET schema/"}))
def test_a_wrong_method_is_answered_405(door: Door, door_: str) -> None:
    route = address(door, door_.partition(" ")[2])
    headers = door.header("saran") | {"Tus-Resumable": "1.0.0"}
    answer = door.client.request("PUT", route, headers=headers, content=b"{")
    assert answer.status_code == 405
    assert answer.json()["code"] == "no_method"


# Whatever else there may be.

ALERT = "7b1c6f70-0000-4000-8000-00000000000a"
FIX = {**XILIN, "accuracy": 9.0, "at": AT, "altitude": 1000.0, "speed": 1.0, "heading": 90.0}
VALID: dict[str, list[Message]] = {
    HELP: [
        {"type": "hello", "device": {"key": KEY, "secret": "0123456789abcdef"}, "language": "mn-Mong"},
        {"type": "press", "key": KEY, "pressed_at": AT, "fix": FIX, "alert_type": "medical", "battery": 50.0},
        {"type": "fix", "alert": ALERT, "fix": FIX, "battery": 50.0},
        {"type": "detail", "alert": ALERT, "alert_type": "medical", "text": "words"},
        {"type": "chat", "alert": ALERT, "key": KEY, "text": "words"},
        {"type": "cancel", "alert": ALERT, "key": KEY, "reason": "safe"},
        {"type": "rate", "alert": ALERT, "key": KEY, "stars": 3, "text": "words"},
        {"type": "upload.start", "alert": ALERT, "key": KEY, "name": "x", "media_type": "image/png", "size": 9},
        {"type": "verify", "code": "a guess of a code, 22", "name": "words", "phone": "110", "language": "en"},
        {"type": "ping"},
    ],
    DESK: [
        {"type": "ack", "seq": {"north": 1, "south": 2}},
        {"type": "resync"},
        {"type": "chat", "alert": ALERT, "key": KEY, "text": "words"},
        {"type": "ping"},
    ],
    RESPOND: [
        {"type": "hello", "device": {"key": KEY, "secret": "0123456789abcdef"}},
        {"type": "position", **XILIN, "accuracy": 9.0, "at": AT, "speed": 1.0, "heading": 90.0, "battery": 50.0},
        {"type": "accept", "key": KEY, "dispatch": ALERT},
        {"type": "decline", "key": KEY, "dispatch": ALERT, "reason": "far"},
        {"type": "advance", "key": KEY, "dispatch": ALERT, "to": "on_scene", "report": "words"},
        {"type": "shift.start", "key": KEY},
        {"type": "shift.end", "key": KEY},
        {"type": "chat", "alert": ALERT, "key": KEY, "text": "words"},
        {"type": "upload.start", "alert": ALERT, "key": KEY, "media_type": "image/png", "size": 9},
        {"type": "ping"},
    ],
}

odd = st.sampled_from(
    [None, True, "", "\x00", KEY, AT, -1, 0, 2**63, 10**40, 1e308, math.nan, math.inf, [], {}, [[]], "9" * 300]
)
anything = st.recursive(
    odd | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def mutated(draw: st.DrawFn, path: str) -> str:
    """A valid message with one to three things about it changed, as JSON text; sometimes cut."""
    message = json.loads(json.dumps(draw(st.sampled_from(VALID[path]))))
    for _ in range(draw(st.integers(1, 3))):
        inside = draw(st.sampled_from([message, *(each for each in message.values() if isinstance(each, dict))]))
        name = draw(st.sampled_from(sorted(inside)) if inside else st.just("type"))
        change = draw(st.sampled_from(["replace", "replace", "remove", "add", "rename"]))
        if change == "remove":
            inside.pop(name, None)
        elif change == "rename":
            inside[draw(st.text(max_size=6))] = inside.pop(name, None)
        else:
            inside[name if change == "replace" else draw(st.text(max_size=6))] = draw(anything)
    text = json.dumps(message, ensure_ascii=draw(st.booleans()))
    cut = draw(st.none() | st.integers(0, len(text)))
    text = text if cut is None or draw(st.integers(0, 3)) else text[:cut]
    return text.encode("utf-8", "replace").decode()


def test_every_verb_is_mutated() -> None:
    assert {path: {each["type"] for each in messages} for path, messages in VALID.items()} == SOCKETS


@pytest.mark.parametrize("path", SOCKETS)
def test_whatever_is_sent_is_answered_or_refused_and_never_closes_the_socket(door: Door, path: str) -> None:
    with door.knock(path) as line:

        @settings(
            max_examples=200,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )
        @given(mutated(path))
        def story(text: str) -> None:
            answers = line.say(text)
            problems = [each for each in answers if each["type"] == "problem"]
            assert not [each for each in problems if each["code"] == "internal"]
            try:
                ADAPTERS[path].validate_json(text)
            except ValidationError:
                assert [each["code"] in ("malformed", "unknown_type", "wrong_field") for each in problems] == [True]
                assert problems[0]["errors"]

        if path == RESPOND:
            line.say(json.dumps({"type": "shift.start"}))
        story()
    assert door.is_received()


def test_a_frame_with_no_end_is_not_waited_for(door: Door) -> None:
    """Half a header by TCP: the others are served meanwhile."""
    with door.knock(HELP) as line:
        line.socket.socket.sendall(struct.pack("!BBH", 0x81, 0x80 | 126, 60_000))
        assert door.is_received()
