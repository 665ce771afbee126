"""A desk of another zone, a civilian with no offer, another phone and nobody at all: every route and socket verb
tried, nothing seen, nothing moved. Then what those who may see do see, and when they no longer do."""

import asyncio
import json
import struct
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.flows.doors import SOCKETS, http_doors
from tests.flows.scene import FILE, PLACE, SECRETS, TALK, TEXT, Scene, build
from tests.people_of_the_story import PASSWORD, SOUTHERN, XILIN, Message, Socket, upload_frame
from tests.server import Server

pytestmark = pytest.mark.flow

TEMUR, DAWA, PHONE, NOBODY = STRANGERS = ("temur", "dawa", "another phone", "nobody")
"""The desk of the south; a civilian responder nothing was offered to."""
REFUSED = {401, 403, 404}
WITHIN_SECONDS = 5.0


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    timers = {"TIMER_OFFER": "3600", "TIMER_UNACKNOWLEDGED_ESCALATE": "3600"}
    server = Server(tmp_path_factory.mktemp("rights"), **timers)
    server.seed()
    server.start()
    yield build(server)
    server.stop()


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


# HTTP.


@dataclass(frozen=True)
class Door:
    """A body with which the right person would get through, and which of the strangers may enter for themselves."""

    body: Callable[[], dict[str, Any]] | None = None
    open_to: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


TUS = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
FIX = {**XILIN, "accuracy": 9.0, "at": "2026-01-15T05:00:00Z"}
ACT = Door(lambda: {"key": str(uuid4())})

DOORS = {
    "POST presses": Door(lambda: {"key": str(uuid4())}, open_to=STRANGERS),
    "GET schema/": Door(open_to=STRANGERS),
    "POST session": Door(lambda: {"username": "saran", "password": "not hers"}),
    "DELETE session": Door(open_to=(TEMUR, DAWA)),
    "GET alerts": Door(open_to=(TEMUR,)),
    "POST alerts": Door(lambda: {"source": "radio", **SOUTHERN}, open_to=(TEMUR,)),
    "GET alerts/<uuid:alert>": Door(),
    "GET alerts/<uuid:alert>/timeline": Door(),
    "GET alerts/<uuid:alert>/plan": Door(),
    "POST alerts/<uuid:alert>/fixes": Door(lambda: {"fix": FIX}),
    "POST alerts/<uuid:alert>/details": Door(lambda: {"alert_type": "medical", "text": "A stranger's words"}),
    "POST alerts/<uuid:alert>/chat": Door(lambda: {"key": str(uuid4()), "text": "A stranger's words"}),
    "POST alerts/<uuid:alert>/cancellation": Door(lambda: {"reason": "mistake"}),
    "POST alerts/<uuid:alert>/rating": Door(lambda: {"stars": 1}),
    "POST alerts/<uuid:alert>/acknowledgement": Door(),
    "POST alerts/<uuid:alert>/closure": Door(lambda: {"disposition": "false_alarm"}),
    "POST alerts/<uuid:alert>/reopening": Door(dict),
    "POST alerts/<uuid:alert>/duplicate_of": Door(lambda: {"alert": str(uuid4())}),
    "DELETE alerts/<uuid:alert>/duplicate_of": Door(),
    "POST alerts/<uuid:alert>/dispatches": Door(lambda: {"responder": 1}),
    "POST dispatches/<uuid:dispatch>/acceptance": ACT,
    "POST dispatches/<uuid:dispatch>/refusal": ACT,
    "POST dispatches/<uuid:dispatch>/departure": ACT,
    "POST dispatches/<uuid:dispatch>/arrival": ACT,
    "POST dispatches/<uuid:dispatch>/clearance": ACT,
    "POST dispatches/<uuid:dispatch>/withdrawal": ACT,
    "GET media/<uuid:media>": Door(),
    "POST alerts/<uuid:alert>/media": Door(
        headers={**TUS, "Upload-Length": "9", "Upload-Metadata": "filetype aW1hZ2UvcG5n"}
    ),
    "HEAD media/<uuid:media>/upload": Door(headers=TUS),
    "PATCH media/<uuid:media>/upload": Door(headers=TUS),
    "POST alerts/<uuid:alert>/service": Door(lambda: {"service": True}),
    "POST alerts/<uuid:alert>/location_link": Door(),
    "POST where/<str:token>": Door(lambda: {"fix": FIX}),
    "POST intake/sms": Door(lambda: {"id": str(uuid4()), "from": "+8613800138000", "text": "A stranger's words"}),
    "POST verifications": Door(open_to=(TEMUR,)),
    "POST devices/verification": Door(lambda: {"code": "a guess of a code, 22"}),
    "GET devices/me": Door(open_to=STRANGERS),
    "POST devices/me": Door(lambda: {"name": "A stranger"}),
    "POST devices/<uuid:device>/revocation": Door(dict),
    "GET desk": Door(open_to=(TEMUR,)),
    "GET respond": Door(open_to=(DAWA,)),
    "POST shifts": Door(dict, open_to=(DAWA,)),
    "DELETE shifts/current": Door(open_to=(DAWA,)),
    "POST positions": Door(lambda: dict(XILIN), open_to=(DAWA,)),
}


def test_every_route_has_a_row() -> None:
    assert set(DOORS) == http_doors()


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_at_a_door_sees_nothing_and_moves_nothing(scene: Scene, door: str) -> None:
    for who in STRANGERS:
        answer = knock(scene, door, who)
        if who in DOORS[door].open_to:
            assert answer.is_success or answer.status_code == 409, (who, answer.text)
        else:
            assert answer.status_code in REFUSED, (who, answer.text)
            assert door.startswith("HEAD ") or set(answer.json()) >= {"code", "detail", "errors"}
        assert leaks(answer.text) == [], who
    assert not scene.has_moved()


def knock(scene: Scene, door: str, who: str) -> httpx.Response:
    method, _, path = door.partition(" ")
    for name in ("alert", "dispatch", "media", "device"):
        path = path.replace(f"<uuid:{name}>", getattr(scene, name))
    row = DOORS[door]
    answer = scene.ask(method, path, as_=who, json=row.body() if row.body else None, headers=row.headers)
    if door == "DELETE session":
        scene.tokens.pop(who, None)
    return answer


def test_logging_out_ends_ones_own_tokens_and_nobody_elses(scene: Scene) -> None:
    gone = scene.header("temur")
    assert scene.ask("DELETE", "session", as_="temur").status_code == 204
    scene.tokens.pop("temur")
    assert scene.ask("GET", "desk", as_="nobody", headers=gone).status_code == 401
    assert scene.ask("GET", "desk", as_="saran").status_code == 200


def test_another_desk_can_neither_link_to_an_alert_nor_send_its_people(scene: Scene) -> None:
    own = scene.ask("POST", "alerts", as_="temur", json={"source": "phone", **SOUTHERN}).json()["id"]
    bat = scene.ask("GET", "respond", as_="bat").json()["responder"]["id"]
    linked = scene.ask("POST", f"alerts/{own}/duplicate_of", as_="temur", json={"alert": scene.alert})
    sent = scene.ask("POST", f"alerts/{own}/dispatches", as_="temur", json={"responder": bat})
    assert (linked.status_code, sent.status_code) == (404, 404)
    assert not scene.has_moved()


@pytest.mark.parametrize("who", STRANGERS)
def test_a_list_asked_for_the_other_zone_is_empty(scene: Scene, who: str) -> None:
    answer = scene.ask("GET", "alerts", as_=who, params={"zone": "north", "limit": 500})
    assert answer.status_code in REFUSED or answer.json()["results"] == []


# Sockets.


@dataclass(frozen=True)
class Verb:
    """The fields with which the right person would be heard. `harmless`: a stranger may say it about themselves."""

    fields: Callable[[Scene], Message] = lambda scene: {}
    harmless: bool = False


def on_alert(**more: Any) -> Verb:
    return Verb(lambda scene: {"alert": scene.alert, **more})


def on_dispatch(**more: Any) -> Verb:
    return Verb(lambda scene: {"dispatch": scene.dispatch, "key": str(uuid4()), **more})


HELLO = Verb(lambda scene: {"device": {"key": scene.oyuna[7:43], "secret": "a guess of a secret"}}, harmless=True)
CHAT = on_alert(key="7b1c6f70-0000-4000-8000-000000000001", text="A stranger's words")
UPLOAD = on_alert(key="7b1c6f70-0000-4000-8000-000000000002", media_type="image/png", size=72)
HARMLESS = Verb(harmless=True)

VERBS = {
    "/ws/help/": {
        "hello": HELLO,
        "press": Verb(lambda scene: {"key": str(uuid4())}, harmless=True),
        "fix": on_alert(fix=FIX),
        "detail": on_alert(text="A stranger's words"),
        "chat": CHAT,
        "cancel": on_alert(reason="mistake"),
        "rate": on_alert(stars=1),
        "upload.start": UPLOAD,
        "verify": Verb(lambda scene: {"code": "a guess of a code, 22"}, harmless=True),
        "ping": HARMLESS,
    },
    "/ws/desk/": {
        "ack": Verb(lambda scene: {"seq": {"north": 10**9}}, harmless=True),
        "resync": HARMLESS,
        "chat": CHAT,
        "ping": HARMLESS,
    },
    "/ws/respond/": {
        "hello": HELLO,
        "position": Verb(lambda scene: dict(XILIN), harmless=True),
        "accept": on_dispatch(),
        "decline": on_dispatch(),
        "advance": on_dispatch(to="on_scene"),
        "shift.start": HARMLESS,
        "shift.end": HARMLESS,
        "chat": CHAT,
        "upload.start": UPLOAD,
        "ping": HARMLESS,
    },
}
WHO_GETS_IN = {"/ws/help/": (PHONE, NOBODY), "/ws/desk/": (TEMUR,), "/ws/respond/": (DAWA, NOBODY)}
TRIES = [(path, verb, who) for path, rows in VERBS.items() for verb in rows for who in WHO_GETS_IN[path]]


@pytest.mark.parametrize("path", SOCKETS)
def test_every_verb_has_a_row(path: str) -> None:
    assert set(VERBS[path]) == SOCKETS[path]


def socket_of(scene: Scene, path: str, who: str) -> Socket:
    token = None if who in (PHONE, NOBODY, "oyuna") else scene.token(who)
    return Socket(scene.server, path, token=token)


async def hello(socket: Socket, header: str) -> None:
    key, _, secret = header.removeprefix("Device ").partition(":")
    await socket.say(type="hello", device={"key": key, "secret": secret})
    await socket.hear("welcome")


async def everything_heard(socket: Socket) -> list[Message]:
    """All the server has answered to what was said so far: text frames are answered in order."""
    mark = str(uuid4())
    await socket.say(type="ping", key=mark)
    await socket.hear("problem", where=lambda each: each["in_reply_to"] == mark)
    return socket.seen[:-1]


@pytest.mark.parametrize(("path", "verb", "who"), TRIES)
async def test_a_stranger_on_a_socket_sees_nothing_and_moves_nothing(
    scene: Scene, path: str, verb: str, who: str
) -> None:
    row = VERBS[path][verb]
    heard: list[Message] = []
    async with socket_of(scene, path, who) as socket:
        if who == PHONE:
            await hello(socket, scene.other_phone)
        await socket.say(type=verb, **row.fields(scene))
        with suppress(ConnectionClosed):
            heard = await everything_heard(socket)
    assert leaks(json.dumps(heard + socket.seen, ensure_ascii=False)) == []
    if not row.harmless:
        codes = {each["code"] for each in heard if each["type"] == "problem"}
        assert codes & {"not_found", "no_right", "not_logged_in"}, heard
    assert not scene.has_moved()


@pytest.mark.parametrize(
    ("path", "who", "code"),
    [
        ("/ws/desk/", DAWA, 4403),
        ("/ws/desk/", "bat", 4403),
        ("/ws/desk/", NOBODY, 4401),
        ("/ws/respond/", TEMUR, 4403),
        ("/ws/respond/", "wei", 4403),
        ("/ws/respond/", NOBODY, 4401),
    ],
)
async def test_a_socket_of_somebody_elses_is_closed_with_the_reason(
    scene: Scene, path: str, who: str, code: int
) -> None:
    async with socket_of(scene, path, who) as socket:
        assert await socket.hear_close() == code
        assert socket.seen == []


@pytest.mark.parametrize(("path", "who"), [("/ws/help/", PHONE), ("/ws/respond/", DAWA), ("/ws/desk/", TEMUR)])
async def test_bytes_for_somebody_elses_file_are_not_taken(scene: Scene, path: str, who: str) -> None:
    async with socket_of(scene, path, who) as socket:
        await socket.socket.send(upload_frame(scene.media, 0, b"other bytes"))
        problem = await socket.hear("problem")
    assert problem["code"] in ("no_upload", "malformed")
    assert not scene.has_moved()


async def test_a_guessed_secret_is_greeted_like_any_stranger(scene: Scene) -> None:
    async with socket_of(scene, "/ws/help/", NOBODY) as socket:
        await socket.say(type="hello", **HELLO.fields(scene))
        welcome = await socket.hear("welcome")
    assert (welcome["alerts"], welcome["device"]["status"], welcome["device"]["name"]) == ([], "unverified", "")


async def test_a_guessed_device_does_not_get_onto_the_responders_socket(scene: Scene) -> None:
    async with socket_of(scene, "/ws/respond/", NOBODY) as socket:
        await socket.say(type="hello", **HELLO.fields(scene))
        assert await socket.hear_close(within=2.0) == 4401


# Those who may see, and how far.


def test_an_offer_shows_the_call_but_neither_talk_nor_pictures(scene: Scene) -> None:
    call = scene.ask("GET", f"alerts/{scene.alert}", as_="bat")
    mine = scene.ask("GET", "respond", as_="bat")
    picture = scene.ask("GET", f"media/{scene.media}", as_="bat")
    assert TEXT in call.text
    assert TEXT in mine.text
    assert TALK not in call.text + mine.text
    assert FILE not in call.text + mine.text
    assert picture.status_code == 403
    assert leaks(picture.text) == []


def test_who_is_offered_an_alert_may_not_speak_on_it_nor_work_the_desk(scene: Scene) -> None:
    chat = {"key": str(uuid4()), "text": "On my way?"}
    assert scene.ask("POST", f"alerts/{scene.alert}/chat", as_="bat", json=chat).status_code == 403
    closure = {"disposition": "resolved"}
    assert scene.ask("POST", f"alerts/{scene.alert}/closure", as_="bat", json=closure).status_code == 403
    assert scene.ask("GET", f"alerts/{scene.alert}/timeline", as_="bat").status_code == 403
    assert not scene.has_moved()


def talk(scene: Scene, alert: str, text: str) -> None:
    answer = scene.ask("POST", f"alerts/{alert}/chat", as_="oyuna", json={"key": str(uuid4()), "text": text})
    assert answer.status_code == 201, answer.text


async def test_talk_begins_with_acceptance(scene: Scene) -> None:
    alert = scene.press(text="The well has fallen in", fix=PLACE)["id"]
    async with socket_of(scene, "/ws/respond/", "chen") as page:
        await page.hear("snapshot")
        talk(scene, alert, "said before the offer")
        dispatch = scene.offer(alert, to="chen")["id"]
        offered = await page.hear("respond.offer")
        talk(scene, alert, "said during the offer")
        assert offered["dispatch"]["alert"]["text"] == "The well has fallen in"
        assert "said" not in json.dumps(await everything_heard(page))

        await page.say(type="accept", key=str(uuid4()), dispatch=dispatch)
        done = await page.hear("done")
        assert [each["text"] for each in done["dispatch"]["chats"]] == [
            "said before the offer",
            "said during the offer",
        ]
        talk(scene, alert, "said after acceptance")
        await page.hear("chat", where=lambda each: each["text"] == "said after acceptance")


async def test_who_declined_sees_nothing_more(scene: Scene) -> None:
    alert = scene.press(text="The first words", fix=PLACE)["id"]
    dispatch = scene.offer(alert, to="chen")["id"]
    async with socket_of(scene, "/ws/respond/", "chen") as page:
        await page.hear("snapshot")
        await page.say(type="decline", key=str(uuid4()), dispatch=dispatch, reason="far")
        await page.hear("done")
        await page.hear("respond.dispatch", where=lambda each: each["dispatch"]["id"] == dispatch)
        talk(scene, alert, "later talk")
        scene.ask("POST", f"alerts/{alert}/details", as_="oyuna", json={"text": "later words"})
        scene.ask("POST", f"alerts/{alert}/acknowledgement", as_="saran")
        assert "later" not in json.dumps(await everything_heard(page))
    assert scene.ask("GET", f"alerts/{alert}", as_="chen").status_code == 404
    assert alert not in scene.ask("GET", "respond", as_="chen").text
    again = scene.ask("POST", f"dispatches/{dispatch}/refusal", as_="chen", json={})
    assert "later" not in again.text


async def test_a_desk_never_hears_of_the_other_zones_alerts(scene: Scene) -> None:
    async with socket_of(scene, "/ws/desk/", TEMUR) as temur, socket_of(scene, "/ws/desk/", "saran") as saran:
        await temur.hear("snapshot")
        await saran.hear("snapshot")
        north = scene.press(text="Northern words", fix=PLACE)["id"]
        talk(scene, north, "Northern talk")
        south = scene.press(as_="another phone", fix={**PLACE, **SOUTHERN})["id"]
        await saran.hear("desk.changes", where=lambda each: "Northern talk" in json.dumps(each))
        await temur.hear("desk.changes", where=lambda each: south in json.dumps(each))
        told, told_saran = json.dumps(temur.seen), json.dumps(saran.seen)
    assert north in told_saran
    assert south not in told_saran
    assert north not in told
    assert "Northern" not in told
    assert leaks(told) == []


async def test_a_supervisor_over_both_zones_hears_of_both(scene: Scene) -> None:
    async with socket_of(scene, "/ws/desk/", "wei") as wei:
        snapshot = await wei.hear("snapshot")
        assert scene.alert in {each["id"] for each in snapshot["alerts"]}
        for place in (PLACE, {**PLACE, **SOUTHERN}):
            alert = scene.press(fix=place)["id"]
            await wei.hear("desk.changes", where=lambda each, alert=alert: alert in json.dumps(each))


async def test_a_desk_is_not_shown_where_the_other_zones_responders_are(scene: Scene) -> None:
    bat = scene.ask("GET", "respond", as_="bat").json()["responder"]["id"]
    async with socket_of(scene, "/ws/desk/", TEMUR) as temur, socket_of(scene, "/ws/desk/", "saran") as saran:
        snapshot = await temur.hear("snapshot")
        assert bat not in {each["id"] for each in snapshot["responders"]}
        assert scene.ask("POST", "positions", as_="bat", json=XILIN).status_code == 204
        async with asyncio.timeout(5):
            while bat not in shown_in(saran.frames):
                await hear_anything(saran)
        await everything_heard(temur)
    assert bat not in shown_in(temur.frames)


async def hear_anything(socket: Socket) -> None:
    raw = await socket.socket.recv()
    if isinstance(raw, bytes):
        socket.frames.append(raw)


def shown_in(frames: list[bytes]) -> set[int]:
    """The responders' numbers in position frames: 16 bytes of header, then 12 bytes each."""
    return {struct.unpack_from("<I", frame, at)[0] for frame in frames for at in range(16, len(frame), 12)}


def test_a_look_at_a_picture_is_on_record(scene: Scene) -> None:
    picture = scene.look_at_picture()
    assert picture.status_code == 200
    assert picture.headers["cache-control"] == "private, no-store"
    assert picture.headers["x-content-type-options"] == "nosniff"
    found = scene.shell(
        "from alerts.models import Look; "
        f"print(*Look.objects.filter(what='media', what_id={scene.media!r}).values_list('user__username', flat=True))"
    )
    assert set(found.split()) == {"saran"}


# Rights that are taken away.


LOSSES = {
    "vera": "is_active=False",
    "tuya": "role='auditor'",
    "sarnai": "zone_id='south'",
    "ochir": "is_active=False",
}
"""Dispatchers of the north and a police responder who are about to lose something."""


async def test_a_right_taken_away_closes_that_persons_sockets_and_nobody_elses(scene: Scene) -> None:
    scene.shell(
        "from people.models import User; from command.models import Responder\n"
        f"for name in {list(LOSSES)!r}: User.objects.create_user("
        f"name, password={PASSWORD!r}, zone_id='north', role='officer' if name == 'ochir' else 'dispatcher')\n"
        "ochir = User.objects.get(username='ochir')\n"
        "Responder.objects.create(name='Ochir', kind='police', zone_id='north', user=ochir)"
    )
    async with AsyncExitStack() as stack:
        sockets = {}
        for who in LOSSES:
            path = "/ws/respond/" if who == "ochir" else "/ws/desk/"
            sockets[who] = await stack.enter_async_context(socket_of(scene, path, who))
            await sockets[who].hear("snapshot")
        saran = await stack.enter_async_context(socket_of(scene, "/ws/desk/", "saran"))
        losses = (f"User.objects.filter(username={who!r}).update({loss})" for who, loss in LOSSES.items())
        await asyncio.to_thread(scene.shell, f"from people.models import User; {'; '.join(losses)}")
        codes = await asyncio.gather(*(each.hear_close(within=WITHIN_SECONDS) for each in sockets.values()))
        await everything_heard(saran)
    assert codes == [4403] * len(LOSSES)
    assert {scene.ask("GET", f"alerts/{scene.alert}", as_=who).status_code for who in LOSSES} <= REFUSED


def test_a_revoked_phone_no_longer_sees_its_alert(scene: Scene) -> None:
    header = f"Device {uuid4()}:{uuid4().hex}"
    answer = scene.ask("POST", "presses", as_="nobody", headers={"Authorization": header}, json={"key": str(uuid4())})
    path = f"alerts/{answer.json()['id']}"
    assert scene.ask("GET", path, as_="nobody", headers={"Authorization": header}).status_code == 200
    key = UUID(header[7:43])
    scene.shell(f"from people.models import Device; Device.objects.filter(pk='{key}').update(status='revoked')")
    assert scene.ask("GET", path, as_="nobody", headers={"Authorization": header}).status_code == 404
